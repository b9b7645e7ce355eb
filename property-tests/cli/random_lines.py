"""Random command lines, plans of sweeps and statements to prove, and attention of numbers at the edges of a double: what
holds of every one of them.

Lines come from hostile.txt and from lines that work, with words exchanged, dropped, doubled and damaged.  Line i of a seed
is always the same: RC_PARAMS=seed=N explores, ATTEST_EFFORT=100 is the long run.  Arguments: attest, attest-check, the
project's root.
"""
import concurrent.futures
import decimal
import itertools
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

from files import make_files, model
from program import attest, checker, npy, run, seeded, tap, workshop
from statements import statement

effort = float(os.environ.get("ATTEST_EFFORT", "1"))
sanitized = "ASAN_OPTIONS" in os.environ  # shadow memory exceeds any limit
limits = [] if sanitized else ["prlimit", f"--as={2 << 30}", "--"]
patience = 5  # seconds until a line is interrupted, and as many again until it must have ended

# --- lines -----------------------------------------------------------------------------------------------------------

working = [shlex.split(line) for line in """
audit rank-tight kron-swap --json --effort 0.1 --certificates new
audit P0-08 --rulings --seed 3
claim softmax-normalization --json --effort 0.1
degree --interval=-4,4 --eps 1e-6 --error relative --certificate new --json
degree --interval=-1,1 --eps 1/1000 --details
error --interval=-1,1 --coefficients '1 1 1/2 1/6' --width 1e-9 --certificate new --json
error --interval=-1,1 --polynomial p.txt --error relative
prove cert/degree.problem new.proof
rank --dim 8 --degree 10 --order 3 --json
rank --dim 8 --degree 10 --rope
recognise m.csv --over R --certificate new --json
attention --q q.npy --k k.npy --v v.npy --eps 1e-6 --out new.npy --certificate new --json
attention --q q.npy --k k.npy --v v.npy --out new.npy --rope base=10000,pairing=half --causal --confirm all --json
attention --q q.npy --k k.npy --v v.npy --out new.npy --bias alibi:1/8 --window 3 --dilation 2 --block 3 --query-offset 1 --json
attention --q q.npy --k1 k.npy --v1 v.npy --k2 k.npy --v2 v.npy --order 3 --out new.npy --method polynomial --rows all --json
attention --q q.npy --k k.npy --v v.npy --out new.npy --stream --scale 1/d --memory 500M --seconds 10 --threads 1 --json
plan --n 16384 --d 4 --dv 3 --beta 1 --eps 1e-6 --order 2 --json
plan --q q.npy --k k.npy --v v.npy --json
reduce --from cnf f.cnf --to attention --order 3 --link direct --form centred --out new --json
reduce --from cnf f.cnf --to attention --link protocol --blocks 2 --form paper-like --out new
decide hard --confirm --json
decide hard --method polynomial --eps auto --threads 1
replay rank-tight@1@1 --json
table degree --b 1,2 --eps 1e-3,1e-6 --format latex --standalone --out new.tex
table rank --d 2,4 --g 3 --order 2,3 --format csv
table exponent --n 2^10,2^20
table ledger --id rank-tight --effort 0.1 --format json
sweep plan.json --store new.sqlite --threads 1 --export csv --out new.csv
sweep plan.json --store s.sqlite --resume --retry --times --export json
sweep --store s.sqlite --status
sweep plan.json --store s.sqlite --estimate
report kron-swap --no-figures --effort 0.1 --out new
report kron-swap --figure degree --out new.svg
""".strip().splitlines()]
numbers = """0 -0 1 -1 2 3 7 64 100 256 257 4096 1/2 -7/25 1/0 0/1 00 +1 1e-6 1e-15 1e-300 1e300 1e-99999 1e5000 1e99999999999 nan inf -inf 0x10 1_000 1e e5 . 1. -.5 1,2
1,,2 , -1,1 1,-1 0,0 -500,500 1e-9,1e9 2^10 2^-1 2^1e9 4:4096 4: :4 2147483647 2147483648 4294967296 9007199254740993 18446744073709551616 -9223372036854775809 1000000001""".split()
words = """absolute relative plain markdown csv json latex sqlite Q R C cnf attention auto definition definition-double polynomial polynomial-balls toeplitz direct protocol
centred paper-like all 0,5 1/sqrt(d) 1/d alibi:1/8 alibi: alibi:1e300 table:m.csv table:q.npy base=10000,pairing=half base=0 base=1e300 dims=2 linear=3 ntk=1/2 yarn=4:4096 yarn=1e9:1
xpos=512 xpos=0 pairing=half,pairing=half 500M 2G 0K 1e-9G G rank-tight softmax P0-08 rank-tight@1@1 rank-tight@@ degree rank exponent threshold heads ledger rulings -- - [] [1] {} "1" %s
{words} {long} {line} {bytes}""".split()
long_words = {"{long}": "9" * 100000, "{words}": "a " * 50000, "{line}": "1\n2", "{bytes}": "\udcff\udcfe"}
fresh = ["new", "new.npy", "new.csv", "new.sqlite", "q.npz", "taken"]


def material():
    """Rows of hostile.txt as words, the options of each command, and the names of files."""
    rows = [shlex.split(line.split(" | ")[0]) for line in pathlib.Path(__file__).with_name("hostile.txt").read_text().splitlines()
            if line and not re.match(r"#|attest-check|.* (> /dev|2?>&-|\| true|\^C)", line)]
    rows = [row for row in rows if row and not any("/" in w and not re.search(r"\d/|1/|/d", w) for w in row)]  # nothing outside the folder
    options = {}
    for row in rows + working:
        options.setdefault(row[0], set()).update(w.split("=")[0] for w in row if w.startswith("--"))
    for command in options:
        page = run(attest, command, "--help").stdout if re.fullmatch("[a-z]+", command) else ""
        options[command].update(re.findall(r"--[a-z][a-z0-9-]*", page))
    return rows, {command: sorted(found) for command, found in options.items()}, sorted(f.name for f in model.iterdir())


def damaged(chance, word):
    at = chance.randrange(len(word) + 1)
    return word[:at] + chance.choice(("", "=", ",", "-", "9", "e", " ", "'", "[", "\u00e9", "\udcff", "\t", "%", "@", ":")) + word[at + chance.randint(0, 1) :]


def line(chance, rows, options, names):
    arguments = list(chance.choice(working if chance.random() < 0.6 else rows))
    value = lambda: chance.choice(chance.choice((numbers, numbers, words, names, fresh)))
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(arguments)) if chance.random() < 0.1 else chance.randrange(min(1, len(arguments) - 1), len(arguments))
        kind = chance.randrange(9)
        if kind in (0, 1, 2):
            name, equals, _ = arguments[at].partition("=")
            arguments[at] = name + "=" + value() if equals and name.startswith("--") else value()
        elif kind == 3 and len(arguments) > 1:
            del arguments[at]
        elif kind == 4:
            arguments.insert(at, arguments[chance.randrange(len(arguments))])
        elif kind in (5, 6):
            option = chance.choice(options.get(arguments[0]) or ["--json"])
            arguments += [option] if chance.random() < 0.3 else [option, value()] if chance.random() < 0.6 else [f"{option}={value()}"]
        elif kind == 7:
            arguments[at] = damaged(chance, arguments[at])
        else:
            arguments += chance.choice(rows)[1:]
    for short, long in long_words.items():
        arguments = [a.replace(short, long) for a in arguments]
    return arguments


# --- what holds of a line --------------------------------------------------------------------------------------------


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else p.lstat().st_mode for p in sorted(folder.rglob("*"))}


def faults_of_outputs(folder, new):
    """A file of numbers is as long as it says, a certificate is verified."""
    for name in new:
        file = folder / name
        data = file.read_bytes() if file.is_file() else b""
        if data.startswith(b"\x93NUMPY"):
            rows, cols = map(int, re.search(rb"\((\d+), (\d+)\)", data).groups())
            if len(data) != 10 + struct.unpack("<H", data[8:10])[0] + 8 * rows * cols:
                yield f"{name} is not as long as it says"
        if name.endswith(".proof") and file.with_suffix(".problem").is_file():
            judged = run(checker, file.with_suffix(".problem"), file, cwd=file.parent)
            if judged.returncode != 0:
                yield f"attest-check of {name}: {judged.stdout} {judged.stderr}"


def faults_of(arguments, folder, files={}):
    """(exit code, what is not as it should be)"""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, errors="surrogateescape")
    for name in model.iterdir():
        if any(name.name in a for a in arguments):
            subprocess.run(["cp", "-a", str(name), str(folder)], check=True)
    before = contents(folder)
    process = subprocess.Popen([*limits, str(attest), *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "XDG_CACHE_HOME": "/dev/null/none"}, text=True, errors="surrogateescape")
    faults, cut = [], False
    try:
        out, err = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        cut = True
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            faults.append("an interrupt does not end it")
    code, after = process.returncode, contents(folder)
    changed = sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))
    if code not in (0, 1, 2, 3, 4) and not (cut and code == 130):
        faults.append(f"exit code {code}")
    if code in (0, 1):
        if err:
            faults.append("standard error: " + err[:300])
        if "--json" in arguments and not any(a in ("-h", "--help") for a in arguments):
            try:
                json.loads(out)
            except ValueError:
                faults.append("no JSON: " + out[:300])
        faults += faults_of_outputs(folder, [name for name in changed if name in after])
    else:
        if out:
            faults.append("standard output: " + out[:300])
        if not re.fullmatch(r"attest: [^\x00-\x1f\x7f]{3,2000}\n", err):
            faults.append("standard error: " + err[:300])
        if code in (2, 3) and not re.match(r"attest: (.+: .|.*(is required|excludes|not expected))", err):
            faults.append("it names no argument: " + err)
        if [name for name in changed if name in before or code != 130 or not (folder / name).is_dir() and ".sqlite" not in name]:
            faults.append(f"left behind or changed, exit code {code}: " + ", ".join(changed))
    faults += [f"left behind: {name}" for name in after if ".part" in name]
    shutil.rmtree(folder)
    return code, faults


def all_hold(name, count, attempt, codes):
    """attempt(chance) is a line and the files it needs; each code of `codes` was seen."""
    def one(case):
        arguments, files = attempt(seeded(case))
        return arguments, files, *faults_of(arguments, workshop / name / str(case), files)

    wrong, told = [], {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for arguments, files, code, faults in pool.map(one, range(count)):
            told[code] = told.get(code, 0) + 1
            wrong += [f"{shlex.join(a if len(a) < 200 else a[:60] + '...' for a in arguments)!r} {files or ''}: {fault}" for fault in faults]
    print(f"# {name}: {dict(sorted(told.items()))}")
    assert not wrong, "\n" + "\n".join(wrong[:50])
    assert all(told.get(code, 0) > 0 for code in codes), told


def lines():
    found = material()
    all_hold("lines", int(120 * effort), lambda chance: (line(chance, *found), {}), (0, 2))


axes = {
    "claim": {"claim": ["rank-tight", ["rank-tight", "kron-swap"], "P0-08", "all"], "effort": ["1/10", "1/100"], "seed": [1, 2]},
    "degree": {"B": [1, "1/2", [1, 2]], "centre": [0, "1/3"], "eps": ["1e-3", ["1e-2", "1e-4"]], "error": ["absolute", "relative"], "certificate": ["yes", "no"]},
    "rank": {"dim": [2, {"from": 1, "to": 9}], "degree": [3, [1, 2]], "order": [2, [2, 3]]},
    "normalization": {"n": [2, 8], "eps": ["1/10", {"from": "1/10", "to": "1/2", "step": "1/5"}], "seed": [1, {"from": 1, "to": 3}]},
    "recognise": {"family": ["circulant", "generic", ["damaged", "low-rank"]], "n": [2, 5], "entries": [9, 2], "over": ["Q", "R", "C"], "certificate": ["yes", "no"], "seed": [1]},
    "attention": {"order": [2, 3], "n": [4, 8], "d": [1, 2], "beta": [1, "1/2"], "eps": ["1e-3", "1e-6"], "method": ["auto", "definition", "polynomial"], "rows": [2], "seed": [1]},
}


def hostile_value(chance):
    leaf = lambda: chance.choice((chance.choice(numbers), chance.choice(words), 0, -1, 2**31, 2**63, 2**64, 10**30, 0.1, 1e300, True, None, "", []))
    return chance.choice((leaf, leaf, lambda: [leaf(), leaf()], lambda: [leaf(), [leaf()]], lambda: {"from": leaf(), "to": leaf()}, lambda: {"from": 1, "to": leaf(), "step": leaf()}, dict))()


def plan(chance):
    def job():
        kind = chance.choice(sorted(axes))
        made = {"kind": kind, **{axis: chance.choice(values) for axis, values in axes[kind].items() if chance.random() < 0.95}}
        if chance.random() < 0.15:
            made[chance.choice([*made, "seconds", "unknown"])] = hostile_value(chance)
        return made

    document = {"name": "random", "seconds": 2, "jobs": [job() for _ in range(chance.randint(1, 2))]}
    if chance.random() < 0.1:
        document[chance.choice([*document, "unknown"])] = hostile_value(chance)
    text = json.dumps(document)
    if chance.random() < 0.1:
        text = damaged(chance, text)
    return ["sweep", "random.json", "--store", "new.sqlite", "--threads", "1", "--export", chance.choice(("csv", "json")), "--out", "new.csv"], {"random.json": text}


def provable(chance):
    problem, _ = statement(chance, lambda text, given: None)
    return ["prove", "random.problem", "random.proof"], {"random.problem": problem}


# --- attention at the edges ------------------------------------------------------------------------------------------

edges = [0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308, 1e160, -1e160, 1e-160, 2.0**53, 1 + 2.0**-52, 0.1]


def matrix(chance, rows, cols, wild):
    return [[chance.choice(edges) if chance.random() < wild else chance.randint(-16, 16) / 8 for _ in range(cols)] for _ in range(rows)]


def by_hand(q, k, v, scale, seen, slope):
    """The rows of softmax attention; 1500 digits hold every score exactly but for a square root."""
    with decimal.localcontext(decimal.Context(prec=1500, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)):
        exact = lambda x: Decimal(x.numerator) / Decimal(x.denominator)
        for i, query in enumerate(q):
            factor = 1 / Decimal(len(query)).sqrt() if scale == "1/sqrt(d)" else exact(Fraction(1, len(query)) if scale == "1/d" else Fraction(scale))
            scores = {j: sum((Decimal(a) * Decimal(b) for a, b in zip(query, key)), Decimal(0)) * factor - exact(slope) * abs(i - j) for j, key in enumerate(k) if seen(i, j)}
            top = max(scores.values())
            weights = {j: (s - top).exp() if s - top > -10**5 else Decimal(0) for j, s in scores.items()}
            yield [sum(w * Decimal(v[j][c]) for j, w in weights.items()) / sum(weights.values()) for c in range(len(v[0]))]


def extremes():
    told, wrong = {}, []
    for case in range(int(60 * effort)):
        chance = seeded(100_000 + case)
        n, d, dv, wild = chance.randint(1, 5), chance.randint(1, 3), chance.randint(1, 2), chance.choice((0, 0, 0.1, 0.5))
        q, k = matrix(chance, n, d, wild), matrix(chance, n, d, wild)
        v = matrix(chance, n, dv, chance.choice((0, 0, 0.2, 0.7)))
        files = [a for name, m in (("q", q), ("k", k), ("v", v)) for a in (f"--{name}", npy(f"{name}.npy", m))]
        scale, eps, method = chance.choice(("1/sqrt(d)", "1/d", "1", "-1/3", "0", "1e-300", "1e3")), chance.choice(("1e-6", "1e-6", "1/3", "1e-14", "1e-300", "1e300")), chance.choice(
            ("auto", "definition", "definition-double", "polynomial", "polynomial-balls", "toeplitz"))
        mask, slope = chance.choice(([], [], ["--causal"], ["--window", "2"], ["--causal", "--block", "2"])), chance.choice((0, 0, Fraction(1, 8), Fraction(-3), 10**300))
        seen = lambda i, j: ("--causal" not in mask or j <= i) and ("--window" not in mask or abs(i - j) < 2) and ("--block" not in mask or i // 2 == j // 2)
        arguments = ["attention", *files, "--out", workshop / "o.npy", "--scale=" + scale, "--eps", eps, "--method", method, "--seconds", "5", *mask, *[f"--bias=alibi:{slope}"] * (slope != 0), "--json"]
        done = run(attest, *arguments)
        context = (shlex.join(map(str, arguments)), q, k, v, done.stdout, done.stderr)
        if done.returncode not in (0, 4):
            wrong.append((done.returncode, context))
            continue
        key = method, done.returncode
        told[key] = told.get(key, 0) + 1
        if done.returncode == 4:
            if not re.fullmatch(r"attest: .{3,2000}\n", done.stderr):
                wrong.append(context)
            continue
        bound = Fraction(json.loads(done.stdout)["error_bound"])
        if bound > Fraction(eps):
            wrong.append(("above eps", context))
        data = (workshop / "o.npy").read_bytes()[-8 * n * dv :]
        got = struct.iter_unpack("<d", data)
        slack = Fraction(1, 10**800)
        for right, (double,) in zip(itertools.chain(*by_hand(q, k, v, scale, seen, Fraction(slope))), got, strict=True):
            if abs(Fraction(right) - Fraction(double)) > bound + slack:
                wrong.append((float(right), double, context))
    print(f"# {dict(sorted(told.items()))}")
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert sum(n for (_, code), n in told.items() if code == 0) > 10 * effort, told


make_files()
tap.fact("random command lines: an exit code of the contract, one line or one document, nothing half-written, certificates that hold", lines)
tap.fact("random plans of sweeps: the same", lambda: all_hold("plans", int(40 * effort), plan, (0, 3)))
tap.fact("random statements: the same, and what is proved is verified", lambda: all_hold("statements", int(20 * effort), provable, (0,)))
tap.fact("attention of numbers at the edges of a double is within its error bound, whatever the method", extremes)
shutil.rmtree(workshop)
tap.finish()
