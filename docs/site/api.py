"""Pages of the API from the headers: what is declared, without bodies and private parts, and the comment above it."""
import html
import itertools
import re

FIRST_LABEL = re.compile(r"^([A-Z][A-Za-z]*)(?:  +|(?<=^Guarantee) )(\S.*)$")
LABEL = re.compile(FIRST_LABEL.pattern.replace("[A-Z][A-Za-z]*", "[A-Z][A-Za-z]*|[a-z]+"))  # `Closed`, below it `forms`


def matching(text, at):
    """The index behind the bracket that closes the one at `at`; strings, characters and comments are passed over."""
    depth = 0
    for token in re.finditer(r'//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'|[{}]', text[at:]):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if token[0] in "{}" and depth == 0:
            return at + token.end()
    raise ValueError(f"no bracket closes {text[at:at + 60]!r}")


def synopsis(text):
    """A declaration as a reader needs it: bodies of functions are `;`, private parts are left out."""
    out, at = "", 0
    for_body = re.compile(r"//[^\n]*|\{")
    while found := for_body.search(text, at):
        out += text[at:found.start()]
        at = found.end()
        if found[0] != "{":
            out += found[0]
            continue
        head = re.split(r"[;{}]|///?[^\n]*\n|\b(?:public|private|protected):", out)[-1]
        scope = re.search(r"\b(class|struct|enum|union|namespace)\b", re.sub(r"\b(?:template\s*)?<[^{}]*?>", "", head))
        if ")" in head and not scope:
            out = re.sub(r"\)\s*(const|noexcept|const noexcept|override)?\s*:\s[^;{}]*$", lambda m: ")" + (f" {m[1]}" if m[1] else ""), out)
            at = matching(text, found.start())
            out = out.rstrip() + ";"
        elif re.search(r"=\s*$|\]\s*$", head) and not scope:
            end = matching(text, found.start())
            out += text[found.start():end]
            at = end
        else:
            out += "{"
    out += text[at:]
    out = re.sub(r";;", ";", out)
    out = re.sub(r"\n+ *private:\n.*?(?=\n *(?:public|protected):|\n\};)", "", out, flags=re.S)
    return re.sub(r" *// ?NOLINT[^\n]*", "", out)


def namespace_body(text):
    """What stands in the (only) namespace of a header."""
    found = re.search(r"^namespace [\w:]+ \{\n", text, re.M)
    return text[found.end():matching(text, found.end() - 2) - 1] if found else ""


def groups(body):
    """(comment, declarations) in order: a comment of `///` lines, and all declarations up to the next blank line or
    comment on the same level."""
    found, comment, lines, depth = [], [], [], 0

    def flush():
        nonlocal comment, lines
        if "".join(lines).strip():
            found.append((comment, "\n".join(lines)))
            comment = []
        lines = []

    for line in body.split("\n"):
        bare = re.sub(r'//.*$|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'', "", line)
        if depth == 0 and line.startswith("///"):
            if lines:
                flush()
            comment.append(line[3:].removeprefix(" "))
        elif depth == 0 and (not line.strip() or line.startswith("//")):
            flush()
            if not line.strip() and comment:  # a comment that stands by itself
                found.append((comment, ""))
                comment = []
        else:
            lines.append(line)
            depth += sum({"{": 1, "(": 1, "}": -1, ")": -1}.get(c, 0) for c in bare)
    flush()
    if comment:
        found.append((comment, ""))
    return found


def names(declarations):
    """The names that a group declares at its own level, in order."""
    flat = re.sub(r"//[^\n]*", "", declarations)
    while (smaller := re.sub(r"\{[^{}]*\}", ";", flat)) != flat:
        flat = smaller
    while (smaller := re.sub(r"<[^<>;]*>", "", flat)) != flat:
        flat = smaller
    got = []
    for statement in flat.split(";"):
        statement = re.sub(r"\[\[.*?\]\]|\btemplate\b|\brequires\b[^\n]*", " ", statement).strip()
        kind = re.match(r"(?:enum class|enum|class|struct|union|using|concept)\s+(\w+)", statement)
        operator = re.search(r"operator\s*([^\s(]+|\(\))\s*\(", statement)
        function = re.search(r"([\w:]+)\s*\(", statement)
        constant = re.search(r"([A-Za-z_]\w*)\s*$", statement.split("=")[0])
        name = (kind[1] if kind else f"operator{operator[1]}" if operator else function[1] if function
                else constant[1] if constant and statement else None)
        if name and name not in got:
            got.append(name)
    return got


def inline(text, link):
    """Text of a comment as HTML: code between backquotes, links to pages."""
    out = ""
    for i, part in enumerate(text.split("`")):
        safe = html.escape(part, quote=False)
        out += f"<code>{safe}</code>" if i % 2 else re.sub(r"\bdocs/([a-z/-]+)\.md\b", lambda m: link(m[0]), safe)
    return out


def comment_html(lines, link):
    """Paragraphs, a list of what the contract says (Domain, Throws, Cost, ...), and indented lines as they stand."""
    parts, current = [], None
    for line in lines:
        label = LABEL.match(line) if current == "terms" else FIRST_LABEL.match(line)
        if not line.strip():
            current = None
        elif label and (current == "terms" or len(label[1]) < 12):
            if label[1][0].islower():
                if not line[len(label[1]):].startswith("  "):
                    label = None
            if label and label[1][0].islower():
                parts[-1][1][-1] = [parts[-1][1][-1][0] + " " + label[1], parts[-1][1][-1][1] + " " + label[2]]
            elif label:
                if current != "terms":
                    parts.append(("terms", []))
                parts[-1][1].append([label[1], label[2]])
                current = "terms"
            else:
                parts[-1][1][-1][1] += " " + line.strip()
        elif current == "terms":
            parts[-1][1][-1][1] += " " + line.strip()
        elif line.startswith("  "):
            if current != "pre":
                parts.append(("pre", []))
            parts[-1][1].append(line)
            current = "pre"
        else:
            if current != "text":
                parts.append(("text", []))
            parts[-1][1].append(line)
            current = "text"
    out = ""
    for kind, content in parts:
        if kind == "terms":
            rows = "".join(f"<dt>{t}</dt><dd>{inline(text, link)}</dd>" for t, text in content)
            out += f'<dl class="contract">{rows}</dl>\n'
        elif kind == "pre":
            out += f"<pre>{html.escape(chr(10).join(content), quote=False)}</pre>\n"
        else:
            out += f"<p>{inline(' '.join(content), link)}</p>\n"
    return out


def first_sentence(text):
    """What a header is about: the first sentence of the first comment that is prose."""
    for comment, _ in groups(namespace_body(text)):
        words = " ".join(itertools.takewhile(lambda line: re.match(r"\S", line) and not FIRST_LABEL.match(line), comment))
        if re.match(r"[A-Z]", words):
            return re.match(r".*?(?:[.;](?=  | [A-Z]|$)|:(?= ))|.*$", words)[0].rstrip(".:;,")
    return ""


def header_page(name, text, link):
    """The page of one header as Markdown, and the names on it."""
    page, all_names = f"# {name}\n\n```cpp\n#include <{name}>\n```\n\n", []
    for comment, declarations in groups(namespace_body(text)):
        if declarations.startswith("namespace detail"):
            continue
        here = names(declarations) if declarations else []
        fresh = [n for n in here if n not in all_names]
        all_names += fresh
        if here:
            page += "".join(f'<a id="{html.escape(n)}"></a>' for n in fresh)
            page += f"\n\n## {', '.join(f'`{n}`' for n in here)}\n\n```cpp\n{synopsis(declarations)}\n```\n\n"
        if comment:
            page += f"<div>\n{comment_html(comment, link)}</div>\n\n"
    return page, all_names
