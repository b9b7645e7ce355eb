"""The site builds without a warning, from a copy of the tree, and is whole: site.py ROOT.  Skipped where its tools
(docs/site/meson.build) are not installed."""
import html
import pathlib
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
root = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(root / "property-tests/gen"), str(root / "lib/attest"), str(root / "docs/site")]
import api  # noqa: E402
from public_headers import public_headers  # noqa: E402
from tap import Tap, equal, run  # noqa: E402

tap = Tap()
missing = [tool for tool in ("mkdocs", "pygmentize", "node") if not shutil.which(tool)]
if not pathlib.Path("/usr/share/javascript/katex/katex.js").is_file():
    missing.append("libjs-katex")
if missing:
    tap.skip("the site builds without a warning", f"not installed: {', '.join(missing)}")
    tap.finish()
temporary = tempfile.TemporaryDirectory(prefix="attest-site-")
folder = pathlib.Path(temporary.name)


def build(name, page=None):
    """The site of a copy of the tree; or of a small part of it, and `page` as one more page of docs/."""
    tree = folder / name
    tree.mkdir()
    for part in ("docs", "lib", "examples", "bench"):
        shutil.copytree(root / part, tree / part)
    for file in root.glob("*.md"):
        shutil.copy(file, tree)
    if page:
        shutil.rmtree(tree / "docs")
        shutil.copytree(root / "docs/site", tree / "docs/site")
        for kept in ("json.md", "library.md"):
            shutil.copy(root / "docs" / kept, tree / "docs")
        (tree / "docs/faulty.md").write_text(page)
        (tree / "README.md").write_text("# attest\n")
        for header in (tree / "lib/attest").rglob("*.hpp"):
            if header.parent.name != "count":
                header.write_text("")
    return run(sys.executable, tree / "docs/site/site.py", tree, folder / f"{name}-html/site", "1.2.3")


sound = "# Sound\n\n[where](json.md), $\\frac12$\n"
faulty = {"a link that leads nowhere": ("# Faulty\n\n[where](nowhere.md)\n", "nowhere.md"),
          "an anchor that is not there": ("# Faulty\n\n[where](json.md#not-there)\n", "not-there"),
          "a formula that is none": ("# Faulty\n\n$\\frac{1$\n", "\\frac{1")}
with ThreadPoolExecutor(2) as pool:
    whole = pool.submit(build, "whole")
    small = pool.submit(build, "small", sound)
    faults = {name: pool.submit(build, f"fault-{i}", page) for i, (name, (page, _)) in enumerate(faulty.items())}
site = folder / "whole-html/site"


def builds():
    done = whole.result()
    assert done.returncode == 0 and not done.stderr, f"{done.stdout}{done.stderr}"
    done = small.result()
    assert done.returncode == 0 and not done.stderr, f"{done.stdout}{done.stderr}"


def is_red(name):
    done = faults[name].result()
    assert done.returncode != 0 and faulty[name][1] in done.stderr, done.stdout + done.stderr


def pages():
    for file in (root / "docs").rglob("*.md"):
        page = site / file.relative_to(root / "docs").with_suffix(".html")
        assert page.is_file(), page
        assert f'href="{page.name}"' in (page.parent / next(p.name for p in page.parent.glob("*.html"))).read_text(), f"{page} is not in the menu"
    for room, headers in public_headers().items():
        for header in headers:
            text = (root / "lib/attest" / room / header).read_text()
            page = site / "api" / room / header.replace(".hpp", ".html")
            declared = api.header_page(header, text, lambda p: p)[1]
            if declared:
                anchors = re.findall(r'<a id="(.*?)">', page.read_text())
                equal([html.unescape(a) for a in anchors], declared, f"names on {page}")


def contract():
    """What a header says of domain, errors and cost stands on its page, letter by letter; private parts do not."""
    for room, headers in public_headers().items():
        for header in headers:
            page = site / "api" / room / header.replace(".hpp", ".html")
            if page.is_file():
                said = re.sub(r"\W", "", html.unescape(re.sub(r"<[^>]*>", "", page.read_text())))
                for line in re.findall(r"^/// (.*)$", (root / "lib/attest" / room / header).read_text(), re.M):
                    label = api.LABEL.match(line)  # a label of two lines comes before the text of both
                    for part in (label.groups() if label else [line]):
                        assert re.sub(r"\W", "", part) in said, f"{page.name} lacks: {part}"
    ball = (root / "lib/attest/number/ball.hpp").read_text(), (site / "api/number/ball.html").read_text()
    assert "arb_t value_" in ball[0] and "value_" not in ball[1] and "magnitude_upper" in ball[1]


def rendered():
    for page in (site / "theory").glob("*.html"):
        text = page.read_text()
        source = (root / "docs/theory" / page.with_suffix(".md").name).read_text()
        assert text.count('class="katex"') >= len(re.findall(r"\$[^$]+\$", source)) // 2 > 5, page
        assert "katex-error" not in text and "FORMULA" not in text, page
        plain = re.sub(r"<(pre|code|annotation|title)\b.*?</\1>", "", text, flags=re.S)
        assert "$" not in plain, f"{page}: {plain[plain.index('$') - 80:][:160]}"


def offline():
    for page in site.rglob("*.html"):
        text = page.read_text()
        assert "<script" not in text, page
        assert not re.search(r'<(?:link|img)[^>]*(?:href|src)="(?:https?:)?//', text), page
    style = site / "katex/katex.min.css"
    fonts = set(re.findall(r"url\(([^)]*\.woff2)\)", style.read_text()))
    assert len(fonts) > 10 and all((style.parent / f).is_file() for f in fonts)


tap.fact("the site builds without a warning", builds)
tap.fact("every page of docs/ and every declared name has its place", pages)
tap.fact("every line of a public header's comments stands on its page", contract)
tap.fact("formulas are rendered when the site is built, and none is left", rendered)
tap.fact("pages run no script and load nothing from elsewhere", offline)
for n in faulty:
    tap.fact(f"{n} stops the build and is named", lambda n=n: is_red(n))
temporary.cleanup()
tap.finish()
