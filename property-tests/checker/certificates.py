"""Accepted certificates verify; forged siblings are rejected, each for its own reason; random damage never passes."""
import decimal
import fractions
import functools
import hashlib
import math
import os
import pathlib
import random
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap, equal, run  # noqa: E402

checker, attest, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
certificates = root / "proofs-checks" / "certificates"
tap = Tap()


def verdict(problem, proof):
    done = run(checker, problem, proof)
    assert done.returncode in (0, 1, 2), done
    return done.returncode, done.stdout.rstrip("\n")


def accepted():
    proofs = sorted((certificates / "accepted").glob("*.proof"))
    assert proofs
    for proof in proofs:
        problem = root / "proofs-checks" / "problems" / (proof.stem + ".problem")
        equal(verdict(problem, proof), (0, f"s VERIFIED {proof.stem}"), proof.name)


def forged():
    expected = (certificates / "rejected" / "EXPECTED").read_text().splitlines()
    equal(len(expected), len(list((certificates / "rejected").glob("*.proof"))), "forgeries listed")
    for line in expected:
        name, wanted = line.split(": ", 1)
        equal(verdict(certificates / "rejected" / f"{name}.problem", certificates / "rejected" / f"{name}.proof"), (1, wanted), name)


def reforged():
    with tempfile.TemporaryDirectory() as folder:
        run("python3", certificates / "forge.py", folder)
        made = {p.name: p.read_bytes() for p in pathlib.Path(folder).iterdir()}
        kept = {p.name: p.read_bytes() for p in (certificates / "rejected").iterdir()}
        equal(sorted(made), sorted(kept), "names")
        for name in made:
            assert made[name] == kept[name], f"{name} is not what forge.py writes"


def unreadable():
    problem, proof = root / "proofs-checks" / "problems" / "attention-ppocr.problem", certificates / "accepted" / "attention-ppocr.proof"
    for arguments in ([], [problem], [problem, "nowhere.proof"], ["nowhere.problem", proof], [root, proof], [problem, proof, proof]):
        done = run(checker, *arguments)
        equal((done.returncode, done.stdout), (2, ""), arguments)
        assert done.stderr


def damaged():
    """One byte of problem or proof changed.  Only a larger error that is still within eps may pass: it is true."""
    chance = random.Random(1)
    problem = (root / "proofs-checks" / "problems" / "attention-ppocr.problem").read_text()
    problem = problem.replace(" ../../examples/", f" {root}/examples/")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        out = folder / "o.npy"
        out.write_bytes((certificates / "accepted" / "attention-ppocr.npy").read_bytes())
        proof = (certificates / "accepted" / "attention-ppocr.proof").read_text()
        proof = proof.replace("../certificates/accepted/attention-ppocr.npy", "o.npy")
        bound = proof.splitlines()[1]
        proof = proof.replace(bound, "problem " + hashlib.sha256(problem.encode()).hexdigest())
        (folder / "a.problem").write_text(problem)
        (folder / "a.proof").write_text(proof)
        equal(verdict(folder / "a.problem", folder / "a.proof")[0], 0, "undamaged")
        passed = 0
        for _ in range(300):
            which = chance.choice(["a.problem", "a.proof"])
            text = bytearray((problem if which == "a.problem" else proof).encode())
            at = chance.randrange(len(text))
            new = chance.choice([b for b in b"0123456789abcdef/ -\n\xff" if b != text[at]])
            on_error_line = which == "a.proof" and text.rfind(b"error", 0, at) > text.rfind(b"\n", 0, at)
            text[at] = new
            (folder / which).write_bytes(bytes(text))
            code, line = verdict(folder / "a.problem", folder / "a.proof")
            if code == 0:
                assert on_error_line, (which, at, line)
                passed += 1
            (folder / "a.problem").write_text(problem)
            (folder / "a.proof").write_text(proof)
        assert passed < 30, passed


def exp_cells():
    """Every degree that attest decides on the 70 cells comes with a certificate that the checker verifies."""
    slowest, largest = (0, ""), (0, "")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for kind in ("absolute", "relative"):
            for B in (1, 2, 4, 8, 16, 32, 64):
                for digits in (3, 6, 12, 30, 100):
                    cell = f"{kind} B = {B}, eps = 1e-{digits}"
                    done = run(attest, "degree", f"--interval=-{B},{B}", "--eps", f"1e-{digits}", "--error", kind, "--certificate", folder)
                    equal(done.returncode, 0, (cell, done.stderr))
                    start = time.monotonic()
                    equal(verdict(folder / "degree.problem", folder / "degree.proof"), (0, "s VERIFIED degree"), cell)
                    slowest = max(slowest, (time.monotonic() - start, cell))
                    largest = max(largest, ((folder / "degree.proof").stat().st_size, cell))
    print(f"# slowest check {slowest[0]:.3f} s ({slowest[1]}), largest proof {largest[0]} bytes ({largest[1]})")


def dec(q):
    return decimal.Decimal(q.numerator) / decimal.Decimal(q.denominator)


@functools.lru_cache(maxsize=10_000)
def exponential(x):
    return dec(x).exp()


def proves(problem, proof):
    """Does the damaged proof still prove the problem?  By its own parser, decimals of 60 digits, and the error at
    300 points: a polynomial that passes may be better than the checker can show, never worse."""
    decimal.getcontext().prec = 60
    question = dict(line.split(" ", 1) for line in problem.splitlines()[:-1])
    answer = dict(line.split(" ", 1) for line in proof.splitlines()[:-1])
    a, b = (fractions.Fraction(x) for x in question["interval"].split())
    relative = question["error"] == "relative"

    def error(value, x):
        e = exponential(x)
        return abs(value - e) / (e if relative else 1)

    def sup(p):
        grid = [(a + b) / 2 + (b - a) / 2 * fractions.Fraction(math.cos(math.pi * i / 300)) for i in range(301)]
        return max(error(p(x), x) for x in grid)

    if question["kind"] == "exp-error":
        c = [fractions.Fraction(x) for x in question["polynomial"].split()]
        p = lambda x: sum((dec(c[k]) * dec(x)**k for k in range(1, len(c))), dec(c[0]))
        x = fractions.Fraction(answer["point"])
        return a <= x <= b and error(p(x), x) >= dec(fractions.Fraction(question["at-least"])) and sup(p) <= dec(fractions.Fraction(question["at-most"]))
    eps = fractions.Fraction(question["eps"])
    steps, n = int(answer["steps"]), [int(k) for k in answer["points"].split()]
    c = [dec(fractions.Fraction(int(k), int(answer["scale"]))) for k in answer["chebyshev"].split()]
    if len(n) != int(question["at-least"]) + 1 or len(set(n)) != len(n) or n[0] < 0 or n[-1] > steps or len(c) > int(question["at-most"]) + 1:
        return False
    total = norm = decimal.Decimal(0)
    for i in n:
        w = fractions.Fraction(1)
        for j in n:
            if j != i:
                w /= i - j
        e = exponential(a + (b - a) * fractions.Fraction(i, steps))
        total += dec(w) * e
        norm += abs(dec(w)) * (e if relative else 1)

    def p(x):
        t, one, two = 2 * (dec(x) - dec((a + b) / 2)) / dec(b - a), decimal.Decimal(0), decimal.Decimal(0)
        for k in reversed(c[1:]):
            one, two = k + 2 * t * one - two, one
        return c[0] + t * one - two

    return abs(total) > dec(eps) * norm and sup(p) <= dec(eps)


def damaged_exp():
    """One byte, or one whole number, changed; the binding is mended where the problem is what was damaged."""
    chance, changes = random.Random(2), max(50, int(2000 * float(os.environ.get("ATTEST_EFFORT", "1"))))
    pairs = [((root / "proofs-checks" / "problems" / f"{n}.problem").read_text(), (certificates / "accepted" / f"{n}.proof").read_text())
             for n in ("exp-degree-4-absolute", "exp-degree-skew-relative", "exp-error-taylor-relative")]
    passed = 0
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for step in range(changes):
            texts = list(chance.choice(pairs))
            which = chance.choice((0, 1, 1, 1))
            if step % 2:
                at = chance.randrange(len(texts[which]))
                texts[which] = texts[which][:at] + chance.choice("0123456789-/ \n") + texts[which][at + 1:]
            else:
                number = chance.choice(list(re.finditer(r"(?<![0-9a-f])\d+(?![0-9a-f])", texts[which])))
                new = int(number.group()) + chance.choice((-1, 1)) * chance.choice((1, 2, 10**chance.randrange(1, 25)))
                texts[which] = texts[which][:number.start()] + str(new) + texts[which][number.end():]
            if which == 0:
                texts[1] = re.sub(r"^problem .*$", "problem " + hashlib.sha256(texts[0].encode()).hexdigest(), texts[1], flags=re.M)
            for file, text in zip(files, texts):
                file.write_text(text)
            if verdict(*files)[0] == 0:
                assert proves(*texts), (step, texts)
                passed += 1
    print(f"# {passed} of {changes} still prove their problem")
    assert 0 < passed < changes / 2, passed


def shares_nothing():
    """What one kind of certificate rests on: main.cpp without the other kinds, and all that is included from there."""
    source = root / "proofs-checks" / "checker"
    included = {}
    for file in [*source.glob("*.cpp"), *source.glob("*.hpp")]:
        names = re.findall(r'^#include\s+([<"][^>"]+[>"])', file.read_text(), re.M)
        own = [name.strip('"') for name in names if name[0] == '"']
        for name in names:
            standard = name[0] == "<" and "/" not in name and (name == "<gmpxx.h>" or not name.endswith(".h>"))
            assert standard or (source / name.strip('"')).exists(), f"{file.name}: {name}"
        included.setdefault(file.stem, set()).update(pathlib.Path(name).stem for name in own)
    kinds = {"attention_rows", "exponential"}
    for kind in kinds:
        needed, new = set(), {"main", kind}
        while new:
            needed |= new
            new = {n for stem in new for n in included[stem]} - needed - (kinds - {kind})
        lines = sum(len((source / f"{stem}.{end}").read_text().splitlines()) for stem in needed for end in ("cpp", "hpp")
                    if (source / f"{stem}.{end}").exists())
        assert lines <= 800, (kind, lines)
        print(f"# {kind}: {lines} lines")
    everything = {file.stem for file in source.glob("*.cpp")}
    assert everything == set().union(*(included[s] for s in everything), {"main"}), "a file that no kind rests on"


tap.fact("accepted certificates verify", accepted)
tap.fact("forged siblings are rejected, each for its own reason", forged)
tap.fact("the forged siblings in the repository are what forge.py writes", reforged)
tap.fact("what cannot be read is exit code 2, with nothing on standard output", unreadable)
tap.fact("of 300 random single-byte changes none is accepted, but for a true change of the error", damaged)
tap.fact("the certificates of the 70 cells of the degree grid verify", exp_cells)
tap.fact("of 2000 (times the effort) random changes of one byte or number none is accepted, unless it still proves the problem", damaged_exp)
tap.fact("the checker includes GMP, the standard library and itself; a kind rests on at most 800 lines", shares_nothing)
tap.finish()
