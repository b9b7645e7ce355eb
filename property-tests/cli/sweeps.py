"""sweep as a person meets it: threads, ranks, kill -9 and --resume give one export; plans and stores that are not right."""
import contextlib
import csv
import io
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from program import attest, equal, root, run, say, tap, workshop

plan = workshop / "plan.json"
jobs = [{"kind": "rank", "dim": {"from": 1, "to": 10}, "degree": {"from": 0, "to": 9}, "order": [2, 3]},
        {"kind": "normalization", "n": [2, 30], "eps": ["1/10", "3/5"], "seed": {"from": 1, "to": 40}},
        {"kind": "degree", "B": [1, 2], "eps": ["1e-3", "1e-6"], "error": ["absolute", "relative"]},
        {"kind": "recognise", "family": ["circulant", "damaged"], "n": [3, 5], "seed": [1, 2]},
        {"kind": "claim", "claim": "rank-tight"},
        {"kind": "attention", "n": 32, "d": 4, "beta": 1, "eps": "1e-6"}]
plan.write_text(json.dumps({"name": "small", "jobs": jobs}))
cells = 200 + 160 + 8 + 8 + 1 + 1
serial = None
slow = workshop / "slow.json"
mpi_env = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def store(name):
    for tail in ("", "-wal", "-shm"):
        (workshop / (name + tail)).unlink(missing_ok=True)
    return workshop / name


def exported(file, form="csv"):
    return say("sweep", "--store", file, "--export", form).stdout


def complained(code, words, *arguments):
    said = say("sweep", *arguments, code=code).stderr
    for w in words:
        assert w in said, (w, said)


def alike():
    global serial
    serial = say("sweep", plan, "--store", store("1.sqlite"), "--threads", 1, "--export", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(serial)))
    equal([int(r["place"]) for r in rows], list(range(cells)), "places")
    equal(len({r["key"] for r in rows}), cells, "keys")
    assert all(json.loads(r["inputs"]) and r["verdict"] in ("decided", "verified", "proved") for r in rows)
    say("sweep", plan, "--store", store("2.sqlite"), "--threads", 2)
    equal(exported(workshop / "2.sqlite"), serial, "two threads")
    table = json.loads(exported(workshop / "2.sqlite", "json"))
    equal([{k: str(v) if k == "place" else json.dumps(v, separators=(",", ":")) if k == "inputs" else v for k, v in r.items()} for r in table["results"]], rows, "JSON and CSV")
    for name in "12":
        say("sweep", "--store", workshop / f"{name}.sqlite", "--export", "sqlite", "--out", workshop / f"out{name}")
    equal((workshop / "out1").read_bytes(), (workshop / "out2").read_bytes(), "SQLite files")
    with sqlite3.connect(workshop / "out1") as c:
        equal(c.execute("select count(*), min(answer) from results where kind = 'rank'").fetchone()[0], 200, "rows")


def killed():
    draw = random.Random(1)
    file = store("killed.sqlite")
    command = [str(attest), "sweep", str(plan), "--store", str(file), "--threads", "2", "--resume"]
    for _ in range(6):
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.005, 0.12))
        started.send_signal(signal.SIGKILL)
        started.wait()
    say(*command[1:])
    equal(exported(file), serial, "after six kills")


def interrupted():
    slow = workshop / "slow.json"
    slow.write_text(json.dumps({"name": "slow", "jobs": [{"kind": "normalization", "n": 20, "eps": "1/10", "seed": {"from": 1, "to": 200000}}]}))
    file = store("slow.sqlite")
    started = subprocess.Popen([str(attest), "sweep", str(slow), "--store", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.time() + 30
    begun = lambda said: said and " 0 of " not in said
    while time.time() < until and not (file.exists() and begun(run(attest, "sweep", "--store", file, "--status").stdout)):
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    equal(started.wait(), 130, "exit code")
    with sqlite3.connect(file) as c:
        done = c.execute("select count(*) from results").fetchone()[0]
    assert 0 < done < 200000, done
    said = say("sweep", "--store", file, "--status").stdout
    assert f"{done} of 200000 cells" in said and "still running, or killed" in said, said
    complained(2, ["--store", f"{done} of the 200000", "--resume"], slow, "--store", file)
    equal(say("sweep", "--store", file, "--export", "csv", code=1).stdout.count("\n"), done + 1, "rows of an unfinished store")


def plans():
    bad = workshop / "bad.json"
    for text, words in (
            (json.dumps({"name": "x", "jobs": 1000 * [{"kind": "normalization", "n": 1, "eps": "1/2", "seed": {"from": 1, "to": 1000000}}]}), ["jobs[1]", "more than 2000000 values in all jobs together"]),
            ('{"name": "x", "jobs": [{"kind": "rank", "dim": 2, "degre": 3}]}', ["jobs[0]", "'degre'", "did you mean degree?", "dim, degree, order, seconds"]),
            ('{"name": "x", "job": []}', ["'job'", "jobs"]),
            ('{"name": "x", "jobs": [{"kind": "ranks"}]}', ["jobs[0].kind", "'ranks'", "rank"]),
            ('{"name": "x", "jobs": [{"kind": "rank", "dim": 2}]}', ["jobs[0]", '"degree" is needed']),
            ('{"name": "x", "jobs": [{"kind": "rank", "dim": 0, "degree": 2}]}', ["jobs[0].dim", "0", "from 1 to"]),
            ('{"name": "x", "jobs": [{"kind": "rank", "dim": [2, 2], "degree": 2}]}', ["jobs[0].dim", "given twice"]),
            ('{"name": "x", "jobs": [{"kind": "degree", "B": 1, "eps": 1e-6}]}', ["jobs[0].eps", "in quotes"]),
            ('{"name": "x", "jobs": [{"kind": "claim", "claim": "no-such"}]}', ["jobs[0].claim", "no-such"]),
            ('{"name": "x", "name": "y", "jobs": []}', ["'name' is given twice"]),
            ('{"name": "x", "jobs": [', ["not JSON"]), ("", ["not JSON"]), ("[" * 100000, ["nested"]),
            ('{"name": "x", "jobs": [{"kind": "rank", "dim": {"from": 1, "to": 1000000}, "degree": {"from": 1, "to": 10000}}]}', ["jobs[0]", "cells"])):
        bad.write_text(text)
        complained(3, [str(bad), *words], bad, "--store", store("bad.sqlite"))
        assert not (workshop / "bad.sqlite").exists(), "no store for a bad plan"
    complained(3, ["no such file"], workshop / "none.json", "--store", store("bad.sqlite"))
    complained(2, ["--store"], plan)
    complained(2, ["PLAN"], "--store", store("bad.sqlite"))
    complained(2, ["--export", "csv, json, sqlite"], plan, "--store", store("bad.sqlite"), "--export", "xml")
    complained(2, ["store itself"], plan, "--store", workshop / "1.sqlite", "--export", "csv", "--out", workshop / "1.sqlite")


def stores():
    text = workshop / "text.sqlite"
    text.write_text("not a database " * 100)
    complained(3, [str(text), "not an SQLite database"], plan, "--store", text)
    equal(text.read_text(), "not a database " * 100, "what was there")
    other = workshop / "other.json"
    other.write_text(json.dumps({"name": "other", "jobs": jobs[:1]}))
    complained(3, ["another plan, small"], other, "--store", workshop / "1.sqlite", "--resume")
    old = store("old.sqlite")
    shutil.copy(workshop / "1.sqlite", old)
    with sqlite3.connect(old) as c:
        c.execute("update meta set value = '0.0.1' where name = 'attest'")
    complained(3, ["attest 0.0.1's"], plan, "--store", old, "--resume")
    equal(exported(old).count("\n"), serial.count("\n"), "an old store can still be looked at")
    with sqlite3.connect(old) as c:
        c.execute("create table x(y)")
        c.execute("pragma user_version = 9")
    complained(3, ["form 9"], "--store", old, "--status")
    with sqlite3.connect(store("foreign.sqlite")) as c:
        c.execute("create table x(y)")
    complained(3, ["no store of attest sweep"], plan, "--store", workshop / "foreign.sqlite")
    equal(exported(workshop / "1.sqlite"), serial, "nothing lost")


def full():
    """A disk that is full is played by a limit on file sizes; what was committed is kept."""
    file = store("full.sqlite")
    done = subprocess.run(["sh", "-c", 'ulimit -f 200; exec "$0" "$@"', str(attest), "sweep", str(plan), "--store", str(file)], capture_output=True, text=True)
    equal((done.returncode, done.stderr.count("\n")), (4, 1), done.stderr)
    assert str(file) in done.stderr and "--resume" in done.stderr, done.stderr
    say("sweep", plan, "--store", file, "--resume")
    equal(exported(file), serial, "after the disk was full")


def read_only():
    folder = workshop / "locked"
    folder.mkdir()
    shutil.copy(workshop / "1.sqlite", folder / "s.sqlite")
    with sqlite3.connect(folder / "s.sqlite") as c:
        c.execute("delete from results where place > 100")
        c.commit()
        c.execute("pragma wal_checkpoint(truncate)")
    c.close()
    before = (folder / "s.sqlite").read_bytes()
    (folder / "s.sqlite").chmod(0o444)
    folder.chmod(0o555)
    workshop.chmod(0o755)
    other = 65534 if os.getuid() == 0 else None
    done = subprocess.run([str(attest), "sweep", str(plan), "--store", str(folder / "s.sqlite"), "--resume"], capture_output=True, text=True,
                          user=other, env={**os.environ, "HOME": "/nonexistent"})
    folder.chmod(0o755)
    equal((done.returncode, done.stderr.count("\n")), (4, 1), done.stderr)
    assert "s.sqlite" in done.stderr and ("read-only" in done.stderr or "opened" in done.stderr), done.stderr
    equal((folder / "s.sqlite").read_bytes(), before, "the store")


def late_plan(cells):
    """So many cells, among others, that take longer than they may."""
    late = workshop / "late.json"
    late.write_text(json.dumps({"name": "late", "seconds": "1/10", "jobs": [
        {"kind": "rank", "dim": 2, "degree": {"from": 1, "to": 5}},
        {"kind": "attention", "n": 3000, "d": 8, "beta": 1, "eps": "1e-6", "method": "definition", "seed": {"from": 1, "to": cells}},
        {"kind": "rank", "dim": 3, "degree": {"from": 1, "to": 5}}]}))
    return late


def budgets():
    late = late_plan(1)
    file = store("late.sqlite")
    started = time.time()
    say("sweep", late, "--store", file, "--threads", 1, code=1)
    assert time.time() - started < 5
    rows = list(csv.DictReader(io.StringIO(exported(file))))
    equal([r["verdict"] for r in rows], 5 * ["decided"] + ["over budget"] + 5 * ["decided"], "verdicts")


def estimated():
    said = say("sweep", plan, "--estimate").stdout
    assert said.startswith(f"plan small: {cells} cells, about ") and "normalization" in said, said


def shipped():
    """The plans that ship are plans: a store of theirs says how many cells there are."""
    for name, size in (("appendix", None), ("cluster", 1000000)):
        file = store(name + ".sqlite")
        started = subprocess.Popen([str(attest), "sweep", str(root / "examples" / "sweeps" / (name + ".json")), "--store", str(file)], stdout=subprocess.DEVNULL)
        until = time.time() + 30
        while time.time() < until and not run(attest, "sweep", "--store", file, "--status").stdout:
            time.sleep(0.05)
        started.kill()
        started.wait()
        said = say("sweep", "--store", file, "--status").stdout
        assert said.startswith(f"plan {name}: ") and (size is None or f" of {size} cells" in said), said


def ranks():
    file = store("ranks.sqlite")
    mpirun = ["mpirun", "--oversubscribe", "-n"]
    for n in (2, 4):
        file = store("ranks.sqlite")
        done = subprocess.run([*mpirun, str(n), str(attest), "sweep", str(plan), "--store", str(file)], capture_output=True, text=True, env=mpi_env, timeout=120)
        equal(done.returncode, 0, done.stderr)
        equal(exported(file), serial, f"{n} ranks")
    done = subprocess.run([*mpirun, "2", str(attest), "sweep", str(plan), "--store", str(workshop / "text.sqlite")], capture_output=True, text=True, env=mpi_env, timeout=120)
    equal(done.returncode, 3, done.stderr)
    assert "not an SQLite database" in done.stderr, done.stderr
    # Threads are left behind on both ranks, which end together all the same.
    done = subprocess.run([*mpirun, "2", str(attest), "sweep", str(late_plan(4)), "--store", str(store("late.sqlite"))], capture_output=True, text=True, env=mpi_env, timeout=120)
    equal(done.returncode, 1, done.stderr)
    assert "10 decided, 4 over budget" in done.stdout and "finalize" not in done.stderr, done


def children(parent):
    """The ranks that mpirun has started, by number."""
    found = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                rank = re.search(rb"(?:^|\0)OMPI_COMM_WORLD_RANK=(\d+)\0", (entry / "environ").read_bytes())
                if rank:
                    found[int(rank[1])] = int(entry.name)
        except OSError:
            pass  # it is gone
    return found


def with_a_rank_killed(lost, file):
    """Three ranks, which go on without those that die; rank `lost` is killed after some cells."""
    command = ["mpirun", "--oversubscribe", "--enable-recovery", "-n", "3", str(attest), "sweep", str(slow), "--store", str(file), "--patience", "4", "--resume"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=mpi_env)
    try:
        while cells_in(file) < 3:
            assert started.poll() is None, started.communicate()
            time.sleep(0.02)
        os.kill(children(started.pid)[lost], signal.SIGKILL)
        return started.communicate(timeout=60)
    finally:
        for rank in children(started.pid).values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(rank, signal.SIGKILL)
        started.kill()


def cells_in(file):
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as c:
            return c.execute("select count(*) from results").fetchone()[0]
    except sqlite3.Error:
        return 0  # not made yet


def lost_ranks():
    slow.write_text(json.dumps({"name": "slow", "jobs": [{"kind": "attention", "n": 300, "d": 4, "beta": 1, "eps": "1e-6", "method": "definition", "seed": {"from": 1, "to": 60}}]}))
    whole = say("sweep", slow, "--store", store("slow.sqlite"), "--export", "csv").stdout
    for lost in (1, 2):
        out, err = with_a_rank_killed(lost, file := store("lost.sqlite"))
        equal(exported(file), whole, err)
        assert "60 cells, 60 of them now" in out, (out, err)
        assert f"rank {lost} is lost: " in say("sweep", "--store", file, "--status").stdout
    out, err = with_a_rank_killed(0, file := store("lost.sqlite"))
    equal(out, "", err)  # mpirun's exit code is its own matter
    for rank in (1, 2):
        equal(err.count(f"attest: rank {rank}: rank 0 was silent for 4 s; --resume goes on\n"), 1, err)
    assert 3 <= cells_in(file) < 60
    say("sweep", slow, "--store", file, "--resume")
    equal(exported(file), whole)


tap.fact("1 and 2 threads give the same export, as CSV, JSON and SQLite", alike)
tap.fact("killed with -9 at random moments and resumed, the export is the same", killed)
tap.fact("an interrupted sweep exits with 130, tells how far it came, and wants --resume", interrupted)
tap.fact("a plan that is not right is one line: where, what, what is allowed; no store is made", plans)
tap.fact("stores of another plan, version or program are refused and kept", stores)
tap.fact("a full disk is exit code 4, and nothing is lost", full)
tap.fact("a read-only store is exit code 4 and stays as it was", read_only)
tap.fact("a cell past its budget is recorded, and the others are computed", budgets)
tap.fact("an estimate is made from measured cells", estimated)
tap.fact("the plans of examples/ are plans", shipped)
if shutil.which("mpirun") and (attest.parent / "attest-mpi").exists():
    tap.fact("2 and 4 ranks give the same export", ranks)
    if b"--enable-recovery" in subprocess.run(["mpirun", "--help", "full"], capture_output=True, env=mpi_env).stdout:
        tap.fact("a rank that is killed is noted and its cells are computed; without rank 0 all end, and --resume goes on", lost_ranks)
    else:
        tap.skip("a rank that is killed is noted and its cells are computed; without rank 0 all end, and --resume goes on", "this mpirun has no --enable-recovery")
else:
    tap.skip("2 and 4 ranks give the same export", "mpirun is not installed, or attest-mpi not built")
tap.finish()
