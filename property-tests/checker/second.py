"""The second checker and attest-check agree: on all accepted proofs, all forged ones, and on random damage."""
import os
import pathlib
import random
import sys
import tempfile
import time

sys.dont_write_bytecode = True
checker, root = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
sys.path.insert(0, str(root / "proofs-checks" / "second-checker"))
import attest_check  # noqa: E402
from damage import damage  # noqa: E402
from statements import statement  # noqa: E402
from tap import Tap, equal, run  # noqa: E402

certificates, problems = root / "proofs-checks" / "certificates", root / "proofs-checks" / "problems"
tap = Tap()
effort = float(os.environ.get("ATTEST_EFFORT", "1"))


def accepted():
    proofs = sorted((certificates / "accepted").glob("*.proof"))
    assert len(proofs) > 40, len(proofs)
    for proof in proofs:
        equal(attest_check.verdict(problems / f"{proof.stem}.problem", proof), (0, f"s VERIFIED {proof.stem}"), proof.name)


def forged():
    names = [line.split(": ", 1)[0] for line in (certificates / "rejected" / "EXPECTED").read_text().splitlines()]
    assert len(names) > 400, len(names)
    for name in names:
        code, line = attest_check.verdict(*(certificates / "rejected" / f"{name}.{end}" for end in ("problem", "proof")))
        equal(code, 1, (name, line))


def program():
    command = root / "proofs-checks" / "second-checker" / "attest_check.py"
    proof = certificates / "accepted" / "rank-between.proof"
    for arguments, code in (((problems / "rank-between.problem", proof), 0), ((problems / "rank-full.problem", proof), 1),
                            ((problems / "nowhere.problem", proof), 2)):
        equal(run("python3", command, *arguments).returncode, code, arguments)


def damaged():
    chance, seen, tried, start = random.Random(11), {0: 0, 1: 0}, 0, time.monotonic()
    pairs = []
    for proof in sorted((certificates / "accepted").glob("*.proof")):
        texts = [(problems / f"{proof.stem}.problem").read_text(), proof.read_text()]
        if "attention-rows" not in texts[0] and sum(map(len, texts)) < 30_000:
            pairs.append(texts)
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for tried in range(max(30, int(300 * effort))):
            texts = damage(chance, chance.choice(pairs))
            for file, text in zip(files, texts):
                file.write_text(text)
            first = run(checker, *files)
            code, line = attest_check.verdict(*files)
            equal(code, first.returncode, (first.stdout, line, *texts))
            seen[code] += 1
    print(f"# {seen[0]} of {tried + 1} still pass both, {time.monotonic() - start:.1f} s")
    assert seen[0] > tried / 100 and seen[1] > tried / 2, seen


def enclosed(text, given):
    """What the second checker takes an expression for."""
    evaluator = attest_check.Evaluator(attest_check.RealNumbers(60))
    for name, rows in given.items():
        evaluator.bind(name, [[attest_check.Number(attest_check.number(x)) for x in row] for row in rows])
    try:
        return [[(x.low, x.high) for x in row] for row in evaluator.value(attest_check.expression(text))]
    except (attest_check.Rejected, attest_check.Open):
        return None


def statements():
    chance, seen, start = random.Random(12), {}, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for _ in range(max(60, int(150 * effort))):
            texts = statement(chance, enclosed)
            for file, text in zip(files, texts):
                file.write_text(text)
            first = run(checker, *files)
            code, line = attest_check.verdict(*files)
            equal(code, first.returncode, (first.stdout, line, *texts))
            key = code, texts[0].split("answer ")[1].split()[0]
            seen[key] = seen.get(key, 0) + 1
    print(f"# {seen}, {time.monotonic() - start:.1f} s")
    assert len(seen) == 6 and min(seen.values()) >= 2, seen


tap.fact("every accepted proof is accepted by the second checker", accepted)
tap.fact("every forged proof is rejected by the second checker", forged)
tap.fact("it is a program with the exit codes of attest-check", program)
tap.fact("random damage has one verdict from both checkers", damaged)
tap.fact("random statements have one verdict from both checkers", statements)
tap.finish()
