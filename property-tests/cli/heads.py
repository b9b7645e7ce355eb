"""Every real head: attest's output is certified, checked, and compared entry by entry with the definition.

The heads shipped in examples/heads always; those of the data folder ATTEST_HEADS, or ../shared/data beside the
repository, where there is one.  The comparison is by the independent checker, on all rows of every head.  A causal model's heads (stories_*) are taken
with their rotary positions and mask, and compared with a plain reading of the definition in floating point."""
import array
import json
import math
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap, equal, run  # noqa: E402

attest, checker, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
more = pathlib.Path(os.environ.get("ATTEST_HEADS", root.parent / "shared" / "data"))
tap = Tap()


def certified(head, rows):
    with tempfile.TemporaryDirectory() as folder:
        names = [f"--{m}={head}_{m}.npy" for m in "qkv"]
        done = run(attest, "attention", *names, "--eps", "1e-6", "--out", f"{folder}/O.npy", "--certificate", folder, "--rows", rows, "--json")
        equal(done.returncode, 0, done.stderr)
        j = json.loads(done.stdout)
        assert 0 < float(j["error_bound"]) <= 1e-6, j["error_bound"]
        checked = run(checker, f"{folder}/attention.problem", f"{folder}/attention.proof", timeout=500)
        equal((checked.returncode, checked.stdout), (0, "s VERIFIED attention\n"), checked.stderr)
        fast = run(attest, "attention", *names, "--out", f"{folder}/P.npy", "--method", "polynomial", "--json")
        if fast.returncode == 0:
            allowed = float(j["error_bound"]) + float(json.loads(fast.stdout)["error_bound"])
            for one, other in zip(read(f"{folder}/O.npy"), read(f"{folder}/P.npy"), strict=True):
                assert all(abs(x - y) <= allowed for x, y in zip(one, other)), allowed
        else:
            equal(fast.returncode, 4, fast.stderr)
            assert fast.stderr.count("\n") == 1 and any(c.isdigit() for c in fast.stderr)


def read(file):
    """A float32 or float64 .npy matrix as rows of floats."""
    data = pathlib.Path(file).read_bytes()
    start = 10 + int.from_bytes(data[8:10], "little")
    header = data[10:start].decode()
    numbers = array.array("f" if "f4" in header else "d", data[start:])
    columns = int(header.split("(")[1].split(")")[0].split(",")[1])
    return [numbers[i:i + columns] for i in range(0, len(numbers), columns)]


def rotary(head):
    q, k, v = (read(f"{head}_{m}.npy") for m in "qkv")
    d = len(q[0])

    def turned(x, position):
        y = []
        for l in range(0, d, 2):
            angle = position * 10000.0 ** (-l / d)
            c, s = math.cos(angle), math.sin(angle)
            y += [c * x[l] - s * x[l + 1], s * x[l] + c * x[l + 1]]
        return y

    q, k = ([turned(x, i) for i, x in enumerate(m)] for m in (q, k))
    with tempfile.TemporaryDirectory() as folder:
        done = run(attest, "attention", *[f"--{m}={head}_{m}.npy" for m in "qkv"], "--rope", "base=10000,pairing=interleaved", "--causal",
                   "--eps", "1e-6", "--out", f"{folder}/O.npy", "--json")
        equal(done.returncode, 0, done.stderr)
        j = json.loads(done.stdout)
        bound, out = float(j["error_bound"]), read(f"{folder}/O.npy")
        assert 0 < bound <= 1e-6 and j["mask"] == "causal"
        for i, row in enumerate(out):
            scores = [math.fsum(a * b for a, b in zip(q[i], k[t])) / math.sqrt(d) for t in range(i + 1)]
            weights = [math.exp(s - max(scores)) for s in scores]
            for c, x in enumerate(row):
                plain = math.fsum(w * v[t][c] for t, w in enumerate(weights)) / math.fsum(weights)
                assert abs(plain - x) <= bound + 1e-11, (i, c, plain, x)


for folder in (root / "examples" / "heads", more):
    heads = sorted(str(p)[:-len("_q.npy")] for p in folder.glob("*_q.npy"))
    if not heads:
        tap.skip(f"the heads of {folder.name}", f"no folder {folder.name} with heads beside the repository")
    for name in heads:
        short = pathlib.Path(name).name
        rows = "all" if "n1427" not in short else "100"
        if short.startswith("stories"):
            tap.fact(f"{short}: with its rotary positions and causal mask, every entry as plain floating point has it", lambda name=name: rotary(name))
        tap.fact(f"{short}: certified, and {rows} rows agree with the definition", lambda name=name, rows=rows: certified(name, rows))
tap.finish()
