"""Accepted certificates verify; forged siblings are rejected, each for its own reason; random damage never passes."""
import decimal
import fractions
import functools
import hashlib
import itertools
import math
import operator
import os
import pathlib
import random
import re
import resource
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap, equal, run  # noqa: E402

checker, attest, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
certificates = root / "proofs-checks" / "certificates"
tap = Tap()
effort = float(os.environ.get("ATTEST_EFFORT", "1"))


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
        for _ in range(max(20, int(300 * effort))):
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
            for B in (1, 2, 4, 8, 16, 32, 64) if effort >= 1 else (1, 8, 64):
                for digits in (3, 6, 12, 30, 100) if effort >= 0.3 else (3, 30):
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


@functools.lru_cache(maxsize=100)
def grid(a, b):
    """301 points, as decimals, with their exponentials."""
    xs = [(a + b) / 2 + (b - a) / 2 * fractions.Fraction(math.cos(math.pi * i / 300)) for i in range(301)]
    return [(dec(x), exponential(x)) for x in xs]


def proves(problem, proof):
    """Does the damaged proof still prove the problem?  By its own parser, decimals of 60 digits, and the error at
    300 points: a polynomial that passes may be better than the checker can show, never worse."""
    decimal.getcontext().prec = 60
    question = dict(line.split(" ", 1) for line in problem.splitlines()[:-1])
    answer = dict(line.split(" ", 1) for line in proof.splitlines()[:-1])
    a, b = (fractions.Fraction(x) for x in question["interval"].split())
    relative = question["error"] == "relative"

    def error(value, e):
        return abs(value - e) / (e if relative else 1)

    def sup(p):
        return max(error(p(x), e) for x, e in grid(a, b))

    if question["kind"] == "exp-error":
        c = [dec(fractions.Fraction(x)) for x in question["polynomial"].split()]
        p = lambda x: functools.reduce(lambda sum, ck: sum * x + ck, reversed(c))
        x = fractions.Fraction(answer["point"])
        return a <= x <= b and error(p(dec(x)), exponential(x)) >= dec(fractions.Fraction(question["at-least"])) and sup(p) <= dec(fractions.Fraction(question["at-most"]))
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

    middle, length = dec((a + b) / 2), dec(b - a)

    def p(x):
        t, one, two = 2 * (x - middle) / length, decimal.Decimal(0), decimal.Decimal(0)
        for k in reversed(c[1:]):
            one, two = k + 2 * t * one - two, one
        return c[0] + t * one - two

    return abs(total) > dec(eps) * norm and sup(p) <= dec(eps)


def damaged_exp():
    """One byte, or one whole number, changed; the binding is mended where the problem is what was damaged."""
    chance, changes = random.Random(2), max(20, int(400 * effort))
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


def is_power(q, n):
    """Is the rational q the n-th power of one?"""
    if q < 0 and n % 2 == 0:
        return False
    for x in (abs(q.numerator), q.denominator):
        low, high = 0, 1
        while high**n < x:
            high *= 2
        while low < high:
            low, high = ((low + high) // 2 + 1, high) if ((low + high) // 2)**n < x else (low, (low + high) // 2)
        if low**n != x:
            return False
    return True


def proves_structure(question, answer):
    """From the definitions, in fractions, by a parser of its own."""
    n, m = (int(x) for x in question["size"][0].split())
    M = [[fractions.Fraction(x) for x in question["matrix"][0].split()][i * m:(i + 1) * m] for i in range(n)]
    kind, field = question["property"][0], question["field"][0]
    cyclic, rescaled = "circulant" in kind, "rescaled" in kind

    def numbers(key):
        return [fractions.Fraction(x) for x in answer[key][0].split()]

    if question["holds"][0] == "yes":
        u, w, v = numbers("u") if rescaled else [1] * n, numbers("vector"), numbers("v") if rescaled else [1] * m
        t = numbers("twist")[0] if cyclic and rescaled else 1
        rooted = field == "complex" or t != 0 and (is_power(t, n) if field == "rational" else n % 2 == 1 or t > 0)
        return rooted and all(M[i][j] == u[i] * (w[(i - j) % n] / (t if i < j else 1) if cyclic else w[i - j + m - 1]) * v[j]
                              for i in range(n) for j in range(m))
    word = answer["witness"][0]
    if word == "shape":
        return cyclic and n != m
    c = [int(x) for x in answer["cells" if word == "diagonal" else word][0].split()]

    def diagonal(i, j):
        return (i - j) % n if cyclic else i - j

    if word == "columns":
        ratio = fractions.Fraction(math.prod(M[i][c[0]] for i in range(n)), math.prod(M[i][c[1]] for i in range(n)))
        return kind == "rescaled-circulant" and field != "complex" and ratio != 0 and not (is_power(ratio, n) if field == "rational" else n % 2 == 1 or ratio > 0)
    if word == "relation":
        cells = list(zip(c[::3], c[1::3], c[2::3]))
        sums = [{}, {}, {}]
        for i, j, e in cells:
            for total, at in zip(sums, (i, j, diagonal(i, j))):
                total[at] = total.get(at, 0) + e
        up, down = (math.prod((M[i][j]**abs(e) for i, j, e in cells if s * e > 0), start=fractions.Fraction(1)) for s in (1, -1))
        return rescaled and not any(x for total in sums for x in total.values()) and up != down
    same = diagonal(*c[:2]) == diagonal(*c[2:4])
    if word == "cells":
        return not rescaled and same and M[c[0]][c[1]] != M[c[2]][c[3]]
    return rescaled and same and M[c[0]][c[1]] == 0 and 0 not in (M[c[2]][c[3]], M[c[0]][c[4]], M[c[5]][c[1]])


def rank_of(M):
    M, r = [list(row) for row in M], 0
    for j in range(len(M[0])):
        at = next((i for i in range(r, len(M)) if M[i][j]), None)
        if at is not None:
            M[r], M[at] = M[at], M[r]
            M[r + 1:] = [[x - row[j] / M[r][j] * y for x, y in zip(row, M[r])] for row in M[r + 1:]]
            r += 1
    return r


def proves_rank(question, answer):
    n, m = (int(x) for x in question["size"][0].split())
    M = [[fractions.Fraction(x) for x in question["matrix"][0].split()][i * m:(i + 1) * m] for i in range(n)]
    return int(question["at-least"][0]) <= rank_of(M) <= int(question["at-most"][0])


def proves_terms(question, answer):
    """Not by expansion: at random points, where two different polynomials of degree 3 agree almost never."""
    chance, d, n = random.Random(3), int(question["dim"][0]), int(question["length"][0])
    p, W = ([fractions.Fraction(x) for x in question[key][0].split()] for key in ("polynomial", "kernel"))
    terms = [line.split() for line in answer["term"]]
    if len(terms) > int(question["at-most"][0]) or len({tuple(map(int, t[:2 * d])) for t in terms}) < len(terms):
        return False
    for k in range(2 * n - 1):
        z = [fractions.Fraction(chance.randrange(-10**6, 10**6)) for _ in range(2 * d)]
        form = sum(z[i] * W[k * d * d + i * d + j] * z[d + j] for i in range(d) for j in range(d))
        said = sum(fractions.Fraction(t[2 * d + k]) * math.prod(x**int(e) for x, e in zip(z, t)) for t in terms)
        if said != sum(c * form**e for e, c in enumerate(p)):
            return False
    return True


def products(*rows):
    """The entrywise product of rows of matrices."""
    return [math.prod(entries) for entries in zip(*rows)]


def rank_of_flattening(sizes, modes, entry):
    """The rank of the array entry(index) over its modes, from 1, on the rows; in an order of its own."""
    rows, columns = ([m for m in range(len(sizes)) if (m + 1 in modes) == side] for side in (True, False))
    places = [list(itertools.product(*(range(sizes[m]) for m in side))) for side in (rows, columns)]
    return rank_of([[entry([dict(zip(rows + columns, a + b))[m] for m in range(len(sizes))]) for b in places[1]] for a in places[0]])


def proves_tensor_terms(question, answer):
    """At random points, not by expansion; and the rank of the whole flattening, in rationals."""
    chance, k, d = random.Random(5), int(question["order"][0]), int(question["dim"][0])
    p = [fractions.Fraction(x) for x in question["polynomial"][0].split()]
    terms = [line.split() for line in answer.get("term", [])]
    if len(terms) > int(question["at-most"][0]) or len({tuple(map(int, t[1:])) for t in terms}) < len(terms):
        return False
    for _ in range(3):
        z = [fractions.Fraction(chance.randrange(-10**6, 10**6)) for _ in range(d)]
        if sum(fractions.Fraction(t[0]) * math.prod(x**int(e) for x, e in zip(z, t[1:])) for t in terms) != sum(c * sum(z)**e for e, c in enumerate(p)):
            return False
    if int(question["at-least"][0]) == 0:
        return True
    x = [[fractions.Fraction(c) for c in line.split()] for line in answer["matrix"]]
    x = [[m[i:i + d] for i in range(0, len(m), d)] for m in x]
    score = lambda at: sum(products(*(m[i] for m, i in zip(x, at))))
    return len(x) == k and rank_of_flattening([len(m) for m in x], {int(m) for m in answer["modes"][0].split()},
                                              lambda at: sum(c * score(at)**e for e, c in enumerate(p))) >= int(question["at-least"][0])


def proves_tensor_rank(question, answer):
    sizes = [int(n) for n in question["sizes"][0].split()]
    numbers = iter(question["matrix"][0].split())
    ranges, first = [range(n) for n in sizes], question["index"][0] == "first-fastest"
    T = {}
    for row in ranges[0]:
        for column in itertools.product(*(ranges[:0:-1] if first else ranges[1:])):
            T[row, *(column[::-1] if first else column)] = fractions.Fraction(next(numbers))
    least, most = int(question["at-least"][0]), int(question["at-most"][0])
    if least > 0 and rank_of_flattening(sizes, {int(m) for m in answer["modes"][0].split()}, lambda at: T[tuple(at)]) < least:
        return False
    if "factor" not in answer:
        return most >= len(T) // max(sizes) or most == 0 and not any(T.values())
    u = [[fractions.Fraction(c) for c in line.split()] for line in answer["factor"]]
    return all(sum(products(*(m[i * most:(i + 1) * most] for m, i in zip(u, at)))) == x for at, x in T.items())


def proves_normalization(question, answer):
    eps, bound, least = (fractions.Fraction(question[key][0]) for key in ("eps", "bound", "at-least"))
    A, B = ([fractions.Fraction(x) for x in answer[key][0].split()] for key in ("weights", "perturbed"))
    values = [[fractions.Fraction(x) for x in line.split()] for line in answer["values"]]
    v = [math.prod(chosen) for chosen in itertools.product(*reversed(values))]
    if len(values) != int(question["order"][0]) - 1 or not len(A) == len(B) == len(v) or any(abs(x) > bound for line in values for x in line):
        return False
    return 0 < eps < 1 and min(A) > 0 and all(abs(b - a) <= eps * a for a, b in zip(A, B)) and \
        abs(sum(map(operator.mul, B, v)) / sum(B) - sum(map(operator.mul, A, v)) / sum(A)) >= least


def gap_outputs(form, beta, centre, sets):
    """Column 0 of the first n rows of the attention built from the sets, tuple by tuple as the definition has it."""
    n, d = len(sets[0]), len(sets[0][0])
    total, K = 2 * d, []
    for p, x in enumerate(sets[1:]):
        second = 0 if form == "paper-like" else -centre if p == 0 else 1
        K.append([[*row, *[second] * d] for row in x] + [[0] * d + [int(form == "paper-like")] * d] * n)
    out = []
    for q in sets[0]:
        sums = [decimal.Decimal(0)] * 2
        for at in itertools.product(range(2 * n), repeat=len(K)):
            e = exponential(beta * sum(map(math.prod, zip([*q, *[1] * d], *(k[j] for k, j in zip(K, at))))) / total)
            sums = [sums[0] + e, sums[1] + (e if max(at) < n else 0)]
        out.append(sums[1] / sums[0])
    return out


def largest_by_row(sets):
    return [max(sum(map(math.prod, zip(q, *rest))) for rest in itertools.product(*sets[1:])) for q in sets[0]]


def proves_gap(question, answer):
    """By the definition, on the sets given and on those that attain the bounds: one product t and else 0; all m."""
    decimal.getcontext().prec = 60
    form, k, t = question["form"][0], int(question["order"][0]), int(question["threshold"][0])
    n, d = (int(x) for x in question["size"][0].split())
    gap, E, B = (fractions.Fraction(question[key][0]) for key in ("gap", "error", "bound"))
    sets = [[[int(c) for c in word] for word in line.split(" ")] for line in question["set"]]
    if not (2 <= k <= 6 and 1 <= t <= d and 0 < gap <= 1 and E >= 0 and B > 0 and {len(x) for x in sets} == {n} and {len(v) for x in sets for v in x} == {d} and len(sets) == k):
        return False
    beta, a, b = (fractions.Fraction(answer[key][0]) for key in ("scale", "yes-at-least", "no-at-most"))
    centre, m = fractions.Fraction(answer["centre"][0]) if form == "centred" else 0, math.floor((1 - gap) * t)
    ones = lambda count: [1] * count + [0] * (d - count)
    if not 0 < beta <= B**k or not a - b > 2 * E:
        return False
    if gap_outputs(form, beta, centre, [[ones(t), *[ones(0)] * (n - 1)]] * k)[0] < dec(a) or max(gap_outputs(form, beta, centre, [[ones(m)] * n] * k)) > dec(b):
        return False
    largest = largest_by_row(sets)
    for y, most in zip(gap_outputs(form, beta, centre, sets), largest):
        assert most < t or y >= dec(a), "a row of YES is below the bound"
        assert most > m or y <= dec(b), "a row of NO is above the bound"
    return max(largest) >= t if question["answer"][0] == "yes" else max(largest) <= m


def accepted_coins(p, kappa, R, inputs):
    """On how many coins each of Merlin's messages is accepted; encodings by Lagrange's formula."""
    def encode(bits, r):
        return sum(b * math.prod((r - j) * pow(i - j, -1, p) for j in range(kappa) if j != i) for i, b in enumerate(bits)) % p

    w = [sum(math.prod(encode(bits, r) for bits in block) for block in zip(*inputs)) % p for r in range(R)]
    z = [math.prod(r - i for i in range(kappa)) % p for r in range(R)]
    for c in itertools.product(range(p), repeat=(len(inputs) - 1) * (kappa - 1)):
        yield c, sum((z[r] * sum(x * r**j for j, x in enumerate(c)) - w[r]) % p == 0 for r in range(R))


def proves_count(question, answer):
    """By all messages, where they are not too many; else by the one point where all inputs have a 1."""
    p, T, kappa, R, k = (int(question[key][0]) for key in ("prime", "blocks", "symbols", "length", "players"))
    inputs = [[[int(c) for c in word] for word in line.split(" ")] for line in question["input"]]
    degree, how = k * (kappa - 1), question["accepting"][0]
    if p < 2 or any(p % q == 0 for q in range(2, p)) or not (1 <= T < p and kappa >= 1 and degree < R <= p and len(inputs) == k):
        return False
    if {len(x) for x in inputs} != {T} or {len(word) for x in inputs for word in x} != {kappa}:
        return False
    if how != "all" and any(x[int(answer["block"][0])][int(answer["place"][0])] == 0 for x in inputs):
        return False
    if p**((k - 1) * (kappa - 1)) > 10_000:
        return how == "at-most" and int(question["coins"][0]) >= degree
    coins = dict(accepted_coins(p, kappa, R, inputs))
    best, said = max(coins.values()), [int(x) for line in answer.get("message", []) for x in line.split()]
    if how == "at-most":
        return best <= int(question["coins"][0])
    return best == coins.get(tuple(said)) == (R if how == "all" else int(question["coins"][0]))


def damaged_matrices():
    damage(4, max(20, int(900 * effort)), {"structure": proves_structure, "rank": proves_rank, "toeplitz-terms": proves_terms})


def damaged_tensors():
    damage(6, max(20, int(400 * effort)), {"tensor-terms": proves_tensor_terms, "tensor-rank": proves_tensor_rank, "normalization": proves_normalization})


def damaged_hardness():
    damage(8, max(20, int(120 * effort)), {"reduction-gap": proves_gap, "protocol-count": proves_count})


def gaps():
    """Random sets of both sorts, proved by attest: for other sets of the same shape the outputs keep the bounds as well."""
    decimal.getcontext().prec = 60
    chance, told = random.Random(9), {"yes": 0, "no": 0}
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for step in range(max(10, int(16 * effort))):
            form, k, n, d = ("centred", "paper-like")[step % 2], chance.choice((2, 2, 3)), chance.randrange(1, 4), chance.randrange(2, 7)
            t, gap = chance.randrange(1, d + 1), fractions.Fraction(chance.randrange(1, 9), 8)
            m = math.floor((1 - gap) * t)
            many = [[[[int(chance.random() < 0.7) for _ in range(d)] for _ in range(n)] for _ in range(k)] for _ in range(3)]
            largest = max(largest_by_row(many[0]))
            answer = "yes" if largest >= t else "no"
            text = "\n".join(["attest-problem 1", "id gap", "kind reduction-gap", f"form {form}", f"order {k}", f"size {n} {d}", *("set " + " ".join("".join(map(str, v)) for v in x) for x in many[0]),
                              f"threshold {t}", f"gap {gap}", "error " + ("9/20" if step % 4 == 0 else "0"), "bound 1000", f"answer {answer}", "end\n"])
            files[0].write_text(text)
            files[1].unlink(missing_ok=True)
            equal(run(attest, "prove", *files).returncode, int(m < largest < t), text)
            if m < largest < t:
                continue
            equal(verdict(*files), (0, "s VERIFIED gap"), text)
            told[answer] += 1
            proof = dict(line.split(" ", 1) for line in files[1].read_text().splitlines()[:-1])
            beta, a, b = (fractions.Fraction(proof[key]) for key in ("scale", "yes-at-least", "no-at-most"))
            for sets in many:
                for y, most in zip(gap_outputs(form, beta, fractions.Fraction(proof.get("centre", 0)), sets), largest_by_row(sets)):
                    assert (most < t or y >= dec(a)) and (most > m or y <= dec(b)), (text, sets)
            files[0].write_text(text.replace(f"answer {answer}", "answer " + ("no" if answer == "yes" else "yes")))
            equal(run(attest, "prove", *files).returncode, 1, "the other answer")
    assert min(told.values()) > 0, told


def counts():
    """Toy protocols with random inputs: what is proved is what all of Merlin's messages give, and else there is no proof."""
    chance, proved = random.Random(10), {"all": 0, "at-most": 0, "exactly": 0}
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for _ in range(max(8, int(10 * effort))):
            p, k, kappa = chance.choice(((5, 2, 2), (7, 2, 3), (7, 3, 2), (11, 2, 2), (3, 3, 1), (11, 4, 2), (13, 2, 4)))
            T, R = chance.randrange(1, p), chance.randrange(k * (kappa - 1) + 1, p + 1)
            inputs = [[[int(chance.random() < 0.5) for _ in range(kappa)] for _ in range(T)] for _ in range(k)]
            best = max(coins for _, coins in accepted_coins(p, kappa, R, inputs))
            for how, coins, true in (("all", None, best == R), ("at-most", k * (kappa - 1), best <= k * (kappa - 1)), ("exactly", best, best == k * (kappa - 1)),
                                     ("exactly", best - 1, False), ("exactly", best + 1, False)):
                if coins is None or 0 <= coins <= R:
                    files[0].write_text("\n".join(["attest-problem 1", "id count", "kind protocol-count", f"prime {p}", f"blocks {T}", f"symbols {kappa}", f"length {R}", f"players {k}",
                                                   *("input " + " ".join("".join(map(str, word)) for word in x) for x in inputs), f"accepting {how}", *([f"coins {coins}"] if coins is not None else []), "end\n"]))
                    code = run(attest, "prove", *files).returncode
                    assert code == int(not true) or how == "exactly" and code == 1, (code, files[0].read_text())
                    if code == 0:
                        equal(verdict(*files), (0, "s VERIFIED count"), files[0].read_text())
                        proved[how] += 1
    print(f"# {proved}")
    assert min(proved.values()) > 0, proved


def damage(seed, changes, judges):
    """One byte or one number changed, or two numbers exchanged; the binding is mended."""
    chance = random.Random(seed)
    names = [p.stem for kind in judges for p in sorted((certificates / "accepted").glob(f"{kind}-*.proof")) if f"\nkind {kind}\n" in p.read_text()]
    passed = {kind: 0 for kind in judges}
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for step in range(changes):
            name = chance.choice(names)
            texts = [(root / "proofs-checks" / "problems" / f"{name}.problem").read_text(), (certificates / "accepted" / f"{name}.proof").read_text()]
            which = chance.choice((0, 1))
            found = list(re.finditer(r"(?<![0-9a-f-])-?\d+(?![0-9a-f])", texts[which]))
            if step % 3 == 0:
                at = chance.randrange(len(texts[which]))
                texts[which] = texts[which][:at] + chance.choice("0123456789-/ \n") + texts[which][at + 1:]
            elif step % 3 == 1:
                number = chance.choice(found)
                new = chance.choice((0, 1, -1, -int(number.group()), 2 * int(number.group()), int(number.group()) + 1, int(number.group()) - 1, 10**20))
                texts[which] = texts[which][:number.start()] + str(new) + texts[which][number.end():]
            else:
                a, b = sorted((chance.choice(found) for _ in range(2)), key=lambda x: x.start())
                if a.start() < b.start():
                    t = texts[which]
                    texts[which] = t[:a.start()] + b.group() + t[a.end():b.start()] + a.group() + t[b.end():]
            texts[1] = re.sub(r"^problem .*$", "problem " + hashlib.sha256(texts[0].encode()).hexdigest(), texts[1], flags=re.M)
            for file, text in zip(files, texts):
                file.write_text(text)
            if verdict(*files)[0] == 0:
                question, answer = ({}, {})
                for record, text in zip((question, answer), texts):
                    for line in text.splitlines()[:-1]:
                        record.setdefault(line.split(" ", 1)[0], []).append(line.split(" ", 1)[1])
                assert judges[question["kind"][0]](question, answer), (step, texts)
                passed[question["kind"][0]] += 1
    print(f"# {passed} of {changes} still prove their problem")
    assert all(passed.values()) and sum(passed.values()) < changes / 2, passed


def write_npy(file, rows):
    """Returns the line of a certificate that names it."""
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({len(rows)}, {len(rows[0])}), }}".ljust(117) + "\n"
    data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + b"".join(struct.pack(f"<{len(row)}d", *row) for row in rows)
    file.write_bytes(data)
    return f"{hashlib.sha256(data).hexdigest()} {file.name}"


def tuples():
    """Attention of order 2 to 4 on small matrices against the definition in decimals of 60 digits; pairs may be exchanged."""
    decimal.getcontext().prec = 60
    chance = random.Random(7)

    def matrix(n, d):
        return [[chance.choice((0.0, 1.0, chance.uniform(-2, 2), chance.uniform(-1, 1) / 1024)) for _ in range(d)] for _ in range(n)]

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for _ in range(max(8, int(40 * effort))):
            order, d, width, n = chance.randrange(2, 5), chance.randrange(1, 4), chance.randrange(1, 3), chance.randrange(1, 4)
            sizes = [chance.randrange(1, 5) for _ in range(order - 1)]
            Q, K, V = matrix(n, d), [matrix(m, d) for m in sizes], [matrix(m, width) for m in sizes]
            scale = fractions.Fraction(chance.randrange(-9, 10), chance.randrange(1, 5))
            out = []
            for q in Q:
                total, sums = decimal.Decimal(0), [decimal.Decimal(0)] * width
                for at in itertools.product(*map(range, sizes)):
                    score = scale * sum(products(*([fractions.Fraction(x) for x in row] for row in [q, *(k[j] for k, j in zip(K, at))])))
                    e = dec(score).exp()
                    total += e
                    sums = [x + e * dec(fractions.Fraction(math.prod(fractions.Fraction(v[j][c]) for v, j in zip(V, at)))) for c, x in enumerate(sums)]
                out.append([float(x / total) for x in sums])
            i, c = chance.randrange(n), chance.randrange(width)
            wrong = [[x + (5e-12 if (row, column) == (i, c) else 0) for column, x in enumerate(line)] for row, line in enumerate(out)]
            q, k, v = write_npy(folder / "q.npy", Q), [write_npy(folder / f"k{a}.npy", x) for a, x in enumerate(K)], [write_npy(folder / f"v{a}.npy", x) for a, x in enumerate(V)]
            turn = chance.sample(range(order - 1), order - 1)
            for answer, order_of, code in ((out, range(order - 1), 0), (out, turn, 0), (wrong, turn, 1)):
                problem = "\n".join(["attest-problem 1", "id tuples", "kind tensor-attention-rows", f"order {order}", f"q {q}", *(f"k {k[a]}" for a in order_of), *(f"v {v[a]}" for a in order_of),
                                     f"scale {scale}", "eps 1/1000", "rows " + " ".join(map(str, range(n))), "end\n"])
                (folder / "a.problem").write_text(problem)
                (folder / "a.proof").write_text("\n".join(["attest-proof 1", "problem " + hashlib.sha256(problem.encode()).hexdigest(), "kind tensor-attention-rows",
                                                           "output " + write_npy(folder / "o.npy", answer), "error 1/1000000000000", "end\n"]))
                got = verdict(folder / "a.problem", folder / "a.proof")
                equal(got[0], code, (got, problem))
                assert code == 0 or f"entry ({i}, {c})" in got[1], got


def hostile():
    """Files made to be expensive are answered in seconds, within 2 GB."""
    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))

    def few(x, count):
        return " ".join([str(x)] * count)

    long = "7" * 90_000
    small = [f"{10**300 + k}/{10**301 + 7 * k}" for k in range(4000)]
    yes, no = ("property rescaled-toeplitz", "field real", "holds yes"), ("property rescaled-circulant", "field rational", "holds no")
    twist = ["property rescaled-circulant", "field rational", "holds yes"]
    cases = {
        "large": ("structure", ["size 1024 1024", "matrix " + few("1/3", 2**20), *yes], ["u " + few(1, 1024), "vector " + few("1/3", 2047), "v " + few(1, 1024)], 0),
        "too large": ("structure", ["size 1025 1024", "matrix 1", *yes], ["u 1"], 1),
        "powers": ("structure", ["size 3 3", "matrix " + few(long, 9), "property rescaled-toeplitz", *no[1:]],
                   ["witness relation", "relation 2 2 1000 1 0 1000 0 1 1000 2 1 -1000 1 2 -1000 0 0 -1000"], 1),
        "columns": ("structure", ["size 150 150", "matrix " + few(long[:1000] + "/3", 22_500), *no], ["witness columns", "columns 0 1"], 1),
        "root": ("structure", ["size 300 300", "matrix " + few(0, 90_000), *twist], ["u " + few(0, 300), "vector " + few(0, 300), "v " + few(0, 300), "twist 5", "root " + long], 1),
        "factors": ("rank", ["size 1024 1024", "matrix " + few(1, 2**20), "at-least 0", "at-most 500"],
                    ["left " + few("1/7", 1024 * 500), "right " + few("7/500", 1024 * 500)], 1),
        "denominators": ("rank", ["size 4 4000", "matrix " + few(0, 16_000), "at-least 0", "at-most 3"],
                         ["left " + " ".join(small[:12]), "right " + " ".join(small * 3)], 1),
        "minor": ("rank", ["size 1000 1000", "matrix " + " ".join(str(pow(3, k * k, 1009)) for k in range(10**6)), "at-least 1000", "at-most 1000"],
                  ["prime 2147483647", "pivot-rows " + " ".join(map(str, range(1000))), "pivot-columns " + " ".join(map(str, range(1000)))], 1),
        "expansion": ("toeplitz-terms", ["dim 32", "length 1", "polynomial " + few(0, 2000) + " 1", "kernel " + few("3/7", 1024), "at-most 1"], ["terms 0"], 1),
        "spread": ("toeplitz-terms", ["dim 1024", "length 1", "polynomial " + few(0, 355) + " 1", "kernel 1 " + few(0, 2**20 - 2) + " 1", "at-most 1"], ["terms 0"], 1),
        "a common denominator": ("toeplitz-terms", ["dim 156", "length 1", "polynomial 1", "kernel " + " ".join(f"1/{2**63 + 2 * k + 1}" for k in range(156**2)), "at-most 1"],
                                 ["terms 1", "term " + few(0, 312) + " 1"], 1),
        "one variable": ("toeplitz-terms", ["dim 1", "length 1", "polynomial " + few(0, 2000) + " 1", "kernel " + long + "/3", "at-most 1"], ["terms 0"], 1),
    }
    primes = " ".join(f"1/{2**63 + 2 * k + 1}" for k in range(2**16))
    square = " ".join(str(pow(3, k * k + 7 * (k % 500), 1009)) for k in range(500**2))
    cases |= {
        "a power of a sum": ("tensor-terms", ["order 2", "dim 2", "polynomial " + few(0, 2000) + " 1", "at-least 0", "at-most 1"], ["terms 0"], 1),
        "a wide sum": ("tensor-terms", ["order 8", "dim 1024", "polynomial 0 0 0 1", "at-least 0", "at-most 1"], ["terms 0"], 1),
        "a long sum": ("tensor-terms", ["order 2", "dim 6", "polynomial " + few(0, 100) + " 1", "at-least 0", "at-most 1"], ["terms 0"], 1),
        "scores": ("tensor-terms", ["order 2", "dim 500", "polynomial 0 1", "at-least 500", "at-most 500"],
                   ["terms 500", *("term 1 " + " ".join(str(int(l == k)) for l in range(500)) for k in range(500)), "rows 500 500", "matrix " + square, "matrix " + square,
                    "modes 1", "prime 2147483647", *(f"pivot-{side} " + " ".join(map(str, range(500))) for side in ("rows", "columns"))], 1),
        "sides": ("tensor-terms", ["order 8", "dim 1", "polynomial 0 1", "at-least 1", "at-most 1"],
                  ["terms 1", "term 1 1", "rows " + few(1000, 8), *["matrix " + few(1, 1000)] * 8, "modes 1 2 3"], 1),
        "many products": ("tensor-rank", ["sizes 4 4 4 4 4 4 4 4", "index last-fastest", "matrix " + few(1, 4**8), "at-least 0", "at-most 200"],
                          ["factor " + few("1/200", 800), *["factor " + few(1, 800)] * 7], 0),
        "long products": ("tensor-rank", ["sizes 2 2 2 2 2 2 2 2", "index first-fastest", "matrix " + few(0, 256), "at-least 0", "at-most 100"],
                          ["factor " + " ".join(f"{sign}{x}" for x in small[200 * m:200 * m + 100] for sign in ("", "-" if m == 0 else "")) for m in range(8)], 1),
        "weights": ("normalization", ["order 2", "eps 1/2", "bound 1", "at-least 1"], [f"sizes {2**16}", "weights " + primes, "perturbed " + primes, "values " + few(1, 2**16)], 1),
        "values": ("normalization", ["order 8", "eps 1/2", f"bound {long}", "at-least 1"],
                   ["sizes " + few(2, 7), "weights " + few(1, 128), "perturbed " + few(1, 128), *["values " + long + " -" + long + "/3"] * 7], 1),
        "many columns": ("normalization", ["order 3", "eps 1/2", "bound 1", "at-least 1"], ["sizes 512 512", "weights " + few("1/3", 2**18), "perturbed " + few("1/3", 2**18), *["values " + few("1/3", 512)] * 2], 1),
    }
    vectors = " ".join(f"{k:012b}" for k in range(2000))
    few_ones = " ".join(f"{5 << k % 9:012b}" for k in range(300))
    gap, shape = ["threshold 4", "gap 1/2", "error 0", "bound 1000", "answer no"], ["form centred", "order 3"]
    cases |= {
        "many choices": ("reduction-gap", [*shape, "size 2000 12", *["set " + vectors] * 3, *gap], ["scale 900", "centre 1/4", "yes-at-least 1/2", "no-at-most 1/4"], 1),
        "order 6": ("reduction-gap", ["form centred", "order 6", "size 2000 12", *["set " + vectors] * 6, *gap], ["scale 1500", "centre 1/4", "yes-at-least 1/2", "no-at-most 1/4"], 1),
        "all the choices paid for": ("reduction-gap", [*shape, "size 300 12", *["set " + few_ones] * 3, *gap], ["scale 700", "centre 1/4", "yes-at-least 1/2", "no-at-most 1/4"], 0),
        "a long scale": ("reduction-gap", [*shape, "size 1 12", *["set 111111111111"] * 3, *gap], ["scale " + long + "/" + long[:-3]], 1),
        "a long bound": ("reduction-gap", ["form paper-like", "order 2", "size 1 12", *["set 111111111111"] * 2, "threshold 12", "gap 1/2", "error 0", f"bound {long}/{long[1:-3]}", "answer yes"],
                         ["scale 50", "yes-at-least 1/2", f"no-at-most {long}/1{long}", "choice 0 0"], 0),
        "long numbers": ("reduction-gap", [*shape, "size 1 12", *["set 111111111111"] * 3, *gap[:2], f"error 1/1{long}", "bound 1000", "answer yes"],
                         ["scale " + "7" * 1000 + "/" + "7" * 998, "centre 1/3", f"yes-at-least 1{long}/8{long}", f"no-at-most {long}/888{long}", "choice 0 0 0"], 0),
        "a long code": ("protocol-count", ["prime 2147483647", "blocks 1", "symbols 500000", f"length {2**20}", "players 2", *["input " + "1" * 500_000] * 2, "accepting all"], ["message 1"], 1),
        "a large prime": ("protocol-count", ["prime 2147483647", "blocks 100", "symbols 30", "length 5000", "players 8", *["input " + few("1" * 30, 100)] * 8, "accepting at-most", "coins 300"], ["block 1", "place 1"], 0),
        "many blocks": ("protocol-count", ["prime 1048583", f"blocks {2**20}", "symbols 1", f"length {2**20}", "players 2", *["input " + few(1, 2**20)] * 2, "accepting at-most", "coins 0"], ["block 1", "place 0"], 1),
    }
    fraction, ones = f"{long[:9000]}/{long[:9000]}", "let M (ones 64 64)"
    terms = "(sum i 1 50 (sum j 1 20 (/ (at X i j) (+ (pow 2 15000) i j))))"
    said = {
        "many arguments": [ones, "say (= (t" + " M" * 100_000 + ") M)", "answer holds"],
        "a matrix named often": [ones, "say (= (* (sqrt 2) (sqrt 2) (sum i 1 15000 (at M (+ 1 (mod i 64)) 1))) 30000)", "answer holds"],
        "a matrix searched often": [ones, "say (= (sum i 1 60000 (max M)) 60000)", "answer holds"],
        "a matrix compared often": [ones, "say (all i 1 60000 (= M M))", "answer holds"],
        "matrices in matrices": [f"let M (* (/ (- (pow 2 16000) 1) (pow 3 9000)) (ones 64 64))", "say (= " + "(+ M " * 95 + "M" + ")" * 95 + " M)", "answer holds"],
        "many matrices": [*(f"let a{i} (ones 64 64)" for i in range(9000)), "say (= 1 1)", "answer holds"],
        "a number read often": [f"say (= (sum i 1 60000 {fraction}) 60000)", "answer holds"],
        "sums of fractions": ["given x", "say (= (sum i 1 20000 (/ x (+ (pow 2 15000) i))) x)", "answer always"],
        "products of fractions": ["given X 50 20", f"say (= (pow {terms} 2) 1)", "answer always"],
        "a polynomial of many terms": ["given X 3 1000", "say (= (product i 1 3 (sum j 1 1000 (at X i j))) 1)", "answer always"],
        "precise functions": ["say (< (sum i 2 400 (ln i)) (sum i 2 400 (ln i)))", "answer holds"],
        "many names": [*(f"let a{i} 1" for i in range(60_000)), "say (= (sum i 1 40000 a59999) 1)", "answer holds"],
    }
    cases |= {name: ("statement", lines, [], 1) for name, lines in said.items()}
    for name in ("a long sum", "many products", "long products", "weights", "all the choices paid for", "a large prime") if effort < 1 else ():
        del cases[name]
    slowest = (0, "")
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "a.problem", pathlib.Path(folder) / "a.proof"
        for name, (kind, problem, proof, code) in cases.items():
            text = "\n".join(["attest-problem 1", "id hostile", f"kind {kind}", *problem, "end\n"])
            files[0].write_text(text)
            files[1].write_text("\n".join(["attest-proof 1", "problem " + hashlib.sha256(text.encode()).hexdigest(), f"kind {kind}", *proof, "end\n"]))
            start = time.monotonic()
            done = subprocess.run([checker, *files], capture_output=True, text=True, timeout=60, preexec_fn=limits)
            assert done.returncode == code and done.stdout.startswith("s "), (name, done.returncode, done.stdout, done.stderr)
            slowest = max(slowest, (time.monotonic() - start, f"{name}: {done.stdout.strip()}"))
    print(f"# slowest {slowest[0]:.2f} s ({slowest[1]})")


def proved():
    """attest prove writes proofs of the problems in the repository, and they verify."""
    with tempfile.TemporaryDirectory() as folder:
        for problem in sorted((root / "proofs-checks" / "problems").glob("*.problem")):
            if "attention-rows\n" not in problem.read_text():
                proof = pathlib.Path(folder) / "a.proof"
                done = run(attest, "prove", problem, proof)
                equal((done.returncode, done.stderr), (0, ""), problem.name)
                equal(verdict(problem, proof), (0, f"s VERIFIED {problem.stem}"), problem.name)


def unproved():
    """What is not so is undecided by attest prove, whatever is asked."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "a.problem"
        for name, old, new in (("structure-symmetric-toeplitz", "holds yes", "holds no"), ("structure-hexagon", "holds no", "holds yes"),
                               ("structure-twist-real", "field real", "field rational"), ("structure-not-square", "holds no", "holds yes"),
                               ("rank-rotary-scores", "at-least 2\nat-most 2", "at-least 3\nat-most 3"), ("rank-zero", "at-least 0\nat-most 0", "at-least 1\nat-most 1"),
                               ("toeplitz-terms-dense", "at-most 30", "at-most 29"),
                               ("tensor-terms-order-3", "at-least 10\nat-most 10", "at-least 9\nat-most 9"), ("tensor-terms-order-3", "at-least 10\nat-most 10", "at-least 11\nat-most 11"),
                               ("tensor-rank-above-flattenings", "at-most 3", "at-most 2"), ("tensor-rank-above-flattenings", "at-least 2", "at-least 3"),
                               ("tensor-rank-polynomial", "at-least 4\nat-most 4", "at-least 0\nat-most 3"), ("tensor-rank-zero", "at-least 0\nat-most 0", "at-least 1\nat-most 1"),
                               ("normalization-order-3-sharp", "at-least 6", "at-least 6000001/1000000"), ("normalization-order-3-sharp", "eps 3/5", "eps 599999/1000000"),
                               ("reduction-gap-example", "answer yes", "answer no"), ("reduction-gap-example-no", "answer no", "answer yes"),
                               ("reduction-gap-example", "error 1/5", "error 21/100"), ("reduction-gap-example", "bound 21/10", "bound 2"),
                               ("protocol-count-meeting", "accepting at-most\ncoins 2", "accepting all"), ("protocol-count-disjoint", "accepting all", "accepting at-most\ncoins 3"),
                               ("protocol-count-meeting", "coins 2", "coins 1"), ("protocol-count-meeting-exactly", "coins 2", "coins 3")):
            text = (root / "proofs-checks" / "problems" / f"{name}.problem").read_text()
            assert text.count(old) == 1
            file.write_text(text.replace(old, new))
            done = run(attest, "prove", file, pathlib.Path(folder) / "a.proof")
            equal(done.returncode, 1, name)
            assert done.stdout.startswith("undecided: no proof found: "), done.stdout


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
    kinds = {"attention_rows", "exponential", "normalization", "protocol_count", "rank", "reduction_gap", "statement", "structure", "tensor_rank", "tensor_terms", "toeplitz_terms"}
    for kind in kinds:
        needed, new = set(), {"main", kind}
        while new:
            needed |= new
            new = {n for stem in new for n in included[stem]} - needed - (kinds - {kind})
        lines = sum(len((source / f"{stem}.{end}").read_text().splitlines()) for stem in needed for end in ("cpp", "hpp")
                    if (source / f"{stem}.{end}").exists())
        # An expression language is longer than any other kind.
        assert lines <= (1450 if kind == "statement" else 800), (kind, lines)
        print(f"# {kind}: {lines} lines")
    everything = {file.stem for file in source.glob("*.cpp")}
    assert everything == set().union(*(included[s] for s in everything), {"main"}), "a file that no kind rests on"


tap.fact("accepted certificates verify", accepted)
tap.fact("forged siblings are rejected, each for its own reason", forged)
tap.fact("the forged siblings in the repository are what forge.py writes", reforged)
tap.fact("what cannot be read is exit code 2, with nothing on standard output", unreadable)
tap.fact("of 300 (times the effort) random single-byte changes none is accepted, but for a true change of the error", damaged)
tap.fact("the certificates of the 70 cells of the degree grid verify (30 of them below effort 1)", exp_cells)
tap.fact("of 400 (times the effort) random changes of one byte or number none is accepted, unless it still proves the problem", damaged_exp)
tap.fact("of 900 (times the effort) such changes to matrices none is accepted, unless it still proves the problem", damaged_matrices)
tap.fact("of 400 (times the effort) such changes to tensors and instances none is accepted, unless it still proves the problem", damaged_tensors)
tap.fact("of 120 (times the effort) such changes to reductions none is accepted, unless it still proves the problem", damaged_hardness)
tap.fact("attest proves the answer of random sets, and the definition's outputs keep the bounds for other sets of their shape", gaps)
tap.fact("counts of coins proved for random inputs are those of all of Merlin's messages", counts)
tap.fact("rows of tensor attention are what the definition gives in 60 digits, in either order of the pairs; one entry off is found", tuples)
if "ASAN_OPTIONS" in os.environ:
    tap.skip("files made to be expensive are answered in seconds, within 2 GB", "a sanitizer's shadow memory exceeds any limit")
else:
    tap.fact("files made to be expensive are answered in seconds, within 2 GB", hostile)
tap.fact("attest prove proves every problem in the repository", proved)
tap.fact("attest prove proves nothing that is not so", unproved)
tap.fact("the checker includes GMP, the standard library and itself; a kind rests on at most 800 lines, kind statement on 1450", shares_nothing)
tap.finish()
