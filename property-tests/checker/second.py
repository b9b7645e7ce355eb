"""The second checker and attest-check agree: on all accepted proofs, all forged ones, and on random damage."""
import hashlib
import os
import pathlib
import sys
import tempfile
import time
from fractions import Fraction

sys.dont_write_bytecode = True
checker, root = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
sys.path.insert(0, str(root / "proofs-checks" / "second-checker"))
import attest_check  # noqa: E402
from damage import damage  # noqa: E402
from statements import sealed, statement  # noqa: E402
from tap import Tap, equal, run, seeded  # noqa: E402

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
    chance, seen, tried, start = seeded(11), {0: 0, 1: 0}, 0, time.monotonic()
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
    chance, seen, start = seeded(12), {}, time.monotonic()
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


def edges():
    def deep(before, inside, after, count=97):
        return before * count + inside + after * count

    true = [
        "(and)", "(not (or))", "(all i 2 1 (or))", "(not (some i 2 1 (and)))", "(= (pow 0 0) 1)", "(= (mod -7 3) 2)", "(= (floor -7/2) -4)",
        "(and (= (choose 5 7) 0) (= (choose 0 0) 1))", "(= (choose 52 47) 2598960)", "(= (choose 2147483648 2147483648) 1)",
        "(= 0 (- (choose 32767 16380) (choose 32767 16380)))", "(= (pow 1 2147483648) (pow -1 -2147483648))",
        "(= (sum i -3 3 i) (sum i 3 -3 i))", "(= (sum i 2147483647 2147483648 1) 2)", "(= (sqrt (* 0 (exp 1))) 0)", "(= (pow (- (exp 1) (exp 1)) 0) 1)",
        "(< (sin 1024) (sin 3))", "(< 0 (exp -22000))", "(= 007/014 1/2)", "(= 1 " + "9" * 99999 + "/" + "9" * 99999 + ")",
        deep("(not ", "(or)", ")"), deep("(and ", "(and)", ")"), "(= 1 " + deep("(if (and) ", "1", " 2)") + ")", "(= 1 " + deep("(rows (", "1", "))", 48) + ")",
        "(= 1 " + "".join(f"(matrix i{k} 1 j{k} 1 " for k in range(97)) + "1" + ")" * 97 + ")",
    ]
    false = [
        "()", "", "(=)", "((= 1 1))", "(= 1 1) ", "(= 1 1 1)", "(= +1 1)", "(= (sqrt (abs (- (exp 1) (exp 1)))) 0)", "(< (sin 1025) 2)", "(< 0 (exp -65536))",
        "(< (ones 1 1) (ones 1 2))", "(= (- 1) (-))", "(= (rows 1 2) 1)", "(= (rows (1 2) (3)) 1)", "(= (matrix i 2 i 2 1) (ones 2 2))", "(= (mod 7 0) 0)", "(= (choose -1 2) 1)",
        "(= (choose 33000 16500) (choose 33000 16500))", "(= (pow 1 2147483649) 1)", "(= (ones -1 -1) (ones -1 -1))", "(= (at 1 0 1) 1)", deep("(not ", "(or)", ")", 102),
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for code, texts in ((0, true), (1, false)):
            for text in texts:
                for file, content in zip(files, sealed(["say " + text, "answer holds"], [])):
                    file.write_text(content)
                equal((run(checker, *files).returncode, attest_check.verdict(*files)[0]), (code, code), text[:200])


def near():
    """The least bound each proves, to 2^-50 of it: the arcs decide there, which cost 2^-37, and no digits."""
    long, short = Fraction(1), Fraction(1, 2**224)
    square = [Fraction(5, 4), Fraction(9, 8), Fraction(1, 4)]
    cases = (-long, long, "absolute", square), (-long, long, "relative", square), (Fraction(0), short, "absolute", [Fraction(1)])
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for a, b, error, q in cases:
            low, high = Fraction(0), 2 * b
            while high - low > high / 2**54:
                middle = (low + high) / 2
                low, high = (low, middle) if attest_check.within(a, b, error == "relative", q, middle) else (middle, high)
            for code, eps in ((0, high * (1 + Fraction(1, 2**50))), (1, high * (1 - Fraction(1, 2**50)))):
                problem = f"attest-problem 1\nid near\nkind exp-degree\ninterval {a} {b}\nerror {error}\neps {eps}\nat-least 0\nat-most {len(q) - 1}\nend\n"
                digest, numbers = hashlib.sha256(problem.encode()).hexdigest(), " ".join(str(int(c * 8)) for c in q)
                proof = f"attest-proof 1\nproblem {digest}\nkind exp-degree\nscale 8\nchebyshev {numbers}\nend\n"
                for file, text in zip(files, (problem, proof)):
                    file.write_text(text)
                equal((run(checker, *files).returncode, attest_check.verdict(*files)[0]), (code, code), (problem, proof))


tap.fact("every accepted proof is accepted by the second checker", accepted)
tap.fact("every forged proof is rejected by the second checker", forged)
tap.fact("it is a program with the exit codes of attest-check", program)
tap.fact("random damage has one verdict from both checkers", damaged)
tap.fact("statements at the edges of the language have their verdict from both checkers", edges)
tap.fact("the least bound on an error that is proved is the same for both checkers", near)
tap.fact("random statements have one verdict from both checkers", statements)
tap.finish()
