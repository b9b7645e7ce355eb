"""Certificates with a small fault."""
import hashlib
import re


def sealed(texts):
    """Problem and proof, the proof naming the problem's checksum."""
    checksum = hashlib.sha256(texts[0].encode()).hexdigest()
    return [texts[0], re.sub(r"^problem .*$", "problem " + checksum, texts[1], flags=re.M)]


EDGES = ("0", "-0", "1/0", "-1", "+1", "1/1", "007", "1_000", "1e3", "0x1", "2.5", "\u0663", "9" * 60, "-" + "9" * 60 + "/" + "7" * 60, "1/2/3", "/2", "3/", "")


def damage(chance, texts):
    """One byte, one number or one line of one of the two changed, dropped or exchanged with another."""
    which = chance.choice((0, 1, 1, 1))
    text, kind = texts[which], chance.randrange(7)
    lines = text.split("\n")
    found = list(re.finditer(r"(?<![0-9a-z])-?\d+(/\d+)?(?![0-9a-z])", text))
    if kind == 0 or len(found) < 2:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("0123456789-/ \n" if chance.random() < 0.8 else "\t\r\0_+.()\v\x85\xa0\u2003") + text[at + 1 :]
    elif kind == 4:
        one = chance.choice(found)
        text = text[: one.start()] + chance.choice(EDGES) + text[one.end() :]
    elif kind == 5:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        text = "\n".join(lines)
    elif kind == 6:
        one = chance.randrange(len(lines))
        lines[one : one + 1] = [lines[one]] * chance.choice((0, 2))
        text = "\n".join(lines)
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
