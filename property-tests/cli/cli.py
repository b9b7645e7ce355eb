"""The built program as a person meets it: good input, bad data, exit codes; hostile.py has the bad invocations."""
import itertools
import json
import math
import os
import pathlib
import re
import shutil
import struct
import subprocess
from fractions import Fraction

from program import attest, checker, document, equal, npy, root, run, say, tap, workshop

head = root / "examples" / "heads" / "ppocr_n160_L0_h3"


def attention(*more, q=f"{head}_q.npy", k=f"{head}_k.npy", v=f"{head}_v.npy", out="o.npy", **options):
    return ("attention", "--q", q, "--k", k, "--v", v, "--out", workshop / out, *more)


def greets():
    equal(len(say().stdout.splitlines()), 6, "lines of greeting")
    for command in ("audit", "claim", "degree", "error", "prove", "rank", "recognise", "attention", "plan", "reduce", "decide", "replay", "report"):
        page = say(command, "--help").stdout
        assert "Example: attest " + command in page, command
        assert len(page.splitlines()) <= 30, command
    assert say("--version").stdout.startswith("attest 0.")
    assert len(say("--help").stdout.splitlines()) <= 30


def degree():
    j = document("degree", "--interval=-4,4", "--eps", "1e-6")
    equal((j["degree"], j["interval"], j["eps"], j["error"]), (13, ["-4", "4"], "1/1000000", "absolute"))
    assert Fraction(j["upper"]["bound"]["hi"]) <= Fraction(1, 10**6) < Fraction(j["lower"]["bound_at_degree_minus_1"]["lo"])
    equal(document("degree", "--interval", "-4,4", "--eps", "1/1000000")["degree"], 13, "a space, a fraction")
    relative = document("degree", "--interval=-4,4", "--eps", "1e-6", "--error", "relative")
    equal((relative["routes"]["taylor"], relative["routes"]["paper"], relative["degree"]), (21, 15, 13))
    wide = document("degree", "--interval=-600,600", "--eps", "1e-3", "--error", "relative", code=1)
    equal(wide["degree"], None)
    assert f"{wide['lower']['degree'] + 1} to {wide['upper']['degree']}" in wide["undecided"], wide


def rank():
    j = document("rank", "--dim", "8", "--degree", "10", "--order", "3")
    equal(j, {"dim": 8, "degree": 10, "order": 3, "tight": str(math.comb(18, 8)),
              "papers": {"C(2(g+d), 2g)": str(math.comb(36, 20)), "C(3(g+d), 3g)": str(math.comb(54, 30))}})
    for order in range(2, 7):
        j = document("rank", "--dim", "4", "--degree", "3", "--order", str(order))
        equal((j["tight"], j["papers"]), (str(math.comb(7, 3)), {
            f"C({m}(g+d), {m}g)": str(math.comb(7 * m, 3 * m)) for m in sorted({2, min(3, order), order})}), order)


def matrix(text, name="m.csv"):
    (workshop / name).write_text(text)
    return workshop / name


def recognise():
    j = document("recognise", root / "examples" / "matrices" / "symmetric.csv")
    equal([j[k]["holds"] for k in ("circulant", "toeplitz", "rescaled_circulant", "rescaled_toeplitz")], ["no", "yes", "yes", "yes"])
    equal((j["rescaled_circulant"]["over"], j["toeplitz"]["vectors"]["core"]), ("Q", ["-1/2", "1/2", "1", "1/2", "-1/2"]))
    x = {k: [Fraction(a) for a in part] for k, part in j["rescaled_circulant"]["vectors"].items() if k != "twist"}
    equal([[x["u"][i] * x["core"][(i - j) % 3] * x["v"][j] for j in range(3)] for i in range(3)],
          [[1, Fraction(1, 2), Fraction(-1, 2)], [Fraction(1, 2), 1, Fraction(1, 2)], [Fraction(-1, 2), Fraction(1, 2), 1]])
    cells = [(c["row"], c["col"], c["entry"]) for c in j["circulant"]["witness"]["cells"]]
    equal((cells[1][0] - cells[0][0]) % 3, (cells[1][1] - cells[0][1]) % 3, "one cyclic diagonal")
    assert cells[0][2] != cells[1][2], cells

    none = document("recognise", matrix("1,1/2,1/3\n1/2,1,1/2\n1/3,1/2,1\n"))["rescaled_circulant"]
    equal((none["holds"], none["over"], none["witness"]["kind"]), ("no", "C", "failing-relation"))
    up, down = (math.prod((Fraction(c["entry"]) for c in none["witness"]["cells"] if c["exponent"] == e), start=Fraction(1)) for e in (1, -1))
    assert up != down, none
    for entries, over in (("1,1\n1,4\n", "Q"), ("1,1\n1,2\n", "R"), ("1,1\n1,-2\n", "C")):
        equal(document("recognise", matrix(entries))["rescaled_circulant"]["over"], over)
    no = document("recognise", matrix("1,1\n1,2\n"), "--over", "Q")["rescaled_circulant"]
    equal((no["holds"], no["witness"]["kind"], no["witness"]["power"]), ("no", "no-root", 2))
    broken = document("recognise", matrix("1,2\n3,0\n"))["rescaled_toeplitz"]
    equal((broken["holds"], broken["witness"]["kind"]), ("no", "broken-diagonal"))
    j = document("recognise", npy("low.npy", [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]))
    equal((j["rows"], j["cols"], j["rank"], j["rescaled_toeplitz"]["holds"]), (2, 3, {"lower": 1, "upper": 1}, "yes"))
    dilated = "\n".join(",".join(str(1 - (i + j) % 2) for j in range(210)) for i in range(210))
    assert "22050" in say("recognise", matrix(dilated), code=1).stdout
    for text, word in (("1,2\n3\n", "m.csv"), ("1,x\n", "'x'"), ("", "no rows"), ("1/0\n", "m.csv")):
        assert word in say("recognise", matrix(text), code=3).stderr, text
    for file, word in ((workshop / "none.csv", "none.csv"), (matrix("1\n", "m.txt"), ".npy or .csv"), (npy("nan1.npy", [[float("nan")]]), "NaN")):
        assert word in say("recognise", file, code=3).stderr, file
    assert "allowed are Q, R and C" in say("recognise", matrix("1\n"), "--over", "Z", code=2).stderr
    say("recognise", code=2)


def recognise_certificates():
    folder = workshop / "structure certificates"
    for text, field in (("1,1/2,-1/2\n1/2,1,1/2\n-1/2,1/2,1\n", []), ("1,1/2,1/3\n1/2,1,1/2\n1/3,1/2,1\n", []), ("1,1\n1,2\n", ["--over", "Q"]),
                        ("1,1\n1,2\n", []), ("1,2\n3,0\n", []), ("1,2,3\n4,1,2\n", [])):
        shutil.rmtree(folder, ignore_errors=True)
        j = document("recognise", matrix(text), "--certificate", folder, *field)
        assert {"toeplitz", "circulant", "rescaled-toeplitz"} <= set(j["certificates"]), (text, j)
        for name in j["certificates"]:
            equal(run(checker, folder / f"{name}.problem", folder / f"{name}.proof").stdout, f"s VERIFIED {name}\n", text)
            wanted = j[name.replace("-", "_")]["holds"]
            assert f"\nholds {wanted}\n" in (folder / f"{name}.problem").read_text(), name


def rope_ranks():
    j = document("rank", "--dim", "4", "--degree", "3", "--rope")
    equal(j, {"dim": 4, "degree": 3, "order": 2, "tight": "35", "papers": {"C(2d+g, g)": "165", "C(d^2+g, g)": "969"},
              "grouped": {"rope": "147", "any": "517"}})
    assert "147" in say("rank", "--dim", "4", "--degree", "3", "--rope").stdout
    for arguments, word in ((("--dim", "3", "--degree", "2"), "--dim: 3"), (("--dim", "4", "--degree", "2", "--order", "3"), "--order"),
                            (("--dim", "4", "--degree", "1000000"), "1000000"), (("--dim", "0", "--degree", "1"), "0")):
        assert word in say("rank", *arguments, "--rope", code=2).stderr, arguments


def positions():
    """attention with rotary positions, kernels, biases and masks, against a plain reading in floating point."""
    n, d = 7, 4
    rows = [[math.sin(3 * i + l + 1) for l in range(d)] for i in range(n)]
    q, k, v = npy("q.npy", rows), npy("k.npy", [[x * x - 0.3 for x in r] for r in rows]), npy("v.npy", [[r[0] + r[1], r[2]] for r in rows])
    Q, K, V = (struct.unpack(f"<{n * c}d", f.read_bytes()[-8 * n * c:]) for f, c in ((q, d), (k, d), (v, 2)))
    kernel = [[[math.cos(t + a - 2 * b) / 2 for b in range(d)] for a in range(d)] for t in range(2 * n - 1)]
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({2 * n - 1}, {d}, {d}), }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    w = workshop / "w.npy"
    w.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{(2 * n - 1) * d * d}d", *(x for m in kernel for r in m for x in r)))
    biases = [Fraction(t - 6, 5) for t in range(2 * n - 1)]
    table = matrix("\n".join(map(str, biases)) + "\n", "table.csv")

    def turn(x, position, pairs, angles):
        y = list(x)
        for (a, b), angle in zip(pairs, angles):
            c, s = math.cos(position * angle), math.sin(position * angle)
            y[a], y[b] = c * x[a] - s * x[b], s * x[a] + c * x[b]
        return y

    def plain(score, seen, bias):
        out = []
        for i in range(n):
            weights = {j: math.exp(score(i, j) / 2 + bias(i - j)) for j in range(n) if seen(i, j)}
            out += [math.fsum(weights[j] * V[2 * j + c] for j in weights) / math.fsum(weights.values()) for c in range(2)]
        return out

    row = lambda m, i: m[d * i:d * i + d]
    dot = lambda x, y: math.fsum(a * b for a, b in zip(x, y))
    interleaved, half = [(0, 1), (2, 3)], [(0, 2), (1, 3)]
    rope = lambda pairs, angles: lambda i, j: dot(turn(row(Q, i), i, pairs, angles), turn(row(K, j), j, pairs, angles))
    by_kernel = lambda i, j: math.fsum(row(Q, i)[a] * kernel[i - j + n - 1][a][b] * row(K, j)[b] for a in range(d) for b in range(d))
    everything, nothing = lambda i, j: True, lambda offset: 0.0
    cases = [
        (["--rope", "base=10000,pairing=interleaved"], rope(interleaved, [1, 0.01]), everything, nothing),
        (["--rope", "pairing=half,base=100", "--causal"], rope(half, [1, 0.1]), lambda i, j: j <= i, nothing),
        (["--rope", "dims=2", "--window", "3"], rope([(0, 1)], [1]), lambda i, j: abs(i - j) < 3, nothing),
        (["--rope", "linear=4", "--causal", "--window", "4"], rope(interleaved, [1 / 4, 0.01 / 4]), lambda i, j: 0 <= i - j < 4, nothing),
        (["--rope", "ntk=2"], rope(interleaved, [1, (10000 * 2 ** 2) ** -0.5]), everything, nothing),
        (["--dilation", "2", "--bias", "alibi:1/4"], lambda i, j: dot(row(Q, i), row(K, j)), lambda i, j: (i - j) % 2 == 0, lambda t: -abs(t) / 4),
        (["--block", "3", "--bias", f"table:{table}"], lambda i, j: dot(row(Q, i), row(K, j)), lambda i, j: i // 3 == j // 3, lambda t: float(biases[t + 6])),
        (["--w-kernel", w, "--causal"], by_kernel, lambda i, j: j <= i, nothing),
    ]
    for options, score, seen, bias in cases:
        for method in ("definition", "polynomial-balls", "toeplitz", "auto"):
            refused = method == "polynomial-balls" and "--w-kernel" in options
            arguments = ["attention", "--q", q, "--k", k, "--v", v, "--out", workshop / "o.npy", "--eps", "1e-3", "--method", method, *options]
            if refused:
                assert "toeplitz" in say(*arguments, code=4).stderr
                continue
            j = document(*arguments)
            bound, out = float(j["error_bound"]), struct.unpack(f"<{2 * n}d", (workshop / "o.npy").read_bytes()[-16 * n:])
            assert 0 < bound <= 1e-3
            for x, y in zip(out, plain(score, seen, bias)):
                assert abs(x - y) <= bound + 1e-12, (options, method, x, y)
    said = say("attention", "--q", q, "--k", k, "--v", v, "--out", workshop / "o.npy", "--rope", "base=10000", "--causal").stdout
    assert "where   rope base=10000, causal" in said, said
    base = ["attention", "--q", q, "--k", k, "--v", v, "--out", workshop / "p.npy"]
    for options, word, code in (
            (["--rope", "bse=1"], "did you mean base?", 2), (["--rope", "base=0"], "base: 0", 2), (["--rope", "base"], "base=...", 2),
            (["--rope", "dims=3"], "dims: 3", 2), (["--rope", "dims=6"], "dims: 6", 2), (["--rope", "dims=-2"], "dims -2", 2),
            (["--rope", "pairing=odd"], "'odd'", 2), (["--rope", "yarn=4"], "SCALE:LENGTH", 2), (["--rope", "linear=2,ntk=2"], "only one", 2),
            (["--rope", "base=10000", "--w-kernel", w], "only one", 2), (["--window", "0"], "--window: '0'", 2), (["--window", "x"], "'x'", 2),
            (["--dilation", "0"], "--dilation", 2), (["--block", "-1"], "--block", 2), (["--bias", "alibi"], "alibi:SLOPE", 2),
            (["--bias", "alibi:x"], "'x'", 2), (["--bias", "table:none.csv"], "none.csv", 3), (["--w-kernel", q], "(7, 4)", 3),
            (["--w-kernel", "none.npy"], "none.npy", 3), (["--query-offset", "-1"], "--query-offset", 2), (["--query-offset", "9999999999"], "9999999999", 2),
            (["--window", "1", "--query-offset", "3"], "query 4 at position 7", 3), (["--causal", "--certificate", workshop / "c"], "--certificate", 2),
            (["--method", "polynomial", "--bias", "alibi:1/4"], "polynomial-balls", 4)):
        assert word in say(*base, *options, code=code).stderr, options
        assert not (workshop / "p.npy").exists(), options


def orders():
    """attention of order 2 to 5 against a plain reading of the definition in floating point."""
    n, d, dv = 4, 2, 2
    numbers = lambda seed, rows, cols: [[math.sin(7 * seed + 3 * i + l) for l in range(cols)] for i in range(rows)]
    Q = numbers(1, 3, d)
    K, V = [numbers(a + 2, n - a % 2, d) for a in range(4)], [numbers(a + 9, n - a % 2, dv) for a in range(4)]
    q = npy("q.npy", Q)
    ks, vs = [npy(f"k{a}.npy", m) for a, m in enumerate(K)], [npy(f"v{a}.npy", m) for a, m in enumerate(V)]

    def files(order):
        return [x for a in range(order - 1) for x in (f"--k{a + 1}", ks[a], f"--v{a + 1}", vs[a])]

    for order in (2, 3, 4, 5):
        expected = []
        for x in Q:
            weight, sums = 0.0, [0.0] * dv
            for tuple_ in itertools.product(*[range(len(m)) for m in K[:order - 1]]):
                w = math.exp(sum(x[l] * math.prod(K[a][j][l] for a, j in enumerate(tuple_)) for l in range(d)) / 3)
                weight += w
                for c in range(dv):
                    sums[c] += w * math.prod(V[a][j][c] for a, j in enumerate(tuple_))
            expected += [s / weight for s in sums]
        for method in ("auto", "definition", "definition-double", "polynomial", "polynomial-balls"):
            j = document("attention", "--order", order, "--q", q, *files(order), "--scale", "1/3", "--eps", "1e-4", "--out", workshop / "o.npy",
                         "--method", method, "--confirm", "2")
            bound, out = float(j["error_bound"]), struct.unpack(f"<{3 * dv}d", (workshop / "o.npy").read_bytes()[-24 * dv:])
            assert 0 < bound <= 1e-4 and j["order"] == order, j
            equal(j["m"], len(K[0]) if order == 2 else [len(m) for m in K[:order - 1]])
            equal(len(j["confirmed"]["rows"]), 2)
            assert float(j["confirmed"]["largest_difference"]) <= float(j["confirmed"]["allowed"]), j
            assert (j["confirmed"]["method"] == "definition") == (j["method"] == "definition-double"), j
            for x, y in zip(out, expected):
                assert abs(x - y) <= bound + 1e-12, (order, method, x, y)
        j = document("attention", "--order", order, "--q", q, *files(order), "--eps", "1e-6", "--out", workshop / "o.npy", "--certificate",
                     workshop / f"c{order}", "--rows", "all")
        done = run(checker, workshop / f"c{order}" / "attention.problem", workshop / f"c{order}" / "attention.proof")
        equal((done.returncode, done.stdout), (0, "s VERIFIED attention\n"), (order, done.stderr))
    said = say("attention", "--order", 3, "--q", q, *files(3), "--eps", "1e-3", "--out", workshop / "o.npy", "--confirm", "all").stdout
    assert "of attention of order 3" in said and "m = 4 x 3" in said and "confirm 3 rows by the definition" in said, said
    base = ["attention", "--q", q, "--out", workshop / "p.npy"]
    for options, word, code in (
            (["--order", "7", *files(3)], "--order: 7; allowed are 2 to 6", 2), (["--order", "x", *files(3)], "--order", 2), (["--order", "1", *files(3)], "--order: 1", 2),
            (["--order", "3", *files(2)], "--k2: it is required with --order 3", 2), (["--order", "3", *files(4)], "--k3: order 3 takes 2 of each", 2),
            (files(3), "--k2: order 2 takes 1 of each", 2), (["--k1", ks[0]], "--v: it is required", 2), (["--k1", ks[0], "--k", ks[0], "--v", vs[0]], "--k: it is given twice", 2),
            (["--order", "3", *files(3), "--k", ks[0]], "--k, --v", 2), (["--order", "3", *files(3), "--causal"], "positions and masks are for order 2", 2),
            (["--order", "3", *files(3), "--confirm", "x"], "--confirm: 'x'", 2),
            (["--order", "3", *files(3), "--confirm", "1,9"], "--confirm: 9; rows are 0 to 2", 2), (["--order", "3", *files(3), "--method", "toeplitz"], "toeplitz", 2),
            (["--order", "3", "--k1", ks[0], "--v1", vs[0], "--k2", ks[0], "--v2", vs[1]], "K2, V2: 4 x 2 and 3 x 2", 3),
            (["--order", "3", "--k1", ks[0], "--v1", vs[0], "--k2", "none.npy", "--v2", vs[1]], "none.npy", 3),
            (["--order", "4", *files(4), "--method", "definition", "--seconds", "1e-9"], "3 x 4 x 3 x 4 exponentials", 4),
            (["--order", "3", *files(3), "--confirm", "all", "--seconds", "1e-9"], "--confirm: 3 rows", 4), (["--order", "3", *files(3), "--memory", "1"], "bytes", 4),
            (["--k1", ks[0], "--v1", vs[0], "--bias", "alibi:1/4", "--method", "definition-double"], "biases", 4)):
        assert word in say(*base, *options, code=code).stderr, options
        assert not (workshop / "p.npy").exists(), options
    tall = npy("tall.npy", [[0.5]] * 3000)
    many = ["attention", "--order", 3, "--q", tall, "--k1", tall, "--v1", tall, "--k2", tall, "--v2", tall, "--scale", "1/9", "--out", workshop / "p.npy"]
    assert "does not multiply out 9e+06 tuples" in say(*many, "--certificate", workshop / "c6", code=4).stderr
    small = npy("small.npy", [[0.5]] * 500)
    many = ["attention", "--order", 3, "--q", tall, "--k1", small, "--v1", small, "--k2", small, "--v2", small, "--scale", "1/9", "--out", workshop / "p.npy"]
    assert "at most 1 rows of 2.5e+05 tuples; --rows asks for 8" in say(*many, "--certificate", workshop / "c6", code=4).stderr
    far = npy("far.npy", [[2.0 ** 60], [2.0 ** 60 + 512]])
    one, values = npy("one.npy", [[2.0 ** 70]]), npy("values.npy", [[1.0], [3.0]])
    j = document("attention", "--order", 3, "--q", one, "--k1", far, "--k2", far, "--v1", values, "--v2", values, "--scale", "1/3", "--out", workshop / "o.npy",
                 "--confirm", "all")
    assert float(j["confirmed"]["allowed"]) <= 2e-6 and float(j["confirmed"]["largest_difference"]) <= 2e-6, j
    large = npy("large.npy", [[1e200]])
    huge = ["attention", "--order", 3, "--q", one, "--k1", large, "--k2", one, "--v1", large, "--v2", large, "--scale", "0", "--eps", "1e300", "--out", workshop / "p.npy"]
    for method in ("auto", "definition", "definition-double", "polynomial", "polynomial-balls"):
        say(*huge, "--method", method, code=4)
    assert "range of float64" in say(*huge, code=4).stderr
    assert "--out" in say("attention", "--q", q, "--k", ks[0], "--v", vs[0], "--out", "", code=2).stderr
    deep = ["attention", "--order", 3, "--q", one, "--k1", one, "--k2", one, "--v1", one, "--v2", one, "--scale=1e15000", "--out", workshop / "p.npy"]
    say(*deep, "--eps", "1e-15000", "--seconds", "1/10", code=4)
    target = workshop / "k0 copy.npy"
    shutil.copy(ks[0], target)
    assert "overwrite" in say("attention", "--order", 3, "--q", q, "--k1", ks[0], "--k2", target, "--v1", vs[0], "--v2", vs[0], "--out", target, code=2).stderr


def plans():
    """Estimates are never tested, what they are made of is: degrees, columns, refusals, and where they are kept."""
    cache = {"XDG_CACHE_HOME": str(workshop / "cache")}
    base = ["plan", "--d", "4", "--beta", "1", "--eps", "1e-6"]
    j = document(*base, "--n", "16384", env=cache)
    equal((j["degree"], j["rank"], j["from"], [m["name"] for m in j["methods"]]),
          (7, "330", "sizes", ["polynomial", "polynomial-balls", "definition-double", "definition"]))
    assert all(m["feasible"] and m["seconds"] > 0 and m["bytes"] > 0 for m in j["methods"]) and j["crossover_n"] >= 1, j
    equal(j["winner"], min(j["methods"], key=lambda m: m["seconds"])["name"])
    kept = workshop / "cache" / "attest" / "rates.json"
    rates = json.loads(kept.read_text())
    slow = {**rates, "multiply_add": 1e-3}
    kept.write_text(json.dumps(slow))
    assert document(*base, "--n", "16384", env=cache)["winner"] != "polynomial", "kept rates are used"
    for broken in ("", "{}", "[1]", json.dumps({**rates, "multiply_add": "x"}), json.dumps({**rates, "pair": -1}), json.dumps({**rates, "processor": "another"})):
        kept.write_text(broken)
        assert document(*base, "--n", "16384", env=cache)["methods"][0]["seconds"] < 100, broken
        assert set(json.loads(kept.read_text())) == set(rates), broken
    kept.write_text(json.dumps(slow))
    document(*base, "--n", "16384", "--calibrate", env=cache)
    assert json.loads(kept.read_text())["multiply_add"] < 1e-3
    equal(document(*base, "--n", "16384", env={"XDG_CACHE_HOME": "/dev/null/none"})["degree"], 7)
    none = document(*base, "--n", "1e9", "--seconds", "1e-9", env=cache, code=None)
    equal((none["winner"], none["largest_affordable_order"]), (None, None))
    far = document("plan", "--n", "1000", "--d", "64", "--beta", "500", env=cache)
    assert far["degree"] is None and far["crossover_n"] is None and far["winner"].startswith("definition"), far
    files = ["--q", f"{head}_q.npy", "--k", f"{head}_k.npy", "--v", f"{head}_v.npy"]
    data, run_ = document("plan", *files, env=cache), document(*attention())
    equal((data["degree"], data["from"]), (int(run_["considered"][0]["why"].split("degree ")[1].split(",")[0]), "data"))
    turned = document("plan", *files, "--causal", env=cache)
    equal([m["feasible"] for m in turned["methods"] if m["name"] in ("polynomial", "definition-double")], [False, True])
    for arguments, word in ((["plan"], "--n"), (["plan", "--n", "5"], "--d"), (["plan", "--n", "5", "--d", "2"], "--beta"), ([*base, "--n", "0"], "--n: '0'"), ([*base, "--n", "1/2"], "--n: '1/2'"),
                            ([*base, "--n", "1e30"], "--n"), (["plan", "--n", "5", "--d", "1e7", "--beta", "1"], "--d"), (["plan", "--n", "5", "--d", "2", "--beta", "-1"], "--beta: '-1'"),
                            ([*base, "--n", "5", "--order", "9"], "--order: 9"), (["plan", *files, "--n", "5"], "--n: the matrices"), ([*base, "--n", "5", "--memory", "0"], "--memory")):
        assert word in say(*arguments, code=2, env=cache).stderr, arguments


def audit():
    j = document("audit")
    equal(sum(j["summary"].values()), len(j["claims"]))
    assert {"proved", "verified", "refuted", "loose"} <= set(j["summary"])
    for c in j["claims"]:
        for field in ("id", "paper", "label", "statement", "verdict", "scope", "evidence", "witness", "repairs", "ledger", "certificate", "seconds"):
            assert field in c, (c["id"], field)
    some = document("audit", "softmax", "P0-08")
    assert all(c["id"].startswith("softmax") or "P0-08" in c["ledger"] for c in some["claims"]) and len(some["claims"]) > 3
    items = [item for c in j["claims"] for item in c["ledger"]]
    alone = next(item for item in items if items.count(item) == 1)
    one = document("claim", alone)
    again = document("replay", one["replay"])
    one.pop("seconds"), again.pop("seconds")
    equal(one, again, "replay")
    several = next(item for item in items if items.count(item) > 1)
    assert f"'{several}' stands for several" in say("claim", several, code=2).stderr
    assert "docs/theory" in say("claim", "softmax-normalization").stdout
    rows = [line.split(" | ") for line in say("audit", "kron-entrywise", "rope-sign", "--rulings").stdout.splitlines()]
    equal((rows[0][0], rows[1][0][:4]), ("| item", "|---"))
    items = [row[0].removeprefix("| ") for row in rows[2:]]
    assert items == sorted(items) and {"K-17", "P2-01", "P2-02", "REV-P2-23"} == set(items), items
    assert ["| P2-02", "`rope-sign-reversed`"] in [row[:2] for row in rows]


def repeats():
    """Bytes of audit: times alone may differ; certificates likewise."""
    def said(*arguments):
        text = say("audit", "--effort", "1/100", "--json", *arguments).stdout
        return re.sub(r'"seconds": [^,\s]+', '"seconds": 0', text)

    one = said("--threads", "1")
    equal(one.count('"seconds": 0'), len(json.loads(one)["claims"]))
    equal(said("--threads", "3"), one, "three threads")
    some = ("softmax", "rope-", "--seed", "7")
    seven = said(*some, "--threads", "1")
    assert all("@7@0.01" in c["replay"] for c in json.loads(seven)["claims"]), seven
    equal(said(*some, "--threads", "4"), seven, "seed 7")
    written = []
    for threads in ("1", "4"):
        folder = workshop / f"certificates of {threads}"
        said("softmax", "--threads", threads, "--certificates", folder)
        written.append({f.name: f.read_bytes() for f in folder.iterdir()})
    assert len(written[0]) > 3 and written[0] == written[1], written[0].keys()
    usual, other = say("audit", "softmax").stdout, say("audit", "softmax", "--seed", "7", "--effort", "1/2").stdout
    assert usual.endswith(" verified\n") and other.endswith(" verified; --seed 7 --effort 0.5\n"), (usual, other)


def attends():
    j = document(*attention("--certificate", workshop / "cert"))
    equal((j["n"], j["m"], j["d"], j["dv"], j["method"], j["scale"]), (160, 160, 15, 15, "definition-double", "1/sqrt(d)"))
    assert float(j["error_bound"]) <= 1e-6
    done = run(checker, workshop / "cert" / "attention.problem", workshop / "cert" / "attention.proof")
    equal((done.returncode, done.stdout), (0, "s VERIFIED attention\n"))
    small = [npy(f"{name}.npy", [[(3 * i + 5 * l + s) % 7 / 7 for l in range(2)] for i in range(50)]) for s, name in enumerate("qkv")]
    for method in ("polynomial", "polynomial-balls", "definition"):
        for scale in ("1/sqrt(d)", "1/d", "-3/7"):
            j = document(*attention("--method", method, "--scale", scale, "--certificate", workshop / method, "--rows", "all",
                                    q=small[0], k=small[1], v=small[2]))
            equal((j["method"], j["scale"]), (method, scale))
            done = run(checker, workshop / method / "attention.problem", workshop / method / "attention.proof")
            equal(done.stdout, "s VERIFIED attention\n", (method, scale, done.stderr))
    (workshop / "q.csv").write_text("0.5,1/4\n-3,2e-1\n".replace("2e-1", "2"))
    say(*attention(q=workshop / "q.csv", k=workshop / "q.csv", v=workshop / "q.csv"))


def degrees():
    """Degrees with their certificates, the error of a given polynomial, and proofs of hand-written problems."""
    folder = workshop / "degrees"
    for interval, eps, kind in (("-4,4", "1e-6", "absolute"), ("-1/3,7/5", "1e-9", "relative"), ("0,1/1000", "1/10", "absolute"), ("90,91", "1e30", "absolute")):
        j = document("degree", f"--interval={interval}", "--eps", eps, "--error", kind, "--certificate", folder, "--details")
        assert j["degree"] is not None and set(j["routes"]) == {"taylor", "chebyshev", "economised", "paper", "formula", "leading", "refined"}, j
        assert j["cost"]["degree"] == j["degree"] and float(j["cost"]["cancellation"]["lo"]) >= 0.99, j
        done = run(checker, folder / "degree.problem", folder / "degree.proof")
        equal((done.returncode, done.stdout), (0, "s VERIFIED degree\n"), (interval, done.stderr))
    say("degree", "--interval=3,3", "--eps", "1", "--certificate", folder, code=2)
    say("degree", "--interval=0,2000", "--eps", "1", "--certificate", folder, code=2)

    (workshop / "p.txt").write_text("# Taylor\n1, 1\n1/2 0.125 # not quite\n")
    say("degree", "--interval=0,1", "--eps", "1", "--certificate", workshop / "p.txt", code=4)
    for source in (["--polynomial", workshop / "p.txt"], ["--coefficients", "1 1 1/2 1/8"]):
        for kind in ("absolute", "relative"):
            j = document("error", "--interval=-1,2", *source, "--error", kind, "--width", "1e-12", "--certificate", folder)
            low, high = float(j["bound"]["lo"]), float(j["bound"]["hi"])
            assert 0 < low <= high <= low * (1 + 2e-12) and j["polynomial_degree"] == 3, j
            done = run(checker, folder / "error.problem", folder / "error.proof")
            equal((done.returncode, done.stdout), (0, "s VERIFIED error\n"), done.stderr)
    # |1 + x + x^2/2 + x^3/8 - e^x| is largest at the end 2
    assert abs(float(document("error", "--interval=-1,2", "--coefficients", "1 1 1/2 1/8")["bound"]["lo"]) - (math.exp(2) - 6)) < 1e-5
    j = document("error", "--interval=0,0", "--coefficients", "1")
    equal([float(j["bound"][side]) for side in ("lo", "hi")], [0, 0])

    problem = root / "proofs-checks" / "problems" / "exp-degree-16-relative.problem"
    say("prove", problem, workshop / "p.proof")
    equal(run(checker, problem, workshop / "p.proof").stdout, "s VERIFIED exp-degree-16-relative\n")
    (workshop / "false.problem").write_text(problem.read_text().replace("at-most 30", "at-most 29").replace("at-least 30", "at-least 29"))
    say("prove", workshop / "false.problem", workshop / "false.proof", code=1)
    assert not (workshop / "false.proof").exists()
    for damage in (("kind exp-degree", "kind magic"), ("eps 1/", "eps -1/"), ("interval -16", "interval 16"), ("relative", "other"), ("attest-problem 1", "attest-problem 2"), ("at-least 30", "at-least 1/2"), ("end\n", ""), ("end\n", "end\nmore\n"), ("id exp", "id EXP"), ("eps 1/1000000", "eps 0.000001")):
        (workshop / "bad.problem").write_text(problem.read_text().replace(*damage))
        say("prove", workshop / "bad.problem", workshop / "bad.proof", code=3)
    say("error", "--interval=-1/18446744073709551557,1", "--coefficients", " ".join(["1"] * 5001), code=4)
    say("error", "--interval=-1,1", "--coefficients", "1e100000", "--certificate", workshop / "never", code=4)
    say("error", "--interval=0,4000", "--coefficients", "1", "--certificate", workshop / "never", code=4)
    assert not (workshop / "never").exists()
    (workshop / "half" / "error.proof").mkdir(parents=True)
    say("error", "--interval=0,1", "--coefficients", "1", "--certificate", workshop / "half", code=4)
    assert not (workshop / "half" / "error.problem").exists()
    say("prove", workshop / "none.problem", workshop / "bad.proof", code=3)
    say("prove", problem, problem, code=2)


def refuses():
    done = say(*attention("--method", "polynomial", "--memory", "10M", out="never.npy"), code=4)
    assert f" of {math.comb(29, 14)}: about " in done.stderr and "bytes" in done.stderr, done.stderr
    say(*attention("--eps", "1e-30", out="never.npy"), code=4)
    say(*attention("--method", "definition", "--seconds", "1/100000", out="never.npy"), code=4)
    say(*attention("--memory", "1K", out="never.npy"), code=4)
    say(*attention(out="no/such/folder.npy"), code=4)
    (workshop / "taken.npy").mkdir(exist_ok=True)
    say(*attention(out="taken.npy"), code=4)
    say(*attention("--certificate", workshop / "o.npy"), code=4)
    assert not (workshop / "never.npy").exists()


def outputs():
    """Devices, pipes and inputs are never replaced; links are followed; nothing is computed for an output that cannot be."""
    os.mkfifo(workshop / "pipe.npy")
    for target in ("/dev/null", workshop / "pipe.npy"):
        done = run(attest, *map(str, attention()[:-1]), target)
        equal((done.returncode, done.stdout), (4, ""), done.stderr)
        assert not pathlib.Path(target).is_file()
    (workshop / "real.npy").write_bytes(b"old")
    (workshop / "link.npy").symlink_to("real.npy")
    say(*attention(out="link.npy"))
    assert (workshop / "link.npy").is_symlink() and (workshop / "real.npy").stat().st_size > 1000
    mine = npy("mine.npy", [[1.0, 2.0], [3.0, 4.0]])
    kept = mine.read_bytes()
    say(*attention(q=mine, k=mine, v=mine, out="mine.npy"), code=2)
    equal(mine.read_bytes(), kept, "the input")
    say(*attention("--certificate", workshop / "c3", out="c3/attention.proof"), code=2)
    for rows in ("abc", "0", ",", "0,160"):
        say(*attention("--certificate", workshop / "c4", "--rows", rows, out="never.npy"), code=2)
    say(*attention("--certificate", mine, out="never.npy"), code=4)
    say(*attention("--certificate", workshop / "c5", q=workshop / "q.csv", k=workshop / "q.csv", v=workshop / "q.csv", out="never.npy"), code=2)
    assert not (workshop / "never.npy").exists()


def extremes():
    """Every certificate that attest writes is one that attest-check verifies, whatever the numbers."""
    cases = {"one key": ([[1.0]], [[0.5]], [[3.0]], "1/sqrt(d)"),
             "a score gap of 1e8": ([[1e4]], [[0.0], [-1e4]], [[0.0], [1.0]], "1"),
             "scores of 1e300": ([[1e150, 1e150]], [[1e150, 1.0], [1e150, 2.0], [-1.0, 3e149]], [[1.0], [2.0], [3.0]], "1/sqrt(d)"),
             "entries of 1e308": ([[1e308]], [[1e308], [1e308]], [[1.0], [2.0]], "1/d"),
             "tiny values": ([[1.0]], [[0.5], [0.25]], [[5e-324], [1e-310]], "1/d"),
             "a scale of 1e-5000": ([[1.0]], [[0.5], [0.25]], [[1.0], [2.0]], "1e-5000"),
             "all equal": ([[0.0, 0.0]], [[0.0, 0.0]] * 3, [[2.0], [2.0], [2.0]], "1/sqrt(d)")}
    for name, (q, k, v, scale) in cases.items():
        files = [npy(f"x{m}.npy", x) for m, x in zip("qkv", (q, k, v))]
        for method in ("auto", "definition"):
            folder = workshop / "extreme"
            say(*attention("--scale", scale, "--method", method, "--eps", "1e-6", "--certificate", folder, "--rows", "all", q=files[0], k=files[1], v=files[2]))
            done = run(checker, folder / "attention.problem", folder / "attention.proof", timeout=60)
            equal((done.returncode, done.stdout), (0, "s VERIFIED attention\n"), (name, method, done.stderr))


def bad_data():
    wide, tall = npy("wide.npy", [[1.0, 2.0, 3.0]]), npy("tall.npy", [[1.0], [2.0]])
    nan = npy("nan.npy", [[float("nan")] * 15] * 160)
    promise = npy("promise.npy", [[1.0]], shape=(10**12, 4))
    cut = workshop / "cut.npy"
    cut.write_bytes((root / "examples" / "heads" / "ppocr_n160_L0_h3_q.npy").read_bytes()[:5000])
    text = workshop / "text.npy"
    text.write_text("not numbers")
    for bad, word in ((wide, "columns"), (tall, "columns"), (nan, "NaN"), (promise, "1000000000000"), (cut, "truncated"), (text, "not a .npy"),
                      (workshop / "none.npy", "no such file"), (workshop, "not a regular file"), ("/dev/zero", "not a regular file")):
        done = say(*attention(q=bad, out="never.npy"), code=3)
        assert word in done.stderr, done.stderr
    say(*attention(v=tall, out="never.npy"), code=3)
    assert not (workshop / "never.npy").exists()
    assert not list(workshop.glob("*.part*"))


def interrupted():
    q = npy("many.npy", [[i % 97 / 9.0, i % 89 / 8.0] for i in range(12000)])
    out = workshop / "never.npy"
    process = subprocess.Popen([attest, *map(str, attention("--method", "definition", q=q, k=q, v=q, out="never.npy"))],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.wait(timeout=1.0)
    except subprocess.TimeoutExpired:
        pass
    process.send_signal(2)
    equal(process.wait(timeout=20), 130)
    assert not out.exists() and not list(workshop.glob("*.part*"))


def locale():
    german = {"LC_ALL": "de_DE.UTF-8"}
    plain, there = document("degree", "--interval=-2.5,2.5", "--eps", "1e-6"), document("degree", "--interval=-2.5,2.5", "--eps", "1e-6", env=german)
    equal(plain, there)


tap.fact("no arguments greet in six lines; every command has a help page with an example", greets)
tap.fact("degree answers 13 on [-4, 4] at 1e-6, from both sides, and says undecided where it is", degree)
tap.fact("degree, error and prove write certificates that attest-check verifies, and refuse what they cannot prove", degrees)
tap.fact("rank prints the tight count beside the papers'", rank)
tap.fact("recognise answers with vectors that multiply back or entries that refute, over Q, R and C", recognise)
tap.fact("recognise writes a certificate of each answer, and the checker verifies it", recognise_certificates)
tap.fact("rank --rope counts the paper's terms, the grouped ones and the columns after turning", rope_ranks)
tap.fact("attention with positions, biases and masks is within its bound of a plain reading, by every method", positions)
tap.fact("plan has the degree and columns of a run, obeys the budget, and keeps its rates where it should", plans)
tap.fact("audit, claim and replay print computed verdicts in the documented fields", audit)
tap.fact("audit repeats but for its times, on any number of threads, with the seed it prints", repeats)
tap.fact("attention of order 2 to 5 is within its bound of a plain reading, by every method, and rows are confirmed", orders)
tap.fact("attention writes a certified output by every method and scale; attest-check verifies it", attends)
tap.fact("a method that cannot pay or an output that cannot be written is exit code 4 with the numbers", refuses)
tap.fact("devices, pipes and inputs are never replaced, and outputs are checked before computing", outputs)
tap.fact("every certificate written for extreme numbers is verified", extremes)
tap.fact("bad data is exit code 3 with one line, and no output file", bad_data)
tap.fact("an interrupt ends with 130 and leaves nothing half-written", interrupted)
tap.fact("a decimal comma in the locale changes nothing", locale)
shutil.rmtree(workshop)
tap.finish()
