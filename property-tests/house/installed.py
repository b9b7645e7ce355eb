"""What `meson install` leaves behind works by itself: installed.py ROOT BUILD VERSION COMPILER...

Everything is installed into a temporary folder outside of the source (DESTDIR).  The examples are copied from there, built
by the command in their own heads with pkg-config alone, and held against expectations that are computed here.  Headers
are compiled in one piece: that each stands alone is the test `headers`, on the same bytes."""
import decimal
import filecmp
import math
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

root, build, version = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
compiler = sys.argv[4:]
sys.path[:0] = [str(root / "property-tests/gen"), str(root / "lib/attest")]
sys.dont_write_bytecode = True
from public_headers import public_headers  # noqa: E402
from tap import Tap, equal, run  # noqa: E402

tap = Tap()
temporary = tempfile.TemporaryDirectory(prefix="attest-installed-")
stage = pathlib.Path(temporary.name)
done = run("meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", stage)
assert done.returncode == 0, f"meson install: {done.stdout}{done.stderr}"
pc = next(stage.rglob("attest.pc"))
prefix = stage / re.search(r"^prefix=/(.*)$", pc.read_text(), re.M)[1]
attest, checker = prefix / "bin/attest", prefix / "bin/attest-check"
documents, include = prefix / "share/doc/attest", prefix / "include/attest"
home = stage / "home"
home.mkdir()
# Nothing of this shell but the way to the system's own programs.
bare = {"PATH": f"{prefix / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C",
        "CCACHE_DIR": os.environ.get("CCACHE_DIR", str(pathlib.Path.home() / ".cache/ccache")), "PKG_CONFIG_PATH": str(pc.parent), "PKG_CONFIG_SYSROOT_DIR": str(stage)}


def installed(*command, cwd="/", timeout=300):
    return subprocess.run([str(c) for c in command], cwd=cwd, env=bare, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=timeout)


def said(*command, code=0, cwd="/"):
    got = installed(*command, cwd=cwd)
    assert got.returncode == code, f"{command}: exit code {got.returncode}\n{got.stdout}{got.stderr}"
    return got.stdout


def bytes_of(program):
    """A program or archive without what a debugger reads, which does name sources."""
    bare_copy = stage / "stripped"
    said("strip", "--strip-debug", "-o", bare_copy, program)
    return bare_copy.read_bytes()


# --- what is there ------------------------------------------------------------------------------------------------------
def one_archive():
    archive = next(prefix.rglob("libattest.a"))
    assert archive.read_bytes()[:8] == b"!<arch>\n", "the archive is a thin one: it points into the build folder"
    members = said("ar", "t", archive).split()
    sources = [f"{p.parent.name}_{p.name}.o" for p in (root / "lib/attest").rglob("*.cpp")]
    equal(sorted(members), sorted(sources), f"objects; all_rooms of lib/attest/meson.build lacks {set(sources) - set(members) or 'none'}")
    assert [p.name for p in prefix.rglob("*.a")] == ["libattest.a"], "another archive is installed"


def headers_as_listed():
    expected = {f"{room}/{name}" for room, names in public_headers().items() for name in names}
    got = {p.relative_to(include).as_posix() for p in include.rglob("*") if p.is_file()}
    assert got == expected, f"not installed (reconfigure?): {expected - got}; installed, though not public: {got - expected}"
    for name in got:
        assert filecmp.cmp(include / name, root / "lib/attest" / name, shallow=False), f"{name} is another file"


def headers_compile():
    text = "".join(f"#include <{p.relative_to(include.parent)}>\n" for p in sorted(include.rglob("*.hpp")))
    flags = said("pkg-config", "--cflags", "attest").split()
    got = subprocess.run([*compiler, "-std=c++20", "-Wall", "-Wextra", "-Wshadow", "-Werror", "-fsyntax-only", *flags, "-x", "c++", "-"],
                         input=text, env=bare, cwd="/", capture_output=True, text=True, timeout=300)
    assert got.returncode == 0, got.stderr
    assert text.count("\n") > 80 and not any(str(root) in f for f in flags)


def package():
    said("pkg-config", "--validate", "attest")
    equal(said("pkg-config", "--modversion", "attest").strip(), version)
    assert str(root) not in pc.read_text() and "hwy" not in pc.read_text(), pc.read_text()


def no_source_path():
    for program in (attest, checker, *prefix.glob("bin/attest-mpi"), next(prefix.rglob("libattest.a"))):
        assert str(root).encode() not in bytes_of(program), f"{program.name} knows where it was built"


tap.fact("one archive of all rooms is installed, and no thin one", one_archive)
tap.fact("exactly the public headers are installed, byte by byte", headers_as_listed)
tap.fact("the installed headers go together in one program, and need none that is not installed", headers_compile)
tap.fact("attest.pc is valid, and names what is linked and no more", package)
tap.fact("no installed program or archive holds the path of the source", no_source_path)


# --- the programs, from anywhere -----------------------------------------------------------------------------------------
def anywhere(*words):
    mine = said(attest, *words)
    there = run(build / "proofs-checks/attest", *words)
    assert mine and mine == there.stdout, f"attest {words}: installed it prints\n{mine}\nand in the build folder\n{there.stdout}{there.stderr}"


def data_of_examples():
    cert = stage / "cert"
    out = said(attest, "recognise", documents / "examples/matrices/symmetric.csv", "--certificate", cert)
    assert "circulant          no" in out, out
    equal(said(checker, cert / "circulant.problem", cert / "circulant.proof"), "s VERIFIED circulant\n")
    assert not list(home.rglob("*")), "something was written to HOME"


for words in (["audit", "exp-degree"], ["claim", "softmax-normalization-free-denominator"], ["table", "degree", "--b", "1,2", "--eps", "1e-3"]):
    tap.fact(f"`attest {' '.join(words)}` says the same from / with another HOME", lambda words=words: anywhere(*words))
tap.fact("the installed examples are at hand, and the installed checker judges", data_of_examples)


def pages_named():
    """Proof pages that claims name are installed under the names they give."""
    pages = set(re.findall(r"\bdocs/[a-z/-]+\.md", said(attest, "claim", "softmax-normalization-free-denominator")))
    assert pages, "the claim names no page"
    for page in pages | {"docs/library.md", "README.md", "LICENSE"}:
        assert (documents / page).is_file(), page


tap.fact("the pages that the program names are installed", pages_named)


# --- manual pages --------------------------------------------------------------------------------------------------------
def manual(name):
    page = prefix / "share/man/man1" / f"{name}.1"
    got = installed("man", "--warnings", "-l", page)
    assert got.returncode == 0 and not got.stderr, got.stderr
    return re.sub(r"\s+", " ", got.stdout)


def manual_of_attest():
    text = manual("attest")
    help_text = said(attest, "--help")
    commands = re.findall(r"^  ([a-z]+)  ", help_text.split("Subcommands:")[1], re.M)
    assert len(commands) > 10
    for command in commands:
        section = re.search(rf"attest {command} .*?(?= attest [a-z]+ [A-Z]|EXIT STATUS)", text[text.index("COMMANDS "):])
        assert section, f"no section on {command}"
        for option in re.findall(r"^  (--[a-z0-9-]+)", said(attest, command, "--help"), re.M):
            assert option + " " in section[0], f"{command} {option} is not in the manual"
    for code in ("0 ", "1 ", "2 ", "3 ", "4 ", "130 "):
        assert code in text[text.index("EXIT STATUS"):]


def manual_of_checker():
    text = manual("attest-check")
    assert "attest-check PROBLEM PROOF" in text and "EXIT STATUS 0 verified 1 rejected" in text, text


def manual_of_ranks():
    """attest-mpi(1) is found by its name, and is the page that names it."""
    got = installed("man", "--warnings", "-M", prefix / "share/man", "attest-mpi")
    assert got.returncode == 0 and not got.stderr, got.stderr
    text = re.sub(r"\s+", " ", got.stdout)
    equal(text, manual("attest"))
    assert "mpirun attest-mpi COMMAND" in text, text[:2000]


for name, body in (("attest", manual_of_attest), ("attest-check", manual_of_checker), ("attest-mpi", manual_of_ranks)):
    sentence = f"{name}(1) formats without a warning and has all that its help has"
    if not (prefix / "bin" / name).exists():
        tap.skip(sentence, f"{name} is not built here")
    elif shutil.which("man"):
        tap.fact(sentence, body)
    else:
        tap.skip(sentence, "no program `man`")

# --- the four examples ---------------------------------------------------------------------------------------------------
examples = documents / "examples/library"
heads = documents / "examples/heads"
names = ["certify_degree", "own_claim", "attention", "toeplitz_witness"]


def build_example(name):
    head = re.search(rf"^//   (g\+\+ .*? -o {name})", (examples / f"{name}.cpp").read_text(), re.M)
    assert head, f"{name}.cpp does not say how it is built"
    command = head[1].replace("g++", " ".join(compiler) + " -Wall -Wextra -Werror", 1)
    return installed("sh", "-c", command, cwd=examples)


with ThreadPoolExecutor(2) as pool:
    builds = dict(zip(names, pool.map(build_example, names)))


def built(name):
    assert builds[name].returncode == 0, builds[name].stderr
    equal(builds[name].stderr, "", "warnings")


def meson_project():
    equal(sorted(p.stem for p in examples.glob("*.cpp")), sorted(names), "programs")
    for name in names:
        assert f"'{name}'" in (examples / "meson.build").read_text()
    said("meson", "setup", stage / "meson-build", examples)


def degree_example():
    out = said(examples / "certify_degree", "-2", "2", "1e-3", stage)
    equal(said(checker, stage / "degree.problem", stage / "degree.proof"), "s VERIFIED degree\n")
    degree = int(re.search(r"^least degree: (\d+)$", out, re.M)[1])
    problem = dict(line.split(" ", 1) for line in (stage / "degree.problem").read_text().splitlines() if " " in line)
    equal((problem["at-least"], problem["at-most"], problem["eps"]), (str(degree), str(degree), "1/1000"))
    # By the Bessel sandwich E_g is near 2 I_{g+1}(2) = 2 sum_m 1 / (m! (m+g+1)!), from above and below within 2.
    error = [2 * sum(1 / (math.factorial(m) * math.factorial(m + g + 1)) for m in range(20)) for g in range(20)]
    assert error[degree] < 2e-3 and error[degree - 1] > 1e-3 / 2
    got = installed(examples / "certify_degree", "1", "0", "1/2", stage)
    assert got.returncode == 3 and got.stderr.count("\n") == 1 and not got.stdout


def claim_example():
    out = said(examples / "own_claim")
    assert re.search(r"^my-smallest-weight: verified$", out, re.M) and re.search(r"^my-largest-weight: refuted$", out, re.M), out
    top, bottom, n = (int(x) for x in re.search(r"witness: B = (\d+)/(\d+), n = (\d+)", out).groups())
    bound = top / bottom
    largest = math.exp(bound) / (math.exp(bound) + (n - 1) * math.exp(-bound))
    assert largest > math.exp(bound) / n * (1 + 1e-6), "the witness does not refute the claim"
    assert out.count("500 random instances, 1/16 <= B <= 4, 2 <= n <= 1000, seed 1") == 2


def npy(file):
    raw = file.read_bytes()
    length = struct.unpack("<H", raw[8:10])[0]
    header = raw[10:10 + length].decode()
    rows, cols = (int(x) for x in re.search(r"\((\d+), (\d+)\)", header).groups())
    kind = {"<f8": ("d", 8), "<f4": ("f", 4)}[re.search(r"'descr': '(.*?)'", header)[1]]
    entries = struct.unpack(f"<{rows * cols}{kind[0]}", raw[10 + length:10 + length + rows * cols * kind[1]])
    return [[decimal.Decimal(x) for x in entries[i * cols:(i + 1) * cols]] for i in range(rows)]


def attention_example():
    files = [heads / f"ppocr_n160_L0_h3_{x}.npy" for x in "qkv"]
    out = said(examples / "attention", *files, "1e-6", stage / "out.npy")
    bound = decimal.Decimal(re.search(r"every entry within (\S+) of softmax attention", out)[1])
    assert 0 < bound <= decimal.Decimal("1e-6")
    with decimal.localcontext() as context:
        context.prec = 40
        q, k, v = (npy(f) for f in files)
        got, scale = npy(stage / "out.npy"), 1 / decimal.Decimal(len(q[0])).sqrt()
        for i in (0, 7, 159):
            weights = [(scale * sum(a * b for a, b in zip(q[i], key))).exp() for key in k]
            for j in range(len(v[0])):
                exact = sum(w * row[j] for w, row in zip(weights, v)) / sum(weights)
                assert abs(got[i][j] - exact) <= bound, f"({i}, {j}): {got[i][j]} is not within {bound} of {exact}"
    equal(installed(examples / "attention", *files, "0", stage / "none.npy").returncode, 3)
    assert not (stage / "none.npy").exists()


def toeplitz_example():
    file = stage / "m.csv"
    file.write_text("1,2,3\n1/2,1,5\n7,1/2,1\n")  # Toeplitz but for one entry
    out = said(examples / "toeplitz_witness", file)
    assert re.search(r"^Toeplitz: no\n  the structure makes these equal: \(0, 1\) = 2, \(1, 2\) = 5$", out, re.M), out
    file.write_text("1,2,3\n3,1,2\n2,3,1\n")
    out = said(examples / "toeplitz_witness", file)
    assert "circulant: yes\n  vector: 1 3 2\n" in out and "\nToeplitz: yes\n  vector: 3 2 1 3 2\n" in out, out
    file.write_text("1,2\n3\n")
    equal(installed(examples / "toeplitz_witness", file).returncode, 3)


for name in names:
    tap.fact(f"{name}.cpp builds against the installed library without a warning", lambda name=name: built(name))
tap.fact("the examples' own meson.build finds the library", meson_project)
tap.fact("certify_degree names the least degree, and its certificate is verified", degree_example)
tap.fact("own_claim refutes the false claim with a witness that does, and verifies the true one", claim_example)
tap.fact("attention is within its printed bound of the definition in 40 digits", attention_example)
tap.fact("toeplitz_witness names the vector, or two unequal entries of one diagonal", toeplitz_example)
temporary.cleanup()
tap.finish()
