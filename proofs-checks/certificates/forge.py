#!/usr/bin/env python3
"""Writes the forged siblings of accepted certificates into FOLDER (default: rejected/ beside this file), each
named by its lie, and EXPECTED: the verdict the checker must give each of them.

A forgery is as good as its maker could make it: checksums and the binding to the problem are redone, so
that only the lie itself can give it away."""
import decimal
import fractions
import hashlib
import math
import pathlib
import struct
import sys

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "rejected"
target.mkdir(parents=True, exist_ok=True)

problem = (here.parent / "problems" / "attention-ppocr.problem").read_text()
proof = (here / "accepted" / "attention-ppocr.proof").read_text()
output = (here / "accepted" / "attention-ppocr.npy").read_bytes()
expected = {}


def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def value(text, key):
    return next(line[len(key) + 1:] for line in text.splitlines() if line.startswith(key + " "))


def replaced(text, key, new):
    old = f"{key} {value(text, key)}\n"
    assert text.count(old) == 1
    return text.replace(old, f"{key} {new}\n")


def in_folder(text):
    """The problem as it reads from the folder of forgeries: the same files, one folder deeper."""
    return text.replace(" ../../examples/", " ../../../examples/")


def forge(lie, verdict, problem_text=None, proof_text=None, out=None, bind=True):
    """One forgery: problem, proof, and the output file where it differs from the accepted one."""
    problem_text = in_folder(problem) if problem_text is None else problem_text
    proof_text = proof if proof_text is None else proof_text
    if "\noutput " in proof_text and out is not False:
        name, data = ("../accepted/attention-ppocr.npy", output) if out is None else (f"{lie}.npy", out)
        proof_text = replaced(proof_text, "output", f"{sha(data)} {name}")
        if out is not None:
            (target / name).write_bytes(out)
    if bind:
        proof_text = replaced(proof_text, "problem", sha(problem_text))
    (target / f"{lie}.problem").write_text(problem_text)
    (target / f"{lie}.proof").write_text(proof_text)
    expected[lie] = verdict


rows = [int(r) for r in value(problem, "rows").split()]
q, k, v = (value(in_folder(problem), name) for name in "qkv")
columns = 15
start = len(output) - 8 * 160 * columns


def with_entry(row, column, change):
    at = start + 8 * (row * columns + column)
    x, = struct.unpack("<d", output[at:at + 8])
    return output[:at] + struct.pack("<d", change(x)) + output[at + 8:]


beyond = "is farther from the definition than the error claims"
base = in_folder(problem)
forge("one-entry-off-by-2-eps", f"line 5: proof: entry ({rows[3]}, 7) of the output {beyond}",
      proof_text=replaced(proof, "error", value(problem, "eps")), out=with_entry(rows[3], 7, lambda x: x + 2e-6))
forge("error-claimed-too-small", f"line 5: proof: entry ({rows[0]}, 0) of the output {beyond}",
      out=with_entry(rows[0], 0, lambda x: x + 1e-12))
forge("scale-1-over-d", f"line 5: proof: entry ({rows[0]}, 0) of the output {beyond}", replaced(base, "scale", "1/d"))
forge("scale-rounded-to-a-rational", f"line 5: proof: entry ({rows[0]}, 0) of the output {beyond}", replaced(base, "scale", "2581988897/10000000000"))
forge("k-and-v-swapped", f"line 5: proof: entry ({rows[0]}, 0) of the output {beyond}", replaced(replaced(base, "k", v), "v", k))
forge("q-and-k-swapped", f"line 5: proof: entry ({rows[0]}, 0) of the output {beyond}", replaced(replaced(base, "k", q), "q", k))
forge("wrong-checksum-of-q", "line 4: problem: ../../../examples/heads/ppocr_n160_L0_h3_q.npy has another checksum",
      replaced(base, "q", "0" * 64 + q[64:]))
forge("wrong-checksum-of-the-output", "line 4: proof: ../accepted/attention-ppocr.npy has another checksum",
      proof_text=replaced(proof, "output", "0" * 64 + " ../accepted/attention-ppocr.npy"), out=False)
forge("output-truncated", f"line 4: proof: output-truncated.npy: truncated or padded: its shape needs {8 * 160 * columns} bytes, it has {8 * 160 * columns - 8}",
      out=output[:-8])
forge("output-with-nan", "line 4: proof: output-with-nan.npy: an entry is not finite", out=with_entry(0, 0, lambda x: float("nan")))
forge("output-of-another-shape", "line 4: proof: the output has another shape than Q and V ask for",
      out=output[:start].replace(b"(160, 15)", b"(15, 160)") + output[start:])
forge("eps-enlarged-in-the-proof", "line 5: proof: the error claimed is above the eps asked for", proof_text=replaced(proof, "error", "1/100"))
forge("error-negative", "line 5: proof: the error is negative", proof_text=replaced(proof, "error", "-1/100"))
forge("error-with-denominator-zero", "line 5: proof: a denominator is zero", proof_text=replaced(proof, "error", "1/0"))
forge("error-as-a-decimal", "line 5: proof: not a rational number", proof_text=replaced(proof, "error", "1e-9"))
forge("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file",
      proof_text=replaced(proof, "problem", sha(replaced(base, "eps", "1"))), bind=False)
forge("eps-zero", "line 8: problem: eps must be positive", replaced(base, "eps", "0"))
forge("no-rows", "line 9: problem: not a rational number", replaced(base, "rows", ""))
forge("row-outside", "line 9: problem: a row outside 0 .. 159", replaced(base, "rows", "0 160"))
forge("row-repeated", "line 9: problem: rows must ascend", replaced(base, "rows", "3 3"))
forge("line-missing", "line 7: problem: 'scale' should stand here", base.replace(f"scale {value(base, 'scale')}\n", ""))
forge("proof-truncated", "line 6: proof: 'end' should stand here", proof_text=proof[:-len("end\n")])
forge("proof-with-no-last-line-break", "line 6: proof: the last line has no line break", proof_text=proof[:-1])
forge("trailing-garbage", "line 7: proof: something stands behind 'end'", proof_text=proof + "and more\n")
forge("wrong-version", "line 1: proof: version 1 is read here", proof_text=replaced(proof, "attest-proof", "2"))
forge("another-kind", "line 3: problem: an unknown kind", replaced(base, "kind", "trust-me"), replaced(proof, "kind", "trust-me"))
forge("kinds-differ", "line 3: proof: its kind is not the problem's", proof_text=replaced(proof, "kind", "exp-degree"))
forge("output-with-an-ambiguous-header", "line 4: proof: output-with-an-ambiguous-header.npy: its .npy header is malformed",
      out=output.replace(b"'fortran_order': False, 'shape': (160, 15), }" + b" " * 24, b"'fortran_order': False, \"fortran_order\": True, 'shape': (160, 15), }"))
forge("control-character", "line 4: proof: a control character", proof_text=replaced(proof, "output", "0" * 64 + " o\r.npy"), out=False)
forge("file-missing", "line 4: problem: nowhere.npy cannot be read", replaced(base, "q", q[:64] + " nowhere.npy"))


# Kinds exp-degree and exp-error: no files but problem and proof.
def accepted_pair(name):
    return (here.parent / "problems" / f"{name}.problem").read_text(), (here / "accepted" / f"{name}.proof").read_text()


def forge_exp(lie, verdict, problem_text, proof_text, bind=True):
    if bind:
        proof_text = replaced(proof_text, "problem", sha(problem_text))
    (target / f"{lie}.problem").write_text(problem_text)
    (target / f"{lie}.proof").write_text(proof_text)
    expected[lie] = verdict


question, answer = accepted_pair("exp-degree-4-absolute")
points, coefficients = value(answer, "points").split(), value(answer, "chebyshev").split()
steps, unit = int(value(answer, "steps")), int(value(answer, "scale"))
unseen = "the polynomial's error is below what 16384 bits resolve"
fails, fits = "the points do not show that a lower degree fails", "the polynomial is not shown to be within the bound"


def asked(**lines):
    text = question
    for key, new in lines.items():
        text = replaced(text, key.replace("_", "-"), new)
    return text


def said(**lines):
    text = answer
    for key, new in lines.items():
        text = replaced(text, key, " ".join(new) if isinstance(new, list) else str(new))
    return text


def degree(lie, verdict, problem_text=question, proof_text=answer, bind=True):
    forge_exp("degree-" + lie, verdict, problem_text, proof_text, bind)


one_more = points[:1] + [str((int(points[0]) + int(points[1])) // 2)] + points[1:]
degree("raised-by-one", f"line 5: proof: {fails}", asked(at_least="14", at_most="14"), said(points=one_more))
degree("lowered-by-one", f"line 7: proof: {fits}", asked(at_least="12", at_most="12"),
       said(points=points[:6] + points[7:], chebyshev=coefficients[:-1]))
degree("at-most-lowered", "line 8: problem: degrees 0 <= at-least <= at-most < 2000 are needed", asked(at_most="12"))
degree("polynomial-above-at-most", "line 7: proof: the polynomial has a degree above at-most", proof_text=said(chebyshev=coefficients + ["1"]))
degree("coefficient-missing", f"line 7: proof: {fits}", proof_text=said(chebyshev=coefficients[:-1]))
degree("eps-enlarged", f"line 5: proof: {fails}", asked(eps="1/100000"))
degree("eps-reduced", f"line 7: proof: {fits}", asked(eps="1/10000000"))
degree("eps-zero", "line 6: problem: eps must be positive", asked(eps="0"))
degree("eps-negative", "line 6: problem: eps must be positive", asked(eps="-1/1000000"))
degree("eps-with-denominator-zero", "line 6: problem: a denominator is zero", asked(eps="1/0"))
degree("interval-swapped", "line 4: problem: two ends a < b are needed", asked(interval="4 -4"))
degree("interval-a-point", "line 4: problem: two ends a < b are needed", asked(interval="4 4"))
degree("interval-widened", f"line 7: proof: {fits}", asked(interval="-5 5"))
degree("interval-narrowed", f"line 5: proof: {fails}", asked(interval="-3 3"))
degree("interval-moved", f"line 7: proof: {fits}", asked(interval="-3 5"))
degree("interval-endless", "line 4: problem: the interval is too long or too far from 0", asked(interval="-4 1000000"))
degree("relative-for-absolute", f"line 5: proof: {fails}", asked(error="relative"))
degree("error-of-no-kind", "line 5: problem: absolute or relative is needed", asked(error="weighted"))
degree("wrong-sign", f"line 7: proof: {fits}", proof_text=said(chebyshev=coefficients[:7] + ["-" + coefficients[7]] + coefficients[8:]))
degree("coefficient-off-by-2-eps", f"line 7: proof: {fits}",
       proof_text=said(chebyshev=coefficients[:5] + [str(int(coefficients[5]) + 2 * unit // 10**6)] + coefficients[6:]))
degree("coefficients-reversed", f"line 7: proof: {fits}", proof_text=said(chebyshev=coefficients[::-1]))
degree("coefficient-a-fraction", "line 7: proof: a number that is not whole", proof_text=said(chebyshev=coefficients[:-1] + ["1/2"]))
degree("scale-doubled", f"line 7: proof: {fits}", proof_text=said(scale=2 * unit))
degree("scale-zero", "line 6: proof: the scale must be positive", proof_text=said(scale=0))
degree("scale-negative", "line 6: proof: the scale must be positive", proof_text=said(scale=-unit))
degree("steps-zero", "line 4: proof: steps must be positive", proof_text=said(steps=0))
degree("steps-halved", "line 5: proof: points must ascend from 0 to steps", proof_text=said(steps=steps // 2))
degree("point-missing", "line 5: proof: at-least + 1 points are needed", proof_text=said(points=points[:-1]))
degree("point-repeated", "line 5: proof: points must ascend from 0 to steps", proof_text=said(points=points[:4] + points[3:4] + points[5:]))
degree("points-descending", "line 5: proof: points must ascend from 0 to steps", proof_text=said(points=points[::-1]))
degree("point-outside", "line 5: proof: points must ascend from 0 to steps", proof_text=said(points=points[:-1] + [str(steps + 1)]))
degree("point-negative", "line 5: proof: points must ascend from 0 to steps", proof_text=said(points=["-1"] + points[1:]))
degree("points-evenly-spaced", f"line 5: proof: {fails}", proof_text=said(steps=13, points=[str(i) for i in range(14)]))
degree("points-crowded", f"line 5: proof: {fails}", proof_text=said(points=[str(i) for i in range(14)]))
degree("no-points", "line 4: proof: 'steps' should stand here",
       proof_text=answer.replace(f"steps {steps}\npoints {' '.join(points)}\n", ""))
degree("needless-points", "line 4: proof: 'scale' should stand here", asked(at_least="0"))
degree("at-least-a-fraction", "line 8: problem: degrees 0 <= at-least <= at-most < 2000 are needed", asked(at_least="25/2"))
degree("at-most-endless", "line 8: problem: degrees 0 <= at-least <= at-most < 2000 are needed", asked(at_most="1" + "0" * 30))
degree("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file",
       proof_text=replaced(answer, "problem", sha(asked(eps="1"))), bind=False)
degree("wrong-version", "line 1: problem: version 1 is read here", replaced(question, "attest-problem", "2"))
degree("trailing-garbage", "line 9: proof: something stands behind 'end'", proof_text=answer + "verified\n")
degree("proof-of-another-kind", "line 3: proof: its kind is not the problem's", proof_text=replaced(answer, "kind", "exp-error"))

inquiry, reply = accepted_pair("exp-error-taylor-relative")
small, terms = "the error at the point is not shown to be that large", value(inquiry, "polynomial").split()


def error(lie, verdict, lines=None, point=None):
    text = inquiry
    for key, new in (lines or {}).items():
        text = replaced(text, key, new)
    forge_exp("error-" + lie, verdict, text, reply if point is None else replaced(reply, "point", point))


error("at-most-too-small", f"line 4: proof: {fits}", {"at-least": "0", "at-most": "747/5000"})
error("at-least-too-large", f"line 4: proof: {small}", {"at-least": "299/2000", "at-most": "3/20"})
error("absolute-for-relative", f"line 4: proof: {small}", {"error": "absolute"})
error("bounds-swapped", "line 8: problem: 0 <= at-least <= at-most > 0 are needed", {"at-least": "299/2000", "at-most": "747/5000"})
error("at-most-negative", "line 8: problem: 0 <= at-least <= at-most > 0 are needed", {"at-least": "-2", "at-most": "-1"})
error("of-another-polynomial", f"line 4: proof: {small}", {"polynomial": " ".join(terms + ["1/5040"])})
error("coefficient-of-wrong-sign", f"line 4: proof: {fits}", {"polynomial": " ".join(terms[:-1] + ["-1/720"])})
error("coefficients-reversed", f"line 4: proof: {fits}", {"polynomial": " ".join(terms[::-1])})
error("no-coefficients", "line 6: problem: not a rational number", {"polynomial": ""})
error("coefficient-with-denominator-zero", "line 6: problem: a denominator is zero", {"polynomial": "1 1/0"})
error("point-outside", "line 4: proof: the point is outside the interval", point="-3")
error("point-elsewhere", f"line 4: proof: {small}", point="1")
error("interval-widened", f"line 4: proof: {fits}", {"interval": "-3 2"})
error("interval-narrowed", "line 4: proof: the point is outside the interval", {"interval": "-1 2"})


# Far from 0, where e^x has thousands of bits, and a polynomial longer than the series of exp.
def far(lie, verdict, kind, lines, proof_lines):
    question_text = "attest-problem 1\nid far\nkind " + kind + "\n" + "".join(f"{k} {v}\n" for k, v in lines) + "end\n"
    forge_exp(lie, verdict, question_text,
              f"attest-proof 1\nproblem -\nkind {kind}\n" + "".join(f"{k} {v}\n" for k, v in proof_lines) + "end\n")


decimal.getcontext().prec = 400
e_to_400 = int(decimal.Decimal(400).exp())
far("degree-zero-near-e-to-1000", f"line 5: proof: {fits}", "exp-degree",
    [("interval", "999 1001"), ("error", "absolute"), ("eps", 2**560), ("at-least", 0), ("at-most", 0)], [("scale", 1), ("chebyshev", 0)])
far("degree-one-near-e-to-minus-1000", f"line 5: proof: {fails}", "exp-degree",
    [("interval", "-1001 -999"), ("error", "absolute"), ("eps", f"1/{2**1000}"), ("at-least", 1), ("at-most", 1)],
    [("steps", 1), ("points", "0 1"), ("scale", 1), ("chebyshev", 0)])
far("error-relative-near-e-to-minus-1000", f"line 4: proof: {fits}", "exp-error",
    [("interval", "-1001 -999"), ("error", "relative"), ("polynomial", f"1/{2**580}"), ("at-least", 0), ("at-most", "11/10")], [("point", -1000)])
far("error-at-least-near-e-to-400", f"line 4: proof: {small}", "exp-error",
    [("interval", "399 401"), ("error", "relative"), ("polynomial", e_to_400), ("at-least", 2), ("at-most", 3)], [("point", 400)])
long = [0] * 81
term = [[1], [0, 1]]
while len(term) <= 80:
    term.append([2 * (term[-1][k - 1] if k else 0) - (term[-2][k] if k < len(term[-2]) else 0) for k in range(len(term) + 1)])
for k in range(81):
    long[k] = 1000 * term[80][k] + (fractions.Fraction(1, math.factorial(k)) if k <= 20 else 0)
far("error-beyond-the-series-of-exp", f"line 4: proof: {fits}", "exp-error",
    [("interval", "-1 1"), ("error", "absolute"), ("polynomial", " ".join(map(str, long))), ("at-least", 0), ("at-most", "1/1000000")], [("point", 0)])
far("degree-of-endless-ends", "line 4: problem: the ends have too many digits", "exp-degree",
    [("interval", "0 1/1" + "0" * 2000), ("error", "absolute"), ("eps", 1), ("at-least", 0), ("at-most", 0)], [("scale", 1), ("chebyshev", 0)])
far("degree-of-endless-eps", f"line 5: proof: {unseen}", "exp-degree",
    [("interval", "-1000 1000"), ("error", "absolute"), ("eps", "1/1" + "0" * 6000), ("at-least", 0), ("at-most", 0)], [("scale", 1), ("chebyshev", 0)])

(target / "EXPECTED").write_text("".join(f"{lie}: s REJECTED {verdict}\n" for lie, verdict in sorted(expected.items())))
