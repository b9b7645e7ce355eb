"""Facts as TAP lines; the exit code is 0 when all of them held and there was at least one."""
import os
import random
import re
import subprocess
import sys
import traceback


class Tap:
    def __init__(self):
        self.ran = self.failed = 0

    def fact(self, sentence, body):
        self.ran += 1
        try:
            body()
            print(f"ok {self.ran} - {sentence}")
        except Exception:  # a failed assertion or a broken test: both are red
            self.failed += 1
            traceback.print_exc()
            print(f"not ok {self.ran} - {sentence}")
        sys.stdout.flush()

    def skip(self, sentence, why):
        self.ran += 1
        print(f"ok {self.ran} - {sentence} # SKIP {why}")

    def finish(self):
        print(f"1..{self.ran}")
        sys.exit(0 if self.ran and not self.failed else 1)


def seeded(own):
    """The random numbers of one fact, the same in every run; RC_PARAMS=seed=N has others, as for the laws."""
    asked = re.search(r"\bseed=(\d+)", os.environ.get("RC_PARAMS", ""))
    return random.Random(own + 1000 * (int(asked[1]) - 1 if asked else 0))


def run(*command, cwd=None, env=None, stdout=subprocess.PIPE, timeout=300):
    """The finished process of a command, output as text."""
    full = {**os.environ, **env} if env else None
    return subprocess.run([str(c) for c in command], cwd=cwd, env=full, stdin=subprocess.DEVNULL, stdout=stdout,
                          stderr=subprocess.PIPE, text=True, errors="replace", timeout=timeout)


def equal(got, wanted, what=""):
    assert got == wanted, f"{what}: got {got!r}, wanted {wanted!r}"
