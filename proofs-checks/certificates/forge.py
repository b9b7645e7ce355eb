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
ends_meet = accepted_pair("exp-degree-decaying-theta")  # an error that is eps itself at both ends
forge_exp("degree-error-reaches-eps", f"line 5: proof: {fits}", ends_meet[0], replaced(ends_meet[1], "chebyshev", "0 562949953421312"))
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


# Kinds structure, rank and toeplitz-terms: matrices inline.
def forge_matrix(kind, lie, verdict, pair, asks=None, says=None, lines=None, bind=True):
    """`pair`: problem and proof to start from, by name; `asks`, `says`: values changed; `lines`: all lines behind the
    head of the proof instead."""
    question, answer = (accepted_pair(n)[i] for i, n in enumerate(pair if isinstance(pair, tuple) else (pair, pair)))
    for key, new in (asks or {}).items():
        question = replaced(question, key, new)
    if lines is not None:
        answer = "".join(answer.splitlines(True)[:3]) + "".join(line + "\n" for line in [*lines, "end"])
    for key, new in (says or {}).items():
        answer = replaced(answer, key, new)
    forge_exp(f"{kind}-{lie}", verdict, question, answer, bind)


def numbers(name, key, of=0):
    return value(accepted_pair(name)[of], key).split()


def changed(words, at, new):
    return " ".join(words[:at] + [str(new)] + words[at + 1:])


def structure(*arguments, **named):
    forge_matrix("structure", *arguments, **named)


plain, alternating, twisted = "structure-symmetric-toeplitz", "structure-alternating-rescaled-circulant", "structure-twist-real"
turned, sparse, minus = "structure-rotation-not-circulant", "structure-zeros-rescaled-toeplitz", "structure-twist-complex"
broken, hexagon, skew = "structure-broken-diagonal", "structure-hexagon", "structure-twist-not-rational"
elsewhere = "the vectors give another entry"
w = numbers(plain, "vector", 1)
structure("toeplitz-called-circulant", f"line 4: proof: {elsewhere} (0, 1)", plain, {"property": "circulant"}, {"vector": "1 1/2 1/3"})
structure("vector-off-in-one-number", f"line 4: proof: {elsewhere} (2, 0)", plain, says={"vector": changed(w, 4, "1/4")})
structure("vector-too-short", "line 4: proof: 5 numbers are needed", plain, says={"vector": " ".join(w[:-1])})
structure("vector-too-long", "line 4: proof: more than 5 numbers", plain, says={"vector": " ".join(w + ["0"])})
structure("vector-of-a-circulant", "line 4: proof: 5 numbers are needed", plain, says={"vector": "1 1/2 1/3"})
structure("entry-changed-in-the-problem", f"line 4: proof: {elsewhere} (1, 1)", plain, {"matrix": changed(numbers(plain, "matrix"), 4, 2)})
structure("denied-though-it-holds", "line 5: proof: the cells are equal", plain, {"holds": "no"}, lines=["witness cells", "cells 0 0 1 1"])
structure("holds-perhaps", "line 8: problem: one of yes, no is needed", plain, {"holds": "perhaps"})
structure("property-unknown", "line 6: problem: one of circulant, toeplitz, rescaled-circulant, rescaled-toeplitz is needed", plain, {"property": "hankel"})
structure("field-unknown", "line 7: problem: one of rational, real, complex is needed", plain, {"field": "finite"})
structure("size-of-another-matrix", "line 5: problem: 10 numbers are needed", plain, {"size": "2 5"})
structure("size-transposed", f"line 6: proof: {elsewhere} (0, 0)", sparse, {"size": "5 4"},
          {"u": value(accepted_pair(sparse)[1], "v"), "v": value(accepted_pair(sparse)[1], "u")})
structure("size-zero", "line 4: problem: a matrix of 1 to 1048576 entries is needed", plain, {"size": "0 9"})
structure("size-endless", "line 4: problem: a matrix of 1 to 1048576 entries is needed", plain, {"size": "1000000 1000000"})
structure("size-beyond-words", "line 4: problem: a whole number from 0 to 1048576 is needed", plain, {"size": f"{2**64 + 3} 3"})
structure("cells-on-two-diagonals", "line 5: proof: the cells are not on one diagonal", turned, says={"cells": "0 0 0 1"})
structure("cells-of-a-wrapped-diagonal", "line 5: proof: the cells are not on one diagonal", turned, {"property": "toeplitz"}, {"cells": "0 1 3 0"})
structure("cell-outside", "line 5: proof: a cell outside the matrix", turned, says={"cells": "0 1 4 1"})
structure("cells-against-a-rescaling", "line 4: proof: no witness against this property", turned, {"property": "rescaled-circulant"})
structure("relation-against-a-circulant", "line 4: proof: no witness against this property", hexagon, {"property": "circulant"})
structure("shape-of-a-square", "line 4: proof: no witness against this property", turned, lines=["witness shape"])
structure("circulant-that-is-not-square", "line 3: proof: the matrix is not square", "structure-not-square", {"holds": "yes"}, lines=["vector 1 1"])
structure("cells-of-no-square", "line 4: proof: a matrix that is not square needs 'witness shape'", "structure-not-square", lines=["witness cells", "cells 0 0 1 1"])
six = "2 2 1 1 0 1 0 1 1 2 1 -1 1 2 -1 0 0 -1"
structure("relation-with-equal-products", "line 5: proof: the products are equal", hexagon, {"matrix": "1 2 3 4 1 2 5 4 1"})
structure("relation-with-equal-zeros", "line 5: proof: the products are equal", hexagon, {"matrix": "0 0 3 4 1 0 5 4 1"}, {"relation": six})
structure("relation-off-in-a-row", "line 5: proof: the exponents of a row do not add up to 0", hexagon, says={"relation": "0 0 1 1 1 -1"})
structure("relation-off-in-a-column", "line 5: proof: the exponents of a column do not add up to 0", hexagon, says={"relation": "0 0 1 0 1 -1"})
structure("relation-off-on-a-diagonal", "line 5: proof: the exponents of a diagonal do not add up to 0", hexagon, says={"relation": "0 0 1 0 1 -1 1 0 -1 1 1 1"})
structure("relation-that-wraps", "line 5: proof: the exponents of a diagonal do not add up to 0", hexagon,
          says={"relation": "0 2 1 2 1 1 1 0 1 2 2 -1 0 0 -1 1 1 -1"})
structure("relation-of-one-cell-twice", "line 5: proof: a cell is repeated", hexagon, says={"relation": "0 0 1 0 0 -1"})
structure("relation-with-exponent-zero", "line 5: proof: an exponent is 0 or beyond 1000", hexagon, says={"relation": six.replace("2 2 1", "2 2 0")})
structure("relation-with-endless-exponents", "line 5: proof: an exponent is 0 or beyond 1000", hexagon, says={"relation": " ".join(f"{a} {b} {int(c) * 2**70}" for a, b, c in zip(*[iter(six.split())] * 3))})
structure("relation-cut-short", "line 5: proof: a row, a column and an exponent for each cell are needed", hexagon, says={"relation": six[:-3]})
structure("relation-cell-outside", "line 5: proof: a cell outside the matrix", hexagon, says={"relation": "0 0 1 -1 0 -1"})
structure("diagonal-of-a-zero-row", "line 5: proof: the entry in the first cell's row is zero", broken,
          {"matrix": "1 2 3 0 0 0 2 1 1"}, {"cells": "1 1 0 0 0 0"})
structure("diagonal-of-a-zero-column", "line 5: proof: the entry in the first cell's column is zero", broken,
          {"matrix": "1 0 3 1 0 2 2 0 1"}, {"cells": "1 1 0 0 0 0"})
structure("diagonal-without-a-zero", "line 5: proof: the first cell is not zero", broken, says={"cells": "0 0 2 2 0 0"})
structure("diagonal-all-zero", "line 5: proof: the second cell is zero", broken, {"matrix": "0 2 3 1 0 2 2 1 1"}, {"cells": "1 1 0 0 0 0"})
structure("diagonal-of-two", "line 5: proof: the cells are not on one diagonal", broken, says={"cells": "1 1 0 1 0 0"})
structure("diagonal-partner-outside", "line 5: proof: a cell outside the matrix", broken, says={"cells": "1 1 0 0 3 0"})
power = "the ratio of the columns' products is an n-th power in the field"
structure("columns-over-the-complex-numbers", "line 4: proof: every number is an n-th power in the field", skew, {"field": "complex"})
structure("columns-over-the-real-numbers", f"line 5: proof: {power}", skew, {"field": "real"})
structure("columns-with-a-cube", f"line 5: proof: {power}", (alternating, skew), {"holds": "no"})
structure("columns-with-a-negative-cube", f"line 5: proof: {power}", skew, {"matrix": "1 1 1 -8 1 1 27 1 1"})
structure("columns-with-a-square", f"line 5: proof: {power}", (minus, skew), {"matrix": "4/9 1 1 1", "field": "rational", "holds": "no"})
structure("columns-with-a-positive-ratio", f"line 5: proof: {power}", (minus, skew), {"matrix": "2 1 1 1", "field": "real", "holds": "no"})
structure("columns-with-a-zero", "line 5: proof: an entry of the columns is zero", (minus, skew), {"matrix": "2 1 0 1", "field": "rational", "holds": "no"})
structure("columns-outside", "line 5: proof: a whole number from 0 to 2 is needed", skew, says={"columns": "0 3"})
structure("columns-against-toeplitz", "line 4: proof: no witness against this property", skew, {"property": "rescaled-toeplitz"})
structure("twist-ignored", f"line 7: proof: {elsewhere} (0, 1)", twisted, says={"twist": 1})
structure("twist-inverted", f"line 7: proof: {elsewhere} (0, 1)", twisted, says={"twist": "1/" + value(accepted_pair(twisted)[1], "twist") if "/" not in value(accepted_pair(twisted)[1], "twist") else "/".join(reversed(value(accepted_pair(twisted)[1], "twist").split("/")))})
structure("twist-zero", "line 7: proof: the twist is zero", twisted, says={"twist": 0})
structure("twist-negative-over-the-real-numbers", "line 7: proof: the twist is no n-th power in the field", minus, {"field": "real"})
structure("twist-without-a-root", "line 8: proof: 'root' should stand here", (skew, twisted), {"holds": "yes"})
told = accepted_pair(twisted)[1].splitlines()[3:-1]
structure("root-rounded", "line 8: proof: the twist is not the n-th power of the root", (skew, twisted), {"holds": "yes"}, lines=[*told, "root 63/50"])
structure("root-of-the-wrong-sign", "line 8: proof: the twist is not the n-th power of the root", alternating, lines=[
    *accepted_pair(alternating)[1].splitlines()[3:-2], "twist -8", "root 2"])
structure("root-where-none-belongs", "line 8: proof: 'end' should stand here", twisted, lines=[*told, "root 1"])
structure("vector-reversed", f"line 6: proof: {elsewhere} (0, 0)", sparse, says={"vector": " ".join(reversed(numbers(sparse, "vector", 1)))})
structure("vectors-for-a-denial", "line 4: proof: 'witness' should stand here", (plain, plain), {"holds": "no"})
structure("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", plain, {"field": "real"}, bind=False)


def of_rank(*arguments, **named):
    forge_matrix("rank", *arguments, **named)


scores, full, between = "rank-rotary-scores", "rank-full", "rank-between"
left, right = numbers(scores, "left", 1), numbers(scores, "right", 1)
of_rank("raised-by-one", "line 6: proof: the minor is zero modulo the prime", scores, {"at-least": 3, "at-most": 3},
        {"pivot-rows": "0 1 2", "pivot-columns": "0 1 2"})
of_rank("raised-to-full", "line 6: proof: the minor is zero modulo the prime", between, {"at-least": 3, "at-most": 3},
        lines=["prime 2147483647", "pivot-rows 0 1 2", "pivot-columns 0 1 2"])
of_rank("lowered-by-one", "line 5: proof: the factors give another entry (0, 1)", scores, {"at-least": 0, "at-most": 1},
        lines=["left " + " ".join(left[::2]), "right " + " ".join(right[:6])])
of_rank("zero-for-one", "line 8: problem: an entry is not zero", scores, {"at-least": 0, "at-most": 0}, lines=[])
of_rank("prime-composite", "line 4: proof: not a prime", scores, says={"prime": 46337 * 46309})
of_rank("prime-one", "line 4: proof: not a prime", scores, says={"prime": 1})
of_rank("prime-zero", "line 4: proof: not a prime", scores, says={"prime": 0})
of_rank("prime-too-large", "line 4: proof: a whole number from 0 to 2147483647 is needed", scores, says={"prime": 2**61 - 1})
of_rank("prime-below-a-denominator", "line 6: proof: the prime divides a denominator", scores, says={"prime": 5})
of_rank("prime-that-divides-the-minor", "line 6: proof: the minor is zero modulo the prime", full, {"matrix": "1 0 0 0 7 0 0 0 1"}, {"prime": 7})
of_rank("pivot-row-repeated", "line 5: proof: a pivot is repeated", scores, says={"pivot-rows": "1 1"})
of_rank("pivot-column-repeated", "line 6: proof: a pivot is repeated", scores, says={"pivot-columns": "1 1"})
of_rank("pivot-outside", "line 5: proof: a whole number from 0 to 5 is needed", scores, says={"pivot-rows": "0 6"})
of_rank("pivots-too-few", "line 5: proof: 2 numbers are needed", scores, says={"pivot-rows": "0"})
of_rank("pivots-missing", "line 4: proof: 'prime' should stand here", scores, lines=["left " + " ".join(left), "right " + " ".join(right)])
of_rank("needless-pivots", "line 4: proof: 'left' should stand here", scores, {"at-least": 0})
of_rank("left-off-in-one-number", "line 8: proof: the factors give another entry (3, 0)", scores, says={"left": changed(left, 6, fractions.Fraction(left[6]) + 1)})
of_rank("right-off-in-one-number", "line 8: proof: the factors give another entry (0, 3)", scores, says={"right": changed(right, 3, fractions.Fraction(right[3]) + fractions.Fraction(1, 10**30))})
of_rank("factors-exchanged", "line 8: proof: the factors give another entry (0, 2)", scores, says={"left": " ".join(right), "right": " ".join(left)})
of_rank("left-too-wide", "line 7: proof: more than 12 numbers", scores, says={"left": " ".join(left + ["0"])})
of_rank("right-too-short", "line 8: proof: 12 numbers are needed", scores, says={"right": " ".join(right[:-1])})
of_rank("of-another-matrix", "line 8: proof: the factors give another entry (5, 5)", scores, {"matrix": changed(numbers(scores, "matrix"), 35, 7)})
of_rank("bounds-swapped", "line 7: problem: at-least is above at-most", between, {"at-least": 2, "at-most": 1})
of_rank("beyond-the-shape", "line 7: problem: a whole number from 0 to 3 is needed", between, {"at-most": 4})
of_rank("a-fraction", "line 6: problem: a whole number from 0 to 3 is needed", between, {"at-least": "1/2"})
of_rank("needless-factors", "line 7: proof: 'end' should stand here", between, {"at-most": 3})
of_rank("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", scores, {"at-least": 1}, bind=False)


def grouped(*arguments, **named):
    forge_matrix("terms", *arguments, **named)


dense = "toeplitz-terms-dense"
terms = [line.split() for line in accepted_pair(dense)[1].splitlines() if line.startswith("term ")]
kernel = numbers(dense, "kernel")
coefficient, stranger = "a term has another coefficient", "a monomial of the polynomial is no term"


def listing(lines, count=None):
    return [f"terms {len(lines) if count is None else count}", *(" ".join(words) for words in lines)]


grouped("fewer-than-there-are", "line 4: proof: more terms than at-most", dense, {"at-most": 29})
grouped("one-dropped", f"line 33: proof: {stranger}, k = 0", dense, {"at-most": 29}, lines=listing(terms[:-1]))
grouped("the-constant-dropped", f"line 33: proof: {stranger}, k = 0", dense, lines=listing(terms[1:]))
grouped("one-repeated", "line 34: proof: a term is repeated", dense, lines=listing(terms[:-1] + terms[-2:-1]))
grouped("two-merged", f"line 33: proof: {coefficient}, k = 0", dense, {"at-most": 29}, lines=listing(
    [terms[0], [*terms[1][:5], *(str(fractions.Fraction(a) + fractions.Fraction(b)) for a, b in zip(terms[1][5:], terms[2][5:]))], *terms[3:]]))
grouped("one-number-off", f"line 34: proof: {coefficient}, k = 6", dense, lines=listing(terms[:-1] + [terms[-1][:-1] + ["0"]]))
grouped("one-too-many", "line 35: proof: a term is no monomial of the polynomial, k = 3", dense, {"at-most": 31},
        lines=listing(terms + [["term", "1", "0", "1", "1", "0", "0", "0", "1/9", "0", "0", "0"]]))
grouped("of-a-higher-degree", "line 35: proof: a term is no monomial of the polynomial, k = 0", dense, {"at-most": 31},
        lines=listing(terms + [["term", "4", "0", "0", "4", "1", "0", "0", "0", "0", "0", "0"]]))
grouped("x-and-y-exchanged", f"line 34: proof: {coefficient}, k = 0", dense, lines=listing([[t[0], *t[3:5], *t[1:3], *t[5:]] for t in terms]))
grouped("kernel-transposed", f"line 34: proof: {coefficient}, k = 0", dense, {"kernel": " ".join(kernel[4 * k + i] for k in range(7) for i in (0, 2, 1, 3))})
grouped("kernel-backwards", f"line 34: proof: {coefficient}, k = 0", dense, {"kernel": " ".join(kernel[4 * k + i] for k in range(6, -1, -1) for i in range(4))})
grouped("sequences-backwards", f"line 34: proof: {coefficient}, k = 0", dense, lines=listing([t[:5] + t[:4:-1] for t in terms]))
grouped("multinomials-dropped", f"line 34: proof: {coefficient}, k = 0", dense, {"polynomial": "1 1 1 1"})
grouped("polynomial-of-a-higher-degree", f"line 34: proof: {stranger}, k = 0", dense, {"polynomial": "1 1 1/2 1/6 1/24"})
grouped("polynomial-of-a-lower-degree", "line 34: proof: a term is no monomial of the polynomial, k = 0", dense, {"polynomial": "1 1 1/2"})
grouped("exponent-negative", "line 34: proof: an exponent is no whole number from 0 to 2000", dense, lines=listing(terms[:-1] + [["term", "-1", *terms[-1][2:]]]))
grouped("exponent-a-fraction", "line 34: proof: an exponent is no whole number from 0 to 2000", dense, lines=listing(terms[:-1] + [["term", "1/2", *terms[-1][2:]]]))
grouped("exponent-endless", "line 34: proof: an exponent is no whole number from 0 to 2000", dense, lines=listing(terms[:-1] + [["term", str(2**32 + 3), *terms[-1][2:]]]))
grouped("one-number-short", "line 34: proof: 11 numbers are needed", dense, lines=listing(terms[:-1] + [terms[-1][:-1]]))
grouped("more-announced", "line 34: proof: 'term' should stand here", dense, lines=listing(terms[:-1], 30))
grouped("fewer-announced", f"line 33: proof: {stranger}, k = 0", dense, lines=listing(terms, 29))
grouped("announced-without-end", "line 4: proof: a whole number from 0 to 381300 is needed", dense, lines=listing(terms, 2**40))
grouped("kernel-short", "line 7: problem: 28 numbers are needed", dense, {"kernel": " ".join(kernel[:-1])})
grouped("length-zero", "line 5: problem: a kernel of 1 to 1048576 numbers is needed", dense, {"length": 0})
grouped("dim-endless", "line 4: problem: a whole number from 0 to 1024 is needed", dense, {"dim": 2**33})
grouped("at-most-negative", "line 8: problem: a whole number is needed", dense, {"at-most": -1})
grouped("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", dense, {"at-most": 31}, bind=False)


# Kinds tensor-terms, tensor-rank and normalization.
def body(name):
    """The lines behind the head of the accepted proof."""
    return accepted_pair(name)[1].splitlines()[3:-1]


def relined(name, *changes):
    """The same with (number of the line in the file, new line or None) changed."""
    lines = body(name)
    for at, new in changes:
        lines[at - 4] = new
    return [line for line in lines if line is not None]


def tensor_terms(*arguments, **named):
    forge_matrix("tensor-terms", *arguments, **named)


cubic, gap, pair_terms, above = "tensor-terms-order-3", "tensor-terms-order-4-gap", "tensor-terms-order-2", "tensor-terms-order-5-upper"
sums, flat = body(cubic)[1:11], body(cubic)[11:]
singular, unlisted, unknown = "the minor is zero modulo the prime", "a monomial of the polynomial is no term", "a term is no monomial of the polynomial"
tensor_terms("multinomial-wrong", f"line 14: proof: {coefficient}", cubic, lines=relined(cubic, (12, "term 1/6 2 1")))
tensor_terms("multinomials-dropped", f"line 14: proof: {coefficient}", cubic, lines=relined(cubic, (9, "term 1/2 1 1"), (12, "term 1/6 2 1"), (13, "term 1/6 1 2")))
tensor_terms("multinomials-twice", f"line 10: proof: {coefficient}", pair_terms, lines=relined(pair_terms, (8, "term -3 2 1"), (9, "term -3 1 2")))
tensor_terms("one-column-short", f"line 13: proof: {unlisted}", cubic, {"at-least": 9, "at-most": 9}, lines=["terms 9", *sums[:8], sums[9], *flat])
tensor_terms("the-constant-dropped", f"line 13: proof: {unlisted}", cubic, {"at-least": 9, "at-most": 9}, lines=["terms 9", *sums[1:], *flat])
tensor_terms("two-merged", f"line 13: proof: {unlisted}", cubic, {"at-least": 9, "at-most": 9}, lines=["terms 9", *sums[:7], "term 1 2 1", sums[9], *flat])
tensor_terms("more-than-at-most", "line 4: proof: more terms than at-most", cubic, {"at-least": 9, "at-most": 9})
tensor_terms("one-doubled", "line 15: proof: a term is repeated", cubic, {"at-most": 11}, lines=["terms 11", *sums, sums[4], *flat])
tensor_terms("one-in-halves", "line 10: proof: a term is repeated", cubic, {"at-most": 11}, lines=["terms 11", *sums[:5], "term 1/4 2 0", "term 1/4 2 0", *sums[6:], *flat])
tensor_terms("one-too-many", f"line 15: proof: {unknown}", cubic, {"at-most": 11}, lines=["terms 11", *sums, "term 1/24 4 0", *flat])
tensor_terms("one-of-zero", f"line 15: proof: {unknown}", cubic, {"at-most": 11}, lines=["terms 11", *sums, "term 0 4 0", *flat])
tensor_terms("gap-filled", f"line 14: proof: {unknown}", gap, {"at-most": 10}, lines=["terms 10", *body(gap)[1:8], "term 1 1 0 0", "term 1 0 1 0", "term 1 0 0 1", *body(gap)[8:]])
tensor_terms("gap-in-another-polynomial", f"line 11: proof: {unlisted}", gap, {"polynomial": "-1 1 3/4", "at-most": 10})
tensor_terms("of-another-polynomial", f"line 14: proof: {coefficient}", cubic, {"polynomial": "1 1 1/2 1/8"})
tensor_terms("of-a-lower-degree", f"line 14: proof: {unknown}", cubic, {"polynomial": "1 1 1/2"})
tensor_terms("of-a-higher-degree", f"line 14: proof: {unlisted}", cubic, {"polynomial": "1 1 1/2 1/6 1/24"})
tensor_terms("polynomial-backwards", f"line 14: proof: {coefficient}", cubic, {"polynomial": "1/6 1/2 1 1"})
tensor_terms("of-another-dimension", "line 5: proof: 4 numbers are needed", cubic, {"dim": 3})
tensor_terms("exponents-of-each-mode", "line 5: proof: more than 3 numbers", cubic, lines=["terms 10", *(line + " " + " ".join(line.split()[2:]) for line in sums), *flat])
tensor_terms("exponent-negative", "line 5: proof: an exponent is no whole number from 0 to 2000", cubic, lines=relined(cubic, (5, "term 1 0 -1")))
tensor_terms("exponent-a-fraction", "line 5: proof: an exponent is no whole number from 0 to 2000", cubic, lines=relined(cubic, (5, "term 1 0 1/2")))
tensor_terms("exponent-endless", "line 5: proof: an exponent is no whole number from 0 to 2000", cubic, lines=relined(cubic, (5, f"term 1 0 {2**32}")))
tensor_terms("announced-without-end", "line 4: proof: a whole number from 0 to 1398101 is needed", cubic, lines=relined(cubic, (4, f"terms {2**40}")))
first_matrix = body(cubic)[12].split()[1:]
tensor_terms("matrices-of-too-low-a-rank", f"line 22: proof: {singular}", cubic,
             lines=relined(cubic, (16, "matrix " + " ".join(first_matrix[:18] + ["-7", "2"])), (17, "matrix 1 -4 1 -4 2 -1 -4 1")))
tensor_terms("raised-by-one", f"line 22: proof: {singular}", cubic, {"at-least": 11, "at-most": 11},
             lines=relined(cubic, (15, "rows 11 4 4"), (16, "matrix " + " ".join(first_matrix + ["7", "5"])), (21, "pivot-rows " + " ".join(map(str, range(11)))), (22, "pivot-columns " + " ".join(map(str, range(11))))))
tensor_terms("row-of-a-matrix-repeated", f"line 22: proof: {singular}", cubic, lines=relined(cubic, (16, "matrix " + " ".join(first_matrix[:2] + first_matrix[:18]))))
tensor_terms("counted-with-the-gap", f"line 20: proof: {singular}", gap, {"at-least": 8, "at-most": 10},
             lines=[*body(gap)[:13], "modes 1 2", "prime 2147483647", "pivot-rows 0 1 2 3 4 5 6 7", "pivot-columns 0 1 2 3 4 5 6 7"])
tensor_terms("modes-swapped", "line 21: proof: a whole number from 0 to 3 is needed", cubic, lines=relined(cubic, (19, "modes 2")))
tensor_terms("modes-descending", "line 19: proof: modes must ascend, from 1 to 3", cubic, lines=relined(cubic, (19, "modes 3 1")))
tensor_terms("modes-all", "line 19: proof: more than 2 numbers", cubic, lines=relined(cubic, (19, "modes 1 2 3")))
tensor_terms("mode-zero", "line 19: proof: modes must ascend, from 1 to 3", cubic, lines=relined(cubic, (19, "modes 0")))
tensor_terms("mode-beyond-the-order", "line 19: proof: modes must ascend, from 1 to 3", cubic, lines=relined(cubic, (19, "modes 4")))
tensor_terms("prime-composite", "line 20: proof: not a prime", cubic, lines=relined(cubic, (20, f"prime {46337 * 46309}")))
tensor_terms("prime-below-a-coefficient", "line 22: proof: the prime divides a denominator", cubic, lines=relined(cubic, (20, "prime 3")))
tensor_terms("prime-that-divides-the-minor", f"line 22: proof: {singular}", cubic, lines=relined(cubic, (20, "prime 7")))
tensor_terms("pivot-repeated", "line 22: proof: a pivot is repeated", cubic, lines=relined(cubic, (22, "pivot-columns 0 1 2 3 4 5 6 7 8 8")))
tensor_terms("pivot-outside", "line 21: proof: a whole number from 0 to 9 is needed", cubic, lines=relined(cubic, (21, "pivot-rows 0 1 2 3 4 5 6 7 8 10")))
tensor_terms("pivots-too-few", "line 21: proof: 10 numbers are needed", cubic, lines=relined(cubic, (21, "pivot-rows 0 1 2 3 4 5 6 7 8")))
tensor_terms("matrix-missing", "line 18: proof: 'matrix' should stand here", cubic, lines=relined(cubic, (18, None)))
tensor_terms("matrix-too-short", "line 17: proof: 8 numbers are needed", cubic, lines=relined(cubic, (17, "matrix 1 -4 -1 -1 2 -1 -4")))
tensor_terms("matrix-without-rows", "line 15: proof: a matrix without rows", cubic, lines=relined(cubic, (15, "rows 10 0 4")))
tensor_terms("matrix-endless", "line 15: proof: a whole number from 0 to 524288 is needed", cubic, lines=relined(cubic, (15, f"rows 10 4 {2**64 + 4}")))
tensor_terms("of-order-4", "line 15: proof: 4 numbers are needed", cubic, {"order": 4})
tensor_terms("minor-missing", "line 15: proof: 'rows' should stand here", cubic, lines=["terms 10", *sums])
tensor_terms("needless-minor", "line 15: proof: 'end' should stand here", cubic, {"at-least": 0})
tensor_terms("order-1", "line 4: problem: an order from 2 to 8 is needed", cubic, {"order": 1})
tensor_terms("order-9", "line 4: problem: a whole number from 0 to 8 is needed", cubic, {"order": 9})
tensor_terms("dim-zero", "line 5: problem: a dimension of 1 or more is needed", cubic, {"dim": 0})
tensor_terms("bounds-swapped", "line 8: problem: at-least is above at-most", cubic, {"at-most": 9})
tensor_terms("at-most-a-fraction", "line 8: problem: a whole number is needed", cubic, {"at-most": "21/2"})
tensor_terms("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", cubic, {"at-least": 9}, bind=False)


def tensor_rank(*arguments, **named):
    forge_matrix("tensor-rank", *arguments, **named)


poly, other_way, state, nothing = "tensor-rank-polynomial", "tensor-rank-polynomial-last-fastest", "tensor-rank-above-flattenings", "tensor-rank-zero"
u = [line.split()[1:] for line in body(poly)[4:]]
product = "the factors give another entry"
head = body(poly)[:4]


def factored(*factors):
    return ["factor " + " ".join(map(str, f)) for f in factors]


def transposed(f, rows):
    return [f[i] for j in range(len(f) // rows) for i in range(j, len(f), len(f) // rows)]


tensor_rank("index-order-swapped", f"line 10: proof: {product} (0, 1, 0)", poly, {"index": "last-fastest"})
tensor_rank("index-order-swapped-back", f"line 10: proof: {product} (0, 1, 0)", other_way, {"index": "first-fastest"})
tensor_rank("factor-transposed", f"line 10: proof: {product} (0, 0, 0)", poly, lines=head + factored(transposed(u[0], 4), *u[1:]))
tensor_rank("factor-columns-permuted", f"line 10: proof: {product} (0, 0, 0)", poly, lines=head + factored(u[0], [x for i in range(5) for x in (u[1][4 * i + s] for s in (1, 0, 2, 3))], u[2]))
tensor_rank("factors-exchanged", f"line 10: proof: {product} (1, 0, 0)", poly, lines=head + factored(u[2], u[1], u[0]))
tensor_rank("one-column-short", f"line 10: proof: {product} (0, 0, 0)", poly, {"at-least": 3, "at-most": 3},
            lines=["modes 1", head[1], "pivot-rows 0 2 1", "pivot-columns 0 1 2", *factored(*([x for i, x in enumerate(f) if i % 4 != 3] for f in u))])
tensor_rank("factor-off-in-one-number", f"line 10: proof: {product} (3, 0, 0)", poly, lines=head + factored(u[0][:15] + ["1000001/1000000"], *u[1:]))
tensor_rank("last-entry-off", f"line 10: proof: {product} (3, 4, 3)", poly, {"matrix": changed(numbers(poly, "matrix"), 79, fractions.Fraction(numbers(poly, "matrix")[79]) + fractions.Fraction(1, 10**30))})
tensor_rank("factor-missing", "line 10: proof: 'factor' should stand here", poly, lines=head + factored(*u[:2]))
tensor_rank("factor-too-many", "line 11: proof: 'end' should stand here", poly, lines=head + factored(*u, u[0]))
tensor_rank("factor-too-short", "line 9: proof: 20 numbers are needed", poly, lines=head + factored(u[0], u[1][:-1], u[2]))
tensor_rank("factor-sizes-exchanged", "line 8: proof: more than 16 numbers", poly, lines=head + factored(u[1], u[0], u[2]))
tensor_rank("raised-by-one", f"line 7: proof: {singular}", poly, {"at-least": 5, "at-most": 5}, lines=["modes 2", head[1], "pivot-rows 0 1 2 3 4", "pivot-columns 0 1 2 3 5"])
tensor_rank("border-rank", f"line 10: proof: {product} (1, 1, 0)", state, {"at-most": 2}, lines=[*body(state)[:4], *factored(["-1000", "1000", "0", "1"], ["1", "1", "0", "1/1000"], ["1", "1", "0", "1/1000"])])
tensor_rank("flattening-for-the-rank", "line 7: proof: a whole number from 0 to 1 is needed", state, {"at-least": 3},
            lines=["modes 1 2", "prime 2147483647", "pivot-rows 0 1 2", "pivot-columns 0 1 2", *body(state)[4:]])
slices = "tensor-rank-modes-swapped"
forge_exp(slices, f"line 7: proof: {singular}", "attest-problem 1\nid slices\nkind tensor-rank\nsizes 2 2 2\nindex first-fastest\nmatrix 1 0 0 1 0 0 0 0\nat-least 2\nat-most 4\nend\n",
          "attest-proof 1\nproblem -\nkind tensor-rank\nmodes 1\nprime 2147483647\npivot-rows 0 1\npivot-columns 0 3\nend\n")
tensor_rank("modes-none", "line 4: proof: not a rational number", poly, says={"modes": ""})
tensor_rank("modes-all", "line 4: proof: more than 2 numbers", poly, says={"modes": "1 2 3"})
tensor_rank("mode-a-fraction", "line 4: proof: a number that is not whole", poly, says={"modes": "1/2"})
tensor_rank("mode-endless", "line 4: proof: modes must ascend, from 1 to 3", poly, says={"modes": 2**64 + 1})
tensor_rank("prime-composite", "line 5: proof: not a prime", poly, says={"prime": 2147483649 - 4})
tensor_rank("prime-below-a-denominator", "line 7: proof: the prime divides a denominator", poly, {"matrix": changed(numbers(poly, "matrix"), 0, "3/11")}, {"prime": 11})
tensor_rank("pivot-row-repeated", "line 6: proof: a pivot is repeated", poly, says={"pivot-rows": "0 2 1 2"})
tensor_rank("pivot-column-repeated", "line 7: proof: a pivot is repeated", poly, says={"pivot-columns": "0 1 2 2"})
tensor_rank("pivot-outside", "line 7: proof: a whole number from 0 to 19 is needed", poly, says={"pivot-columns": "0 1 2 20"})
tensor_rank("pivots-missing", "line 4: proof: 'modes' should stand here", poly, lines=factored(*u))
tensor_rank("needless-pivots", "line 4: proof: 'factor' should stand here", poly, {"at-least": 0})
tensor_rank("needless-factors", "line 8: proof: 'end' should stand here", poly, {"at-most": 16})
tensor_rank("zero-for-one", "line 9: problem: an entry is not zero", nothing, {"matrix": "0 0 0 0 0 0 0 0 0 0 0 1/7"})
tensor_rank("beyond-the-trivial-bound", "line 8: problem: a whole number from 0 to 16 is needed", poly, {"at-most": 17})
tensor_rank("bounds-swapped", "line 8: problem: at-least is above at-most", poly, {"at-most": 3})
tensor_rank("sizes-of-another-array", "line 6: problem: 100 numbers are needed", poly, {"sizes": "5 5 4"})
tensor_rank("size-zero", "line 4: problem: an array of 1 to 1048576 entries is needed", poly, {"sizes": "4 0 4"})
tensor_rank("sizes-endless", "line 4: problem: an array of 1 to 1048576 entries is needed", poly, {"sizes": f"{2**32} {2**32} 4"})
tensor_rank("one-size", "line 4: problem: 2 to 8 sizes are needed", poly, {"sizes": "80"})
tensor_rank("nine-sizes", "line 4: problem: more than 8 numbers", poly, {"sizes": "4 5 4 1 1 1 1 1 1"})
tensor_rank("index-unknown", "line 5: problem: first-fastest or last-fastest is needed", poly, {"index": "middle-fastest"})
tensor_rank("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", poly, {"at-least": 3}, bind=False)
tensor_rank("proof-of-a-matrix", "line 3: proof: its kind is not the problem's", (poly, scores))


def normalized(*arguments, **named):
    forge_matrix("normalization", *arguments, **named)


third, sharp, fourth = "normalization-order-3", "normalization-order-3-sharp", "normalization-order-4-small-eps"
weights, perturbed = numbers(third, "weights", 1), numbers(third, "perturbed", 1)
still, moved = "the output moves by less than at-least", "a weight is perturbed by more than eps, column"
last_first = [0, 2, 4, 1, 3, 5]
normalized("above-the-sharp-constant", f"line 8: proof: {still}", sharp, {"at-least": "6000000000000000000001/1000000000000000000000"})
normalized("the-papers-bound-with-the-right-power", f"line 9: proof: {still}", fourth, {"at-least": "2/125"})
normalized("index-order-swapped", f"line 8: proof: {still}", third, says={"weights": " ".join(weights[i] for i in last_first), "perturbed": " ".join(perturbed[i] for i in last_first)})
normalized("sizes-swapped", "line 7: proof: 3 numbers are needed", third, says={"sizes": "3 2"})
normalized("values-swapped", "line 7: proof: more than 2 numbers", third, lines=[*body(third)[:3], body(third)[4], body(third)[3]])
normalized("nothing-perturbed", f"line 8: proof: {still}", third, says={"perturbed": " ".join(weights)})
normalized("all-perturbed-alike", f"line 8: proof: {still}", third, says={"perturbed": " ".join(str(fractions.Fraction(w) * fractions.Fraction(8, 5)) for w in weights)})
normalized("perturbed-above-eps", f"line 6: proof: {moved} 0", third, says={"perturbed": changed(perturbed, 0, "3200000001/1000000000")})
normalized("perturbed-below-eps", f"line 6: proof: {moved} 4", third, says={"perturbed": changed(perturbed, 4, "1/6")})
normalized("perturbed-to-zero", f"line 6: proof: {moved} 5", third, says={"perturbed": changed(perturbed, 5, 0)})
normalized("perturbed-absolutely", f"line 6: proof: {moved} 5", third, says={"perturbed": changed(perturbed, 5, "-1/10")})
normalized("eps-smaller-in-the-problem", f"line 6: proof: {moved} 0", third, {"eps": "599/1000"})
normalized("weight-zero", "line 5: proof: a weight is not positive", third, says={"weights": changed(weights, 5, 0), "perturbed": changed(perturbed, 5, 0)})
normalized("weight-negative", "line 5: proof: a weight is not positive", third, says={"weights": changed(weights, 0, -2), "perturbed": changed(perturbed, 0, "-16/5")})
normalized("value-above-the-bound", "line 7: proof: a value is above the bound", third, lines=[*body(third)[:3], "values 4 -3", body(third)[4]])
normalized("value-below-minus-the-bound", "line 8: proof: a value is above the bound", third, lines=[*body(third)[:4], "values 3 -31/10 5/2"])
normalized("bound-smaller-in-the-problem", "line 7: proof: a value is above the bound", third, {"bound": "299/100"})
normalized("products-for-values", "line 7: proof: a value is above the bound", sharp, lines=["sizes 2 1", *body(sharp)[1:3], "values 9 -9", "values 1"])
normalized("values-missing", "line 8: proof: 'values' should stand here", third, lines=body(third)[:-1])
normalized("values-of-another-order", "line 4: proof: more than 1 numbers", third, {"order": 2})
normalized("weights-too-few", "line 5: proof: 6 numbers are needed", third, says={"weights": " ".join(weights[:-1])})
normalized("perturbed-too-many", "line 6: proof: more than 6 numbers", third, says={"perturbed": " ".join(perturbed + ["1"])})
normalized("size-zero", "line 4: proof: 1 to 1048576 columns are needed", third, says={"sizes": "2 0"})
normalized("sizes-endless", "line 4: proof: 1 to 1048576 columns are needed", third, says={"sizes": "1048576 1048576"})
normalized("eps-zero", "line 5: problem: 0 < eps < 1 is needed", third, {"eps": 0})
normalized("eps-one", "line 5: problem: 0 < eps < 1 is needed", third, {"eps": 1})
normalized("bound-negative", "line 6: problem: the bound must be positive", third, {"bound": -3})
normalized("at-least-zero", "line 7: problem: at-least must be positive", third, {"at-least": 0})
normalized("order-1", "line 4: problem: an order from 2 to 8 is needed", third, {"order": 1})
normalized("proof-of-another-problem", "line 2: proof: it was made for another problem file", (sharp, third), bind=False)


# Kind tensor-attention-rows: files as in attention-rows, several k and v.
many, told_many = accepted_pair("tensor-attention-rows-ppocr")
many, told_many = in_folder(many), told_many.replace(" ../certificates/accepted/", " ../accepted/")
many_output = (here / "accepted" / "tensor-attention-rows-ppocr.npy").read_bytes()
asked_many = many.splitlines()
head_q, head_k, head_v = (asked_many[at].split(" ", 1)[1] for at in (4, 5, 6))


def of_tuples(lie, verdict, changes=(), error=None, out=None, bind=True, kind=None):
    """`changes`: (number of a line of the problem, new line or None)."""
    lines = list(asked_many)
    for at, new in changes:
        lines[at - 1] = new
    text, answer_text = "\n".join(line for line in lines if line is not None) + "\n", told_many
    if error is not None:
        answer_text = replaced(answer_text, "error", error)
    if kind is not None:
        answer_text = replaced(answer_text, "kind", kind)
    if out is not None:
        (target / f"tensor-attention-rows-{lie}.npy").write_bytes(out)
        answer_text = replaced(answer_text, "output", f"{sha(out)} tensor-attention-rows-{lie}.npy")
    forge_exp("tensor-attention-rows-" + lie, verdict, text, answer_text, bind)


at = start + 8 * (131 * columns + 14)
nudged = many_output[:at] + struct.pack("<d", struct.unpack("<d", many_output[at:at + 8])[0] + 1e-9) + many_output[at + 8:]
of_tuples("one-entry-off", f"line 5: proof: entry (131, 14) of the output {beyond}", out=nudged)
of_tuples("values-exchanged", f"line 5: proof: entry (29, 0) of the output {beyond}", [(8, "v " + head_k), (9, "v " + head_v)])
of_tuples("keys-exchanged", f"line 5: proof: entry (29, 0) of the output {beyond}", [(6, "k " + head_v), (7, "k " + head_k)])
of_tuples("one-key-twice", f"line 5: proof: entry (29, 0) of the output {beyond}", [(7, "k " + head_k)])
of_tuples("of-order-2", f"line 5: proof: entry (29, 0) of the output {beyond}", [(4, "order 2"), (7, None), (9, None)])
of_tuples("order-2-with-two-keys", "line 7: problem: 'v' should stand here", [(4, "order 2")])
of_tuples("order-4-with-two-keys", "line 8: problem: 'k' should stand here", [(4, "order 4")])
of_tuples("order-1", "line 4: problem: an order from 2 to 8 is needed", [(4, "order 1")])
of_tuples("order-a-fraction", "line 4: problem: an order from 2 to 8 is needed", [(4, "order 5/2")])
of_tuples("scale-1-over-d", f"line 5: proof: entry (29, 0) of the output {beyond}", [(10, "scale 1/d")])
of_tuples("error-above-eps", "line 5: proof: the error claimed is above the eps asked for", error="1/999999")
of_tuples("wrong-checksum-of-a-key", "line 7: problem: ../../../examples/heads/ppocr_n160_L0_h3_v.npy has another checksum", [(7, "k " + head_k[:64] + head_v[64:])])
other_head = "../../../examples/heads/use_n128_L0_h0_k.npy"
other_head = sha((here / "rejected" / other_head).read_bytes()) + " " + other_head
of_tuples("key-of-another-head", "line 7: problem: K has another number of columns than Q", [(7, "k " + other_head)])
of_tuples("value-of-another-head", "line 9: problem: V has another number of rows than K", [(9, "v " + other_head)])
of_tuples("all-rows", "line 12: problem: more work than is done here", [(12, "rows " + " ".join(map(str, range(160))))])
of_tuples("fifth-order", "line 8: problem: more products than are formed here", [(4, "order 5"), (7, "\n".join(["k " + head_v] * 3))])
of_tuples("kinds-differ", "line 3: proof: its kind is not the problem's", kind="attention-rows")
of_tuples("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", [(11, "eps 1/10000000")], bind=False)


# Kinds reduction-gap and protocol-count.
def hard(kind, lie, verdict, name, asks=None, says=None, lines=None, at=(), bind=True):
    """As forge_matrix; `at`: (number of a line of the problem, new line or None)."""
    question, answer = accepted_pair(name)
    for key, new in (asks or {}).items():
        question = replaced(question, key, new)
    if at:
        changed_lines = question.splitlines()
        for number, new in at:
            changed_lines[number - 1] = new
        question = "".join(line + "\n" for line in changed_lines if line is not None)
    if lines is not None:
        answer = "".join(answer.splitlines(True)[:3]) + "".join(line + "\n" for line in [*lines, "end"])
    for key, new in (says or {}).items():
        answer = replaced(answer, key, new)
    forge_exp(f"{kind}-{lie}", verdict, question, answer, bind)


def reduction(*arguments, **named):
    hard("reduction-gap", *arguments, **named)


yes, no, fewer = "reduction-gap-example", "reduction-gap-example-no", "reduction-gap-example-paper-like"
two, two_no, three_no = "reduction-gap-order-2", "reduction-gap-order-2-paper-like", "reduction-gap-order-3"
lower_yes, upper_no = "a row with a product of at least t can be below yes-at-least", "a row with products of at most (1 - gap) t can be above no-at-most"
apart = "yes-at-least and no-at-most are no more than 2 error apart"
decimal.getcontext().prec = 5200
weight = (decimal.Decimal(value(accepted_pair(yes)[1], "scale").split("/")[0]) / 512).exp()  # e^{s/2}
almost = f"{(weight / (weight + 3)).scaleb(5100).to_integral_value(decimal.ROUND_CEILING):f}/1" + "0" * 5100
reduction("error-at-half-the-gap", f"line 7: proof: {apart}", yes, {"error": "2003/10000"})
reduction("bounds-equal", f"line 7: proof: {apart}", yes, {"error": 0}, {"yes-at-least": "1/10", "no-at-most": "1/10"})
reduction("bounds-swapped", f"line 7: proof: {apart}", yes, says={"yes-at-least": value(accepted_pair(yes)[1], "no-at-most"), "no-at-most": value(accepted_pair(yes)[1], "yes-at-least")})
reduction("yes-at-least-raised", f"line 7: proof: {lower_yes}", yes, says={"yes-at-least": "501/1000"})
reduction("no-at-most-lowered", f"line 7: proof: {upper_no}", yes, says={"no-at-most": "999/10000"})
reduction("no-at-most-zero", f"line 7: proof: {upper_no}", yes, says={"no-at-most": 0})
reduction("yes-at-least-above-by-a-hair", "line 7: proof: the outputs cannot be told from the bounds at 16384 bits", yes, says={"yes-at-least": almost})
reduction("mixed-tuples-forgotten", f"line 6: proof: {lower_yes}", fewer, says={"yes-at-least": "1/2"})
reduction("paper-like-as-centred", f"line 7: proof: {upper_no}", fewer, {"form": "centred"}, lines=[body(fewer)[0], "centre 0", *body(fewer)[1:]])
reduction("centred-as-paper-like", f"line 6: proof: {lower_yes}", yes, {"form": "paper-like"}, lines=[body(yes)[0], *body(yes)[2:]])
reduction("centre-elsewhere", f"line 7: proof: {lower_yes}", yes, says={"centre": "4/5"})
reduction("centre-at-t-over-d", f"line 7: proof: {lower_yes}", yes, says={"centre": 1})
reduction("centre-negative", "line 5: proof: a centre from 0 to 1 is needed", yes, says={"centre": "-3/4"})
reduction("centre-missing", "line 5: proof: 'centre' should stand here", yes, lines=[body(yes)[0], *body(yes)[2:]])
reduction("needless-centre", "line 5: proof: 'yes-at-least' should stand here", fewer, lines=[body(fewer)[0], "centre 0", *body(fewer)[1:]])
reduction("scale-halved", f"line 7: proof: {lower_yes}", yes, says={"scale": "563/128"})
reduction("scale-doubled", "line 4: proof: the scale is above bound^order", yes, says={"scale": "563/32"})
reduction("scale-just-above-the-bound", "line 4: proof: the scale is above bound^order", yes, {"bound": "103/50"})
reduction("scale-zero", "line 4: proof: the scale must be positive", yes, says={"scale": 0})
reduction("scale-negative", "line 4: proof: the scale must be positive", yes, says={"scale": "-563/64"})
reduction("scale-with-denominator-zero", "line 4: proof: a denominator is zero", yes, says={"scale": "563/0"})
reduction("scale-as-a-decimal", "line 4: proof: not a rational number", yes, says={"scale": "8.8"})
reduction("scale-endless", "line 4: proof: more than 4096 bits", yes, says={"scale": "1" + "0" * 1299 + "1/2" + "0" * 1299})
reduction("gap-narrowed", f"line 7: proof: {upper_no}", two, {"gap": "1/4", "threshold": 4})
reduction("of-a-larger-order", f"line 7: proof: {lower_yes}", yes, {"order": 4, "bound": 3}, at=[(9, "set 11\nset 11")], lines=[*body(yes)[:-1], "choice 0 0 0 0"])
reduction("of-larger-sets", f"line 7: proof: {lower_yes}", yes, {"size": "2 2"}, at=[(7, "set 11 11"), (8, "set 11 11"), (9, "set 11 11")])
reduction("yes-for-no", "line 8: proof: the product of the choice is below the threshold", no, {"answer": "yes"}, lines=[*body(no), "choice 0 0 0"])
reduction("no-for-yes", "line 15: problem: a product is above (1 - gap) t", yes, {"answer": "no"}, lines=body(yes)[:-1])
reduction("one-choice-above", "line 15: problem: a product is above (1 - gap) t", three_no, at=[(8, "set 1001 1101")])
reduction("product-between-the-sorts-called-no", "line 15: problem: a product is above (1 - gap) t", three_no, {"gap": "2/3"})
reduction("products-of-no-rounded-up", "line 15: problem: a product is above (1 - gap) t", three_no, {"gap": "1/2"})
reduction("choice-of-other-vectors", "line 8: proof: the product of the choice is below the threshold", two, lines=[*body(two)[:-1], "choice 2 0"])
reduction("choice-outside", "line 8: proof: a whole number from 0 to 2 is needed", two, lines=[*body(two)[:-1], "choice 3 0"])
reduction("choice-negative", "line 8: proof: a whole number from 0 to 2 is needed", two, lines=[*body(two)[:-1], "choice 0 -1"])
reduction("choice-too-short", "line 8: proof: 3 numbers are needed", yes, says={"choice": "0 0"})
reduction("choice-missing", "line 8: proof: 'choice' should stand here", yes, lines=body(yes)[:-1])
reduction("needless-choice", "line 8: proof: 'end' should stand here", no, lines=[*body(no), "choice 0 0 0"])
reduction("threshold-above-d", "line 10: problem: a whole number from 0 to 2 is needed", yes, {"threshold": 3})
reduction("threshold-zero", "line 10: problem: a threshold from 1 to d is needed", yes, {"threshold": 0})
reduction("gap-zero", "line 11: problem: 0 < gap <= 1 is needed", yes, {"gap": 0})
reduction("gap-negative", "line 11: problem: 0 < gap <= 1 is needed", yes, {"gap": "-1/2"})
reduction("gap-above-one", "line 11: problem: 0 < gap <= 1 is needed", yes, {"gap": "3/2"})
reduction("error-negative", "line 12: problem: the error is negative", yes, {"error": "-1/5"})
reduction("bound-negative", "line 13: problem: the bound must be positive", fewer, {"bound": -9})
reduction("answer-perhaps", "line 14: problem: one of yes, no is needed", yes, {"answer": "neither"})
reduction("form-unknown", "line 4: problem: one of centred, paper-like is needed", yes, {"form": "soft"})
reduction("order-1", "line 5: problem: an order from 2 to 6 is needed", yes, {"order": 1})
reduction("order-7", "line 5: problem: a whole number from 0 to 6 is needed", yes, {"order": 7})
reduction("size-zero", "line 6: problem: sets of 1 to 1048576 digits are needed", yes, {"size": "0 2"})
reduction("size-endless", "line 6: problem: a whole number from 0 to 1048576 is needed", yes, {"size": f"{2**64 + 1} 2"})
reduction("size-too-large", "line 6: problem: sets of 1 to 1048576 digits are needed", yes, {"size": "1048576 2"})
reduction("digit-two", "line 8: problem: n words of d digits are needed", yes, at=[(8, "set 12")])
reduction("word-too-long", "line 9: problem: n words of d digits are needed", yes, at=[(9, "set 111")])
reduction("blanks-inside-a-word", "line 7: problem: n words of d digits are needed", two, at=[(7, "set 1101 001101 00111")])
reduction("set-missing", "line 9: problem: 'set' should stand here", yes, at=[(9, None)])
reduction("proof-of-another-answer", "line 2: proof: it was made for another problem file", yes, at=[(9, "set 10")], bind=False)


def count(*arguments, **named):
    hard("protocol-count", *arguments, **named)


apart_, met, meets, three = "protocol-count-disjoint", "protocol-count-meeting", "protocol-count-meeting-exactly", "protocol-count-three-players"
both, short, zero_there = "protocol-count-two-places", "the message is accepted on fewer coins", "an input is 0 there"
below_degree = "a bound below players (symbols - 1) coins does not follow"
said_message = int(value(accepted_pair(apart_)[1], "message"))
count("all-though-they-meet", f"line 4: proof: {short}", met, at=[(11, "accepting all"), (12, None)], lines=["message 1"])
count("honest-message-off", f"line 4: proof: {short}", apart_, says={"message": (said_message + 1) % 7})
count("message-of-nothing", f"line 4: proof: {short}", apart_, says={"message": 0})
count("message-above-the-degree", "line 4: proof: more than 1 numbers", apart_, says={"message": f"{said_message} 1"})
count("message-as-values", "line 4: proof: more than 1 numbers", apart_, says={"message": "0 0 1 4"})
count("message-outside-the-field", "line 4: proof: a whole number from 0 to 6 is needed", apart_, says={"message": said_message + 7})
count("message-negative", "line 4: proof: a whole number from 0 to 6 is needed", apart_, says={"message": said_message - 7})
count("message-missing", "line 4: proof: 'message' should stand here", apart_, lines=[])
count("message-of-one-coin-less", f"line 6: proof: {short}", meets, says={"message": 0})
count("exactly-one-more", f"line 6: proof: {short}", meets, {"coins": 3})
count("exactly-one-less", f"line 5: proof: {below_degree}", meets, {"coins": 1})
count("at-most-one-less", f"line 5: proof: {below_degree}", met, {"coins": 1})
count("bounded-though-disjoint", f"line 5: proof: {zero_there}", apart_, at=[(11, "accepting at-most\ncoins 2")], lines=["block 0", "place 0"])
count("another-place", f"line 5: proof: {zero_there}", met, says={"place": 1})
count("another-block", f"line 5: proof: {zero_there}", met, says={"block": 1})
count("one-input-without-it", f"line 5: proof: {zero_there}", three, at=[(11, "input 01 00 11")])
count("block-outside", "line 4: proof: a whole number from 0 to 1 is needed", met, says={"block": 2})
count("place-outside", "line 5: proof: a whole number from 0 to 1 is needed", met, says={"place": 2})
count("place-by-coordinate", "line 5: proof: a whole number from 0 to 3 is needed", both, says={"place": 4})
count("blocks-and-places-exchanged", f"line 5: proof: {zero_there}", three, says={"block": 2, "place": 0})
count("needless-message", "line 6: proof: 'end' should stand here", met, lines=[*body(met), "message 0"])
count("needless-place", "line 4: proof: 'message' should stand here", apart_, lines=["block 0", "place 0", *body(apart_)])
count("prime-composite", "line 4: problem: not a prime", met, {"prime": 9})
count("prime-one", "line 4: problem: not a prime", met, {"prime": 1})
count("prime-endless", "line 4: problem: a whole number from 0 to 2147483647 is needed", met, {"prime": 2**61 - 1})
count("characteristic-of-the-blocks", "line 5: problem: 1 <= blocks < prime is needed", "protocol-count-disjoint", {"prime": 2, "length": 2})
count("blocks-zero", "line 5: problem: 1 <= blocks < prime is needed", met, {"blocks": 0})
count("symbols-zero", "line 6: problem: inputs of 1 to 1048576 bits are needed", met, {"symbols": 0})
count("symbols-endless", "line 6: problem: a whole number from 0 to 1048576 is needed", met, {"symbols": 2**64 + 2})
count("length-above-the-field", "line 7: problem: a length of at most the prime is needed", met, {"length": 8})
count("length-of-the-degree", "line 8: problem: a length above players (symbols - 1) is needed", met, {"length": 2})
count("one-player", "line 8: problem: 2 to 8 players are needed", met, {"players": 1})
count("players-nine", "line 8: problem: a whole number from 0 to 8 is needed", met, {"players": 9})
count("input-missing", "line 10: problem: 'input' should stand here", met, at=[(10, None)])
count("input-without-blanks", "line 9: problem: a word of `symbols` digits for each block is needed", met, at=[(9, "input 1001")])
count("input-with-a-two", "line 10: problem: a word of `symbols` digits for each block is needed", met, at=[(10, "input 11 20")])
count("accepting-some", "line 11: problem: one of all, at-most, exactly is needed", met, {"accepting": "some"})
count("coins-above-the-length", "line 12: problem: a whole number from 0 to 4 is needed", met, {"coins": 5})
count("needless-coins", "line 12: problem: 'end' should stand here", apart_, at=[(11, "accepting all\ncoins 4")])
count("proof-of-an-easier-problem", "line 2: proof: it was made for another problem file", met, {"coins": 3}, bind=False)

# Kind statement: problems of their own, as there is little to damage in a few small numbers.
def statement(lie, verdict, problem_lines, *values, bind=True):
    text = "\n".join(["attest-problem 1", f"id {lie}", "kind statement", *problem_lines, "end"]) + "\n"
    lines = ["attest-proof 1", "problem " + sha(text if bind else text + "x"), "kind statement", *values, "end"]
    forge("statement-" + lie, verdict, text, "\n".join(lines) + "\n", out=False, bind=False)


holds, fails, always = "answer holds", "answer fails", "answer always"
undecided = "proof: a comparison stays undecided"
swap = ["given A 1 2", "given B 1 2", "given C 2 1", "given D 2 1"]
swapped = "say (= (* (kron A B) (columnwise C D)) (columnwise (* A C) (* B D)))"
ones = ["value 1 1"] * 4
statement("true-identity-refuted", "line 8: proof: the statement holds", [*swap, swapped, fails], *ones)
statement("false-identity", f"line 4: {undecided}", ["given A 2 2", "given B 2 2", "say (= (* A B) (* B A))", always])
statement("false-identity-shown-at-zero", "line 6: proof: the statement fails", ["given a", "given b", "say (= (pow (+ a b) 2) (+ (* a a) (* b b)))", holds], "value 1", "value 1")
statement("unequal-polynomials-called-different", f"line 4: {undecided}", ["given a", "given b", "say (not (= a b))", always])
statement("identity-with-a-condition", "line 7: problem: an identity has no conditions", ["given a", "where (= a 0)", "say (= a 0)", always])
statement("identity-of-exponentials", "line 4: proof: only sums, products and comparisons by = of what is not a number are polynomial",
          ["given a", "say (= (exp (* 2 a)) (pow (exp a) 2))", always])
statement("identity-with-an-order", "line 4: proof: only sums, products and comparisons by = of what is not a number are polynomial",
          ["given a", "say (<= 0 (* a a))", always])
statement("witness-outside-its-condition", "line 5: proof: condition 2 does not hold", ["given B", "where (<= 0 B)", "where (<= B 1)", "say (<= (* B B) B)", fails], "value 2")
statement("witness-on-the-edge", "line 5: proof: condition 1 does not hold", ["given eps", "where (< 0 eps)", "say (< 0 eps)", fails], "value 0")
statement("witness-missing", "line 4: proof: 'value' should stand here", ["given a", "say (= a 0)", fails])
statement("witness-too-short", "line 4: proof: 4 numbers are needed", ["given A 2 2", "say (= A (t A))", fails], "value 0 1 0")
statement("witness-too-long", "line 4: proof: more than 1 numbers", ["given a", "say (= a 0)", fails], "value 1 2")
statement("witness-needless", "line 4: proof: 'end' should stand here", ["say (= 1 2)", fails], "value 1")
statement("witnesses-exchanged", "line 6: proof: condition 1 does not hold", ["given a", "given b", "where (< a b)", "say (= a b)", fails], "value 2", "value 1")
statement("equal-by-enclosures", f"line 4: {undecided}", ["say (= (exp 1) (exp 1))", holds])
statement("different-below-any-precision", f"line 4: {undecided}", ["say (< (exp 1) (+ (exp 1) (pow 2 -5000)))", holds])
statement("pi-is-355-over-113", "line 4: proof: the statement fails", ["say (<= 0 (sin 355/113))", holds])
statement("e-rounded", "line 4: proof: the statement fails", ["say (< (exp 1) 271828182845904/100000000000000)", holds])
statement("logarithm-of-a-negative-number", "line 4: proof: a logarithm of a number that is not shown to be positive", ["say (< (ln -1) 4)", holds])
statement("root-of-a-negative-number", "line 4: proof: a root of a number that is not shown to be at least 0", ["say (<= 0 (sqrt -4))", holds])
statement("division-by-zero", "line 5: proof: a division by 0", ["given a", "say (= (/ a a) 1)", fails], "value 0")
statement("division-by-a-hidden-zero", f"line 4: {undecided}", ["say (< 0 (/ 1 (- (exp 1) (exp 1))))", holds])
statement("index-zero", "line 5: proof: an index outside of its matrix", ["given A 2 2", "say (= (at A 0 1) (at A 1 1))", fails], "value 1 2 3 4")
statement("index-past-the-end", "line 5: proof: an index outside of its matrix", ["given A 2 2", "say (= (at A 1 3) (at A 1 1))", fails], "value 1 2 3 4")
statement("sizes-that-do-not-fit", "line 6: proof: sizes do not fit a product", ["given A 1 2", "given B 1 2", "say (= (* A B) 0)", fails], "value 1 1", "value 1 1")
statement("sizes-broadcast", "line 6: proof: equal sizes are needed", ["given A 1 2", "given b", "say (= (+ A b) A)", fails], "value 1 1", "value 1")
statement("unequal-sizes-called-equal", "line 4: proof: the statement fails", ["say (= (ones 1 4) (ones 4 1))", holds])
statement("rowwise-for-columnwise", "line 6: proof: sizes do not fit 'rowwise'", ["given A 1 2", "given B 2 2", "say (= (rowwise A B) A)", fails], "value 1 1", "value 1 1 1 1")
statement("slower-index-first", "line 4: proof: the statement fails", ["say (= (kron (rows (1 2)) (rows (1 10))) (rows (1 2 10 20)))", holds])
statement("name-bound-twice", "line 5: proof: 'a' has a value already", ["given a", "let a 1", "say (= a 2)", fails], "value 1")
statement("name-bound-twice-by-a-loop", "line 5: proof: 'a' has a value already", ["given a", "say (= (sum a 1 2 a) a)", fails], "value 1")
statement("loop-variable-outside", "line 4: proof: not a rational number", ["say (= (+ (sum i 1 2 i) i) 4)", holds])
statement("name-unknown", "line 4: proof: not a rational number", ["say (= b 1)", fails])
statement("name-with-a-digit-first", "line 4: problem: a name and 1 to 2^12 entries in all are needed", ["given 2a", "say (= 1 2)", fails], "value 1")
statement("given-of-no-entries", "line 4: problem: a name and 1 to 2^12 entries in all are needed", ["given A 0 2", "say (= 1 2)", fails])
statement("given-of-too-many-entries", "line 5: problem: a name and 1 to 2^12 entries in all are needed", ["given A 64 64", "given b", "say (= 1 2)", fails])
statement("operation-unknown", "line 4: proof: 'trace' is no operation", ["say (= (trace 1) 1)", holds])
statement("relation-unknown", "line 4: proof: '>' is no relation", ["say (> 2 1)", holds])
statement("relation-as-a-number", "line 4: proof: '<' is no operation", ["say (= (< 1 2) 1)", holds])
statement("too-few-arguments", "line 4: proof: 'pow' takes 2", ["say (= (pow 2) 4)", holds])
statement("power-of-a-fraction", "line 4: proof: a whole number up to 2^31 is needed", ["say (= (pow 4 1/2) 2)", holds])
statement("parenthesis-missing", "line 4: problem: ')' is missing", ["say (= 1 (+ 1 0)", holds])
statement("parenthesis-too-many", "line 4: problem: something stands behind the expression", ["say (= 1 1))", holds])
statement("two-blanks", "line 4: problem: a word is missing", ["say (= 1  1)", holds])
statement("too-deep", "line 4: problem: an expression is more than 100 deep", ["say (= 0 " + "(- " * 101 + "0" + ")" * 101 + ")", holds])
statement("number-too-long", "line 4: proof: a number of more than 2^15 bits", ["say (< 1 (pow 2 40000))", holds])
statement("number-too-long-in-a-power-of-it", "line 4: proof: a number of more than 2^15 bits", ["say (= (mod (choose 2147483647 5000) 2) 0)", holds])
statement("power-of-a-variable-that-wraps", "line 4: proof: a variable to a power above 2^31", ["given x", "say (= (* x (pow (pow x 65536) 65536)) x)", always])
statement("power-of-a-variable-just-too-large", "line 4: proof: a variable to a power above 2^31", ["given x", "say (= (pow x 2147483648) (* x (pow x 2147483648)))", always])
statement("coefficient-too-long", "line 4: proof: a number of more than 2^15 bits", ["given x", "say (= (* x (pow 2 30000) (pow 2 30000)) (* x (pow 2 60000)))", always])
statement("exponential-too-long", "line 4: proof: a number of more than 2^15 bits", ["say (< 1 (exp 30000))", holds])
statement("exponential-below-one", "line 4: proof: the statement fails", ["say (<= (exp (pow 2 -3000)) 1)", holds])
statement("logarithm-near-one-vanishes", "line 4: proof: the statement fails", ["say (<= (ln (+ 1 (pow 2 -1000))) 0)", holds])
statement("sine-larger-than-its-angle", "line 4: proof: the statement fails", ["say (<= (pow 2 -400) (sin (pow 2 -400)))", holds])
statement("root-squared", f"line 4: {undecided}", ["say (= (pow (sqrt 2) 2) 2)", holds])
statement("floor-on-the-edge", f"line 4: {undecided}", ["say (= (floor (* (sqrt 2) (sqrt 2))) 2)", holds])
statement("condition-on-the-edge", f"line 4: {undecided}", ["where (<= (* (sqrt 2) (sqrt 2)) 2)", "say (= 1 2)", fails])
statement("choice-by-enclosures", f"line 4: {undecided}", ["say (= (if (= (* (sqrt 2) (sqrt 2)) 2) 1 0) 1)", holds])
statement("loop-bound-enclosed", "line 4: proof: a whole number up to 2^31 is needed", ["say (= (sum i 1 (* (sqrt 2) (sqrt 2)) i) 3)", holds])
statement("inverse-of-zero-by-a-power", "line 4: proof: a division by 0", ["say (= (pow 0 -1) 0)", holds])
statement("maximum-of-a-variable", "line 4: proof: only sums, products and comparisons by = of what is not a number are polynomial",
          ["given a", "say (= (max a a) a)", always])
statement("choice-by-a-variable", f"line 4: {undecided}", ["given a", "say (= (if (= a 0) 0 a) a)", always])
statement("division-by-a-variable", "line 4: proof: only sums, products and comparisons by = of what is not a number are polynomial",
          ["given a", "say (= (/ (* a a) a) a)", always])
statement("name-of-itself", "line 4: proof: not a rational number", ["let a a", "say (= a a)", holds])
statement("too-many-arguments", "line 4: proof: 't' takes 1", ["say (= (t 1 2) 1)", holds])
statement("three-numbers-subtracted", "line 4: proof: '-' takes 2", ["say (= (- 3 2 1) 0)", holds])
statement("exponent-too-large", "line 4: proof: an exponent above 2^16", ["say (< 1 (exp 65537))", holds])
statement("loop-without-end", "line 4: proof: more work than is done here", ["say (= (sum i 1 2147483647 (product j 1 1000 1)) 1)", holds])
statement("matrix-too-large", "line 4: proof: a matrix has 1 to 2^12 entries", ["say (= (ones 65 64) (ones 65 64))", holds])
statement("matrix-of-no-rows", "line 4: proof: a matrix has 1 to 2^12 entries", ["say (= (ones 0 1) (ones 0 1))", holds])
statement("answer-maybe", "line 5: problem: 'holds', 'fails' or 'always' is needed", ["say (= 1 1)", "answer maybe"])
statement("say-twice", "line 5: problem: 'answer' should stand here", ["say (= 1 1)", "say (= 1 2)", holds])
statement("condition-after-the-statement", "line 5: problem: 'answer' should stand here", ["say (= 1 1)", "where (= 1 1)", holds])
statement("proof-of-another-problem", "line 2: proof: it was made for another problem file", ["say (= 1 1)", holds], bind=False)

# An identity of a claim, with one word of it changed.
def identity(lie, name, old, new):
    lines = (here.parent / "problems" / f"{name}.problem").read_text().splitlines()[3:-1]
    changed_lines = [line.replace(old, new) for line in lines]
    assert sum(a != b for a, b in zip(lines, changed_lines)) == 1, lie
    statement(lie, f"line 4: {undecided}", changed_lines)


identity("normalization-within-eps", "softmax-normalization", "let limit (* 2 eps", "let limit (* eps")
identity("normalization-by-the-old-sums", "softmax-normalization", "let near-S (* near ", "let near-S (* A ")
identity("normalization-of-one-weight-less", "softmax-normalization", "let m (* D (t A))", "let m (- (* D (t A)) (* (at A 1 4) (at D 1 4)))")
identity("normalization-below-the-sharp-constant", "softmax-normalization-part-2", "let limit (* 2 q", "let limit (* 199/100 q")
identity("normalization-of-a-looser-square", "softmax-normalization-part-2", "(* 2 (pow q 2) S)", "(* (pow q 2) S)")
identity("normalization-order-3-with-b", "tensor-normalization", "let bound (pow B 2)", "let bound B")
identity("normalization-order-3-cubed", "tensor-normalization-part-2", "let bound (pow B 2)", "let bound (pow B 3)")
identity("normalization-order-3-signs-exchanged", "tensor-normalization", "let below (/ (+ (columnwise V-up W-down) (columnwise V-down W-up)) 2)",
         "let below (/ (+ (columnwise V-up W-up) (columnwise V-down W-down)) 2)")
identity("bound-of-logits-squared", "kron-logit-bound-part-2", "(pow B 3)", "(pow B 2)")
identity("bound-of-entries-of-one-factor", "kron-entry-bound-part-2", "(* a b (ones", "(* a a (ones")
identity("rotations-not-undone", "rope-full-rank-standard-part-2", "let turned-K (matrix i 3 j 2 (at (if (= i 1) K (if (= i 2) (* K (t R)) (* K (t T)))) i j))",
         "let turned-K K")

(target / "EXPECTED").write_text("".join(f"{lie}: s REJECTED {verdict}\n" for lie, verdict in sorted(expected.items())))
