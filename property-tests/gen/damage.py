"""Certificates with a small fault."""
import hashlib
import re


def sealed(texts):
    """Problem and proof, the proof naming the problem's checksum."""
    checksum = hashlib.sha256(texts[0].encode()).hexdigest()
    return [texts[0], re.sub(r"^problem .*$", "problem " + checksum, texts[1], flags=re.M)]


def damage(chance, texts):
    """One byte or one whole number of one of the two changed, two numbers exchanged, or a number dropped."""
    which = chance.choice((0, 1, 1, 1))
    text, kind = texts[which], chance.randrange(4)
    found = list(re.finditer(r"(?<![0-9a-z])-?\d+(/\d+)?(?![0-9a-z])", text))
    if kind == 0 or len(found) < 2:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("0123456789-/ \n") + text[at + 1 :]
    else:
        one, other = sorted(chance.sample(range(len(found)), 2))
        one, other = found[one], found[other]
        if kind == 1:
            new = str(int(one.group().split("/")[0]) + chance.choice((-1, 1)) * chance.choice((1, 2, 10 ** chance.randrange(1, 9))))
            text = text[: one.start()] + new + text[one.end() :]
        elif kind == 2:
            text = text[: one.start()] + other.group() + text[one.end() : other.start()] + one.group() + text[other.end() :]
        else:
            text = text[: one.start() - 1] + text[one.end() :]
    damaged = [text if i == which else old for i, old in enumerate(texts)]
    return sealed(damaged) if which == 0 else damaged
