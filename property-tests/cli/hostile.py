"""Bad invocations, row by row of hostile.txt: exit code, one line that names what is wrong, nothing left behind, soon.

Each row runs in a folder of its own that holds files of files.py, with 2 GB of address space and a few seconds.
Arguments: attest, attest-check, the project's root; with --show, what each row says, for writing the table.
"""
import concurrent.futures
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time

from files import make_files, model
from program import attest, checker, equal, say, tap, workshop

table = pathlib.Path(__file__).with_name("hostile.txt")
sanitized = {"ASAN_OPTIONS", "TSAN_OPTIONS"} & set(os.environ)  # shadow memory exceeds any limit, and everything is slower
seconds, address_space = (30, None) if sanitized else (5, 2 << 30)
nobody = 65534

# --- one row ---------------------------------------------------------------------------------------------------------

streams = ("> /dev/full", "2>&-", " >&-", "| true", "^C")  # what a line may end with
long_words = {"{long}": "9" * 100000, "{words}": "a " * 50000, "{line}": "1\n2", "{bytes}": "\udcff\udcfe"}


class Row:
    """`words of the command line | exit code | a word the line must contain | ...`"""

    def __init__(self, number, text):
        columns = [c.strip() for c in re.split(r" +\| +(?!true)", text)]
        self.number, self.line, self.code, self.words = number, columns[0], int(columns[1]), [c for c in columns[2:] if not c.startswith("leaves ")]
        self.leaves = [f for c in columns[2:] if c.startswith("leaves ") for f in c.split()[1:]]
        self.stream = next((s for s in streams if self.line.endswith(s)), "")
        self.arguments = shlex.split(self.line.removesuffix(self.stream))
        for word, value in long_words.items():
            self.arguments = [a.replace(word, value) for a in self.arguments]
        if self.arguments[:1] == ["attest-check"]:
            self.command = [str(checker), *self.arguments[1:]]
        else:
            self.command = [str(attest), *self.arguments]
        self.options = {re.match(r"--[a-z0-9-]*", a)[0] for a in self.arguments if a.startswith("--")}


def contents(folder):
    """Every name below a folder with what is there."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() and os.access(p, os.R_OK) else p.lstat().st_mode for p in sorted(folder.rglob("*"))}


def attempt(row):
    """(seconds, exit code, standard output, standard error, what changed)"""
    folder = workshop / "rows" / str(row.number)
    folder.mkdir(parents=True)
    locks = "locked" in row.line
    user = nobody if locks and os.getuid() == 0 else None  # to root nothing is locked
    for entry in model.iterdir():
        if entry.name in row.line:
            subprocess.run(["cp", "-a", str(entry), str(folder)], check=True)
    if locks:
        (folder / "locked.npy").chmod(0)
    if user:
        os.chown(folder, user, user)
    before = contents(folder)
    command = row.command if address_space is None else ["prlimit", f"--as={address_space}", "--", *row.command]
    out = {"> /dev/full": lambda: open("/dev/full", "wb")}.get(row.stream, lambda: subprocess.PIPE)()
    if row.stream in (" >&-", "2>&-"):
        command = ["sh", "-c", f'exec "$@" {row.stream}', "sh", *command]
    if row.stream == "| true":
        reader, out = os.pipe()
        os.close(reader)
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, user=user,
                               env={**os.environ, "XDG_CACHE_HOME": "/dev/null/none"}, text=True, errors="replace")
    if out != subprocess.PIPE:
        os.close(out) if isinstance(out, int) else out.close()
    try:
        if row.stream == "^C":
            time.sleep(2 if sanitized else 0.4)
            process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        said = process.communicate()
    spent = time.monotonic() - started
    after = contents(folder)
    changed = sorted({k for k in before.keys() | after.keys() if before.get(k) != after.get(k)})
    shutil.rmtree(folder)
    return spent, process.returncode, said[0] or "", said[1], changed


def judge(row, result):
    spent, code, out, err, changed = result
    faults = []
    if spent >= seconds:
        faults.append(f"took {spent:.1f} s")
    if code != row.code:
        faults.append(f"exit code {code}, wanted {row.code}")
    if err.count("\n") != (row.stream != "2>&-") or err.strip() and not err.endswith("\n"):
        faults.append(f"{err.count(chr(10))} lines on standard error")
    if len(err) > 2000:
        faults.append(f"a line of {len(err)} characters")
    if out:
        faults.append("standard output: " + out[:200])
    faults += [f"it does not say {w}" for w in row.words if w not in err]
    if changed != row.leaves:
        faults.append("left behind or changed: " + ", ".join(changed))
    return [f"row {row.number}: {row.line}: {f}" for f in faults]


workshop.chmod(0o755)
make_files()
sections = []  # (title, rows)
for number, line in enumerate(table.read_text().splitlines(), 1):
    if line.startswith("# --- "):
        sections.append((line.removeprefix("# --- "), []))
    elif line and not line.startswith("#"):
        sections[-1][1].append(Row(number, line))
if os.getuid() == 0 and subprocess.run(["sh", "-c", '"$0" --version', str(attest)], user=nobody, cwd="/", capture_output=True).returncode != 0:
    print("# rows with a locked file are left out: only root can run what was built here")
    sections = [(title, [row for row in section if "locked" not in row.line]) for title, section in sections]
rows = [row for _, section in sections for row in section]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = dict(zip(rows, pool.map(attempt, rows)))


def section_holds(section):
    faults = [fault for row in section for fault in judge(row, results[row])]
    assert not faults, "\n" + "\n".join(faults)


def every_option():
    """An option that a help page names stands in a row; one that is new has none until somebody writes it."""
    listed = {word for word in re.findall(r"^  ([a-z]+)  ", say("--help").stdout, re.M)}
    equal(sorted(listed), sorted({row.arguments[0] for row in rows if row.arguments and row.arguments[0] in listed}), "commands")
    for command in sorted(listed):
        named = set(re.findall(r"--[a-z][a-z0-9-]*", say(command, "--help").stdout)) - {"--help"}
        tried = set().union(*(row.options for row in rows if row.arguments and row.arguments[0] == command))
        equal(sorted(named - tried), [], f"options of {command} without a row in {table.name}")


if "--show" in sys.argv:
    for row in rows:
        print(f"{row.line} | {results[row][1]} | {results[row][3].strip()} {' '.join(results[row][4])}")
    sys.exit()
for title, section in sections:
    tap.fact(f"bad invocations, {title}: exit code, one line that names what is wrong, nothing left behind", lambda s=section: section_holds(s))
tap.fact("every option of every help page is in a bad invocation, and there are 150 of them", lambda: (every_option(), equal(len(rows) >= 150, True)))
shutil.rmtree(workshop)
tap.finish()
