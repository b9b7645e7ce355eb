#!/usr/bin/env python3
"""A second checker, from docs/certificates.md alone: Python's standard library, other algorithms where there is a choice.

    attest_check.py PROBLEM PROOF      exit code 0 verified, 1 rejected, 2 unreadable

It cross-examines attest-check: exponentials are correctly rounded decimals instead of fixed-point series, everything
else is fractions.  It sets no price on arithmetic but those of kinds tensor-attention-rows and statement, so that it may
take long where attest-check refuses.
"""
import ast
import decimal
import hashlib
import itertools
import math
import operator
import pathlib
import re
import struct
import sys
from fractions import Fraction

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


class Rejected(Exception):
    pass


class Unreadable(Exception):
    pass


def need(condition, why):
    if not condition:
        raise Rejected(why)


# --- the two files ---------------------------------------------------------------------------------------------------

NUMBER = re.compile(r"(-?)([0-9]{1,100000})(?:/([0-9]{1,100000}))?")
WORD = re.compile(r"[01]+")


def number(text):
    match = NUMBER.fullmatch(text)
    need(match, "not a rational number")
    below = int(match[3] or 1)
    need(below != 0, "a denominator is zero")
    return Fraction(int(match[1] + match[2]), below)


def whole(x):
    need(x.denominator == 1, "a number that is not whole")
    return x.numerator


class Record:
    def __init__(self, name):
        path = pathlib.Path(name)
        if not path.is_file() or path.stat().st_size > 2**25:
            raise Unreadable(name)
        self.bytes = path.read_bytes()
        if self.bytes.count(b"\n") > 2**21:
            raise Unreadable(name)
        need(self.bytes.endswith(b"\n") or not self.bytes, "the last line has no line break")
        self.lines = self.bytes.decode("latin-1").split("\n")[:-1]
        need(not re.search("[\0-\x1f\x7f]", "".join(self.lines)), "a control character")
        self.lines.reverse()  # the next one is last

    def take(self, key):
        need(self.lines and self.lines[-1].startswith(key + " "), f"'{key}' should stand here")
        return self.lines.pop()[len(key) + 1 :]

    def next_is(self, key):
        return bool(self.lines) and self.lines[-1].startswith(key + " ")

    def number(self, key):
        return number(self.take(key))

    def numbers(self, key, count=None, most=2**20):
        texts = self.take(key).split(" ")
        need(len(texts) <= most if count is None else len(texts) == count, f"{key}: another count of numbers")
        return [number(t) for t in texts]

    def integers(self, key, count=None, most=2**20):
        return [whole(x) for x in self.numbers(key, count, most)]

    def integer(self, key, least, most):
        n = whole(self.number(key))
        need(least <= n <= most, f"{key}: {n} is out of range")
        return n

    def choice(self, key, *words):
        word = self.take(key)
        need(word in words, f"{key}: one of {words} is needed")
        return word

    def matrix(self, key, rows, cols):
        if rows * cols == 0:  # no such line
            return [[] for _ in range(rows)]
        flat = self.numbers(key, rows * cols)
        return [flat[i * cols : (i + 1) * cols] for i in range(rows)]

    def end(self):
        need(self.lines and self.lines.pop() == "end", "'end' should stand here")
        need(not self.lines, "something stands behind 'end'")


# --- exponentials and roots -----------------------------------------------------------------------------------------


def decimals(digits):
    return decimal.Context(prec=digits, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX, rounding=decimal.ROUND_HALF_EVEN)


def exponential(x, digits):
    """Fractions around e^x."""
    context = decimals(digits)
    at = context.divide(decimal.Decimal(x.numerator), decimal.Decimal(x.denominator))
    value = Fraction(context.exp(at))
    return spread(value, (abs(x) + 1) * Fraction(2, 10 ** (digits - 1)))


def spread(value, relative):
    need(relative < 1, "a number is too large for the precision")
    return value * (1 - relative), value * (1 + relative)


def decided(test, start=60, most=5000):
    """The first answer that is not None, the digits doubling."""
    digits = start
    while digits <= most:
        answer = test(digits)
        if answer is not None:
            return answer
        digits *= 2
    return False


def integer_root(a, n):
    """floor(a^(1/n)), a >= 0."""
    if a < 2 or n == 1:
        return a
    x = 1 << -(-a.bit_length() // n)
    while True:
        y = ((n - 1) * x + a // x ** (n - 1)) // n
        if y >= x:
            return x
        x = y


def is_power(x, n):
    """Is the rational x an n-th power of a rational?"""
    if x < 0 and n % 2 == 0:
        return False
    return all(integer_root(abs(a), n) ** n == abs(a) for a in (x.numerator, x.denominator))


# --- attention ------------------------------------------------------------------------------------------------------


def npy(data):
    need(data[:6] == b"\x93NUMPY" and data[6] in (1, 2, 3) and data[7] == 0, "not a .npy file")
    size = 2 if data[6] == 1 else 4
    start = 8 + size + int.from_bytes(data[8 : 8 + size], "little")
    try:
        header = ast.literal_eval(data[8 + size : start].decode("latin-1").strip())
        kind, order, (rows, cols) = header["descr"], header["fortran_order"], header["shape"]
        need(len(header) == 3 and re.fullmatch("[<>|](f[248]|[iu][1248])", kind), "its header")
    except (ValueError, SyntaxError, TypeError, KeyError) as error:
        raise Rejected(f"its header: {error}")
    code = {"f2": "e", "f4": "f", "f8": "d", "i1": "b", "i2": "h", "i4": "i", "i8": "q"}.get(kind[1:]) or {
        "u1": "B", "u2": "H", "u4": "I", "u8": "Q"}[kind[1:]]
    need(kind[0] != "|" or kind[2] == "1", "its byte order")
    need(rows > 0 and cols > 0 and rows * cols * int(kind[2]) == len(data) - start, "truncated, padded or empty")
    flat = struct.unpack(("<" if kind[0] == "|" else kind[0]) + str(rows * cols) + code, data[start:])
    need(all(math.isfinite(x) and float(x) == x for x in flat), "an entry is not finite, or no double")
    if order:
        return [[Fraction(flat[j * rows + i]) for j in range(cols)] for i in range(rows)]
    return [[Fraction(x) for x in flat[i * cols : (i + 1) * cols]] for i in range(rows)]


def matrix_file(record, key, folder):
    words = record.take(key).split(" ", 1)
    need(len(words) == 2 and words[1], "SHA-256 and name are needed")
    path = folder / words[1]
    need(path.is_file(), "no such file")
    data = path.read_bytes()
    need(hashlib.sha256(data).hexdigest() == words[0], "the file has another checksum")
    return npy(data)


def over_one(rows):
    """Whole numbers and their common denominator."""
    below = math.lcm(*(x.denominator for row in rows for x in row))
    return [[x.numerator * (below // x.denominator) for x in row] for row in rows], below


def attention_rows(problem, proof, folder, tensor):
    order = problem.integer("order", 2, 8) if tensor else 2
    q = matrix_file(problem, "q", folder)
    ks = [matrix_file(problem, "k", folder) for _ in range(order - 1)]
    vs = [matrix_file(problem, "v", folder) for _ in range(order - 1)]
    d, dv = len(q[0]), len(vs[0][0])
    need(all(len(k[0]) == d and len(v[0]) == dv and len(k) == len(v) for k, v in zip(ks, vs)), "shapes do not fit")
    scale = problem.take("scale")
    factor, under_root = {"1/d": (Fraction(1, d), 1), "1/sqrt(d)": (Fraction(1), d)}.get(scale) or (number(scale), 1)
    eps = problem.number("eps")
    need(eps > 0, "eps must be positive")
    rows = problem.integers("rows")
    need(all(a < b for a, b in zip([-1] + rows, rows)) and rows[-1] < len(q), "ascending row numbers are needed")
    problem.end()
    output = matrix_file(proof, "output", folder)
    need((len(output), len(output[0])) == (len(q), dv), "the output has another shape")
    error = proof.number("error")
    need(0 <= error <= eps, "an error from 0 to eps is needed")
    proof.end()

    def products(matrices):
        whole_ones, below = zip(*map(over_one, matrices))
        rows_of = itertools.product(*whole_ones)
        return [[math.prod(xs) for xs in zip(*choice)] for choice in rows_of], math.prod(below)

    tuples = math.prod(map(len, ks))
    need(not tensor or len(rows) * tuples * (192**2 + 512 * (d + dv)) <= 2**34, "more work than is done here")
    keys, key_below = products(ks)
    values, value_below = products(vs)
    for i in rows:
        (query,), below = over_one([q[i]])
        scores = [sum(map(operator.mul, query, key)) for key in keys]
        unit = factor / (below * key_below)
        verdict = decided(lambda digits: row_within(scores, unit, under_root, values, value_below, output[i], error, digits))
        need(verdict, f"row {i} of the output is farther from the definition than the error claims")


def row_within(scores, unit, under_root, values, value_below, output, error, digits):
    context = decimals(digits + 20)
    one = 10**digits
    factor = context.divide(decimal.Decimal(unit.numerator), context.multiply(
        decimal.Decimal(unit.denominator), context.sqrt(decimal.Decimal(under_root))))
    scaled = [context.multiply(decimal.Decimal(s), factor) for s in scores]
    most, size = max(scaled), max(map(abs, scaled))
    if size > 10**digits:
        return None
    # each scaled score within 4 units of its last place; twice that in a difference, and the exponential's own rounding
    relative = (Fraction(size) + 1) * Fraction(32, 10 ** (digits + 19))
    if relative > Fraction(1, 1000):
        return None
    low, high = [], []
    for s in scaled:
        t = context.subtract(s, most)
        e = int(context.exp(t).scaleb(digits, context)) if t > -4 * digits else 0
        slack = int(e * relative * 2) + 2
        low.append(max(0, e - slack))
        high.append(e + slack)
    below, above = sum(low), sum(high)
    if below == 0:
        return None
    answer = True
    for c, claimed in enumerate(output):
        column = [v[c] for v in values]
        least = sum((a if v >= 0 else b) * v for a, b, v in zip(low, high, column))
        greatest = sum((b if v >= 0 else a) * v for a, b, v in zip(low, high, column))
        first = min(Fraction(least, below), Fraction(least, above)) / value_below
        last = max(Fraction(greatest, below), Fraction(greatest, above)) / value_below
        if first > claimed + error or last < claimed - error:
            return False
        if last > claimed + error or first < claimed - error:
            answer = None
    return answer


# --- polynomials for exp --------------------------------------------------------------------------------------------


def interval(problem):
    a, b = problem.numbers("interval", 2)
    need(a < b and b - a <= 2000 and abs(a + b) <= 20000, "the interval is empty, too long or too far from 0")
    middle, half = (a + b) / 2, (b - a) / 2
    need(max(middle.denominator, half.denominator) < 2**4096, "denominators of at most 4096 bits are needed")
    return a, b, problem.choice("error", "absolute", "relative") == "relative"


def exp_degree(problem, proof):
    a, b, relative = interval(problem)
    eps = problem.number("eps")
    need(eps > 0, "eps must be positive")
    least = problem.integer("at-least", 0, 1999)
    most = problem.integer("at-most", least, 1999)
    problem.end()
    if least > 0:
        steps = proof.integer("steps", 1, 10**100000)
        points = proof.integers("points", least + 1)
        need(all(x < y for x, y in zip([-1] + points, points)) and points[-1] <= steps, "ascending points are needed")
    scale = proof.integer("scale", 1, 10**100000)
    series = proof.integers("chebyshev", most=most + 1)
    proof.end()
    if least > 0:
        need(decided(lambda digits: lower_degrees_fail(a, b, relative, eps, steps, points, digits)),
             "the points do not show that a lower degree fails")
    need(within(a, b, relative, [Fraction(c, scale) for c in series], eps), "the polynomial is not within eps")


def lower_degrees_fail(a, b, relative, eps, steps, points, digits):
    low = high = size_low = size_high = Fraction(0)
    for i, n in enumerate(points):
        w = Fraction(1, math.prod(n - m for j, m in enumerate(points) if j != i))
        below, above = exponential(a + (b - a) * Fraction(n, steps), digits)
        low += w * (below if w > 0 else above)
        high += w * (above if w > 0 else below)
        size_low += abs(w) * (below if relative else 1)
        size_high += abs(w) * (above if relative else 1)
    smallest = max(low, -high, 0)
    if smallest > eps * size_high:
        return True
    return False if max(high, -low) < eps * size_low else None


def exp_error(problem, proof):
    a, b, relative = interval(problem)
    p = problem.numbers("polynomial", most=2001)
    least, most = problem.number("at-least"), problem.number("at-most")
    need(0 <= least <= most and most > 0, "0 <= at-least <= at-most, which is positive, are needed")
    problem.end()
    x = proof.number("point")
    need(a <= x <= b, "the point is outside the interval")
    proof.end()
    value = Fraction(0)
    for c in reversed(p):
        value = value * x + c

    def reached(digits):
        low, high = exponential(x, digits)
        ends = [value / low - 1, value / high - 1] if relative else [value - low, value - high]
        if min(map(abs, ends)) >= least and ends[0] * ends[1] >= 0:
            return True
        return False if max(map(abs, ends)) < least else None

    need(least == 0 or decided(reached), "the error at the point is below at-least")
    need(within(a, b, relative, chebyshev(p, (a + b) / 2, (b - a) / 2), most), "the error is not within at-most")


def chebyshev(p, middle, half):
    """p(middle + half t) in the basis T_k(t)."""
    shifted = []
    for c in reversed(p):  # Horner's rule, on series: s <- s (middle + half t) + c, with t T_k = (T_{k+1} + T_{k-1}) / 2
        after = [Fraction(0)] * (len(shifted) + 1)
        for k, s in enumerate(shifted):
            after[k] += s * middle
            after[k + 1] += s * half / (1 if k == 0 else 2)
            if k > 0:
                after[k - 1] += s * half / 2
        after[0] += c
        shifted = after
    return shifted


def exp_series(middle, half, sign, bits):
    """Whole c_k with |c_k 2^-bits - coefficient of cos(k t)| summing to at most the second value, of e^{sign x},
    x = middle + half cos(t)."""
    size = abs(middle) + half
    digits = int(bits * 0.30103 + float(size) * 0.4343) + 60
    context = decimals(digits)
    decimal_of = lambda x: context.divide(decimal.Decimal(x.numerator), decimal.Decimal(x.denominator))
    quarter, at = decimal_of(half * half / 4), decimal_of(half / 2)
    front = context.exp(decimal_of(sign * middle))
    tiny = decimal.Decimal(10) ** -(digits - int(float(size) * 0.4343) - 10)
    out, lead, k = [], decimal.Decimal(1), 0
    while k <= 2 * half or lead > tiny:
        term = total = lead  # (half/2)^k / k!, then the series of I_k: all positive
        j = 1
        while term > total * decimal.Decimal(10) ** -digits:
            term = context.divide(context.multiply(term, quarter), j * (j + k))
            total = context.add(total, term)
            j += 1
        value = context.multiply(front, context.multiply(total, 1 if k == 0 else 2))
        out.append((sign**k) * int(Fraction(value) * 2**bits))
        k += 1
        lead = context.divide(context.multiply(lead, at), k)
    # relative roundings: at most 10 a term and step; the tail is at most 2 lead I_0 (1 + 1/4 + ...), I_0 <= e^half
    relative = Fraction(20 * (len(out) + 4 * int(half) + digits), 10 ** (digits - 1)) * (2 + size)
    tail = 4 * Fraction(lead) * exponential(half + sign * middle, 50)[1]
    radius = sum(abs(c) + 1 for c in out) * relative / (1 - relative) / 2**bits + Fraction(len(out), 2**bits) + tail
    return out, radius


def within(a, b, relative, q, bound):
    """Is |q(x) - e^x|, or |q(x) e^-x - 1|, at most `bound` on all of [a, b]?  q is a series of Chebyshev polynomials."""
    middle, half = (a + b) / 2, (b - a) / 2
    below = math.lcm(*(c.denominator for c in q))
    whole_q = [c.numerator * (below // c.denominator) for c in q]
    bits = 256
    while bits <= 16384:
        if bound * 2**bits < 2**64:
            bits *= 2
            continue
        e, radius = exp_series(middle, half, -1 if relative else 1, bits)
        f = [0] * (len(q) + len(e))
        if relative:
            for i, c in enumerate(whole_q):
                for j, v in enumerate(e):
                    f[i + j] += c * v
                    f[abs(i - j)] += c * v
            f = [x // (2 * below) for x in f]
            f[0] -= 1 << bits
            radius = radius * sum(map(abs, q)) + Fraction(len(f), 2**bits)
        else:
            for k, c in enumerate(whole_q):
                f[k] += (c << bits) // below
            for k, v in enumerate(e):
                f[k] -= v
            radius += Fraction(len(q), 2**bits)
        while f and f[-1] == 0:
            f.pop()
        answer = series_within(f, bits, radius, bound)
        if answer is not None:
            return answer
        bits *= 2
    return False


def cos_sin(x, bits):
    """Whole multiples of 2^-bits within 2 units of cos x and sin x, 0 <= x < 4."""
    guard = bits + 32
    t = (x.numerator << guard) // x.denominator
    sums, term, n = [1 << guard, 0], 1 << guard, 0
    while term:
        n += 1
        term = term * t // (n << guard)
        sums[n % 2] += -term if n % 4 in (2, 3) else term
    return sums[0] >> 32, sums[1] >> 32


def series_within(f, bits, radius, bound):
    """Is |sum f_k cos kt| 2^-bits + radius <= bound for all t?  None: more bits are needed."""
    slope = sum(k * abs(c) for k, c in enumerate(f))
    curve = sum(k * k * abs(c) for k, c in enumerate(f))
    # the k-th power of a turn whose parts are within 2 units, rounded each time, is within 8k units
    value_slack, slope_slack = (8 * slope >> bits) + 1, (8 * curve >> bits) + 1
    limit = math.floor((bound - radius) * 2**bits) - value_slack
    certain = math.ceil((bound + radius) * 2**bits) + value_slack
    # arcs between parts of pi, which is taken to 34 places for centres; a radius is rounded up by more than that loses
    pi, above_pi, arcs = Fraction(314159265358979323846264338327950288, 10**35), Fraction(355, 113), [(Fraction(0), Fraction(1))]
    while arcs:
        first, last = arcs.pop()
        c, s = cos_sin(pi * (first + last) / 2, bits)
        x, y, value, turn = 1 << bits, 0, 0, 0
        for k, coefficient in enumerate(f):
            value += coefficient * x
            turn -= k * coefficient * y
            x, y = (x * c - y * s) >> bits, (x * s + y * c) >> bits
        value, turn = abs(value) >> bits, (abs(turn) >> bits) + 1 + slope_slack
        if value > certain:
            return False
        width = above_pi * (last - first) / 2
        over = value + 1 + math.ceil(turn * width + curve * width * width / 2)
        if over > limit:
            if last - first <= Fraction(1, 2**19):  # more bits help only where what is lost to them matters
                return None if (certain - limit) * 2**64 > bound * 2**bits else False
            arcs += [(first, (first + last) / 2), ((first + last) / 2, last)]
    return True


# --- structured matrices --------------------------------------------------------------------------------------------


def structure(problem, proof):
    n, m = problem.integers("size", 2)
    need(n > 0 and m > 0 and n * m <= 2**20, "a size is out of range")
    M = problem.matrix("matrix", n, m)
    kind = problem.choice("property", "circulant", "toeplitz", "rescaled-circulant", "rescaled-toeplitz")
    field = problem.choice("field", "rational", "real", "complex")
    holds = problem.choice("holds", "yes", "no")
    problem.end()
    cyclic, rescaled = kind.endswith("circulant"), kind.startswith("rescaled")
    (is_structured if holds == "yes" else is_not_structured)(proof, M, n, m, cyclic, rescaled, field)


def is_structured(proof, M, n, m, cyclic, rescaled, field):
    need(not cyclic or n == m, "a circulant is square")
    u = proof.numbers("u", n) if rescaled else [1] * n
    w = proof.numbers("vector", n if cyclic else n + m - 1)
    v = proof.numbers("v", m) if rescaled else [1] * m
    twist = Fraction(1)
    if cyclic and rescaled:
        twist = proof.number("twist")
        need(twist != 0, "the twist is 0")
        if field == "rational" and twist != 1:
            need(proof.number("root") ** n == twist, "root^n is not the twist")
        need(field != "real" or n % 2 == 1 or twist > 0, "the twist is no n-th power of a real number")
    proof.end()
    for i in range(n):
        for j in range(m):
            entry = u[i] * (w[(i - j) % n] if cyclic else w[i - j + m - 1]) * v[j]
            need(M[i][j] == (entry / twist if i < j else entry), f"another entry ({i}, {j})")


def is_not_structured(proof, M, n, m, cyclic, rescaled, field):
    words = ["cells"] if not rescaled else ["relation", "diagonal"] + (["columns"] if cyclic else [])
    witness = proof.choice("witness", *words, *(["shape"] if cyclic else []))
    if witness == "shape":
        need(n != m, "the matrix is square")
        return proof.end()
    need(not cyclic or n == m, "a matrix that is not square has the witness shape")
    diagonal = lambda i, j: (i - j) % n if cyclic else i - j

    def cell(i, j):
        need(0 <= i < n and 0 <= j < m, "a cell is outside the matrix")
        return M[i][j]

    if witness == "cells":
        i, j, k, l = proof.integers("cells", 4)
        need(cell(i, j) != cell(k, l) and diagonal(i, j) == diagonal(k, l), "no two different entries on a diagonal")
    elif witness == "diagonal":
        i, j, k, l, a, b = proof.integers("cells", 6)
        need(cell(i, j) == 0 != cell(k, l) and diagonal(i, j) == diagonal(k, l), "no zero beside a number on a diagonal")
        need(cell(i, a) != 0 and cell(b, j) != 0, "the row or the column of the zero is not shown to be used")
    elif witness == "relation":
        flat = proof.integers("relation", most=3 * 2**16)
        need(len(flat) % 3 == 0, "three numbers a cell are needed")
        sums, seen = {}, set()
        above = below = Fraction(1)
        for i, j, e in zip(*[iter(flat)] * 3):
            entry = cell(i, j)
            need((i, j) not in seen and 0 < abs(e) <= 1000, "a cell twice, or an exponent out of range")
            seen.add((i, j))
            for key in (("row", i), ("column", j), ("diagonal", diagonal(i, j))):
                sums[key] = sums.get(key, 0) + e
            if e > 0:
                above *= entry**e
            else:
                below *= entry**-e
        need(not any(sums.values()), "exponents do not add up to 0")
        need(above != below, "both products are the same")
    else:
        a, b = proof.integers("columns", 2)
        need(0 <= a < m and 0 <= b < m, "a column is outside the matrix")
        tops, bottoms = [row[a] for row in M], [row[b] for row in M]
        need(all(tops) and all(bottoms), "a column has a zero")
        ratio = math.prod(tops) / math.prod(bottoms)
        need(field != "complex", "over the complex numbers every number is a power")
        need((n % 2 == 0 and ratio < 0) or (field == "rational" and not is_power(ratio, n)), "the ratio is a power")
    proof.end()


# --- ranks ----------------------------------------------------------------------------------------------------------


def is_prime(p):
    return p >= 2 and all(p % q for q in range(2, math.isqrt(p) + 1))


def take_minor(proof, size, rows, cols):
    """The prime, and the rows and columns of a minor of so many."""
    p = proof.integer("prime", 2, 2**31 - 1)
    need(is_prime(p), "it is not prime")
    pivots = []
    for key, most in (("pivot-rows", rows), ("pivot-columns", cols)):
        numbers = proof.integers(key, size)
        need(len(set(numbers)) == size and all(0 <= x < most for x in numbers), f"{key}: distinct indices are needed")
        pivots.append(numbers)
    return p, *pivots


def residue(x, p):
    need(x.denominator % p, "a denominator is not prime to the prime")
    return x.numerator * pow(x.denominator, -1, p) % p


def minor_vanishes(minor, p):
    minor = [list(row) for row in minor]
    for k in range(len(minor)):
        pivot = next((i for i in range(k, len(minor)) if minor[i][k]), None)
        if pivot is None:
            return True
        minor[k], minor[pivot] = minor[pivot], minor[k]
        inverse = pow(minor[k][k], -1, p)
        for i in range(k + 1, len(minor)):
            if factor := minor[i][k] * inverse % p:
                minor[i] = [(x - factor * y) % p for x, y in zip(minor[i], minor[k])]
    return False


def rank(problem, proof):
    n, m = problem.integers("size", 2)
    need(n > 0 and m > 0 and n * m <= 2**20, "a size is out of range")
    M = problem.matrix("matrix", n, m)
    least = problem.integer("at-least", 0, min(n, m))
    most = problem.integer("at-most", least, min(n, m))
    problem.end()
    if least > 0:
        p, rows, columns = take_minor(proof, least, n, m)
    factored = 0 < most < min(n, m)
    if factored:
        left, right = proof.matrix("left", n, most), proof.matrix("right", most, m)
    proof.end()
    if least > 0:
        need(not minor_vanishes([[residue(M[i][j], p) for j in columns] for i in rows], p), "the minor vanishes")
    if most == 0:
        need(not any(map(any, M)), "an entry is not 0")
    if factored:
        turned = list(zip(*right))
        for i in range(n):
            for j in range(m):
                need(sum(map(operator.mul, left[i], turned[j])) == M[i][j], f"the factors give another entry ({i}, {j})")


def expansions(variables, degrees):
    """For each degree up to the largest, the coefficients of (form)^degree: `variables` maps an exponent to a number."""
    power = {tuple([0] * len(next(iter(variables), ()))): Fraction(1)}
    for degree in range(degrees + 1):
        yield degree, power
        after = {}
        for exponent, c in power.items():
            for variable, x in variables.items():
                key = tuple(map(operator.add, exponent, variable))
                after[key] = after.get(key, 0) + c * x
        power = {key: c for key, c in after.items() if c}


def take_polynomial(problem):
    p = problem.numbers("polynomial", most=2001)
    while p and p[-1] == 0:
        p.pop()
    return p


def toeplitz_terms(problem, proof):
    d = problem.integer("dim", 1, 2**20)
    n = problem.integer("length", 1, 2**20)
    p = take_polynomial(problem)
    need((2 * n - 1) * d * d <= 2**20, "a kernel of at most 2^20 numbers is needed")
    kernel = problem.numbers("kernel", (2 * n - 1) * d * d)
    most = problem.integer("at-most", 0, 2**63)
    problem.end()
    terms = {}
    for _ in range(proof.integer("terms", 0, 2**22)):
        flat = proof.numbers("term", 2 * d + 2 * n - 1)
        exponents = tuple(whole(x) for x in flat[: 2 * d])
        need(exponents not in terms and min(exponents) >= 0, "a term twice, or a negative exponent")
        terms[exponents] = flat[2 * d :]
    proof.end()
    need(len(terms) <= most, "more terms than claimed")
    unit = lambda a: tuple(int(l == a) for l in range(2 * d))
    pairs = {(a, b): tuple(map(operator.add, unit(a), unit(d + b))) for a in range(d) for b in range(d)}
    for k in range(2 * n - 1):
        w = kernel[k * d * d : (k + 1) * d * d]
        form = {key: w[a * d + b] for (a, b), key in pairs.items() if w[a * d + b]}
        found = {}
        if form:
            for degree, power in expansions(form, len(p) - 1):
                found.update({key: p[degree] * c for key, c in power.items() if p[degree]})
        elif p and p[0]:
            found = {tuple([0] * (2 * d)): p[0]}
        for key, vector in terms.items():
            need(vector[k] == found.pop(key, 0), "a term has another coefficient")
        need(not found, "a monomial has no term")


def multi_index(index, sizes):
    """The first runs fastest."""
    out = []
    for n in sizes:
        index, i = divmod(index, n)
        out.append(i)
    return out


def take_modes(proof, order):
    modes = proof.integers("modes", most=8)
    need(all(a < b for a, b in zip([0] + modes, modes)) and modes[-1] <= order and len(modes) < order,
         "some of the modes, ascending, but not all are needed")
    inside = [mode - 1 for mode in modes]
    return inside, [mode for mode in range(order) if mode not in inside]


def flattened_minor(proof, least, sizes, sides, entry):
    """The minor of the flattening modulo a prime; entry(indices, p)."""
    p, rows, columns = take_minor(proof, least, *(math.prod(sizes[mode] for mode in side) for side in sides))

    def at(i, j):
        indices = [0] * len(sizes)
        for side, index in zip(sides, (i, j)):
            for mode, x in zip(side, multi_index(index, [sizes[mode] for mode in side])):
                indices[mode] = x
        return entry(indices, p)

    return lambda: minor_vanishes([[at(i, j) for j in columns] for i in rows], p)


def tensor_terms(problem, proof):
    order = problem.integer("order", 2, 8)
    d = problem.integer("dim", 1, 2**20)
    p = take_polynomial(problem)
    least = problem.integer("at-least", 0, 2**63)
    most = problem.integer("at-most", least, 2**63)
    problem.end()
    terms = {}
    for _ in range(proof.integer("terms", 0, 2**22)):
        c, *exponents = proof.numbers("term", d + 1)
        exponents = tuple(map(whole, exponents))
        need(exponents not in terms and min(exponents) >= 0, "a term twice, or a negative exponent")
        terms[exponents] = c
    vanishes = lambda: False
    if least > 0:
        sizes = proof.integers("rows", order)
        need(min(sizes) > 0, "a matrix is empty")
        matrices = [proof.matrix("matrix", n, d) for n in sizes]

        def entry(indices, prime):
            score = sum(math.prod(residue(matrices[mode][i][l], prime) for mode, i in enumerate(indices)) for l in range(d))
            value = 0
            for c in reversed(p):
                value = (value * score + residue(c, prime)) % prime
            return value

        vanishes = flattened_minor(proof, least, sizes, take_modes(proof, order), entry)
    proof.end()
    need(len(terms) <= most, "more terms than claimed")
    unit = {tuple(int(l == a) for l in range(d)): 1 for a in range(d)}
    for degree, power in expansions(unit, len(p) - 1):
        for key, c in power.items():
            need(not p[degree] or terms.pop(key, 0) == p[degree] * c, "a term has another coefficient")
    need(not terms, "a term is no monomial of the polynomial")
    need(not vanishes(), "the minor vanishes")


def tensor_rank(problem, proof):
    sizes = problem.integers("sizes", most=8)
    order = len(sizes)
    need(order >= 2 and min(sizes) > 0 and math.prod(sizes) <= 2**20, "sizes are out of range")
    fastest = problem.choice("index", "first-fastest", "last-fastest")
    flat = problem.numbers("matrix", math.prod(sizes))
    largest = math.prod(sizes) // max(sizes)
    least = problem.integer("at-least", 0, largest)
    most = problem.integer("at-most", least, largest)
    problem.end()

    def entry(indices):
        place, others = 0, list(zip(indices[1:], sizes[1:]))
        for i, n in reversed(others) if fastest == "first-fastest" else others:
            place = place * n + i
        return flat[indices[0] * math.prod(sizes[1:]) + place]

    vanishes = lambda: False
    if least > 0:
        sides = take_modes(proof, order)
        vanishes = flattened_minor(proof, least, sizes, sides, lambda indices, p: residue(entry(indices), p))
    factors = [proof.matrix("factor", n, most) for n in sizes] if 0 < most < largest else None
    proof.end()
    need(not vanishes(), "the minor vanishes")
    if most == 0:
        need(not any(flat), "an entry is not 0")
    if factors:
        for indices in itertools.product(*map(range, sizes)):
            rows = [factor[i] for factor, i in zip(factors, indices)]
            need(sum(map(math.prod, zip(*rows))) == entry(indices), f"the factors give another entry {indices}")


# --- normalization, reductions --------------------------------------------------------------------------------------


def normalization(problem, proof):
    order = problem.integer("order", 2, 8)
    eps, bound, least = (problem.number(key) for key in ("eps", "bound", "at-least"))
    need(0 < eps < 1 and bound > 0 and least > 0, "a number is out of range")
    problem.end()
    sizes = proof.integers("sizes", order - 1)
    need(min(sizes) > 0 and math.prod(sizes) <= 2**20, "sizes are out of range")
    weights, perturbed = (proof.numbers(key, math.prod(sizes)) for key in ("weights", "perturbed"))
    values = [proof.numbers("values", n) for n in sizes]
    proof.end()
    need(all(a > 0 and abs(b - a) <= eps * a for a, b in zip(weights, perturbed)), "a weight is out of range")
    need(all(abs(x) <= bound for v in values for x in v), "a value is above the bound")
    products = [math.prod(choice) for choice in itertools.product(*reversed(values))]  # the first index fastest
    mean = lambda w: sum(map(operator.mul, w, products)) / sum(w)
    need(abs(mean(perturbed) - mean(weights)) >= least, "the output moves by less")


def reduction_gap(problem, proof):
    centred = problem.choice("form", "centred", "paper-like") == "centred"
    k = problem.integer("order", 2, 6)
    n, d = problem.integers("size", 2)
    need(n > 0 and d > 0 and n * d <= 2**20, "a size is out of range")
    sets = []
    for _ in range(k):
        words = problem.take("set").split(" ")
        need(len(words) == n and all(len(w) == d and WORD.fullmatch(w) for w in words), "n words of d digits are needed")
        sets.append([int(w, 2) for w in words])
    t = problem.integer("threshold", 1, d)
    gap, error, bound = (problem.number(key) for key in ("gap", "error", "bound"))
    need(0 < gap <= 1 and error >= 0 and bound > 0, "a number is out of range")
    answer = problem.choice("answer", "yes", "no")
    problem.end()
    beta = proof.number("scale")
    centre = proof.number("centre") if centred else Fraction(0)
    need(beta > 0 and 0 <= centre <= 1, "scale or centre is out of range")
    need(all(max(abs(x.numerator), x.denominator) < 2**4096 for x in (beta, centre)), "more than 4096 bits")
    a, b = proof.number("yes-at-least"), proof.number("no-at-most")
    choice = proof.integers("choice", k) if answer == "yes" else None
    proof.end()
    need(beta <= bound**k, "the scale needs entries above the bound")
    need(a - b > 2 * error, "the gap is at most twice the error")
    m = math.floor((1 - gap) * t)
    tuples, logit = n ** (k - 1), lambda j: beta / (2 * d) * (j - d * centre)

    def output(top, rest_top, digits):
        """Around S / (S + R), S = e^l(top) + (P-1) e^l(rest_top)."""
        one, rest = exponential(logit(top), digits), exponential(logit(rest_top), digits)
        half = exponential(beta / 2, digits)
        ends = []
        for side in (0, 1):
            s = one[side] + (tuples - 1) * rest[side]
            r = (2 ** (k - 1) - 1) * tuples if centred else half[1 - side] * tuples + (2 ** (k - 1) - 2) * tuples
            ends.append(s / (s + r))
        return ends

    def at_least(digits):
        low, high = output(t, 0, digits)
        return True if a <= low else False if a > high else None

    def at_most(digits):
        low, high = output(m, m, digits)
        return True if b >= high else False if b < low else None

    need(decided(at_least), "a row with a product of at least t can be below yes-at-least")
    need(decided(at_most), "a row without a product above m can be above no-at-most")
    product = lambda vectors: bin(operator_and(vectors)).count("1")
    if choice is not None:
        need(all(0 <= i < n for i in choice), "the choice is outside the sets")
        need(product([s[i] for s, i in zip(sets, choice)]) >= t, "the product of the choice is below the threshold")
    else:
        need(all(product(vectors) <= m for vectors in itertools.product(*sets)), "a product is above m")


def operator_and(numbers):
    out = -1
    for x in numbers:
        out &= x
    return out


def protocol_count(problem, proof):
    p = problem.integer("prime", 2, 2**31 - 1)
    need(is_prime(p), "it is not prime")
    blocks = problem.integer("blocks", 1, p - 1)
    symbols = problem.integer("symbols", 1, 2**20)
    need(blocks * symbols <= 2**20, "more than 2^20 symbols")
    length = problem.integer("length", 1, min(p, 2**20))
    players = problem.integer("players", 2, 8)
    degree = players * (symbols - 1)
    need(degree < length, "k(kappa - 1) < R is needed")
    inputs = []
    for _ in range(players):
        words = problem.take("input").split(" ")
        need(len(words) == blocks and all(len(w) == symbols and WORD.fullmatch(w) for w in words), "T words are needed")
        inputs.append([[int(x) for x in w] for w in words])
    accepting = problem.choice("accepting", "all", "at-most", "exactly")
    coins = problem.integer("coins", 0, length) if accepting != "all" else None
    problem.end()
    if accepting != "all":
        block, place = proof.integer("block", 0, blocks - 1), proof.integer("place", 0, symbols - 1)
    message = None
    if accepting != "at-most":
        count = (players - 1) * (symbols - 1)
        message = proof.integers("message", count) if count else []
        need(all(0 <= c < p for c in message), "a coefficient is outside the field")
    proof.end()
    if accepting != "all":
        need(coins >= degree, "two polynomials can agree on more coins")
        need(all(x[block][place] for x in inputs), "an input is 0 there")
    if message is None:
        return
    # Lagrange's basis at r, for every coin
    factorial = [1]
    for i in range(1, symbols):
        factorial.append(factorial[-1] * i % p)
    weights = [pow((-1) ** (symbols - 1 - i) * factorial[i] * factorial[symbols - 1 - i], -1, p) for i in range(symbols)]
    accepted = 0
    for r in range(length):
        if r < symbols:
            basis = [int(i == r) for i in range(symbols)]
        else:
            vanishing = math.prod(r - i for i in range(symbols)) % p
            basis = [vanishing * weights[i] * pow(r - i, -1, p) % p for i in range(symbols)]
        target = sum(math.prod(sum(map(operator.mul, x[t], basis)) for x in inputs) for t in range(blocks)) % p
        value = 0
        for c in reversed(message):
            value = (value * r + c) % p
        value = value * math.prod(r - i for i in range(symbols)) % p
        accepted += value == target
    need(accepted == (length if accepting == "all" else coins), "the message is accepted on another number of coins")


# --- statements -----------------------------------------------------------------------------------------------------


class Open(Exception):
    """A comparison needs more digits."""


class Number:
    """A real number between two fractions."""

    def __init__(self, low, high=None):
        self.low, self.high = low, low if high is None else high

    def exact(self):
        return self.low if self.low == self.high else None


def short(x):
    return x.numerator.bit_length() + x.denominator.bit_length() <= 2**15


def outward(low, high, digits):
    """To so many decimal digits; exact numbers stay."""
    def small(x):
        need(short(x), "a number of more than 2^15 bits")
        return x

    if low == high:
        return Number(small(low))

    def rounded(x, step):
        if x == 0:
            return x
        size = digits - (len(str(abs(x.numerator))) - len(str(x.denominator)))
        scaled = x * Fraction(10) ** size
        return Fraction(step(scaled)) / Fraction(10) ** size

    return Number(small(rounded(low, math.floor)), small(rounded(high, math.ceil)))


def elementary(name, x, digits):
    """The function at a fraction: a number, or fractions around it, from decimals rounded correctly or Taylor's series."""
    exact = {"exp": {0: 1}, "ln": {1: 0}, "sin": {0: 0}, "cos": {0: 1}}.get(name, {}).get(x)
    if exact is not None:
        return Fraction(exact), Fraction(exact)
    if name == "exp":
        need(abs(x) <= 2**16, "an exponent above 2^16")
        return exponential(x, digits + 8)
    if name == "ln":
        context = decimals(2 * digits + 20)
        near = context.divide(decimal.Decimal(x.numerator), decimal.Decimal(x.denominator))
        value, off = Fraction(context.ln(near)), Fraction(1, 10 ** (2 * digits + 15))
        return value - (1 + abs(value)) * off, value + (1 + abs(value)) * off
    if name == "sqrt":
        root = [integer_root(abs(n), 2) for n in (x.numerator, x.denominator)]
        if Fraction(*root) ** 2 == x:
            return Fraction(*root), Fraction(*root)
        shift = 10 ** (2 * digits + len(str(x.denominator)))
        below = math.isqrt(math.floor(x * shift * shift))
        return Fraction(below, shift), Fraction(below + 1, shift)
    need(abs(x) <= 2**10, "an angle above 2^10")
    total, term, k, least = Fraction(0), Fraction(1) if name == "cos" else x, 0 if name == "cos" else 1, Fraction(1, 10 ** (digits + 3))
    denominator = 10 ** (digits + 500)  # terms grow up to e^1024
    while abs(term) > least or k < abs(x):
        total += term
        term = Fraction(math.floor(-term * x * x / ((k + 1) * (k + 2)) * denominator), denominator)
        k += 2
    return total - 2 * least, total + 2 * least


class RealNumbers:
    def __init__(self, digits):
        self.digits = digits

    def number(self, q):
        return outward(q, q, self.digits)

    def add(self, a, b):
        return outward(a.low + b.low, a.high + b.high, self.digits)

    def negate(self, a):
        return Number(-a.high, -a.low)

    def multiply(self, a, b):
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return outward(min(ends), max(ends), self.digits)

    def divide(self, a, b):
        need(b.exact() != 0, "a division by 0")
        if b.low <= 0 <= b.high:
            raise Open
        return self.multiply(a, Number(1 / b.high, 1 / b.low))

    def function(self, name, a):
        if name == "abs":
            return a if a.low >= 0 else self.negate(a) if a.high <= 0 else Number(Fraction(0), max(-a.low, a.high))
        if name in ("ln", "sqrt"):
            if a.exact() is None and a.low <= 0 < a.high:
                raise Open
            need(a.low > 0 or (name == "sqrt" and a.low == 0), f"{name} outside of its domain")
        low, high = elementary(name, a.low, self.digits)
        if a.exact() is None:
            if name in ("sin", "cos"):
                elementary(name, a.high, self.digits)
                low, high = low - (a.high - a.low), high + (a.high - a.low)
            else:
                high = elementary(name, a.high, self.digits)[1]
        return outward(low, high, self.digits)

    def larger(self, a, b):
        return Number(max(a.low, b.low), max(a.high, b.high))

    def compare(self, a, b):
        """-1, 0, 1"""
        if a.exact() is not None and b.exact() is not None:
            return (a.low > b.low) - (a.low < b.low)
        if a.high < b.low:
            return -1
        if a.low > b.high:
            return 1
        raise Open

    def different(self, a, b):
        return self.compare(a, b) != 0

    def exact(self, a):
        return a.exact()

    def floor(self, a):
        if math.floor(a.low) != math.floor(a.high):
            raise Open
        return math.floor(a.low)


class Identities:
    """Polynomials: {exponents by variable: coefficient}, no zeros."""

    def number(self, q):
        return self.kept({(): q} if q else {})

    def kept(self, a):
        for powers, c in a.items():
            need(short(c), "a number of more than 2^15 bits")
            need(len(powers) <= 100 and all(power <= 2**31 for _, power in powers), "a monomial with too much in it")
        return a

    def variable(self, index):
        return {((index, 1),): Fraction(1)}

    def add(self, a, b):
        total = {m: a.get(m, 0) + b.get(m, 0) for m in {**a, **b}}
        return self.kept({m: c for m, c in total.items() if c})

    def negate(self, a):
        return {m: -c for m, c in a.items()}

    def multiply(self, a, b):
        total = {}
        for m, c in a.items():
            for n, d in b.items():
                powers = dict(m)
                for variable, power in n:
                    powers[variable] = powers.get(variable, 0) + power
                key = tuple(sorted(powers.items()))
                total[key] = total.get(key, 0) + c * d
                need(short(total[key]), "a number of more than 2^15 bits")
        return self.kept({m: c for m, c in total.items() if c})

    def exact(self, a):
        return a.get((), Fraction(0)) if set(a) <= {()} else None

    def constant(self, a):
        q = self.exact(a)
        need(q is not None, "not polynomial")
        return q

    def divide(self, a, b):
        q = self.constant(b)
        need(q != 0, "a division by 0")
        return self.multiply(a, self.number(1 / q))

    def function(self, name, a):
        q = self.constant(a)
        need(name == "abs", "not polynomial")
        return self.number(abs(q))

    def larger(self, a, b):
        return self.number(max(self.constant(a), self.constant(b)))

    def compare(self, a, b):
        p, q = self.constant(a), self.constant(b)
        return (p > q) - (p < q)

    def different(self, a, b):
        difference = self.exact(self.add(a, self.negate(b)))
        if difference is None:
            raise Open
        return difference != 0

    def floor(self, a):
        return math.floor(self.constant(a))


MOST_ENTRIES = 2**12
NAME = re.compile("[a-zA-Z][a-zA-Z0-9-]{0,39}")


def expression(text):
    """Nested lists of words."""
    at, depth = 0, 0

    def parse(depth):
        nonlocal at
        need(depth <= 100, "an expression is more than 100 deep")
        if text[at : at + 1] == "(":
            parts = []
            while not parts or text[at : at + 1] == " ":
                at += 1
                parts.append(parse(depth + 1))
            need(text[at : at + 1] == ")", "')' is missing")
            at += 1
            return parts
        word = re.compile("[^ ()]*").match(text, at)[0]
        need(word, "a word is missing")
        at += len(word)
        return word

    tree = parse(depth)
    need(at == len(text), "something stands behind the expression")
    return tree


class Evaluator:
    """Values are lists of rows."""

    def __init__(self, ring):
        self.ring, self.names, self.looks = ring, {}, 2**18

    def look(self):
        self.looks -= 1
        need(self.looks >= 0, "more work than is done here")

    def bind(self, name, value):
        need(name not in self.names, f"'{name}' has a value already")
        self.names[name] = value

    def made(self, rows, cols, entry):
        need(0 < rows <= MOST_ENTRIES and 0 < cols <= MOST_ENTRIES and rows * cols <= MOST_ENTRIES, "a matrix has 1 to 2^12 entries")
        return [[entry(i, j) for j in range(cols)] for i in range(rows)]

    def scalar(self, value):
        need(len(value) == len(value[0]) == 1, "a number is needed, not a matrix")
        return value[0][0]

    def whole(self, value):
        q = self.ring.exact(self.scalar(value))
        need(q is not None and q.denominator == 1 and abs(q) <= 2**31, "a whole number up to 2^31 is needed")
        return q.numerator

    def turns(self, e):
        need(len(e) == 5, f"'{e[0]}' takes 4")
        need(isinstance(e[1], str) and NAME.fullmatch(e[1]), "a name is needed")
        first, last = self.whole(self.value(e[2])), self.whole(self.value(e[3]))
        for i in range(first, last + 1):
            self.look()
            self.bind(e[1], [[self.ring.number(Fraction(i))]])
            yield i
            del self.names[e[1]]

    def holds(self, e):
        self.look()
        need(isinstance(e, list) and isinstance(e[0], str), "a list begins with a word")
        op, *rest = e
        if op in ("and", "or"):
            return next((op == "or" for x in rest if self.holds(x) == (op == "or")), op == "and")
        if op == "not":
            need(len(rest) == 1, "'not' takes 1")
            return not self.holds(rest[0])
        if op in ("all", "some"):
            for _ in self.turns(e):
                if self.holds(e[4]) == (op == "some"):
                    del self.names[e[1]]
                    return op == "some"
            return op == "all"
        need(len(rest) == 2, f"'{op}' takes 2")
        a, b = map(self.value, rest)
        if op == "=":
            return self.same(a, b)
        need(op in ("<", "<="), f"'{op}' is no relation")
        return self.ring.compare(self.scalar(a), self.scalar(b)) < (op == "<=")

    def same(self, a, b):
        if (len(a), len(a[0])) != (len(b), len(b[0])):
            return False
        open_ = False
        for x, y in zip(itertools.chain(*a), itertools.chain(*b)):
            try:
                if self.ring.different(x, y):
                    return False
            except Open:
                open_ = True
        if open_:
            raise Open
        return True

    def value(self, e):
        self.look()
        ring = self.ring
        if isinstance(e, str):
            return self.names[e] if e in self.names else [[ring.number(number(e))]]
        need(isinstance(e[0], str), "a list begins with a word")
        op, *rest = e
        if op == "rows":
            need(rest and all(isinstance(r, list) and len(r) == len(rest[0]) for r in rest), "rows of equal length are needed")
            return self.made(len(rest), len(rest[0]), lambda i, j: self.scalar(self.value(rest[i][j])))
        if op == "matrix":
            need(len(rest) == 5, "'matrix' takes 5")
            rows, cols = self.whole(self.value(rest[1])), self.whole(self.value(rest[3]))
            need(all(isinstance(n, str) and NAME.fullmatch(n) for n in rest[0:3:2]), "a name is needed")

            def entry(i, j):
                self.bind(rest[0], [[ring.number(Fraction(i + 1))]])
                self.bind(rest[2], [[ring.number(Fraction(j + 1))]])
                x = self.scalar(self.value(rest[4]))
                del self.names[rest[0]], self.names[rest[2]]
                return x

            return self.made(rows, cols, entry)
        if op in ("sum", "product"):
            total = ring.number(Fraction(op == "product"))
            for _ in self.turns(e):
                x = self.scalar(self.value(e[4]))
                total = ring.add(total, x) if op == "sum" else ring.multiply(total, x)
            return [[total]]
        if op == "if":
            need(len(rest) == 3, "'if' takes 3")
            return self.value(rest[1] if self.holds(rest[0]) else rest[2])
        values = [self.value(x) for x in rest]
        if op in ("+", "had", "*", "max"):
            need(values, f"'{op}' takes one at least")
            if op == "max":
                entries = [x for v in values for row in v for x in row]
                most = entries[0]
                for x in entries:
                    most = ring.larger(most, x)
                return [[most]]
            total = values[0]
            for x in values[1:]:
                total = self.times(total, x) if op == "*" else self.entrywise(ring.add if op == "+" else ring.multiply, total, x)
            return total
        if op == "-" and len(values) in (1, 2):
            last = [[ring.negate(x) for x in row] for row in values[-1]]
            return last if len(values) == 1 else self.entrywise(ring.add, values[0], last)
        return self.applied(op, values)

    def entrywise(self, f, a, b):
        need((len(a), len(a[0])) == (len(b), len(b[0])), "equal sizes are needed")
        return [list(map(f, x, y)) for x, y in zip(a, b)]

    def times(self, a, b):
        for one, other in ((a, b), (b, a)):
            if len(one) == len(one[0]) == 1:
                return [[self.ring.multiply(one[0][0], x) for x in row] for row in other]
        need(len(a[0]) == len(b), "sizes do not fit a product")

        def entry(i, j):
            total = self.ring.number(Fraction(0))
            for k, x in enumerate(a[i]):
                total = self.ring.add(total, self.ring.multiply(x, b[k][j]))
            return total

        return self.made(len(a), len(b[0]), entry)

    def power(self, base, n):
        if n < 0:
            return self.ring.divide(self.ring.number(Fraction(1)), self.power(base, -n))
        result = self.ring.number(Fraction(1))
        for digit in bin(n)[2:] if n else "":
            result = self.ring.multiply(result, result)
            if digit == "1":
                result = self.ring.multiply(result, base)
        return result

    def applied(self, op, values):
        ring = self.ring
        takes = {"/": 2, "kron": 2, "rowwise": 2, "columnwise": 2, "t": 1, "vec": 1, "diag": 1, "at": 3, "pow": 2, "exp": 1, "ln": 1,
                 "sqrt": 1, "sin": 1, "cos": 1, "abs": 1, "mod": 2, "choose": 2, "floor": 1, "ones": 2, "identity": 1}
        need(op in takes and len(values) == takes[op], f"'{op}' is no operation, or has other arguments")
        a = values[0]
        one = lambda x: [[ring.number(Fraction(x))]]  # noqa: E731
        if op == "/":
            below = self.scalar(values[1])
            return [[ring.divide(x, below) for x in row] for row in a]
        if op in ("kron", "rowwise", "columnwise"):
            b = values[1]
            need(op == "kron" or (len(a) == len(b) if op == "rowwise" else len(a[0]) == len(b[0])), f"sizes do not fit '{op}'")
            pairs = list(zip(a, b)) if op == "rowwise" else [(x, y) for x in a for y in b]
            cols = len(a[0]) if op == "columnwise" else len(a[0]) * len(b[0])
            columns = (lambda x, y: list(zip(x, y))) if op == "columnwise" else lambda x, y: [(s, r) for s in x for r in y]
            listed = [columns(x, y) for x, y in pairs]
            return self.made(len(pairs), cols, lambda i, j: ring.multiply(*listed[i][j]))
        if op == "t":
            return [list(column) for column in zip(*a)]
        if op == "vec":
            return [[x] for row in a for x in row]
        if op == "diag":
            need(len(a[0]) == 1, "'diag' takes a column")
            return self.made(len(a), len(a), lambda i, j: a[i][0] if i == j else ring.number(Fraction(0)))
        if op == "ones":
            return self.made(self.whole(a), self.whole(values[1]), lambda i, j: ring.number(Fraction(1)))
        if op == "identity":
            n = self.whole(a)
            return self.made(n, n, lambda i, j: ring.number(Fraction(int(i == j))))
        if op == "at":
            i, j = self.whole(values[1]), self.whole(values[2])
            need(1 <= i <= len(a) and 1 <= j <= len(a[0]), "an index outside of its matrix")
            return [[a[i - 1][j - 1]]]
        if op == "pow":
            return [[self.power(self.scalar(a), self.whole(values[1]))]]
        if op == "choose":
            n, k = self.whole(a), self.whole(values[1])
            need(n >= 0 and k >= 0, "'choose' of a negative number")
            need(min(k, n - k) <= 2**15, "a number of more than 2^15 bits")  # C(n, k) >= 2^min
            return one(math.comb(n, k))
        if op == "floor":
            return one(ring.floor(self.scalar(a)))
        if op == "mod":
            n, m = self.whole(a), self.whole(values[1])
            need(m >= 1, "'mod' takes a positive number")
            return one(n % m)
        return [[ring.function(op, x) for x in row] for row in a]


def statement(problem, proof):
    given, lets, where, entries = [], [], [], 0
    while problem.next_is("given"):
        words = problem.take("given").split(" ")
        need(len(words) in (1, 3) and NAME.fullmatch(words[0]), "a name, or a name, rows and columns are needed")
        rows, cols = (whole(number(w)) for w in words[1:] or ("1", "1"))
        need(0 < rows <= MOST_ENTRIES and 0 < cols <= MOST_ENTRIES, "1 to 2^12 entries are needed")
        entries += rows * cols
        need(entries <= MOST_ENTRIES, "1 to 2^12 entries in all are needed")
        given.append((words[0], rows, cols))
    while problem.next_is("let"):
        name, _, text = problem.take("let").partition(" ")
        need(NAME.fullmatch(name), "a name and an expression are needed")
        lets.append((name, expression(text)))
    while problem.next_is("where"):
        where.append(expression(problem.take("where")))
    say = expression(problem.take("say"))
    answer = problem.choice("answer", "holds", "fails", "always")
    need(answer != "always" or not where, "an identity has no conditions")
    problem.end()
    flat = [] if answer == "always" else [x for _, rows, cols in given for x in proof.numbers("value", rows * cols)]
    proof.end()

    def test(digits):
        ring = Identities() if answer == "always" else RealNumbers(digits)
        evaluator, entry = Evaluator(ring), itertools.count()
        for name, rows, cols in given:
            new = (lambda: ring.variable(next(entry))) if answer == "always" else lambda: ring.number(flat[next(entry)])
            evaluator.bind(name, [[new() for _ in range(cols)] for _ in range(rows)])
        try:
            for name, e in lets:
                evaluator.bind(name, evaluator.value(e))
            need(all(evaluator.holds(e) for e in where), "a condition does not hold")
            return evaluator.holds(say) != (answer == "fails")
        except Open:
            need(answer != "always", "a comparison stays undecided")
            return None

    need(decided(test, 40, 1300), "not what the answer says, or a comparison stays undecided")


# --- the verdict ----------------------------------------------------------------------------------------------------

KINDS = {
    "exp-degree": exp_degree, "exp-error": exp_error, "structure": structure, "rank": rank,
    "toeplitz-terms": toeplitz_terms, "tensor-terms": tensor_terms, "tensor-rank": tensor_rank,
    "normalization": normalization, "reduction-gap": reduction_gap, "protocol-count": protocol_count, "statement": statement,
}


def judge(problem_file, proof_file):
    problem, proof = Record(problem_file), Record(proof_file)
    need(problem.take("attest-problem") == "1", "version 1 is read here")
    name = problem.take("id")
    need(re.fullmatch("[a-z0-9-]{1,100}", name), "an id has letters a-z, digits and hyphens")
    kind = problem.take("kind")
    need(proof.take("attest-proof") == "1", "version 1 is read here")
    need(proof.take("problem") == hashlib.sha256(problem.bytes).hexdigest(), "it was made for another problem file")
    need(proof.take("kind") == kind, "its kind is not the problem's")
    if kind in ("attention-rows", "tensor-attention-rows"):
        attention_rows(problem, proof, pathlib.Path(problem_file).parent, kind.startswith("tensor"))
    else:
        need(kind in KINDS, "an unknown kind")
        KINDS[kind](problem, proof)
    return name


def verdict(problem_file, proof_file):
    """(exit code, line)"""
    try:
        return 0, "s VERIFIED " + judge(problem_file, proof_file)
    except Rejected as why:
        return 1, f"s REJECTED {why}"
    except (Unreadable, OSError) as why:
        return 2, f"unreadable: {why}"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: attest_check.py PROBLEM PROOF")
    code, line = verdict(*sys.argv[1:])
    print(line, file=sys.stderr if code == 2 else sys.stdout)
    sys.exit(code)
