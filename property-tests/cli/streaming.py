"""attest attention on files that are read by rows, alone and under mpirun.  Further argument: attest-mpi, where it is built."""
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

from program import attest, checker, document, equal, npy, run, say, tap, workshop

attest_mpi = len(sys.argv) > 4 and os.path.exists(sys.argv[4])
random.seed(1)


def matrix(n, d, bound=1.0):
    return [[random.uniform(-bound, bound) for _ in range(d)] for _ in range(n)]


def arguments(q, k, v, out, *more):
    return ["attention", "--q", q, "--k", k, "--v", v, "--out", workshop / out, "--eps", "1e-4", *more]


q, k, v = npy("q.npy", matrix(1300, 4)), npy("k.npy", matrix(1100, 4)), npy("v.npy", matrix(1100, 3))
base = ["--method", "polynomial"]


def entries(name):
    data = (workshop / name).read_bytes()
    data = data[data.index(b"\n") + 1:]
    return struct.unpack(f"<{len(data) // 8}d", data)


def near(one, a, other, b):
    """Two outputs with proven bounds of the same problem."""
    allowed = float(a["error_bound"]) + float(b["error_bound"])
    assert all(abs(x - y) <= allowed for x, y in zip(entries(one), entries(other), strict=True)), allowed


def same_bytes():
    whole = document(*arguments(q, k, v, "whole.npy", *base))
    first = document(*arguments(q, k, v, "first.npy", *base, "--stream", "--threads", 1))
    near("first.npy", first, "whole.npy", whole)
    for field in ("method", "order", "n", "m", "d", "dv", "scale", "eps", "mask", "positions", "query_offset"):
        equal(first[field], whole[field], field)
    for threads in (2, 3):
        rows = document(*arguments(q, k, v, "rows.npy", *base, "--stream", "--threads", threads))
        equal((workshop / "rows.npy").read_bytes(), (workshop / "first.npy").read_bytes(), threads)
        assert "read by rows" in rows["why"], rows["why"]
        equal((rows["error"], rows["degree"]), (first["error"], first["degree"]))
    single = npy("single.npy", [[x * 0.5 for x in row] for row in matrix(900, 4)], fmt="<f4")
    near("a.npy", document(*arguments(single, k, v, "a.npy", *base)), "b.npy", document(*arguments(single, k, v, "b.npy", *base, "--stream")))
    say(*arguments(q, k, v, "c.npy", *base, "--stream", "--certificate", workshop / "cert", "--rows", 2))
    done = run(checker, workshop / "cert" / "attention.problem", workshop / "cert" / "attention.proof")
    equal((done.returncode, done.stdout), (0, "s VERIFIED attention\n"), done.stderr)


def by_memory():
    """Beyond --memory the matrices are read by rows; --memory counts what that takes."""
    long = npy("long.npy", matrix(40000, 4))
    within = document(*arguments(long, long, long, "a.npy", *base, "--memory", "200M"))
    beyond = document(*arguments(long, long, long, "b.npy", *base, "--memory", "5M", "--threads", 1))
    assert "by rows" not in within["why"] and "by rows" in beyond["why"], (within, beyond)
    near("a.npy", within, "b.npy", beyond)
    assert "bytes are needed" in say(*arguments(long, long, long, "never.npy", *base, "--stream", "--memory", "100K"), code=4).stderr


def refuses():
    base = arguments(q, k, v, "never.npy", "--stream")
    for more, code, word in ((["--causal"], 2, "masks"), (["--order", "3"], 2, "order 2"), (["--confirm", "3"], 2, "--confirm"),
                             (["--method", "definition"], 2, "--method"), (["--memory", "1"], 4, "bytes are needed")):
        assert word in say(*base, *more, code=code).stderr, more
    rows = matrix(1300, 4)
    rows[700][2] = float("nan")
    nan, tall, cut = npy("nan.npy", rows), npy("tall.npy", matrix(5, 2)), workshop / "cut.npy"
    cut.write_bytes(q.read_bytes()[:9000])
    fortran = workshop / "fortran.npy"
    fortran.write_bytes(q.read_bytes().replace(b"'fortran_order': False", b"'fortran_order': True "))
    text = workshop / "t.csv"
    text.write_text("1,2,3,4\n")
    for bad, code, words in ((nan, 3, ["nan.npy", "(700, 2)", "NaN"]), (tall, 3, ["Q, K"]), (cut, 3, ["cut.npy", "truncated"]), (fortran, 3, ["Fortran"]),
                             (workshop / "none.npy", 3, ["no such file"]), (text, 2, [".npy"])):
        said = say(*arguments(bad, k, v, "never.npy", "--stream"), code=code).stderr
        assert all(word in said for word in words), said
    assert not (workshop / "never.npy").exists() and not list(workshop.glob("*.part*"))


def interrupted():
    wide = npy("wide.npy", matrix(30000, 6))
    command = [attest, *map(str, arguments(wide, wide, wide, "never.npy", "--method", "polynomial", "--stream", "--scale", "2", "--progress"))]
    for begun in (False, True):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if begun:
            line = next(line for line in process.stderr if "s left" in line)
            assert "rows/s" in line and "%" in line, line
        else:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]
        equal(process.returncode, 130, said)
        equal(said.splitlines()[-1], "attest: interrupted")
        assert not (workshop / "never.npy").exists() and not list(workshop.glob("*.part*"))


def mpirun(ranks, *words):
    env = {**os.environ, "OMPI_MCA_btl_base_warn_component_unused": "0"}
    return subprocess.run(["mpirun", "--allow-run-as-root", "--oversubscribe", "--quiet", "-n", str(ranks), str(attest), *map(str, words)],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120, env=env)


def ranks():
    say(*arguments(q, k, v, "whole.npy", *base, "--stream"))
    for n, threads in ((1, 1), (1, 2), (2, 1), (2, 2), (4, 1), (4, 2)):
        done = mpirun(n, *arguments(q, k, v, "ranks.npy", *base, "--threads", threads, *(["--stream"] if n == 1 else [])))
        equal(done.returncode, 0, done.stderr)
        equal(done.stdout.count("wrote"), 1, done.stdout)
        assert n == 1 or f"by {n} processes" in done.stdout, done.stdout
        equal((workshop / "ranks.npy").read_bytes(), (workshop / "whole.npy").read_bytes(), (n, threads))
    rows = matrix(1100, 4)
    rows[-1][0] = float("inf")  # seen by the last rank alone
    for bad, code, word in ((npy("inf.npy", rows), 3, "(1099, 0) is infinite"), (workshop / "none.npy", 3, "no such file")):
        done = mpirun(3, *arguments(q, bad, v, "never.npy", *base))
        ours = [line for line in done.stderr.splitlines() if line.startswith("attest:")]
        equal((done.returncode, len(ours)), (code, 1), done.stderr)
        assert word in ours[0], ours
    done = mpirun(2, *arguments(q, k, v, "never.npy", "--causal"))
    equal(done.returncode, 2, done.stderr)
    assert "mpirun: " in done.stderr and not (workshop / "never.npy").exists() and not list(workshop.glob("*.part*"))


tap.fact("files read by rows are within the bounds of matrices in memory, certified, and the same bytes for any number of threads", same_bytes)
tap.fact("matrices beyond --memory are read by rows, and --memory counts the rows", by_memory)
tap.fact("what cannot be read by rows is refused in one line that names it, and nothing is left behind", refuses)
tap.fact("an interrupt at any time is one line, exit code 130, and no file", interrupted)
if attest_mpi and shutil.which("mpirun"):
    tap.fact("1, 2 and 4 ranks of 1 and 2 threads write the same bytes; the failure of one rank ends all with one line", ranks)
else:
    tap.skip("1, 2 and 4 ranks of 1 and 2 threads write the same bytes", "mpirun or attest-mpi is not there (openmpi-bin, libopenmpi-dev)")
shutil.rmtree(workshop)
tap.finish()
