"""Builds the site of all pages, offline and without scripts: site.py ROOT OUTPUT VERSION.

The pages of docs/, the README and the examples, and an API reference made from the public headers, by MkDocs; formulas
by KaTeX under Node, at build time.  Anything MkDocs or KaTeX warns of is an error, and so is a link, an anchor or a
picture that is not there."""
import html
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
here = pathlib.Path(__file__).resolve().parent
root, output, version = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]
katex = pathlib.Path("/usr/share/javascript/katex")  # Debian's libjs-katex
sys.path[:0] = [str(here), str(root / "lib/attest")]
import api  # noqa: E402
from public_headers import public_headers  # noqa: E402

staged, built = output.with_name(output.name + "-pages"), output.with_name(output.name + "-new")

# Where a file of the repository is on the site.
places = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md",
          "bench/README.md": "bench.md", "examples/heads/README.md": "heads.md"}
places |= {p.relative_to(root).as_posix(): p.relative_to(root / "docs").as_posix() for p in sorted((root / "docs").rglob("*.md"))}
pictures = {p.relative_to(root).as_posix(): p.relative_to(root / "docs").as_posix() for p in (root / "docs").rglob("*.svg")}

# The order of the pages; those of docs/ that are not named here come last of their part.
using = ["library.md", "commands.md", "verdicts.md", "tables.md", "streaming.md", "sweeps.md", "json.md", "certificates.md"]
rulings = ["claims.md", "rulings-fast-rope.md", "rulings-tensor.md", "rulings-hardness.md"]
work = ["contributing.md", "adding-a-claim.md", "testing.md", "decisions.md", "bench.md", "heads.md", "changelog.md"]
theory = ["expoly", "ranks", "normalization", "spread", "anisotropic", "softmax", "rounding", "structured", "rope",
          "rope-review", "kronecker", "tensor", "tensor-review", "hardness", "hardness-protocol", "hardness-attention",
          "hardness-thresholds"]
formulas = []


def fail(text):
    sys.exit(f"site: {text}")


def relative(page, target):
    """`target` as a link on `page` says it; both are paths on the site."""
    return os.path.relpath(target, pathlib.PurePosixPath(page).parent)


blocks = re.compile(r"^(```|~~~)[\s\S]*?^\1$|^(?: {4}[^\n]*\n)+", re.M)
code = re.compile(blocks.pattern + r"|(?<!`)`[^`\n]+`", re.M)


def outside(code, text, change):
    """`change` of all of the text that is not of this code."""
    out, at = "", 0
    for found in code.finditer(text):
        out += change(text[at:found.start()]) + found[0]
        at = found.end()
    return out + change(text[at:])


def keep_formulas(text):
    """Formulas out of the way of Markdown, as words that come back as HTML."""
    def keep(found):
        formulas.append({"tex": (found[1] or found[2]).strip(), "display": found[1] is not None})
        return f"FORMULA{len(formulas) - 1}X"
    return re.sub(r"\$\$(.+?)\$\$|\$([^$]+?)\$", keep, text, flags=re.S)


def links(page, text, source):
    """Links between files of the repository become links between pages, and a page that is only named is linked."""
    def target(path):
        return relative(page, places[path])

    def linked(found):
        path, anchor = found[2], found[3] or ""
        if re.match(r"[a-z]+:|#", path):
            return found[0]
        whole = os.path.normpath(pathlib.PurePosixPath(source).parent / path) if source else path
        if whole in pictures:
            return f"{found[1]}({relative(page, pictures[whole])})"
        return f"{found[1]}({target(whole)}{anchor})" if whole in places else found[0]

    def named(found):
        return f"[{found[0]}]({target(found[0])})" if found[0] in places else found[0]

    text = re.sub(r"(\[[^\]]*\])\(([^)#\s]+)(#[^)]*)?\)", linked, text)
    names = "|".join(re.escape(p) for p in places if "/" in p)
    return re.sub(rf"(?<![\w/\[])(?:{names})(?![\w\]])", named, text)


def as_github(text):
    """Lists may follow a line of text, and blocks may follow anything, as on GitHub."""
    text = re.sub(r"^(?!\s|[-*|#]|\d+\. )(.+)\n(?=(?:[-*]|\d+\.) )", r"\1\n\n", text, flags=re.M)
    return re.sub(r"^(?!\|)(.+)\n(?=\|.*\|$)", r"\1\n\n", text, flags=re.M)


def put(page, text, source=None):
    """One page; `source` is its file in the repository."""
    file = staged / page
    file.parent.mkdir(parents=True, exist_ok=True)
    text = outside(blocks, text, as_github)
    file.write_text(outside(code, text, lambda part: keep_formulas(links(page, part, source))))


def title(page):
    return re.search(r"^# (.*)$", (staged / page).read_text(), re.M)[1].replace("`", "")


def put_documents():
    for source, page in places.items():
        if (root / source).is_file():
            put(page, (root / source).read_text(), source)
    for source, picture in pictures.items():
        (staged / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / source, staged / picture)


def put_examples():
    page = ("# Examples\n\nFour programs that use the installed library ([attest as a library](library.md)), as they stand in "
            "`examples/library/`. A test builds and runs them.\n")
    for file in sorted((root / "examples/library").glob("*.cpp")):
        page += f"\n## {file.name}\n\n```cpp\n{file.read_text()}```\n"
    put("examples.md", page)


def put_api():
    """A page for each public header, one for each room, and the list of all names; returns the rooms' part of the menu."""
    menu, every, rooms = [], [], ""
    for room, headers in public_headers().items():
        listed, pages = "", []
        for header in headers:
            name, page = f"attest/{room}/{header}", f"api/{room}/{pathlib.Path(header).stem}.md"

            def link(path, page=page):
                return f'<a href="{relative(page, places[path]).removesuffix(".md")}.html">{path}</a>' if path in places else path
            text = (root / "lib" / name).read_text()
            content, names = api.header_page(name, text, link)
            if not names:
                continue
            file = staged / page
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
            pages.append({header: page})
            every += [(n, page, name) for n in names]
            listed += (f'<tr><td><a href="{pathlib.Path(page).stem}.html">{header}</a></td>'
                       f"<td>{api.inline(api.first_sentence(text), link)}</td></tr>\n")
        if not pages:
            continue
        (staged / f"api/{room}/index.md").write_text(
            f"# The room {room}\n\n<table>\n<tr><th>header</th><th>what it is about</th></tr>\n{listed}</table>\n")
        rooms += f"| [{room}]({room}/index.md) | {', '.join(next(iter(p)).removesuffix('.hpp') for p in pages)} |\n"
        menu.append({room: [f"api/{room}/index.md", *pages]})
    put("api/index.md", "# API reference\n\nMade from the public headers. Namespaces are `attest` for the room `number`, and "
        "`attest::<room>` for the others; a header includes lower rooms only. [All names](names.md).\n\n"
        f"| room | headers |\n|---|---|\n{rooms}")
    rows = "".join(f'<tr><td><a href="{relative("api/names.md", page).removesuffix(".md")}.html#{html.escape(n)}">'
                   f"<code>{html.escape(n)}</code></a></td><td>{where}</td></tr>\n"
                   for n, page, where in sorted(every, key=lambda e: (e[0].lower(), e[2])))
    (staged / "api/names.md").write_text(f"# All names\n\n<table>\n<tr><th>name</th><th>header</th></tr>\n{rows}</table>\n")
    return ["api/index.md", "api/names.md", *menu]


def configuration(menu):
    def present(pages):
        return [page for page in pages if (staged / page).is_file()]

    known = {*using, *rulings, *work, "index.md", "examples.md"}
    more = sorted(p.name for p in staged.glob("*.md") if p.name not in known)
    proofs = present(f"theory/{t}.md" for t in theory)
    proofs += sorted(f"theory/{p.name}" for p in (staged / "theory").glob("*.md") if p.stem not in theory)
    parts = {"Using attest": [*present(using), "examples.md", *more], "Claims and rulings": present(rulings), "Theory": proofs,
             "Working on attest": present(work), "API reference": menu}

    def entry(page):
        return {re.sub(r"\$|FORMULA\d+X", "", title(page)): page} if isinstance(page, str) else page

    nav = [{"Start": "index.md"}] + [{part: [entry(p) for p in pages]} for part, pages in parts.items() if pages]
    return {"site_name": f"attest {version}", "docs_dir": str(staged), "site_dir": str(built), "use_directory_urls": False,
            "theme": {"name": None, "custom_dir": str(here / "theme")}, "plugins": [], "nav": nav,
            "markdown_extensions": ["tables", "fenced_code", "sane_lists",
                                    {"codehilite": {"guess_lang": False, "css_class": "code"}}, {"toc": {"permalink": False}}]}


def run(what, command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, **more)
    said = done.stderr if what == "KaTeX" else done.stdout + done.stderr
    if done.returncode or re.search(r"warning", said, re.I):
        fail(f"{what} says\n{said}")
    return done.stdout


def put_formulas_back():
    rendered = json.loads(run("KaTeX", ["node", str(here / "math.js"), str(katex / "katex.js")], input=json.dumps(formulas)))
    used = set()
    for file in built.rglob("*.html"):
        text = file.read_text()

        def back(found, plain=False):
            i = int(found[1])
            used.add(i)
            return html.escape(formulas[i]["tex"]) if plain else rendered[i]
        text = re.sub(r"<title>.*?</title>", lambda m: re.sub(r"FORMULA(\d+)X", lambda f: back(f, True), m[0]), text, flags=re.S)
        text = re.sub(r'(id|href)="[^"]*"', lambda m: m[0].replace("FORMULA", "formula"), text)
        file.write_text(re.sub(r"FORMULA(\d+)X", back, text))
    if len(used) != len(formulas):
        lost = next(f["tex"] for i, f in enumerate(formulas) if i not in used)
        fail(f"the formula {lost!r} was lost on the way")


class Page(html.parser.HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src"):
                self.links.append((tag, value))
            elif name == "id":
                self.anchors.add(value)


def check_links():
    pages = {file: Page(file.read_text()) for file in built.rglob("*.html")}
    faults = []
    for file, page in pages.items():
        for tag, link in page.links:
            path, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", path):
                if tag == "a":
                    continue  # a citation; nothing is loaded from there
                faults.append(f"{file.relative_to(built)}: {link} is loaded from elsewhere")
                continue
            target = (file.parent / path).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                faults.append(f"{file.relative_to(built)}: {link} leads nowhere")
            elif anchor and target in pages and anchor not in pages[target].anchors:
                faults.append(f"{file.relative_to(built)}: {link}: no such anchor")
    if faults:
        fail("\n".join(faults))
    return len(pages), sum(len(p.links) for p in pages.values())


packages = "Debian: mkdocs, python3-pygments, nodejs, libjs-katex"
for tool in ("mkdocs", "pygmentize", "node"):
    shutil.which(tool) or fail(f"{tool} is missing ({packages})")
(katex / "katex.js").is_file() or fail(f"{katex}/katex.js is missing ({packages})")
for folder in (staged, built):
    shutil.rmtree(folder, ignore_errors=True)
staged.mkdir(parents=True)
put_documents()
put_examples()
config = output.with_name("mkdocs.yml")
config.write_text(json.dumps(configuration(put_api())))  # JSON is YAML
shutil.copytree(katex / "fonts", staged / "katex/fonts", ignore=shutil.ignore_patterns("*.ttf", "*.woff"))
shutil.copy(katex / "katex.min.css", staged / "katex")
colours = run("Pygments", ["pygmentize", "-S", "tango", "-f", "html", "-a", ".code"])
(staged / "style.css").write_text(colours + (here / "style.css").read_text())
run("MkDocs", ["mkdocs", "build", "--strict", "--clean", "--config-file", str(config)])
put_formulas_back()
count, link_count = check_links()
shutil.rmtree(output, ignore_errors=True)
built.rename(output)
print(f"{output}/index.html: {count} pages, {len(formulas)} formulas, {link_count} links")
