"""attest-judge, whose checks are proved in Coq, agrees with attest-check and the second checker: on all accepted proofs of
its kinds, all forged ones, random damage, and the grid of degrees.

    judge.py ATTEST-CHECK ATTEST ROOT [ATTEST-JUDGE ASSUMPTIONS]     without the last two it is skipped, saying so
    ATTEST_EFFORT=50 judge.py ...                                    10^4 random damages"""
import os
import pathlib
import re
import resource
import sys
import tempfile
from fractions import Fraction

sys.dont_write_bytecode = True
root = pathlib.Path(sys.argv[3]).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
sys.path.insert(0, str(root / "proofs-checks" / "second-checker"))
import attest_check  # noqa: E402
from damage import damage, sealed  # noqa: E402
from tap import Tap, equal, run, seeded  # noqa: E402

tap = Tap()
if len(sys.argv) < 6:
    tap.skip("attest-judge agrees with attest-check", "it is not built: -Djudge=enabled, with the packages of proofs-checks/judge/README.md")
    tap.finish()

checker, attest, judge = (pathlib.Path(sys.argv[i]).resolve() for i in (1, 2, 4))
assumptions = pathlib.Path(sys.argv[5])
certificates, problems = root / "proofs-checks" / "certificates", root / "proofs-checks" / "problems"
effort = float(os.environ.get("ATTEST_EFFORT", "1"))
kinds = set(re.findall(r'^  \[?\s*\("([a-z-]+)"', (root / "proofs-checks/judge/driver/attest_judge.ml").read_text(), re.M))


def kind_of(problem):
    found = re.search(rb"^kind ([a-z-]+)$", problem.read_bytes(), re.M)
    return found[1].decode() if found else None


def accepted():
    seen = set()
    for proof in sorted((certificates / "accepted").glob("*.proof")):
        problem = problems / f"{proof.stem}.problem"
        done = run(judge, problem, proof)
        if kind_of(problem) in kinds:
            equal((done.returncode, done.stdout), (0, f"s VERIFIED {proof.stem}\n"), proof.name)
            seen.add(kind_of(problem))
        else:
            equal((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), proof.name)
    equal(seen, kinds)


def forged():
    names = [line.split(": ", 1)[0] for line in (certificates / "rejected" / "EXPECTED").read_text().splitlines()]
    tried = dict.fromkeys(kinds, 0)
    for name in names:
        files = [certificates / "rejected" / f"{name}.{end}" for end in ("problem", "proof")]
        if kind_of(files[0]) in kinds:
            done = run(judge, *files)
            equal(done.returncode, 1, (name, done.stdout, done.stderr))
            assert re.fullmatch(r"s REJECTED line \d+: (problem|proof): .+\n", done.stdout), (name, done.stdout)
            tried[kind_of(files[0])] += 1
    print(f"# {tried}")
    assert min(tried.values()) >= 10, tried


def write(files, texts):
    for file, text in zip(files, texts):
        file.write_text(text)


def damaged():
    chance, seen = seeded(12), {0: 0, 1: 0}
    pairs = []
    for proof in sorted((certificates / "accepted").glob("*.proof")):
        problem = problems / f"{proof.stem}.problem"
        texts = [problem.read_text(), proof.read_text()]
        if kind_of(problem) in kinds and sum(map(len, texts)) < 30_000:
            pairs.append(texts)
    count = max(30, int(200 * effort))
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for _ in range(count):
            texts = damage(chance, chance.choice(pairs))
            write(files, texts)
            first, second = run(checker, *files), run(judge, *files)
            if second.returncode == 2 and "is not judged here" in second.stderr:
                continue  # the damage made it another kind
            equal(second.returncode, first.returncode, (first.stdout, second.stdout, second.stderr, *texts))
            equal(attest_check.verdict(*files)[0], first.returncode, (first.stdout, *texts))
            if first.returncode == 0:
                equal(second.stdout, first.stdout)
            seen[first.returncode] += 1
    print(f"# {seen[0]} of {count} still pass both")
    assert seen[0] > count / 100 and seen[1] > count / 2, seen


def problems_of_all_lengths():
    """The checksum in the proof is the problem's, whatever its length."""
    name = "exp-degree-constant"
    problem, proof = (problems / f"{name}.problem").read_text(), (certificates / "accepted" / f"{name}.proof").read_text()
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for n in range(1, 101):
            write(files, sealed([problem.replace(f"id {name}\n", f"id {'a' * n}\n"), proof]))
            done = run(judge, *files)
            equal((done.returncode, done.stdout), (0, f"s VERIFIED {'a' * n}\n"))
        write(files, sealed([problem.replace(f"id {name}\n", f"id {'a' * 101}\n"), proof]))
        equal(run(judge, *files).returncode, 1)


def numbers():
    """What is no number for attest-check is none for attest-judge."""
    name = "exp-degree-constant"
    problem, proof = (problems / f"{name}.problem").read_text(), (certificates / "accepted" / f"{name}.proof").read_text()
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        codes = set()
        for text in ("1/100", "2/200", "001/0100", "0.01", "1e-2", "+1/100", " 1/100", "1/100 ", "1 / 100", "1/-100", "-1/100", "--1/100",
                     "1//100", "/100", "1/", "1/0", "0", "-0", "", "-", "0x1/100", "0b1", "1_0/1000", "\u0661/100", "1/100/1", "inf",
                     "1" + "0" * 99_999, "1" + "0" * 100_000, "1/1" + "0" * 99_998):
            write(files, sealed([problem.replace("eps 1/100\n", f"eps {text}\n"), proof]))
            first, second = run(checker, *files), run(judge, *files)
            equal(second.returncode, first.returncode, (text[:50], first.stdout, second.stdout))
            codes.add(first.returncode)
        equal(codes, {0, 1})


def large():
    """Lists of a million numbers, the most there are, fit."""
    n = 1024
    problem = f"attest-problem 1\nid zero\nkind rank\nsize {n} {n}\nmatrix {' '.join('0' * n * n)}\nat-least 0\nat-most 0\nend\n"
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        write(files, sealed([problem, "attest-proof 1\nproblem \nkind rank\nend\n"]))
        for program in (checker, judge):
            done = run(program, *files)
            equal((done.returncode, done.stdout), (0, "s VERIFIED zero\n"), done.stderr)
        write(files, sealed([problem.replace("0 0 0\nat-least", "0 1 0\nat-least"), files[1].read_text()]))
        equal(run(judge, *files).returncode, 1)


def maps():
    done = run(judge.parent / "compare-maps", 1, int(2000 * effort))
    equal((done.returncode, done.stdout), (0, "all agree\n"))


def usage():
    here = problems / "exp-degree-constant.problem"
    for arguments in ((), (here,), (here, problems / "nowhere.proof"), (problems, here), (here, "/dev/null"), (here, here, here)):
        done = run(judge, *arguments)
        equal((done.returncode, done.stdout), (2, ""), arguments)
        assert done.stderr, arguments


def monomials(series, scale, B):
    """Coefficients in x of sum (c_k / scale) T_k(x / B)."""
    out, here, after = [0] * len(series), [1], [0, 1]
    for c in series:
        for i, a in enumerate(here):
            out[i] += c * a
        twice = [0] + [2 * a for a in after]
        here, after = after, [a - (here[i] if i < len(here) else 0) for i, a in enumerate(twice)]
    return [Fraction(a, scale * B**i) for i, a in enumerate(out)]


def only(folder, pattern):
    (found,) = folder.glob(pattern)
    return found


def grid_certificates(folder):
    """Of each cell the least degree, and the error of the polynomial in its proof."""
    for error in ("absolute", "relative"):
        for B in (1, 2, 4, 8, 16, 32, 64):
            for digits in (3, 6, 12, 30, 100):
                cell, interval = folder / f"{error}-{B}-{digits}", f"--interval=-{B},{B}"
                made = run(attest, "degree", interval, "--eps", f"1e-{digits}", "--error", error, "--certificate", cell)
                equal(made.returncode, 0, made.stderr)
                lines = dict(line.split(" ", 1) for line in only(cell, "*.proof").read_text().splitlines() if " " in line)
                p = monomials([int(c) for c in lines["chebyshev"].split()], int(lines["scale"]), B)
                (folder / "p").write_text("".join(f"{a}\n" for a in p))
                of_it = folder / f"error-{cell.name}"
                made = run(attest, "error", interval, "--polynomial", folder / "p", "--error", error, "--width", "1e-2",
                           "--certificate", of_it)
                equal(made.returncode, 0, made.stderr)
                yield cell
                yield of_it


def seconds(program, *files):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run(program, *files)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    equal(done.returncode, 0, (program.name, files[0].name, done.stdout, done.stderr))
    return sum(getattr(after, k) - getattr(before, k) for k in ("ru_utime", "ru_stime"))


def grid():
    with tempfile.TemporaryDirectory() as folder:
        cells = list(grid_certificates(pathlib.Path(folder)))
        equal(len(cells), 140)
        files = [(only(cell, "*.problem"), only(cell, "*.proof")) for cell in cells]
        first, second = (sum(seconds(program, *pair) for pair in files) for program in (checker, judge))
    print(f"# attest-check {first:.2f} s, attest-judge {second:.2f} s")
    assert second <= 3 * first, (first, second)


def axioms():
    page = (root / "docs" / "trusted-base.md").read_text()
    shown = re.search(r"^<!-- axioms -->\n```text\n(.*?)^```$", page, re.M | re.S)[1]
    one_by_one = lambda text: {re.sub(r"\s+", " ", a).strip() for a in re.split(r"\n(?=\S)", text) if a.strip()}
    sections = re.split(r"^(?:Axioms:|Closed under the global context)\n", assumptions.read_text(), flags=re.M)
    equal(sections[0], "")
    asked = re.findall(r"^Print Assumptions ", (root / "proofs-checks/judge/theories/Assumptions.v").read_text(), re.M)
    equal(len(sections) - 1, len(asked))
    equal(set().union(*map(one_by_one, sections[1:])), one_by_one(shown))


def sampled():
    """What is judged inside Coq are the numbers of the files, in their order."""
    sample = (root / "proofs-checks/judge/theories/Sample.v").read_text()
    for name, key in (("exp-degree-4-absolute", "degree_4_absolute"), ("exp-error-taylor-relative", "error_taylor_relative")):
        files = [(problems / f"{name}.problem").read_text(), (certificates / "accepted" / f"{name}.proof").read_text()]
        wanted = [number(w) for text in files for line in text.splitlines()[3:-1] for w in line.split()[1:] if w[-1].isdigit()]
        part = sample[sample.index(f"Definition {key} :") : sample.index("Qed.", sample.index(f"Definition {key} :"))]
        part = re.sub(r"[a-z_]\w*|\(\*.*?\*\)", "", part)
        equal([number(w) for w in re.findall(r"-?\d+(?: # \d+)?", part)], wanted, name)


def number(text):
    return Fraction(text.replace(" # ", "/"))


def listed():
    """The theorems of docs/trusted-base.md are those whose axioms are printed, and the pages it names exist."""
    rows = re.findall(r"^\| .* \| ([a-z-]+\.md) \| `([A-Za-z]+\.\w+)` \|$", (root / "docs/trusted-base.md").read_text(), re.M)
    printed = re.findall(r"^Print Assumptions (\S+)\.$", (root / "proofs-checks/judge/theories/Assumptions.v").read_text(), re.M)
    equal([name for _, name in rows], [*dict.fromkeys(name for _, name in rows)])
    equal(sorted(name for _, name in rows), sorted(printed))
    for page, name in rows:
        text = (root / "docs" / "theory" / page).read_text()
        assert f"`{name}`" in text, f"docs/theory/{page} does not name {name}"
    claims = [line.split() for line in (root / "proofs-checks/judge/claims.txt").read_text().splitlines()]
    assert len(claims) == len({claim for claim, _, _ in claims}) > 20 and {name for _, name, _ in claims} <= set(printed), claims
    assert all(list((root / "proofs-checks/claims").glob(f"*/{claim}.cpp")) for claim, _, _ in claims)
    section = (root / "docs/certificates.md").read_text().split("## A proven judge")[1]
    equal(set(re.findall(r"`([a-z-]+)`", section.split("by checks")[0].split("judges kinds")[1])), kinds)


def nothing_is_taken_for_granted():
    for theory in sorted((root / "proofs-checks/judge/theories").glob("*.v")):
        assert not re.search(r"\b(Admitted|admit|Axiom|Parameter|Conjecture)\b", theory.read_text()), theory.name


tap.fact("every accepted proof of the judged kinds is accepted, of other kinds refused with exit code 2", accepted)
tap.fact("at least ten forged proofs of each judged kind are rejected, and all there are", forged)
tap.fact("random damage has one verdict from attest-judge, attest-check and the second checker", damaged)
tap.fact("the checksum of a problem of any length is found", problems_of_all_lengths)
tap.fact("numbers are read as attest-check reads them", numbers)
tap.fact("what cannot be read is exit code 2", usage)
tap.fact("matrices of 2^20 numbers are judged", large)
tap.fact("all 140 certificates of the degree grid are accepted, within three times attest-check's time", grid)
tap.fact("the maps of the extraction agree with the operations they stand for", maps)
tap.fact("the theorems rest on the axioms of docs/trusted-base.md and no others", axioms)
tap.fact("docs/trusted-base.md and the pages of docs/theory name the theorems", listed)
tap.fact("the samples judged inside Coq are the files they name", sampled)
tap.fact("no theory admits anything", nothing_is_taken_for_granted)
tap.finish()
