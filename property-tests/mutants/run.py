#!/usr/bin/env python3
"""run.py [--folder FOLDER] [--jobs N] [NAME ...]: the kill table.  Applies the deliberate faults of `list`, one at a
time, to a copy of the tree, builds the tests that its line names, and runs them until one is red.

FOLDER (build-mutants) keeps the copy and the results, so that a run that was broken off goes on where it was: killed
faults are done while their line and their file are the same, and a test once green without a fault is taken to be so;
delete FOLDER to begin anew.  Ends with the totals; exit code 1 where a fault was not killed.

run.py --tap BUILD is the sample of ./attest test: a few faults whose tests are laws, chosen by the commit."""
import argparse
import configparser
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
sys.path.insert(0, str(here.parent / "gen"))
from tap import Tap  # noqa: E402

sample_size = 4
sample_seconds = 60  # no further fault begins then, as on a machine without the compiler cache
verdicts = ("killed", "SURVIVED", "NOT APPLIED", "DOES NOT COMPILE", "NOT RUN HERE", "RED ANYWAY")


@dataclasses.dataclass
class Fault:
    name: str
    file: str
    edit: str  # a sed expression, which may hold bars itself
    tests: list

late = "no end in"


def faults():
    for line in (here / "list").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, file, rest = line.split("|", 2)
            edit, tests = rest.rsplit("|", 1)
            yield Fault(name.strip(), file.strip(), edit.strip(), tests.split())


def git(*words):
    """What git says in the tree, and nothing where there is no git or no repository."""
    try:
        done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def tree():
    """The files of the tree, without what was built there."""
    if git("ls-files", "meson.build"):
        return [name for name in git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0") if (root / name).is_file()]
    built = ("build", ".git")
    return [str(f.relative_to(root)) for f in root.rglob("*")
            if f.is_file() and not f.relative_to(root).parts[0].startswith(built) and "__pycache__" not in f.parts]


class Copy:
    """A copy of the tree with a build of its own, configured as `like` is, so that the compiler cache has the objects."""

    def __init__(self, folder, like, jobs, *options):
        self.tree, self.build, self.jobs = folder / "tree", folder / "tree" / "build", jobs
        names = tree()
        for stale in {f for f in self.tree.rglob("*") if f.is_file() and self.build not in f.parents} - {self.tree / n for n in names}:
            stale.unlink()
        for name in names:
            there = self.tree / name
            if not there.is_file() or there.read_bytes() != (root / name).read_bytes():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, there)  # a time of its own: what was built of it is stale
                shutil.copymode(root / name, there)
        self.configure(like, options)
        self.tests = {t["name"]: t for t in self.told("tests")}
        self.programs = {t["id"]: [os.path.relpath(f, self.build) for f in t["filename"]] for t in self.told("targets")}

    def configure(self, like, options):
        there = configparser.ConfigParser(interpolation=None)
        there.read(like / "meson-private" / "cmd_line.txt")
        same = [f"-D{k}={v}" for k, v in (there["options"].items() if "options" in there else ()) if k != "judge"]
        again = ["--reconfigure"] if (self.build / "build.ninja").exists() else []
        done = subprocess.run(["meson", "setup", *again, *same, *options, self.build, self.tree], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{done.stdout}{done.stderr}mutants: meson could not configure the copy")

    def told(self, what):
        return json.loads((self.build / "meson-info" / f"intro-{what}.json").read_text())

    def quick(self, fault):
        return all("attest:laws" in self.tests[t]["suite"] for t in fault.tests if t in self.tests)

    def builds(self, tests):
        """Are they built?  The compiler's last words go to standard error where not."""
        needed = {p for t in tests for d in self.tests[t]["depends"] for p in self.programs[d]}
        jobs = [f"-j{self.jobs}"] if self.jobs else []
        done = subprocess.run(["ninja", "-C", self.build, *jobs, *sorted(needed)], capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            errors = [line for line in done.stdout.splitlines() if " error: " in line]
            print(*(errors[:3] or [done.stdout[-2000:], done.stderr]), sep="\n", file=sys.stderr)
        return done.returncode == 0

    def run(self, name, limit):
        """(green, red or skipped; the law that is red): a test is stopped at the first one."""
        test = self.tests[name]
        with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as scratch:
            os.chmod(scratch, 0o1777)  # a test may become another user
            env = {"RC_PARAMS": "seed=1 noshrink=1", **os.environ, **test["env"], "TMPDIR": scratch}
            return self.outcome(test["cmd"], env, limit)

    def outcome(self, command, env, limit):
        process = subprocess.Popen(command, cwd=self.build, env=env, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace")
        stopped = threading.Event()

        def stop():
            stopped.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        held = 0
        try:
            for line in process.stdout:
                if line.startswith("not ok "):
                    return "red", line.partition(" - ")[2].strip()
                held += line.startswith("ok ") and "# SKIP" not in line
            code = process.wait()
        finally:
            timer.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if code != 0:
            return "red", f"{late} {limit:.0f} s" if stopped.is_set() else f"exit code {code}"
        return ("green" if held else "skipped"), ""

    def verdict(self, fault, tests, limit):
        """(verdict, the test that turned red, its law); `limit` gives the seconds of a test."""
        file = self.tree / fault.file
        original = file.read_bytes() if file.is_file() else b""
        try:
            if not original or subprocess.run(["sed", "-i", fault.edit, file]).returncode != 0 or file.read_bytes() == original:
                return "NOT APPLIED", "", ""
            ran = False
            for test in tests:
                if not self.builds([test]):
                    return "DOES NOT COMPILE", "", ""
                state, law = self.run(test, limit(test))
                if state == "red":
                    return "killed", test, law
                ran = ran or state == "green"
            return ("SURVIVED" if ran else "NOT RUN HERE"), "", ""
        finally:
            if original:
                file.write_bytes(original)


class Results:
    """What is known already, a line each; kept in a file."""

    def __init__(self, file):
        self.file, self.of = file, {}
        for line in file.read_text().splitlines() if file.exists() else ():
            key, *words = line.split("\t")
            self.of[key] = words

    def add(self, key, *words):
        self.of[key] = [str(w) for w in words]
        with open(self.file, "a") as out:
            print(key, *words, sep="\t", file=out)


def key(fault, file):
    text = repr(fault).encode() + (file.read_bytes() if file.is_file() else b"")
    return hashlib.sha256(text).hexdigest()[:16]


def without_a_fault(copy, results, test):
    """The seconds of a test without a fault; nothing where it is red then, which proves nothing."""
    if test not in results.of:
        if test not in copy.tests or not copy.builds([test]):
            sys.exit(f"mutants: no test is named {test}, or it does not build")
        start = time.monotonic()
        state, law = copy.run(test, 3600)
        if state == "red":
            print(f"{test}: red without a fault: {law}", flush=True)
            return None
        results.add(test, f"{time.monotonic() - start:.1f}")
        print(f"{test}: {state} without a fault, {results.of[test][0]} s", flush=True)
    return float(results.of[test][0])


def kill_table(folder, jobs, names):
    chosen = [f for f in faults() if not names or f.name in names]
    if missing := set(names) - {f.name for f in chosen}:
        sys.exit(f"mutants: no fault is named {', '.join(sorted(missing))}; they stand in {here / 'list'}")
    copy, results = Copy(folder, root / "build", jobs), Results(folder / "results")
    keys = {f.name: key(f, copy.tree / f.file) for f in chosen}
    for fault in sorted(chosen, key=lambda f: (not copy.quick(f), f.file)):
        if results.of.get(keys[fault.name], [""])[0] != "killed":
            green = {t: without_a_fault(copy, results, t) for t in fault.tests}
            start = time.monotonic()
            if None in green.values():
                words = "RED ANYWAY", "", ""
            else:
                words = copy.verdict(fault, sorted(green, key=green.get), lambda test: 60 + 5 * green[test])
            results.add(keys[fault.name], *words, f"{time.monotonic() - start:.1f}", fault.name)
            print(f"{fault.name}: {' '.join(words[:2])}", flush=True)

    count = dict.fromkeys(verdicts, 0)
    print()
    for fault in chosen:
        verdict, test, law = results.of[keys[fault.name]][:3]
        count[verdict] += 1
        print(f"{fault.name:32} {verdict:8} {test}{': ' if law else ''}{law}")
    print(", ".join(f"{n} {v.lower()}" for v, n in count.items() if n or v in verdicts[:4]))
    return 0 if count["killed"] == len(chosen) else 1


def sample(build, jobs):
    tap = Tap()
    of = git("rev-parse", "HEAD").strip() or str(datetime.date.today())
    claims = build / "proofs-checks"
    copy = Copy(build / "mutants", build, jobs, *([f"-Dclaims={claims}"] if (claims / "libclaims.a").exists() else []))
    quick = [f for f in faults() if copy.quick(f)]
    print(f"# {sample_size} of {len(quick)} faults, chosen by {of}")
    end = time.monotonic() + sample_seconds
    for fault in random.Random(of).sample(quick, sample_size):
        def red():
            verdict, test, law = copy.verdict(fault, fault.tests, lambda test: 120)
            if verdict == "NOT RUN HERE" or law.startswith(late):
                print(f"# undecided: {verdict}, {law or 'its tests are skipped here'}")  # a slow machine proves nothing
                return
            assert verdict == "killed", f"{fault.name}: {verdict}; repeat with property-tests/mutants/run.py {fault.name}"
            print(f"# {test}: {law}")
        sentence = f"the fault {fault.name} turns {' or '.join(fault.tests)} red"
        if time.monotonic() < end:
            tap.fact(sentence, red)
        else:
            tap.skip(sentence, f"{sample_seconds} s are over")
    tap.finish()


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--folder", type=pathlib.Path, default=root / "build-mutants")
arguments.add_argument("--jobs", type=int)
arguments.add_argument("--tap", type=pathlib.Path, metavar="BUILD")
arguments.add_argument("names", nargs="*", metavar="NAME")
said = arguments.parse_args()
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the test that runs ends too
if said.tap:
    sample(said.tap.resolve(), said.jobs)
sys.exit(kill_table(said.folder.resolve(), said.jobs, said.names))
