"""Random problems of kind `statement` (docs/certificates.md): well formed, true or false, sometimes with a word exchanged."""
import hashlib
from fractions import Fraction

FUNCTIONS = ("exp", "ln", "sqrt", "sin", "cos", "abs", "floor")


def number(chance):
    return str(chance.choice((
        Fraction(chance.randint(-9, 9), chance.randint(1, 5)),
        Fraction(chance.choice((-1, 1)), 2 ** chance.randint(1, 500)),
        1 + Fraction(chance.choice((-1, 1)), 2 ** chance.randint(1, 500)),
        Fraction(355 * chance.randint(1, 300), 113),
        Fraction(chance.getrandbits(200) + 1, chance.getrandbits(190) + 1))))


def expression(chance, rows, cols, depth, names, real):
    """A matrix of this size; with `real` also functions of numbers."""
    def part(r, c):
        return expression(chance, r, c, depth - 1, names, real)

    one = rows == cols == 1
    if depth == 0:
        fitting = [name for name, size in names.items() if size == (rows, cols)]
        if fitting and chance.random() < 0.7:
            return chance.choice(fitting)
        if one:
            return number(chance) if real else str(chance.randint(-3, 3))
        return "(rows " + " ".join("(" + " ".join(str(chance.randint(-3, 3)) for _ in range(cols)) + ")" for _ in range(rows)) + ")"
    op = chance.choice(["+", "-", "had", "*", "multiple", "/", "t", "kron", "if"] + (["pow", "at", "sum", "max"] if one else ["matrix"]) + [*FUNCTIONS] * (one and real))
    if op in ("+", "had", "-"):
        return f"({op} {part(rows, cols)} {part(rows, cols)})"
    if op == "*":
        inner = chance.randint(1, 3)
        return f"(* {part(rows, inner)} {part(inner, cols)})"
    if op == "multiple":
        return f"(* {part(1, 1)} {part(rows, cols)})"
    if op == "/":
        return f"(/ {part(rows, cols)} {chance.choice((2, '-3/7', part(1, 1) if real else 5))})"
    if op == "t":
        return f"(t {part(cols, rows)})"
    if op == "kron":
        side = chance.choice(("kron", "rowwise", "columnwise"))
        halves = [n // 2 if n % 2 == 0 and chance.random() < 0.8 else n for n in (rows, cols)]
        first = rows if side == "rowwise" else rows // halves[0], cols if side == "columnwise" else cols // halves[1]
        second = rows if side == "rowwise" else halves[0], cols if side == "columnwise" else halves[1]
        return f"({side} {part(*first)} {part(*second)})"
    if op == "if":
        relation = chance.choice(("<", "<=", "="))
        sides = (part(1, 1), part(1, 1)) if real else (chance.randint(0, 1), chance.randint(0, 1))
        return f"(if (not ({relation} {sides[0]} {sides[1]})) {part(rows, cols)} {part(rows, cols)})"
    if op == "pow":
        return f"(pow {part(1, 1)} {chance.randint(-2 if real else 0, 4)})"
    if op == "at":
        size = chance.randint(1, 3), chance.randint(1, 3)
        return f"(at {part(*size)} {chance.randint(1, size[0])} {chance.randint(1, size[1])})"
    if op in ("sum", "matrix"):
        i, j = f"i{len(names)}", f"j{len(names)}"
        inside = expression(chance, 1, 1, depth - 1, {**names, i: (1, 1), j: (1, 1)}, real)
        return f"(matrix {i} {rows} {j} {cols} {inside})" if op == "matrix" else f"(sum {i} 0 2 (sum {j} 1 1 {inside}))"
    if op == "max":
        return f"(max {part(1, 2)} {part(1, 1)})" if real else part(1, 1)
    return f"({op} {part(1, 1)})"


def sealed(lines, values):
    problem = "\n".join(["attest-problem 1", "id random", "kind statement", *lines, "end"]) + "\n"
    return problem, "\n".join(["attest-proof 1", "problem " + hashlib.sha256(problem.encode()).hexdigest(), "kind statement", *values, "end"]) + "\n"


def statement(chance, value):
    """(problem, proof).  `value` encloses an expression: from texts of it and of the given values by name, rows of pairs
    of fractions, or None."""
    answer = chance.choice(("holds", "fails", "always"))
    names = {name: (chance.randint(1, 3), chance.randint(1, 3)) for name in "ABC"} | {"x": (1, 1)}
    given = {n: [[str(Fraction(chance.randint(-9, 9), chance.randint(1, 3))) for _ in range(c)] for _ in range(r)] for n, (r, c) in names.items()}
    real = answer != "always" and chance.random() < 0.5
    rows, cols = (1, 1) if real else (chance.randint(1, 4), chance.randint(1, 4))
    one = expression(chance, rows, cols, chance.randint(1, 3), names, real)
    other, relation = chance.choice((f"(t (t {one}))", f"(- (+ {one} {one}) {one})", expression(chance, rows, cols, 2, names, real))), "="
    if answer != "always" and chance.random() < 0.7 and (around := value(one, given)):
        if all(low == high for row in around for low, high in row):
            other = "(rows " + " ".join("(" + " ".join(str(low) for low, _ in row) + ")" for row in around) + ")"
        elif rows == cols == 1:
            relation, other = chance.choice(("<", "<=")), str(chance.choice(around[0][0]))
    words = f"say ({relation} {one} {other})".split(" ")
    if chance.random() < 0.1:
        words[chance.randrange(1, len(words))] = chance.choice(("x", "A", "2", "(max", "(-", "0)", chance.choice(words)))
    lines = [*(f"given {n} {r} {c}" for n, (r, c) in names.items()), " ".join(words), "answer " + answer]
    return sealed(lines, [] if answer == "always" else ["value " + " ".join(x for row in given[n] for x in row) for n in names])
