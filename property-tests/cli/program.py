"""The built program, run as a person runs it; shared by the files of this folder.  Arguments: attest, attest-check, the project's root."""
import json
import pathlib
import struct
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap, equal, run, seeded  # noqa: E402

attest, checker, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
tap = Tap()
workshop = pathlib.Path(tempfile.mkdtemp(prefix="attest cli "))


def npy(name, rows, fmt="<f8", shape=None):
    data = b"".join(struct.pack("<" + {"<f8": "d", "<f4": "f"}[fmt], x) for row in rows for x in row)
    shape = shape or (len(rows), len(rows[0]))
    header = f"{{'descr': '{fmt}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    path = workshop / name
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)
    return path


def say(*arguments, code=0, env=None):
    done = run(attest, *arguments, env=env)
    if code is not None:
        equal(done.returncode, code, f"{arguments} ({done.stderr.strip()})")
    if code in (2, 3, 4):
        equal(done.stdout, "", arguments)
        equal(done.stderr.count("\n"), 1, f"lines on standard error of {arguments}: {done.stderr!r}")
        assert done.stderr.startswith("attest: "), done.stderr
    else:
        equal(done.stderr, "", arguments)
    return done


def document(*arguments, code=0, env=None):
    return json.loads(say(*arguments, "--json", code=code, env=env).stdout)
