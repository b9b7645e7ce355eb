"""`attest table`: formats agree cell by cell, cells agree with what Python finds, LaTeX compiles, errors are one line."""
import csv
import functools
import io
import json
import math
import re
import shutil
import signal
import struct
import subprocess
import time
from decimal import Decimal, getcontext
from fractions import Fraction

from program import attest, equal, npy, root, run, say, tap, workshop

getcontext().prec = 60
heads = root / "examples" / "heads"
head = [f"--{x}={heads}/ppocr_n160_L0_h3_{x}.npy" for x in "qkv"]
# Small lists, so that each table has a few rows, missing cells among them.
small = {
    "degree": ["--b", "1/2,4,16", "--eps", "1e-3,1e-6"],
    "rank": ["--order", "2,3", "--d", "3,64", "--g", "0,5"],
    "exponent": ["--n", "2^10,2^50,2^300,2^5000,2^1000000", "--b", "1,5/2"],
    "threshold": ["--order", "2,3,5", "--c", "1,2"],
    "stability": ["--b", "2,8", "--eps", "1e-3,1e-12"],
    "normalization": ["--order", "2,3", "--b", "1,5/2", "--eps", "3/5,1e-6"],
    "terms": ["--d", "3,4,8", "--g", "2,6"],
    "ledger": ["--id", "softmax", "--id", "kron-vec"],
    "rulings": ["--id", "rope-reviewer", "--id", "softmax"],
    "bounded-entries": [*head, "--eps", "1e-3"],
    "attention": [*head, "--eps", "1e-3", "--scale", "1/100"],
    "experiments": ["--n", "48", "--d", "4", "--b", "1/2", "--eps", "1e-3"],
}


@functools.cache
def table(name, form, *more, code=0):
    # A pipe takes the bytes as they are: CSV ends its lines with CR LF.
    done = subprocess.run([attest, "table", name, *small[name], "--format", form, *more], capture_output=True, timeout=300)
    equal(done.returncode, code, done.stderr.decode())
    return done.stdout.decode()


def number(text):
    """A number as a fraction, anything else as it stands."""
    return Fraction(text) if re.fullmatch(r"-?\d+(/\d+|(\.\d+)?(e-?\d+)?)", text) else text


def cells_of_json(document):
    rows = []
    for row in document["rows"]:
        cells = []
        for column in document["columns"]:
            x = row[column["key"]]
            if column["shown"] == "measured":
                cells.append("measured" if not isinstance(x, dict) else ("missing", x["missing"]))
            elif not isinstance(x, dict):
                cells.append(number(x))
            elif "missing" in x:
                cells.append(("missing", x["missing"]))
            else:
                ends = number(x["lo"]), number(x["hi"])
                cells.append({"below": ends[0], "above": ends[1], "both": ends}[column["shown"]])
        rows.append(cells)
    return rows


def cells_of_csv(text, columns):
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    equal(head[-1], "notes")
    rows = []
    for line in lines:
        equal(len(line), len(head))
        at, cells, reasons = 0, [], line[-1]
        for column in columns:
            width = 2 if column["shown"] == "both" else 1
            part = line[at:at + width]
            at += width
            prefix = column["key"] + ": "
            if part[0] == "" and reasons.startswith(prefix):
                following = [f"; {c['key']}: " for c in columns[columns.index(column) + 1:]]
                end = min([reasons.find(f) for f in following if f in reasons], default=len(reasons))
                cells.append(("missing", reasons[len(prefix):end]))
                reasons = reasons[end + 2:]
            elif column["shown"] == "measured":
                cells.append("measured")
            else:
                cells.append(number(part[0]) if width == 1 else tuple(number(p) for p in part))
        rows.append(cells)
    return rows


def notes_of(text):
    """`a: reason; b: reason`, given that reasons hold no such mark."""
    parts = re.split(r"(?:^|; )([a-z]+): (?=\S)", text)
    marks, found, expected = parts[1::2], {}, "a"
    for i, mark in enumerate(marks):
        if mark == expected:
            found[mark] = parts[2 + 2 * i]
            last, expected = mark, chr(ord(mark) + 1)
        else:
            found[last] += ("; " if parts[2 * i + 2] else "") + f"{mark}: " + parts[2 + 2 * i]
    return found


def plain_cell(text, column, notes):
    if re.fullmatch(r"-[a-z]", text):
        return ("missing", notes[text[1:]])
    if column["shown"] == "measured":
        return "measured"
    if column["shown"] == "both":
        return tuple(number(x) for x in re.fullmatch(r"\[(.*), (.*)\]", text).groups())
    return number(text)


def heading(column):
    return column["heading"] + (f" ({column['unit']})" if column["unit"] else "")


def cells_of_plain(text, columns):
    rows, starts, body = [], None, text.split("\n\n")[1:]
    for i, block in enumerate(body):
        lines = block.rstrip("\n").split("\n")
        if not lines[0].startswith(heading(columns[0])):
            continue
        at, starts = 0, []
        for c in columns:
            at = lines[0].index(heading(c), at)
            starts.append(at)
            at += len(heading(c))
        following = body[i + 1] if i + 1 < len(body) else ""
        notes = notes_of(following.strip()) if re.match("a: ", following) else {}
        for line in lines[1:]:
            ends = [*starts[1:], None]
            rows.append([plain_cell(line[s:e].strip(), c, notes) for s, e, c in zip(starts, ends, columns)])
    return rows


def cells_of_markdown(text, columns):
    _, body, *rest = text.split("\n\n")
    unescape = lambda s: re.sub(r"\\([\\|*_<`])", r"\1", s)  # noqa: E731
    notes = notes_of(unescape(rest[0]).strip()) if rest else {}
    head, rule, *lines = body.strip("\n").split("\n")
    equal([unescape(x) for x in head[2:-2].split(" | ")], [heading(c) for c in columns])
    rows = []
    for line in lines:
        parts = re.split(r"(?<!\\) \| ", line[2:-2])
        rows.append([plain_cell(unescape(p), c, notes) for p, c in zip(parts, columns)])
    return rows


def untex(text):
    for word, character in [("\\textasciicircum{}", "^"), ("\\textasciitilde{}", "~"), ("\\textless{}", "<"), ("\\textgreater{}", ">"),
                            ("\\textbar{}", "|"), ("\\char34{}", '"')]:
        text = text.replace(word, character)
    text = re.sub(r"^\{\}", "", text)
    return re.sub(r"\\textbackslash\{\}|\\([{}$&#_%])", lambda m: m.group(1) or "\\", text)


def tex_number(text):
    text = text.replace("\\cdot ", "*")
    m = re.fullmatch(r"(?:(-?)|(-?[\d.]+)\*)10\^\{(-?\d+)\}", text)
    return number(f"{m.group(2) or (m.group(1) or '') + '1'}e{m.group(3)}") if m else number(text)


def cells_of_latex(text, columns):
    rows = []
    for block in re.findall(r"\\midrule\n(.*?)\\bottomrule\n\\end\{tabular\}\n(.*?)\\end\{table\}", text, re.S):
        noted = re.match(r"\\par\\smallskip\\raggedright (.*)\n", block[1])
        notes = notes_of(untex(noted.group(1))) if noted else {}
        for line in block[0].rstrip("\n").split("\n"):
            parts = line.removesuffix(" \\tabularnewline").split(" & ")
            equal(len(parts), len(columns), line)
            cells = []
            for part, column in zip(parts, columns):
                part = part.removeprefix("\\raggedright ")
                missing = re.fullmatch(r"--\$\^\{\\mathrm\{([a-z]+)\}\}\$", part)
                pair = re.fullmatch(r"\$\[(.*),\\,(.*)\]\$", part)
                if missing:
                    cells.append(("missing", notes[missing.group(1)]))
                elif column["shown"] == "measured":
                    cells.append("measured")
                elif pair:
                    cells.append(tuple(tex_number(p) for p in pair.groups()))
                elif re.fullmatch(r"\$[^$]*\$", part):
                    cells.append(tex_number(part[1:-1]))
                else:
                    cells.append(number(untex(part)))
            rows.append(cells)
    return rows


def agree(name):
    document = json.loads(table(name, "json"))
    equal(document["table"], name)
    columns, wanted = document["columns"], cells_of_json(document)
    assert len(wanted) >= 1
    for form, reader in [("csv", cells_of_csv), ("plain", cells_of_plain), ("markdown", cells_of_markdown), ("latex", cells_of_latex)]:
        got = reader(table(name, form), columns)
        equal(len(got), len(wanted), f"rows of {name} as {form}")
        for g, w in zip(got, wanted):
            for x, y, c in zip(g, w, columns):
                equal(x, y, f"{name} as {form}, {c['key']}")
    assert document["caption"].endswith(".")


for table_name in small:
    tap.fact(f"table {table_name} says the same in every format", lambda n=table_name: agree(n))


def rows_of(name):
    return json.loads(table(name, "json"))["rows"]


def near_above(shown, exact, digits):
    """`shown` is `exact` rounded up to so many digits."""
    got = Decimal(shown["hi"])
    assert exact <= got <= exact * (1 + Decimal(10) ** (1 - digits)), (got, exact)


def log_of(x):
    """ln of a positive fraction."""
    x = Fraction(x)
    return Decimal(x.numerator).ln() - Decimal(x.denominator).ln()


def counts():
    for r in rows_of("rank"):
        k, d, g = (int(r[x]) for x in ("order", "d", "g"))
        equal((int(r["tight"]), int(r["papers"])), (math.comb(d + g, g), math.comb(k * (g + d), k * g)))
    for r in rows_of("terms"):
        d, g = int(r["d"]), int(r["g"])
        equal(int(r["rope_paper"]), math.comb(2 * d + g, g))
        equal(int(r["any_paper"]), math.comb(d * d + g, g))
        equal(int(r["any_grouped"]), sum(math.comb(d + t - 1, t) ** 2 for t in range(g + 1)))
        if d % 2:
            assert "even" in r["rope_grouped"]["missing"]
            continue
        series = [1] + [0] * g
        for _ in range(d // 2):
            series = [sum(series[t - e] * (e + 1) ** 2 for e in range(t + 1)) for t in range(g + 1)]
        equal(int(r["rope_grouped"]), sum(series))


def constants():
    for r in rows_of("normalization"):
        k, B, eps = int(r["order"]), Fraction(r["b"]), Fraction(r["eps"])
        papers = 2 * eps * B ** (k - 1)
        equal(Fraction(r["papers"]), papers)
        e = Decimal(eps.numerator) / Decimal(eps.denominator)
        b = Decimal(B.numerator) / Decimal(B.denominator)
        near_above(r["sharp"], b ** (k - 1) * 2 * (1 - (1 - e * e).sqrt()) / e, 8)


def exponents():
    for r in rows_of("exponent"):
        m, beta = int(r["log2_n"]), Fraction(r["b"])
        g = int(r["degree"]) if isinstance(r["degree"], str) else int(r["degree"]["hi"])
        if m <= 300:
            # Degree n fails where e^{-2 beta} beta^{n+1} / (2^n (n+1)!) > 1/n (exp-lower-bernstein), Taylor's suffices.
            whole = Decimal(beta.numerator) / beta.denominator
            term = lambda N: N * log_of(beta) - log_of(math.factorial(N))  # noqa: E731
            target = -m * Decimal(2).ln()
            taylor = next(N for N in range(math.ceil(beta), 10 ** 4) if term(N) + whole <= target) - 1
            least = max([n + 1 for n in range(taylor) if term(n + 1) - n * Decimal(2).ln() - 2 * whole > target], default=0)
            assert least <= g <= taylor, (r, least, taylor)
            for key, variables, factor in [("tight", m, 1), ("papers_2", m, 2), ("papers_3", m, 3), ("rope", 2 * m, 1), ("any", m * m, 1)]:
                exact = log_of(math.comb(factor * (variables + g), factor * g)) / (m * Decimal(2).ln())
                near_above(r[key], exact, 5)
        else:
            ln2 = m * math.log(2)
            exact = (math.lgamma(m + g + 1) - math.lgamma(m + 1) - math.lgamma(g + 1)) / ln2
            assert abs(float(r["tight"]["hi"]) - exact) < 3e-5, (r, exact)


def thresholds():
    def root_of(f, low, high):
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if f(middle) < 0 else (low, middle)
        return low

    def exponent(kappa, C, a, degree):
        g = degree(kappa, a)
        return 1 + C * math.log(1 + g / C) + g * math.log(1 + C / g)

    taylor = lambda k, a: root_of(lambda g: g * math.log(g / (math.e * k)) - a - k, math.e * k, 1e4)  # noqa: E731
    paper = lambda k, a: root_of(lambda g: g * math.asinh(g / k) - math.hypot(g, k) - a - k, 0, 1e4)  # noqa: E731
    best = lambda k, a: root_of(lambda g: g * math.acosh(g / k) - math.sqrt(g * g - k * k) - a, k, 1e4)  # noqa: E731
    for r in rows_of("threshold"):
        order, C, a = int(r["order"]), float(Fraction(r["c"])), float(Fraction(r["a"]))
        for key, degree in [("taylor", taylor), ("paper", paper), ("optimum", best)]:
            kappa = root_of(lambda x: exponent(x, C, a, degree) - order, 1e-6, 500)
            lo, hi = float(r[key]["lo"]), float(r[key]["hi"])
            assert lo * (1 - 1e-9) <= kappa <= hi * (1 + 1e-9), (r, key, kappa)


def stability():
    for r in rows_of("stability"):
        B, g = Fraction(r["b"]), int(r["taylor_degree"])
        term, absolute, value = Fraction(1), Fraction(0), Fraction(0)
        for k in range(g + 1):
            absolute += term
            value += (-1) ** k * term
            term = term * B / (k + 1)
        near_above(r["taylor_lost"], log_of(absolute / abs(value)) / Decimal(2).ln(), 4)
        near_above(r["series_lost"], 2 * Decimal(B.numerator) / B.denominator / Decimal(2).ln(), 4)


def degrees():
    for r in rows_of("degree"):
        interval = f"--interval=-{r['b']},{r['b']}"
        alone = json.loads(say("degree", interval, "--eps", r["eps"], "--error", r["error"], "--json").stdout)
        equal(int(r["degree"]), alone["degree"], r)
        equal([int(r[x]) for x in ("taylor", "chebyshev", "economised")], [alone["routes"][x] for x in ("taylor", "chebyshev", "economised")])


def on_heads():
    r = rows_of("bounded-entries")[0]
    doubles = {x: (heads / f"ppocr_n160_L0_h3_{x}.npy").read_bytes() for x in "qk"}
    m = {}
    for x, data in doubles.items():
        start = 10 + struct.unpack("<H", data[8:10])[0]
        width = 4 if b"<f4" in data[:start] else 8
        flat = struct.unpack(f"<{(len(data) - start) // width}{'f' if width == 4 else 'd'}", data[start:])
        d = len(flat) // 160
        m[x] = [flat[i * d:(i + 1) * d] for i in range(160)]
    scores = [[math.fsum(a * b for a, b in zip(q, k)) / math.sqrt(d) for k in m["k"]] for q in m["q"]]
    for key, value in [("score", max(abs(s) for row in scores for s in row)), ("spread", max(max(row) - min(row) for row in scores) / 2),
                       ("b", max(abs(x) for x2 in m.values() for row in x2 for x in row))]:
        assert float(r[key]["lo"]) <= value * (1 + 1e-12) and value <= float(r[key]["hi"]) <= value * 1.002, (key, r[key], value)
    equal(int(r["rank"]), math.comb(int(r["d"]) + int(r["degree"]), int(r["degree"])))
    r = rows_of("attention")[0]
    equal(int(r["scores"]), 160 * 160)
    assert float(r["true_error"]["hi"]) <= float(r["bound"]["hi"]) <= 1e-3, r


def peers():
    by_method = {r["method"]: r for r in rows_of("experiments")}
    for name, r in by_method.items():
        if "missing" not in r["bound"]:
            assert float(r["true_error"]["hi"]) <= float(r["bound"]["hi"]) <= 1e-3, r
    # At |scores| <= 1/2 the three terms of e^s are off by at most 1/2^3/6 e^{1/2} of a weight.
    assert 1e-6 < float(by_method["degree-2 features"]["true_error"]["hi"]) < 0.05
    assert 1e-6 < float(by_method["random features"]["true_error"]["hi"]) < 0.5
    for name in ("definition", "low rank", "RoPE: rotate, then low rank", "order 3: definition", "order 3: low rank"):
        assert "missing" not in by_method[name]["bound"], by_method[name]
    assert "missing" in by_method["random features"]["bound"] and "missing" in by_method["degree-2 features"]["bound"]


tap.fact("counts are the binomials that Python finds", counts)
tap.fact("the constants of the division are those of their formulas", constants)
tap.fact("exponents are logarithms of binomials", exponents)
tap.fact("thresholds solve their equations", thresholds)
tap.fact("lost bits are those of Taylor's coefficients in fractions", stability)
tap.fact("table degree and attest degree agree", degrees)
tap.fact("entries, scores and spread of a head are those of its file", on_heads)
tap.fact("proven bounds hold and peers have none", peers)


def refusals():
    for arguments, words in [
            (["degre"], ["degre", "did you mean degree"]),
            (["degree", "--format", "html"], ["html", "latex"]),
            (["degree", "--g", "4"], ["--g", "degree", "--eps"]),
            (["degree", "--b", "1,0"], ["--b: 0", "500"]),
            (["degree", "--b", ""], ["--b"]),
            (["degree", "--eps", "1e-3,x"], ["--eps", "x"]),
            (["rank", "--d", "5/2"], ["--d: 5/2", "whole"]),
            (["rank", "--d", "1000000"], ["--d: 1000000", "65536"]),
            (["exponent", "--n", "1024"], ["--n: '1024'", "2^10"]),
            (["degree", "--format", "csv", "--standalone"], ["--standalone", "latex"]),
            (["rank", "--d", ",".join(map(str, range(1, 400))), "--g", ",".join(map(str, range(400)))], ["100000", "combinations"]),
            (["bounded-entries"], ["--q, --k, --v"]),
            (["attention", head[0], head[1]], ["1, 1 and 0"]),
            (["degree", *head], ["--q, --k, --v", "bounded-entries"]),
            (["degree", "--id", "softmax"], ["--id"]),
            (["ledger", "--id", "softmax-normalisation"], ["softmax-normalisation", "did you mean"])]:
        error = say("table", *arguments, code=2).stderr
        assert all(w in error for w in words), (arguments, error)
    assert "does-not-exist" in say("table", "attention", "--q=does-not-exist.npy", *head[1:], code=3).stderr
    npy("short.npy", [[1.0] * 15])
    say("table", "attention", head[0], head[1], f"--v={workshop}/short.npy", code=3)
    say("table", "rank", "--out", str(workshop / "none" / "x.csv"), code=4)
    with open("/dev/full", "w") as full:
        equal(run(attest, "table", "rank", stdout=full).returncode, 4)


def files():
    out = workshop / "rank.csv"
    equal(say("table", "rank", *small["rank"], "--format", "csv", "--out", str(out)).stdout, f"wrote {out} (8 rows)\n")
    equal(out.read_bytes().decode(), table("rank", "csv"))
    listed = say("table").stdout
    assert all(re.search(rf"^{n} ", listed, re.M) for n in small), listed
    equal(len(listed.splitlines()), len(small) + 1, "tables known to this test")
    page = say("table", "--help").stdout
    assert "Example: attest table" in page and len(page.splitlines()) <= 30, page


def interrupts():
    folder = workshop / "interrupted"
    folder.mkdir()
    endless = [attest, "table", "ledger", "--effort", "1000", "--format", "csv"]
    # On standard output the header comes at once.
    process = subprocess.Popen(endless, stdout=subprocess.PIPE)
    equal(process.stdout.readline(), b"items,claim,source,verdict,scope,evidence,notes\r\n")
    process.send_signal(signal.SIGINT)
    equal(process.wait(60), 130)
    process.stdout.close()
    process = subprocess.Popen([*endless, "--out", str(folder / "ledger.csv")], stdout=subprocess.DEVNULL)
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    equal(process.wait(60), 130)
    equal(list(folder.iterdir()), [])


tap.fact("what is wrong with the arguments is said in one line", refusals)
tap.fact("--out holds what standard output would, and without a name the tables are listed", files)
tap.fact("an interrupted table is exit code 130 and leaves no file", interrupts)


def compiles(name):
    text = table(name, "latex", "--standalone")
    equal(re.findall(r"\\usepackage\{(.*?)\}", text), ["booktabs"])
    path = workshop / f"{name}.tex"
    path.write_text(text)
    done = run("pdflatex", "-draftmode", "-halt-on-error", "-interaction=nonstopmode", path.name, cwd=workshop)
    equal(done.returncode, 0, f"{name}: {done.stdout[-1500:]}")
    assert "Overfull" not in done.stdout and "too large" not in done.stdout, f"{name}: {done.stdout[-1500:]}"


booktabs = shutil.which("kpsewhich") and run("kpsewhich", "booktabs.sty").returncode == 0
for table_name in small:
    sentence = f"pdflatex compiles table {table_name} as it is"
    if booktabs and shutil.which("pdflatex"):
        tap.fact(sentence, lambda n=table_name: compiles(n))
    else:
        tap.skip(sentence, "pdflatex with booktabs is not installed here")
tap.finish()
