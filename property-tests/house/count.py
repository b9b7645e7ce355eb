"""Adds up the TAP lines in meson's JSON logs and prints `N passed, N failed` last; exit code 1 when any failed.

A test program that died, timed out or printed no line counts as one failure."""
import json
import re
import sys

passed = failed = skipped = 0
for log in sys.argv[1:]:
    for line in open(log, encoding="utf-8"):
        test = json.loads(line)
        out = test.get("stdout", "")
        good, bad = len(re.findall(r"^ok \d", out, re.M)), len(re.findall(r"^not ok \d", out, re.M))
        skips = len(re.findall(r"^ok \d.*# SKIP", out, re.M))
        if test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP") and bad == 0 or good + bad == 0:
            print(f"died: {test['name']} ({test['result']})")
            bad += 1
        for name in re.findall(r"^not ok \d+ - (.*)", out, re.M):
            print(f"failed: {test['name']}: {name}")
        passed, failed, skipped = passed + good - skips, failed + bad, skipped + skips
if passed == 0:
    failed += 1
if skipped:
    print(f"{skipped} skipped, each saying why in the log")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
