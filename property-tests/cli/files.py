"""The folder of files, good and bad, that hostile.py and random_lines.py start the program in."""
import json
import os
import shutil
import struct

from program import attest, equal, run, workshop

model = workshop / "model"
model.mkdir()


def raw(name, header, data, version=1):
    """A .npy file of this header, right or wrong."""
    size = struct.pack("<H", len(header)) if version == 1 else struct.pack("<I", len(header))
    (model / name).write_bytes(b"\x93NUMPY" + bytes([version, 0]) + size + header.encode() + data)


def head(shape, descr="<f8", fortran=False):
    return f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n"


def make_files():
    doubles = lambda *x: struct.pack(f"<{len(x)}d", *x)
    twelve = doubles(*(i % 5 / 4 for i in range(12)))
    for name in "qkv":
        raw(f"{name}.npy", head("(6, 2)"), twelve)
    raw("wide.npy", head("(2, 6)"), twelve)
    raw("short.npy", head("(5, 2)"), twelve[:80])
    raw("nan.npy", head("(6, 2)"), twelve[:88] + doubles(float("nan")))
    raw("inf.npy", head("(6, 2)"), twelve[:88] + doubles(float("-inf")))
    raw("negative.npy", head("(-6, -2)"), twelve)
    raw("trailing.npy", head("(6, 2)"), twelve + b"more")
    raw("twice.npy", head("(6, 2)"), twelve + twelve)
    raw("cut.npy", head("(6, 2)"), twelve[:-1])
    raw("promise.npy", head("(1000000000000, 2)"), twelve)
    raw("overflow.npy", head("(4294967296, 4294967296)"), twelve)
    raw("digits.npy", head("(9999999999999999999, 1)"), twelve)
    raw("rows0.npy", head("(0, 2)"), b"")
    raw("vector.npy", head("(12,)"), twelve)
    raw("scalar.npy", head("()"), twelve[:8])
    raw("cube.npy", head("(3, 2, 2)"), twelve)
    raw("even.npy", head("(2, 2, 2)"), twelve[:64])
    raw("object.npy", head("(6, 2)", "|O"), twelve)
    raw("complex.npy", head("(3, 2)", "<c16"), twelve)
    raw("bool.npy", head("(6, 2)", "|b1"), twelve[:12])
    raw("text.npy", head("(6, 2)", "<U2"), twelve)
    raw("long.npy", head("(6, 2)", "<f16"), twelve + twelve)
    raw("records.npy", "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (12,), }\n", twelve)
    raw("odd.npy", head("(1, 1)", "<i8"), struct.pack("<q", 2**53 + 1))
    raw("keys.npy", "{'descr': '<f8', 'shape': (6, 2), 'shape': (6, 2), 'fortran_order': False, }\n", twelve)
    raw("code.npy", "__import__('os').system('touch pwned')\n", twelve)
    raw("version9.npy", head("(6, 2)"), twelve, version=9)
    (model / "header.npy").write_bytes(b"\x93NUMPY\x02\x00\xff\xff\xff\xff")
    (model / "void.npy").write_bytes(b"")
    (model / "prose.npy").write_text("no numbers here\n")
    (model / "m.csv").write_text("1,1/2\n1/2,1\n")
    (model / "ragged.csv").write_text("1,2\n3\n")
    (model / "word.csv").write_text("1,two\n")
    (model / "nan.csv").write_text("nan,inf\n")
    (model / "zero.csv").write_text("1/0\n")
    (model / "third.csv").write_text("1/3,1\n1,1\n")
    (model / "far.csv").write_text("1e999999999\n")
    (model / "void.csv").write_text("")
    (model / "binary.csv").write_bytes(bytes(range(256)))
    (model / "m.txt").write_text("1,2\n")
    (model / "p.txt").write_text("1 1 1/2\n")
    (model / "many.txt").write_text("1 " * 6000)
    (model / "f.cnf").write_text("p cnf 2 2\n1 2 0\n-1 0\n")
    (model / "wide.cnf").write_text("p cnf 200 1\n1 200 0\n")
    (model / "beyond.cnf").write_text("p cnf 2 1\n1 3 0\n")
    (model / "fewer.cnf").write_text("p cnf 2 3\n1 2 0\n")
    (model / "void.cnf").write_text("")
    (model / "open.cnf").write_text("p cnf 2 1\n1 2\n")
    (model / "huge.cnf").write_text("p cnf 99999999999999999999 1\n1 0\n")
    (model / "plan.json").write_text(json.dumps({"name": "small", "jobs": [{"kind": "rank", "dim": 2, "degree": [1, 2]}]}))
    (model / "slow.json").write_text(json.dumps({"name": "slow", "jobs": [{"kind": "normalization", "n": 20, "eps": "1/10", "seed": {"from": 1, "to": 200000}}]}))
    (model / "kind.json").write_text(json.dumps({"name": "x", "jobs": [{"kind": "ranks"}]}))
    (model / "beyond.json").write_text('{"name": "x", "jobs": [{"kind": "degree", "B": 1, "eps": 1e-3, "centre": 1e999}]}')
    (model / "lines.json").write_text(json.dumps({"name": "x", "jobs": [], "more\nlines": 1}))
    (model / "deep.json").write_text("[" * 100000)
    (model / "pipe.npy").unlink(missing_ok=True)
    os.mkfifo(model / "pipe.npy")
    for folder in ("dir", "dir.npy", "dir.csv", "taken"):
        (model / folder).mkdir()
    (model / "dangling.npy").symlink_to("nowhere.npy")
    (model / "loop.npy").symlink_to("loop.npy")
    for made in (("reduce", "--from", "cnf", "f.cnf", "--to", "attention", "--out", "hard"), ("sweep", "plan.json", "--store", "s.sqlite"),
                 ("degree", "--interval=-1,1", "--eps", "1e-3", "--certificate", "cert")):
        equal(run(attest, *made, cwd=model).returncode, 0, made)
    shutil.copytree(model / "hard", model / "changed")
    raw("changed/Q.npy", head("(1, 1)"), twelve[:8])
    for name, text in (("void", ""), ("kind", "attest-problem 1\nid x\nkind nothing\n"), ("binary", "\0\xff\n" * 9)):
        (model / f"{name}.problem").write_text(text)
    shutil.copy(model / "q.npy", model / "locked.npy")  # locked in each row
