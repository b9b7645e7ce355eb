"""Every real head: attest's output is certified, checked, and compared entry by entry with the definition.

The heads shipped in examples/heads always; those of the data folder ATTEST_HEADS, or ../shared/data beside the
repository, where there is one.  The comparison is by the independent checker, on all rows of every head."""
import json
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
        refused = run(attest, "attention", *names, "--out", f"{folder}/P.npy", "--method", "polynomial")
        equal(refused.returncode, 4, refused.stderr)
        assert refused.stderr.count("\n") == 1 and any(c.isdigit() for c in refused.stderr)


for folder in (root / "examples" / "heads", more):
    heads = sorted(str(p)[:-len("_q.npy")] for p in folder.glob("*_q.npy"))
    if not heads:
        tap.skip(f"the heads of {folder.name}", f"no folder {folder.name} with heads beside the repository")
    for name in heads:
        short = pathlib.Path(name).name
        rows = "all" if "n1427" not in short else "100"
        tap.fact(f"{short}: certified, and {rows} rows agree with the definition", lambda name=name, rows=rows: certified(name, rows))
tap.finish()
