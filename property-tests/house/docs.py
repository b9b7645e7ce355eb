"""README and docs in step with the program: every `console` block is executed, and prints what it shows.

A line of the page `$ ./attest ...` or `$ ./attest-check ...` is run in a fresh folder that holds examples/ and
proofs-checks/; the lines below it, up to the next `$` or the end of the block, are its output.  `...` stands for
anything up to the end of a line, and a line of `...` for any number of lines.  A picture `docs/figures/NAME.svg` is
what `attest report --figure NAME` draws.  What stands between
`<!-- generated: COMMAND -->` and `<!-- end -->` is the whole output of COMMAND, as Markdown.  What docs/verdicts.md says
of a verdict is what a report says.  With --write the pages are rewritten from the program instead; the README's block
with the claims is generated so."""
import html
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap  # noqa: E402

arguments = [a for a in sys.argv[1:] if a != "--write"]
root, attest, checker, attest_with_docs_claim = (pathlib.Path(a).resolve() for a in arguments)
write = "--write" in sys.argv
block = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
generated = re.compile(r"^<!-- generated: (.*?) -->\n(.*?)^<!-- end -->$", re.M | re.S)
pages = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
picture = re.compile(r"!\[[^]]+\]\(((?:docs/)?figures/([a-z-]+)\.svg)\)")
skipped = re.compile(r"^\./attest test|^git ")  # what this very test is part of
tap = Tap()


def execute(command, folder, page):
    words = shlex.split(command)
    own = attest_with_docs_claim if page.name == "adding-a-claim.md" else attest
    program = {"./attest": own, "attest": own, "./attest-check": checker}.get(words[0], words[0])
    done = subprocess.run([program, *words[1:]], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


def pattern(shown):
    """A regular expression for the output shown."""
    expression = ""
    for line in shown.splitlines():
        if line == "...":
            expression += r"(?:.*\n)*?"
        else:
            expression += ".*".join(re.escape(part) for part in line.split("...")) + r"\n"
    return re.compile(expression)


def steps(text):
    """(command, output shown) pairs of one console block."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], ""])
        elif found:
            found[-1][1] += line + "\n"
    return found


def check(page):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("examples", "proofs-checks"):
            (pathlib.Path(folder) / name).symlink_to(root / name)
        text = page.read_text()

        def renew(match):
            out = ""
            for command, shown in steps(match.group(1)):
                printed = shown
                if not skipped.match(command):
                    printed = execute(command, folder, page)
                    if not write:
                        assert pattern(shown).fullmatch(printed), f"{page.name}: `{command}` prints\n{printed}\nbut the page shows\n{shown}"
                    elif pattern(shown).fullmatch(printed) and "..." in shown:
                        printed = shown
                out += f"$ {command}\n{printed}"
            return f"```console\n{out}```"

        def regenerate(match):
            command, shown = match.groups()
            printed = f"\n{execute(command, folder, page)}\n"
            assert write or printed == shown, f"{page.name}: `{command}` prints\n{printed}\nbut the page shows\n{shown}"
            return f"<!-- generated: {command} -->\n{printed}<!-- end -->"

        renewed = generated.sub(regenerate, block.sub(renew, text))
        if write and renewed != text:
            page.write_text(renewed)


def drawn(file, name):
    """The picture beside the pages is the one the program draws."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder) / f"{name}.svg"
        done = subprocess.run([attest, "report", "--figure", name, "--out", fresh], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        if write:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(fresh.read_bytes())
        assert file.is_file() and file.read_bytes() == fresh.read_bytes(), f"{file.relative_to(root)} is another picture; --write renews it"


executed = 0
for p in pages:
    if block.search(p.read_text()) or generated.search(p.read_text()):
        executed += 1
        tap.fact(f"{p.relative_to(root)} shows what the program prints", lambda p=p: check(p))
assert executed >= 2
pictures = {p.parent / found[1]: found[2] for p in pages for found in picture.finditer(p.read_text())}
assert pictures and set(pictures) == set((root / "docs/figures").glob("*")) | set(pictures if write else [])
for file, name in pictures.items():
    tap.fact(f"{file.relative_to(root)} is what the program draws", lambda file=file, name=name: drawn(file, name))


def verdicts():
    """docs/verdicts.md says of each verdict what a report says."""
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "report"
        done = subprocess.run([attest, "report", "kron-kronecker-textbook", "--no-figures", "--out", made], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        entries = re.findall(r'<li><span class="verdict (\w+)">.*?<span class="meaning">(.*?)(?: <span|</span>)', (made / "index.html").read_text())
    assert len(entries) == 7, entries
    page = root / "docs/verdicts.md"
    text, row = page.read_text(), re.compile(r"^\| `(\w+)` \| (.*) \|$", re.M)
    words = {word: html.unescape(meaning) for word, meaning in entries}
    if write:
        page.write_text(row.sub(lambda found: f"| `{found[1]}` | {words[found[1]]} |", text))
    else:
        assert dict(row.findall(text)) == words, f"a report says {words}, docs/verdicts.md says {dict(row.findall(text))}"


tap.fact("docs/verdicts.md explains the verdicts in the words of a report", verdicts)


# A page of rulings, and the items that are the page's own: of these it has a row for no other than the list has.
rulings = {"fast-rope": r"(?:REV-)?P2-\d+", "tensor": r"K-\d+|REV-P1-\d+",
           "hardness": r"P0-(?:1[5-9]|2\d)|P1-[23]\d|P2-4\d|NUM-\d+"}


def every_item(name):
    """Each item of the list has a row, and each row of the page's own items is on the list."""
    listed = (root / f"property-tests/house/rulings-{name}.txt").read_text().split()
    rows = re.findall(r"^\| ([A-Z0-9-]+) \|", (root / f"docs/rulings-{name}.md").read_text(), re.M)
    assert len(listed) == len(set(listed)) > 40
    missing = sorted(set(listed) - set(rows))
    unknown = sorted({r for r in rows if re.fullmatch(rulings[name], r)} - set(listed))
    assert not missing and not unknown, f"without a ruling: {missing}; not on the list: {unknown}"


for n in rulings:
    tap.fact(f"docs/rulings-{n}.md rules on every item of property-tests/house/rulings-{n}.txt", lambda n=n: every_item(n))
assert {f"rulings-{n}.md" for n in rulings} == {p.name for p in pages if p.name.startswith("rulings-")}
tap.finish()
