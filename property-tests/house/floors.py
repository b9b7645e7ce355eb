"""The rooms: arrows point down only, in includes and in link lines; FLINT and Boost are named in number/ alone."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap, equal, run  # noqa: E402

root = pathlib.Path(sys.argv[1])
lib = root / "lib" / "attest"
floor = {"number": 0, "count": 1, "polynomial": 1, "certificate": 1, "data": 1, "kernel": 1, "structured": 2, "expoly": 2, "lowrank": 2,
         "attention": 3, "reduction": 4, "ledger": 5, "table": 6, "sweep": 6, "report": 7}
sources = sorted(p for p in lib.rglob("*") if p.suffix in (".hpp", ".cpp"))
tap = Tap()


def includes(file):
    return re.findall(r'^#include\s+[<"]([^>"]+)[>"]', file.read_text(), re.M)


def downward():
    assert len(sources) > 40
    for file in sources:
        room = file.parent.name
        assert room in floor, f"{file}: no such room in the table"
        for name in includes(file):
            if not name.startswith("attest/"):
                continue
            other = name.split("/")[1]
            assert other == room or floor[other] < floor[room], f"{file.relative_to(root)} includes {name}"


def linked():
    text = (lib / "meson.build").read_text()
    rooms = re.findall(r"^(\w+) = declare_dependency\((.*?)\n\n", text + "\n\n", re.M | re.S)
    equal(sorted(name for name, _ in rooms), sorted(p.name for p in lib.iterdir() if p.is_dir()), "a library for each room")
    for name, body in rooms:
        for other in re.findall(r"\b(" + "|".join(floor) + r")\b(?![/'])", body):
            assert other == name or floor[other] < floor[name], f"meson: {name} links {other}"


def wrapped():
    for file in sources:
        if file.suffix != ".hpp" or file.parent.name == "number":
            continue
        for name in includes(file):
            assert not re.match(r"(flint|boost|gmp|mpfr|arb|fmpz|fmpq|arf|mag|CLI|nlohmann|fmt|Eigen)", name), f"{file.relative_to(root)} names {name}"


def quiet():
    """Nothing in lib/ prints, exits or reads the environment."""
    for file in sources:
        code = re.sub(r"//[^\n]*|\"(\\.|[^\"\\])*\"", "", file.read_text())
        found = re.search(r"\b(printf|puts|cout|cerr|clog|exit|abort|getenv|system)\s*(\(|<<)", code)
        assert not found, f"{file.relative_to(root)}: {found.group(0)}"


def documented():
    """Every public header that offers functions says its cost and how it fails or what it guarantees."""
    for file in sources:
        if file.suffix == ".hpp":
            text = file.read_text()
            assert text.count("///") >= 1, f"{file.relative_to(root)} has no doc comment"


def laws_exist():
    """A law page named in a header is a file of this repository, or its room's suite."""
    for file in sources:
        for name in re.findall(r"property-tests/[\w/]+\.cpp", file.read_text()):
            assert (root / name).exists(), f"{file.relative_to(root)} names {name}"
    for file in [*sources, *(root / "proofs-checks").rglob("*.cpp")]:
        for name in re.findall(r"docs/[\w/-]+\.md", file.read_text()):
            assert (root / name).exists(), f"{file.relative_to(root)} names {name}"
        for name in re.findall(r'\.proof = "([^"]+)"', file.read_text()):
            assert (root / "docs" / name).exists(), f"{file.relative_to(root)} names docs/{name}"


def project_alone():
    listed = run("git", "-C", root, "ls-files")
    files = listed.stdout.split("\n") if listed.returncode == 0 else []
    for name in filter(None, files):
        path = root / name
        if path.suffix in (".npy",) or not path.is_file() or name.startswith("property-tests/house/"):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            assert not re.search(r"(^|[^\w.])/(work|root|home)/", line), f"{name}:{number}: a path of one machine"


def apart():
    """What a claim file keeps in its unnamed namespace must not be shared: two files would silently run one check.  GCC
    gives some templates over such types a weak symbol; the archive shows it."""
    listed = run("nm", "-C", claims)
    equal(listed.returncode, 0, listed.stderr)
    shared = [line for line in listed.stdout.splitlines() if re.match(r"\S* +[WVu] .*\(anonymous namespace\)", line)]
    assert "(anonymous namespace)" in listed.stdout and not shared, shared[:3]


tap.fact("arrows point down only", downward)
tap.fact("a library links lower floors only, one library a room", linked)
tap.fact("only number/ names FLINT, GMP, MPFR or Boost in a header", wrapped)
tap.fact("nothing in lib/ prints, exits or reads the environment", quiet)
tap.fact("every public header is documented", documented)
tap.fact("law files and pages that are named exist", laws_exist)
tap.fact("no file names a path of one machine", project_alone)
claims = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else root
if claims.is_file():
    tap.fact("no two claim files share what each calls its own", apart)
else:
    tap.skip("no two claim files share what each calls its own", "the claims are not compiled here")
tap.finish()
