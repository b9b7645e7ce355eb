"""Accepted certificates verify; forged siblings are rejected, each for its own reason; random damage never passes."""
import pathlib
import random
import sys
import tempfile

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
        import hashlib
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


def shares_nothing():
    source = root / "proofs-checks" / "checker"
    own = {p.name for p in source.glob("*.hpp")}
    lines = 0
    for file in [*source.glob("*.cpp"), *source.glob("*.hpp")]:
        for line in file.read_text().splitlines():
            lines += 1
            if line.startswith("#include"):
                name = line.split()[1]
                standard = name[0] == "<" and "/" not in name and (name == "<gmpxx.h>" or not name.endswith(".h>"))
                assert standard or name.strip('"') in own, f"{file.name}: {line}"
    assert lines <= 800, lines


tap.fact("accepted certificates verify", accepted)
tap.fact("forged siblings are rejected, each for its own reason", forged)
tap.fact("the forged siblings in the repository are what forge.py writes", reforged)
tap.fact("what cannot be read is exit code 2, with nothing on standard output", unreadable)
tap.fact("of 300 random single-byte changes none is accepted, but for a true change of the error", damaged)
tap.fact("the checker includes GMP, the standard library and itself, in at most 800 lines", shares_nothing)
tap.finish()
