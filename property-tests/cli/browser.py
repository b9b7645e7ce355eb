"""A report in headless Chromium, from the disk: no complaint, no page wider than a phone, links that lead somewhere, a
search box that works by keyboard alone.  Needs node, npm with its registry (once; for playwright-core) and chromium; is
skipped, saying so, where one is missing.  The last argument is a folder to work in; its `shots` are screenshots."""
import json
import os
import shutil
import subprocess
import sys

from program import attest, equal, pathlib, root, run, say, tap, workshop

playwright = "playwright-core@1.65.1"
folder = pathlib.Path(sys.argv[4]).resolve() if len(sys.argv) > 4 else workshop / "browser"
shots = folder / "shots"
sentences = {
    "complaints": "the browser has nothing to complain of and asks nobody else",
    "links": "every link leads to a page and an anchor that are there",
    "phone": "no page is wider than a phone of 360 pixels",
    "search": "the search box filters claims, says how many, and keeps the query in the address",
    "keyboard": "skip link, search and the way to a claim work by keyboard alone, and boxes that scroll can be reached",
    "plain": "without a script the list is whole",
    "named": "headings do not skip a level, controls and pictures have names, formulas are drawn"}


def why_not():
    for name in ("node", "npm"):
        if not shutil.which(name):
            return f"{name} is not installed here"
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        return "chromium is not installed here"
    module = folder / "node_modules" / "playwright-core"
    version = playwright.split("@")[1]
    if not module.is_dir() or json.loads((module / "package.json").read_text())["version"] != version:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            done = run("npm", "install", "--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund",
                       "--fetch-retries", "0", "--fetch-timeout", "20000", playwright, timeout=60)
        except subprocess.TimeoutExpired:
            return f"npm did not answer within a minute for {playwright}"
        if done.returncode != 0 or not module.is_dir():
            return f"npm could not install {playwright}: {(done.stderr.strip() or 'no reason given').splitlines()[-1]}"
    return ""


def look():
    report = workshop / "report"
    heads = root / "examples" / "heads"
    say("report", "softmax", "rope-t", "exp-degree", "rank-tight", "hard-seth", "rope-full-rank", "--effort", "0.05", "--out", report,
        *[f"--{x}={heads}/ppocr_n160_L0_h3_{x}.npy" for x in "qkv"], "--eps", "1e-3")
    shutil.rmtree(shots, ignore_errors=True)
    shots.mkdir(parents=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    os.environ["ATTEST_SHOTS"] = " ".join(f"claims/{c}.html" for c in (
        "rope-terms-rank-one", "exp-degree-decaying-theta", "rope-term-count-subpolynomial", "softmax-normalization-sharp"))
    done = run("node", pathlib.Path(__file__).with_suffix(".mjs"), folder / "node_modules" / "playwright-core", chromium, report,
               shots, timeout=200)
    equal(done.returncode, 0, done.stderr)
    return json.loads(done.stdout), report


def judge():
    found, report = look()
    pages = {p.name for p in report.rglob("*.html")}

    def links():
        equal({pathlib.PurePosixPath(u).name for u in found["visited"]}, pages, "pages reached from index.html")
        equal(found["broken"], [])

    def search():
        s = found["search"]
        equal(s["all"], len(list((report / "claims").glob("*.html"))))
        equal((s["after"], s["said"]), (1, f"1 of {s['all']} are shown."))
        assert s["hash"].startswith("#q=softmax"), s["hash"]
        equal((s["contradiction"], s["reloaded"]), (0, 0))
        equal(s["verdict"], ["refuted"])
        equal(s["item"], ["P0-12"])

    def keyboard():
        k = found["keyboard"]
        equal(k, {"first": "Skip to the content", "after": 1, "emptied": found["search"]["all"],
                  "reached": "softmax-normalization-free-denominator.html"})
        equal(found["unreached"], [])
        assert found["copied"] in ("Copied.", "Selected: copy it with the keyboard."), found["copied"]

    def named():
        equal(found["unlabelled"], [])
        for url, page in found["visited"].items():
            equal(page["headings"][0], 1, url)
            assert page["headings"].count(1) == 1 and all(b <= a + 1 for a, b in zip(page["headings"], page["headings"][1:])), (url, page)
            equal(page["unread"], 0, url)

    tap.fact(sentences["complaints"], lambda: equal(found["complaints"], []))
    tap.fact(sentences["links"], links)
    tap.fact(sentences["phone"], lambda: equal(found["wide"], []))
    tap.fact(sentences["search"], search)
    tap.fact(sentences["keyboard"], keyboard)
    tap.fact(sentences["plain"], lambda: equal(found["plain"], {"items": found["search"]["all"], "box": False}))
    tap.fact(sentences["named"], named)


reason = why_not()
if reason:
    for sentence in sentences.values():
        tap.skip(sentence, reason)
else:
    judge()
tap.finish()
