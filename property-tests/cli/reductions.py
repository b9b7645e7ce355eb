"""reduce and decide as a person meets them: formulas as attention, decided by the program and by outputs computed here."""
import itertools
import json
import math
import os
import random
import shutil
import struct
from fractions import Fraction

from program import document, equal, npy, root, say, tap, workshop

formulas = root / "examples" / "formulas"


def write(name, variables, clauses):
    path = workshop / name
    path.write_text(f"c written by a test\np cnf {variables} {len(clauses)}\n" + "".join(" ".join(map(str, c)) + " 0\n" for c in clauses))
    return path


def read(path):
    """A .npy file of float64 in C order, as rows."""
    data = path.read_bytes()
    start = 10 + int.from_bytes(data[8:10], "little")
    rows, cols = (int(x) for x in data[10:start].decode().split("(")[1].split(")")[0].split(","))
    flat = struct.unpack(f"<{rows * cols}d", data[start:])
    return [flat[i * cols:(i + 1) * cols] for i in range(rows)]


def satisfiable(variables, clauses):
    return any(all(any((l > 0) == bool(a >> (abs(l) - 1) & 1) for l in c) for c in clauses) for a in range(1 << variables))


def attention(folder, manifest):
    """Column 0 of the queries' rows from the files, plainly: scores as fractions, exponentials in floating point."""
    names = manifest["files"]
    q = read(folder / names[0])[:manifest["queries"]]
    half = (len(names) - 1) // 2
    K, V = [read(folder / f) for f in names[1:1 + half]], [read(folder / f) for f in names[1 + half:]]
    out = []
    for x in q:
        scores, values = [], []
        for keys in itertools.product(*[range(len(m)) for m in K]):
            products = [math.prod(m[j][l] for m, j in zip(K, keys)) for l in range(len(x))]
            scores.append(sum(Fraction(a) * Fraction(p) for a, p in zip(x, products) if a and p) / len(x))
            values.append(math.prod(m[j][0] for m, j in zip(V, keys)))
        top = max(scores)
        weights = [math.exp(float(s - top)) for s in scores]
        out.append(math.fsum(w * v for w, v in zip(weights, values)) / math.fsum(weights))
    return out


def random_formula(seed):
    draw = random.Random(seed)
    variables = draw.randint(3, 5)
    clauses = [[v * draw.choice((1, -1)) for v in draw.sample(range(1, variables + 1), min(variables, draw.randint(1, 3)))]
               for _ in range(draw.randint(variables, 4 * variables))]
    return variables, clauses


def decides():
    answers = set()
    for seed in range(8):
        variables, clauses = random_formula(seed)
        truth = satisfiable(variables, clauses)
        file = write("f.cnf", variables, clauses)
        for order, form in ((2, "paper-like"), (2, "centred"), (3, "centred")):
            folder = workshop / f"hard {seed} {order} {form}"
            made = document("reduce", "--from", "cnf", file, "--to", "attention", "--order", order, "--form", form, "--out", folder)
            manifest = json.loads((folder / "manifest.json").read_text())
            equal({**manifest, "out": str(folder)}, made, "what is printed is the manifest")
            said = document("decide", folder, "--confirm")
            equal((said["answer"], said["satisfiable_by_trying"]), ("YES" if truth else "NO", truth), (seed, order))
            assert 0 < float(said["margin"]) and not said["contradicted"]
            answers.add(said["answer"])
            if truth:
                fixed = [[i + 1 if x else -i - 1] for i, x in enumerate(said["first_values"])]
                assert satisfiable(variables, clauses + fixed), (seed, said["first_values"])
            # The same from outside: an output computed here, and judged by the manifest alone.
            out = attention(folder, manifest)
            yes, no = Fraction(manifest["yes_at_least"]), Fraction(manifest["no_at_most"])
            slack = Fraction(1, 10**9) * yes
            assert (max(out) >= yes - slack) if truth else (max(out) <= no * (1 + Fraction(1, 10**9))), (seed, order, form, max(out))
            tolerable = Fraction(manifest["tolerable_error"])
            assert 0 < yes - no - 2 * tolerable < (yes - no) / 10**8
            file_out = npy("out.npy", [[x] for x in out])
            given = document("decide", folder, "--output", file_out, "--error", str(tolerable * Fraction(99, 100)))
            equal((given["answer"], given["method"]), (said["answer"], "given"), (seed, order, form))
            off = [[x - float(tolerable) * (0.999 if truth else -0.999)] for x in out]
            equal(document("decide", folder, "--output", npy("off.npy", off), "--error", str(tolerable))["answer"], said["answer"])
            equal(document("decide", folder, "--output", file_out, "--error", "1", code=1)["answer"], "UNDECIDED")
    equal(answers, {"YES", "NO"})


def structured():
    for name, answer in (("pigeonhole-2", "NO"), ("parity-6", "NO"), ("random-9", "YES")):
        for order in (2, 3, 4):
            folder = workshop / "structured"
            said = say("reduce", "--from", "cnf", formulas / f"{name}.cnf", "--to", "attention", "--order", order, "--out", folder).stdout
            assert f"attention of order {order} that decides a formula of" in said, said
            lines = say("decide", folder, "--confirm").stdout.splitlines()
            assert lines[0].startswith(answer + ": the formula is") and "CONTRADICTED" not in "".join(lines), lines


def messages():
    for clauses, truth in (([[1], [-1]], False), ([[1], [-1, 2]], True), ([[1, 2], [-2], [2, -1]], False)):
        folder = workshop / f"merlin {len(clauses)} {truth}"
        made = document("reduce", "--from", "cnf", write("m.cnf", 2, clauses), "--to", "attention", "--order", 2, "--link", "protocol", "--blocks", 1, "--out", folder)
        count = int(made["instances"])
        assert count > 1 and made["files"] is None and len(list(folder.glob("message-*"))) == count
        said = document("decide", folder, "--confirm")
        equal((said["answer"], said["satisfiable_by_trying"]), ("YES" if truth else "NO", truth))
        alone = [document("decide", folder / f"message-{i}", code=None)["answer"] for i in range(count)]
        equal("YES" in alone, truth, alone)
        if truth:
            equal(alone[int(said["message"])], "YES")
        else:
            equal(set(alone), {"NO"})
        out = npy("m.npy", [[0.0]] * 4)
        assert "holds" in say("decide", folder, "--output", out, "--error", "0", code=2).stderr


def rotary():
    folder = workshop / "turned"
    rope = "base=10000,pairing=half"
    made = document("reduce", "--from", "cnf", formulas / "random-9.cnf", "--to", "attention", "--order", 2, "--rope", rope, "--out", folder)
    equal(document("decide", folder)["answer"], "YES")
    say("attention", "--q", folder / "Q.npy", "--k", folder / "K.npy", "--v", folder / "V.npy", "--scale", "1/d", "--rope", rope, "--eps", "1e-3", "--out", folder / "O.npy")
    said = document("decide", folder, "--output", folder / "O.npy", "--error", "1e-3")
    equal((said["answer"], made["rope"]), ("YES", rope))


def believes_nothing():
    folder = workshop / "tampered"
    say("reduce", "--from", "cnf", formulas / "pigeonhole-2.cnf", "--to", "attention", "--out", folder)
    manifest = (folder / "manifest.json").read_text()
    other = workshop / "other"
    say("reduce", "--from", "cnf", formulas / "random-9.cnf", "--to", "attention", "--out", other)

    def refused(word, change, code=3):
        copy = workshop / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        change(copy)
        done = say("decide", copy, code=code)
        assert word in done.stderr, (word, done.stderr)

    def text(**fields):
        j = json.loads(manifest)
        j.update(fields)
        return lambda copy: (copy / "manifest.json").write_text(json.dumps(j))

    def flip(name, place):
        def change(copy):
            data = bytearray((copy / name).read_bytes())
            data[-8 * place:len(data) - 8 * (place - 1)] = struct.pack("<d", 2.0)
            (copy / name).write_bytes(bytes(data))
        return change

    for name in ("Q.npy", "K1.npy", "K2.npy", "V1.npy", "V2.npy"):
        refused(f"{name}: entry", flip(name, 1))
        refused("no such file", lambda copy, name=name: (copy / name).unlink())
        refused(name, lambda copy, name=name: shutil.copy(other / name, copy / name))
    refused("is 2; the reduction of formula.cnf makes it", flip("Q.npy", 3))
    refused("Q.npy", lambda copy: shutil.copy(other / "formula.cnf", copy / "formula.cnf"))
    refused("no such file", lambda copy: (copy / "formula.cnf").unlink())
    refused("formula.cnf", lambda copy: (copy / "formula.cnf").write_text("p cnf 2 1\n1 3 0\n"))
    refused("no such file", lambda copy: (copy / "manifest.json").unlink())
    deep = manifest.replace("{", '{"pad": ' + "[" * 100000 + "]" * 100000 + ",", 1)
    for broken in (deep, "", "[]", "{", "[" * 100000, "\0", '{"attest_reduction": 1e999}'):
        refused("manifest.json", lambda copy, broken=broken: (copy / "manifest.json").write_text(broken))
    refused("'attest_reduction' is not 1", text(attest_reduction=2))
    refused("order: ''", text(order=None))
    refused("order: 7", text(order=7))
    refused("order: '", text(order="x" * 50))
    refused("'order' is no text", text(order=[3]))
    refused("Q.npy", text(order=4))
    refused("link: 'x'", text(link="x"))
    refused("form: 'x'", text(form="x"))
    refused("Q.npy", text(form="paper-like"))
    refused("blocks", text(link="protocol"))
    refused("blocks", text(link="protocol", blocks=10))
    refused("--memory", text(link="protocol", blocks=9), code=4)
    refused("message: 5; it is for link protocol", text(message="5"))
    refused("'link' is no short line", text(link="dir\0ect"))
    refused("'rope' is no short line", text(rope="x" * 1000))
    refused("Q.npy: too large", lambda copy: os.truncate(copy / "Q.npy", 1 << 33))
    refused("message: -1", text(message=-1))
    refused("order", text(rope="base=10000"))
    # Numbers that are for people only are not read.
    j = json.loads(manifest)
    lied = workshop / "lied"
    shutil.copytree(folder, lied)
    (lied / "manifest.json").write_text(json.dumps({**j, "yes_at_least": "1/1000", "no_at_most": "0", "threshold": "0", "tolerable_error": "5"}))
    equal(document("decide", lied), document("decide", folder))


def bad_usage():
    cnf, out = formulas / "pigeonhole-2.cnf", workshop / "never"
    base = ["reduce", "--from", "cnf", cnf, "--to", "attention", "--out", out]
    for arguments, word, code in (
            (["reduce", "--from", "dimacs", cnf, "--to", "attention", "--out", out], "--from: 'dimacs'", 2), (["reduce", "--from", "cnf", "--to", "attention", "--out", out], "--from", 2),
            (["reduce", "--from", "cnf", cnf, "--to", "max-ip", "--out", out], "--to: 'max-ip'", 2), (["reduce", "--from", "cnf", cnf, "--to", "attention"], "--out", 2),
            (["reduce", "--from", "cnf", cnf, "--to", "attention", "--out", ""], "--out", 2), (["reduce", "--from", "cnf", workshop / "none.cnf", "--to", "attention", "--out", out], "none.cnf", 3),
            (["reduce", "--from", "cnf", root / "README.md", "--to", "attention", "--out", out], "README.md", 3),
            ([*base, "--order", "1"], "--order: 1", 2), ([*base, "--order", "7"], "--order: 7", 2), ([*base, "--order", "two"], "--order: 'two'", 2),
            ([*base, "--link", "x"], "--link: 'x'", 2), ([*base, "--form", "x"], "--form: 'x'", 2), ([*base, "--blocks", "2"], "--blocks: it is for --link protocol", 2),
            ([*base, "--link", "protocol", "--blocks", "0"], "--blocks: 0", 2), ([*base, "--link", "protocol", "--blocks", "10"], "blocks: 10", 2),
            ([*base, "--link", "protocol"], "--link direct is smaller", 4), ([*base, "--link", "protocol", "--blocks", "1"], "instances", 4), ([*base, "--rope", "base=10000"], "--rope: positions are for order 2", 2),
            ([*base, "--order", "2", "--rope", "bse=1"], "did you mean base?", 2), ([*base, "--order", "2", "--rope", "xpos=512"], "growth", 2),
            ([*base, "--memory", "1K"], "--memory: the matrices take", 4), ([*base, "--memory", "x"], "--memory", 2), ([*base, "--ordr", "3"], "did you mean --order?", 2)):
        done = say(*arguments, code=code)
        assert word in done.stderr, (arguments, done.stderr)
        assert not (out / "manifest.json").exists()
    wide = write("wide.cnf", 200, [[1, 200]])
    assert "200 variables; at most 72" in say("reduce", "--from", "cnf", wide, "--to", "attention", "--out", out, code=4).stderr
    tall = write("tall.cnf", 60, [[1, 2]] * 30)
    assert "--memory" in say("reduce", "--from", "cnf", tall, "--to", "attention", "--order", 3, "--out", out, code=4).stderr
    taken = workshop / "taken"
    taken.write_text("a file")
    assert "taken" in say("reduce", "--from", "cnf", cnf, "--to", "attention", "--out", taken, code=4).stderr
    if os.geteuid() != 0:
        locked = workshop / "locked"
        locked.mkdir(mode=0o500)
        assert "locked" in say("reduce", "--from", "cnf", cnf, "--to", "attention", "--out", locked, code=4).stderr
    folder = workshop / "fine"
    say("reduce", "--from", "cnf", cnf, "--to", "attention", "--out", folder)
    short, wrong = npy("short.npy", [[0.5]] * 3), npy("nan.npy", [[float("nan")]] * 8)
    good = npy("good.npy", [[0.0]] * 4)
    for arguments, word, code in (
            (["decide"], "folder", 2), (["decide", workshop / "nowhere"], "nowhere", 3), (["decide", cnf], "manifest.json", 3), (["decide", folder, "--output", good], "--error", 2),
            (["decide", folder, "--error", "1"], "--output", 2), (["decide", folder, "--output", good, "--error", "-1"], "--error: '-1'", 2), (["decide", folder, "--output", good, "--error", "x"], "--error", 2),
            (["decide", folder, "--output", short, "--error", "0"], "3 x 1", 3), (["decide", folder, "--output", wrong, "--error", "0"], "nan.npy", 3),
            (["decide", folder, "--output", workshop / "none.npy", "--error", "0"], "none.npy", 3), (["decide", folder, "--method", "magic"], "magic", 2),
            (["decide", folder, "--method", "toeplitz"], "toeplitz", 2), (["decide", folder, "--method", "polynomial"], "--method polynomial", 4), (["decide", folder, "--eps", "0"], "--eps: '0'", 2),
            (["decide", folder, "--seconds", "0"], "--seconds", 2), (["decide", folder, "--threads", "-1"], "--threads: -1", 2)):
        done = say(*arguments, code=code)
        assert word in done.stderr, (arguments, done.stderr)
    assert "--seconds" in say("decide", folder, "--seconds", "1e-9", code=4).stderr
    assert "--memory" in say("decide", folder, "--memory", "1K", code=4).stderr
    for y in (1.26, -0.26, 1e308):
        said = document("decide", folder, "--output", npy("beyond.npy", [[0.0], [y], [0.0], [0.0]]), "--error", "1/4", code=1)
        assert said["impossible"] and "further off" in said["meaning"], said
    many = write("many.cnf", 36, [[36]])
    say("reduce", "--from", "cnf", many, "--to", "attention", "--order", 6, "--out", workshop / "many")
    assert "--confirm: 36 variables" in say("decide", workshop / "many", "--confirm", code=4).stderr
    say("reduce", "--from", "cnf", write("thirty.cnf", 30, [[30]]), "--to", "attention", "--order", 6, "--out", workshop / "many")
    assert "--confirm: trying" in say("decide", workshop / "many", "--confirm", "--seconds", "1", code=4).stderr
    assert "below what float64 holds" in say("reduce", "--from", "cnf", write("long.cnf", 3, [[1, 2, 3]] * 200), "--to", "attention", "--form", "paper-like", "--out", workshop / "small", code=4).stderr
    middle = npy("middle.npy", [[0.5]] * 4)
    said = document("decide", folder, "--output", middle, "--error", "0", code=1)
    assert said["promise_broken"] and "further off than claimed" in said["meaning"], said
    lie = say("decide", folder, "--output", npy("lie.npy", [[0.9]] * 4), "--error", "1e-3", "--confirm", code=1).stdout
    assert lie.startswith("YES") and "not satisfiable by trying all assignments: CONTRADICTED" in lie, lie


def again():
    folder = workshop / "again"
    file = write("again.cnf", 2, [[1], [-1, 2]])
    say("reduce", "--from", "cnf", file, "--to", "attention", "--order", 4, "--out", folder)
    say("reduce", "--from", "cnf", file, "--to", "attention", "--order", 2, "--link", "protocol", "--blocks", 1, "--out", folder)
    assert not list(folder.glob("*.npy")) and (folder / "message-0").is_dir()
    mine = folder / "message-0" / "mine.txt"
    mine.write_text("not of attest")
    say("reduce", "--from", "cnf", file, "--to", "attention", "--order", 2, "--out", folder)
    equal(sorted(p.name for p in folder.iterdir()), ["K.npy", "Q.npy", "V.npy", "formula.cnf", "manifest.json", "message-0"])
    equal([p.name for p in (folder / "message-0").iterdir()], ["mine.txt"])
    equal(document("decide", folder)["answer"], "YES")
    # A run that cannot write its matrices leaves no manifest behind.
    (folder / "K1.npy").mkdir()
    say("reduce", "--from", "cnf", file, "--to", "attention", "--order", 3, "--out", folder, code=4)
    assert not (folder / "manifest.json").exists()


tap.fact("formulas become attention that decides them, here and in a plain computation judged by the manifest alone", decides)
tap.fact("pigeonholes, parities and a formula with one solution are decided at orders 2, 3 and 4", structured)
tap.fact("through the protocol all messages together decide, and each can be decided alone", messages)
tap.fact("with rotary positions the same instance is decided, also from an output of attest attention", rotary)
tap.fact("decide holds every matrix against the reduction of the formula, and believes no number of the manifest", believes_nothing)
tap.fact("a folder that is written again holds nothing of the earlier run, and no manifest until it is whole", again)
tap.fact("bad input to reduce and decide is one line that names it, and no manifest", bad_usage)
tap.finish()
