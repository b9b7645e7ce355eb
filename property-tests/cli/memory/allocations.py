"""Every allocation may fail: whatever run is cut short says so in one line, exits with 4 and leaves nothing half-written.

The k-th allocation of a run fails, or it and all that follow, for k through the whole run (failing.cpp): all k of short
runs, and of long ones those of a geometric progression and some at random; ATTEST_EFFORT=10 takes all, some hours.
Arguments: attest, attest-check, the project's root, the library to preload, and names of runs where not all are wanted.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from program import attest, checker, equal, npy, run, tap, workshop  # noqa: E402

# The loader splits its list at blanks: a folder without any holds the library.
preload = tempfile.TemporaryDirectory()
library = pathlib.Path(preload.name) / "failing.so"
shutil.copy(sys.argv[4], library)
effort = float(os.environ.get("ATTEST_EFFORT", "1"))
seed = int((re.search(r"seed=(\d+)", os.environ.get("RC_PARAMS", "")) or [0, 1])[1])
limit = 30  # seconds, for a run that takes a few milliseconds
model = workshop / "model"
Ended = collections.namedtuple("Ended", "code out err files")

runs = {
    "rank": "rank --dim 3 --degree 3 --json",
    "claim": "claim kron-reorder-one",
    "degree": "degree --interval=-1,1 --eps 1e-3 --certificate c --details",
    "error": "error --interval=-1,1 --coefficients 1,1,1/2 --certificate c",
    "prove": "prove cert/degree.problem p.proof",
    "recognise": "recognise m.csv --certificate c --json",
    "attention in double": "attention --q q.npy --k k.npy --v v.npy --eps 1e-6 --out o.npy --certificate c --threads 2",
    "attention of order 3": "attention --order 3 --q q.npy --k1 k.npy --k2 q.npy --v1 v.npy --v2 v.npy --method definition --out o.npy --threads 2",
    "attention with positions": "attention --q q.npy --k k.npy --v v.npy --rope base=10000 --causal --bias alibi:1/4 --method toeplitz --eps 1e-3 --out o.npy",
    "attention by rows": "attention --q q.npy --k k.npy --v v.npy --stream --method polynomial --out o.npy --threads 2",
    "reduce": "reduce --from cnf f.cnf --to attention --order 2 --out h --json",
    "decide": "decide hard --confirm --threads 1",
    "table": "table rank --d 2,3 --g 2 --format latex --standalone --out t.tex",
    "sweep": "sweep plan.json --store s.sqlite --threads 2 --export csv --out s.csv",
    "look at a store": "sweep --store store.sqlite --export json",
    "export": "sweep --store store.sqlite --export sqlite --out out.db",
    "help": "attention --help",
    "a wrong number": "rank --dim x --degree 3",
    "attest-check": "attest-check cert/degree.problem cert/degree.proof",
    "attest-check of rows": "attest-check rows/attention.problem rows/attention.proof",
}


def make_files():
    model.mkdir()
    for name in "qkv":
        shutil.move(npy(f"{name}.npy", [[(3 * i + 5 * c + ord(name)) % 7 / 8 for c in range(2)] for i in range(12)]), model)
    (model / "m.csv").write_text("1,1/2,-1/2\n1/2,1,1/2\n-1/2,1/2,1\n")
    (model / "f.cnf").write_text("p cnf 2 2\n1 2 0\n-1 0\n")
    (model / "plan.json").write_text(json.dumps({"name": "small", "jobs": [
        {"kind": "rank", "dim": 2, "degree": [1, 2]}, {"kind": "normalization", "n": 3, "eps": "1/10"}, {"kind": "attention", "n": 8, "d": 2, "beta": 1, "eps": "1e-3"}]}))
    for made in ("degree --interval=-1,1 --eps 1e-3 --certificate cert", "reduce --from cnf f.cnf --to attention --out hard", "sweep plan.json --store store.sqlite",
                 "attention --q q.npy --k k.npy --v v.npy --out answer.npy --certificate rows --rows 2"):
        equal(run(attest, *made.split(), cwd=model).returncode, 0, made)


def files_of(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def ended(name, tag, at=0, on=False):
    """The run `name` with its `at`-th allocation failing, and how many allocations there were."""
    words = runs[name].split()
    folder = workshop / f"{name} {tag}"
    folder.mkdir()
    for entry in model.iterdir():
        if re.search(rf"\b{re.escape(entry.name)}\b", runs[name]):
            (shutil.copytree if entry.is_dir() else shutil.copy)(entry, folder / entry.name)
    if name == "attest-check of rows":
        for entry in ("q.npy", "k.npy", "v.npy", "answer.npy"):
            shutil.copy(model / entry, folder)
    count = folder.with_suffix(".count")
    count.write_bytes(bytes(8))
    env = {**os.environ, "LD_PRELOAD": str(library), "ATTEST_FAIL_COUNT": str(count), "ATTEST_FAIL_AT": str(at)}
    if on:
        env["ATTEST_FAIL_ON"] = "1"
    command = [str(checker), *words[1:]] if words[0] == "attest-check" else [str(attest), *words]
    done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=limit)
    result = Ended(done.returncode, done.stdout, done.stderr, files_of(folder))
    for store in folder.glob("*.sqlite"):
        if store.stat().st_size > 0:
            with sqlite3.connect(store) as c:
                equal(c.execute("pragma integrity_check").fetchone()[0], "ok", f"{name}, {at}")
            c.close()
    allocations = int.from_bytes(count.read_bytes(), "little")
    shutil.rmtree(folder)
    count.unlink()
    return result, allocations


def comparable(files):
    """Stores hold dates: they are judged by SQLite."""
    return {name: data for name, data in files.items() if ".sqlite" not in name}


def untimed(text):
    """What a library can do without is a success, in other seconds."""
    return re.sub(r"\b[0-9.e-]+ s\b", "T s", text)


def fault(name, clean, at, on):
    """What is wrong with that run; nothing where it is as it should be."""
    try:
        got, _ = ended(name, f"{at} {on}", at, on)
    except subprocess.TimeoutExpired:
        return "hangs"
    except Exception as e:
        return f"leaves a broken store: {e}"
    if got.code == clean.code and (untimed(got.out), got.err) == (untimed(clean.out), clean.err):
        return None if comparable(got.files) == comparable(clean.files) else "succeeds with other files"
    if name == "sweep" and got.code == 1 and not got.err and "failed" in got.out:
        return None  # a cell that found no memory is recorded as such
    wanted = 2 if name.startswith("attest-check") else 4
    if got.code != wanted or got.err.count("\n") != 1 or not re.match(r"attest(-check)?: ", got.err):
        return f"exit code {got.code}, says {got.err!r}"
    half = [f for f, data in comparable(got.files).items() if clean.files.get(f) != data]
    if name.startswith("attest-check") and got.out:
        return f"a verdict, {got.out!r}"
    return f"leaves {half} half-written" if half else None


def chosen(allocations):
    """Which allocations fail: all where there are few, else a geometric progression and as many at random."""
    few = 80 * effort if effort < 10 else allocations
    if allocations <= few:
        return range(1, allocations + 1)
    draw = random.Random(seed)
    ks, k = set(), 1.0
    while k <= allocations:
        ks.add(int(k))
        k = max(k + 1, k * (1 + 0.25 / effort))
    while len(ks) < few:
        ks.add(draw.randint(1, allocations))
    return sorted(ks)


def survives(name, pool):
    clean, allocations = ended(name, "clean")
    equal(clean.code, 2 if name == "a wrong number" else 0, clean.err)
    assert allocations > 10, "nothing was counted: is the library preloaded?"
    tries = [(k, on) for on in (False, True) for k in chosen(allocations)]
    faults = [(k, "and all after" if on else "once", what) for (k, on), what in zip(tries, pool.map(lambda t: fault(name, clean, *t), tries)) if what]
    print(f"# {name}: {allocations} allocations, {len(tries)} runs, seed {seed}")
    assert not faults, f"{len(faults)} of {len(tries)} runs of `{runs[name]}`, first: " + "; ".join(f"allocation {k} fails {how}: {what}" for k, how, what in faults[:5])


mpi_env = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def ended_in_ranks(store, at, on):
    """A sweep of two ranks; the `at`-th of the allocations of both fails.  How many there were; nothing where it hangs."""
    count = store.with_suffix(".count")
    count.write_bytes(bytes(8))
    settings = [f"LD_PRELOAD={library}", f"ATTEST_FAIL_COUNT={count}", f"ATTEST_FAIL_AT={at}", *(["ATTEST_FAIL_ON=1"] if on else [])]
    started = subprocess.Popen(["mpirun", "--oversubscribe", "-n", "2", "env", *settings, str(attest.parent / "attest-mpi"), "sweep", "plan.json",
                                "--store", str(store)], cwd=model, env=mpi_env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        started.wait(limit)
    except subprocess.TimeoutExpired:
        started.terminate()  # mpirun then ends its ranks
        started.wait(limit)
        return None
    return int.from_bytes(count.read_bytes(), "little")


def ranks_survive():
    """MPI itself may fall where it finds no memory, and then mpirun ends the job: what counts is that it ends, and the store."""
    def through(store):
        """The store that --resume completes, cells that found no memory among them."""
        equal(run(attest, "sweep", "plan.json", "--store", store, "--resume", "--retry", cwd=model).returncode, 0, store.name)
        return run(attest, "sweep", "--store", store, "--export", "csv", cwd=model).stdout

    exported = through(workshop / "serial.sqlite")
    allocations = ended_in_ranks(workshop / "clean.sqlite", 0, False)
    assert allocations, "two ranks hang, or nothing was counted"
    equal(through(workshop / "clean.sqlite"), exported)
    draw, faults = random.Random(seed), []
    tries = [(draw.randint(1, allocations), on) for on in (False, True) for _ in range(max(1, round(8 * effort)))]
    tries += [(max(1, allocations >> shift), on) for shift in (0, 1, 3, 6) for on in (False, True)]
    for k, on in tries:
        store = workshop / f"ranks {k} {on}.sqlite"
        if ended_in_ranks(store, k, on) is None:
            faults.append(f"allocation {k} fails{' and all after' * on}: hangs")
        elif through(store) != exported:
            faults.append(f"allocation {k} fails{' and all after' * on}: another export")
    print(f"# two ranks: {allocations} allocations, {len(tries)} runs, seed {seed}")
    assert not faults, f"{len(faults)} of {len(tries)}: {faults}"


if "ASAN_OPTIONS" in os.environ:
    tap.skip("allocations fail", "a sanitizer has an allocator of its own")
else:
    make_files()
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for run_name in [name for name in sys.argv[5:] if name != "ranks"] if sys.argv[5:] else runs:
            tap.fact(f"{run_name}: whichever allocation fails, once or from then on, there is no signal, no hang, no silent success, nothing half-written",
                     lambda n=run_name: survives(n, workers))
    if not sys.argv[5:] or "ranks" in sys.argv[5:]:
        sentence = "sweep in two ranks: whichever allocation fails, once or from then on, it ends, and --resume gives the same export"
        if shutil.which("mpirun") and (attest.parent / "attest-mpi").exists():
            tap.fact(sentence, ranks_survive)
        else:
            tap.skip(sentence, "mpirun is not installed, or attest-mpi not built")
shutil.rmtree(workshop)
tap.finish()
