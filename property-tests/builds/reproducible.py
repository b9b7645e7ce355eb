"""reproducible.py ROOT FOLDER [TARGET ...]: the same sources give the same programs, whoever builds them, where and when.

Two copies of the tracked files lie in folders of other names and depths, and are built without a compiler cache, at two
times, in two time zones, languages and umasks.  What is installed must not differ in a byte.  The checker is built once
more with debug information, which names files."""
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys

root, folder = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
sys.path.insert(0, str(root / "property-tests/gen"))
from tap import Tap  # noqa: E402

mpi = "proofs-checks/attest-mpi"  # where MPI is found
programs = sys.argv[3:] or ["proofs-checks/attest", "proofs-checks/checker/attest-check", "proofs-checks/attest.1", "proofs-checks/attest-check.1",
            "lib/attest/libattest.a", mpi]
places = [("one/source", "one/source/build", {"TZ": "UTC", "LC_ALL": "C"}, 0o22),
          ("another/place/of the/tree", "another/build", {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}, 0o77)]
tap = Tap()


def build(source, out, env, umask):
    """A fresh copy, configured and compiled; the checker with debug information lies beside, in OUT-debug."""
    source, out = folder / source, folder / out
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0")[:-1]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, source / name)
    env = {**os.environ, **env, "CCACHE_DISABLE": "1"}

    def call(*words):
        with open(folder / "build.log", "w") as log:
            done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, umask=umask)
        assert done.returncode == 0, (folder / "build.log").read_text()[-4000:]

    call("meson", "setup", out, source, "-Dtests=false")
    rules = (out / "build.ninja").read_text()
    targets = [p for p in programs if f"build {p}:" in rules or p != mpi]
    call("ninja", "-C", out, *targets)
    call("meson", "setup", f"{out}-debug", source, "-Dtests=false", "-Ddebug=true")
    call("ninja", "-C", f"{out}-debug", "proofs-checks/checker/attest-check")
    return [out / p for p in targets] + [pathlib.Path(f"{out}-debug") / "proofs-checks/checker/attest-check"]


def same(one, another):
    assert one.stat().st_size > 100 and filecmp.cmp(one, another, shallow=False), f"{one} and {another} differ"


shutil.rmtree(folder, ignore_errors=True)
folder.mkdir()
made = [build(*place) for place in places]
for one, another in zip(*made):
    what = one.name + (" with debug information" if "-debug/" in str(one) else "")
    tap.fact(f"{what} is the same from both builds", lambda one=one, another=another: same(one, another))
try:
    tap.finish()
finally:
    print(f"{tap.ran - tap.failed} passed, {tap.failed} failed")
