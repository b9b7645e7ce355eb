"""`attest report`: a folder whole or absent, that leads nowhere outside itself; an earlier report replaced, nothing else."""
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import time
from html.parser import HTMLParser

from program import attest, checker, equal, npy, pathlib, root, run, say, tap, workshop

few = ["softmax-normalization", "rope-reviewer", "kron-swap", "--effort", "0.05"]
heads = root / "examples" / "heads"
head = [f"--{x}={heads}/ppocr_n160_L0_h3_{x}.npy" for x in "qkv"]
report = workshop / "a report"
made = say("report", *few, *head, "--eps", "1e-3", "--out", report)


def bytes_of(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class Page(HTMLParser):
    lone = {"meta", "link", "input", "br", "img"}

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.addresses, self.tags, self.text = [], set(), [], [], ""
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        if tag not in self.lone:
            self.open.append(tag)
        if "id" in attributes:
            assert attributes["id"] not in self.ids, attributes["id"]
            self.ids.add(attributes["id"])
        self.addresses += [attributes[a] for a in ("href", "src", "action", "data", "poster", "srcset") if a in attributes]

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag)

    def handle_data(self, data):
        self.text += data


def pages():
    parsed = {p: Page(p.read_text()) for p in report.rglob("*.html")}
    assert len(parsed) > 10
    for path, page in parsed.items():
        equal(page.tags.count("h1"), 1, path)
        for address in page.addresses:
            if address == "data:,":
                continue
            assert ":" not in address and not address.startswith("/"), (path, address)
            name, _, anchor = address.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file() and report.resolve() in target.resolve().parents, (path, address)
            if anchor:
                assert anchor in parsed[target].ids, (path, address)
    for name in ("style.css", "report.js"):
        text = (report / name).read_text()
        assert "http" not in text and "@import" not in text and "url(" not in text, name
    for file in report.rglob("*.svg"):
        assert "href" not in file.read_text() and "<script" not in file.read_text(), file


def manifest():
    listed = dict(reversed(line.split("  ", 1)) for line in (report / "manifest.txt").read_text().splitlines()[1:])
    found = bytes_of(report)
    del found["manifest.txt"]
    equal(listed, {name: hashlib.sha256(data).hexdigest() for name, data in found.items()})
    equal(run("sha256sum", "-c", "--quiet", "manifest.txt", cwd=report).returncode, 0)


def verdicts():
    for claim in ("softmax-normalization-free-denominator", "rope-reviewer-matrix"):
        text = Page((report / "claims" / f"{claim}.html").read_text()).text
        line = next(x for x in say("audit", claim, "--effort", "0.05").stdout.splitlines() if f" {claim} " in x + " ")
        assert line.split()[0] in text and f"attest replay {claim}@1@0.05" in text, (claim, line)
    assert "15 claims" in made.stdout or f"{len(list((report / 'claims').iterdir()))} claims" in made.stdout, made.stdout


def certificates():
    proofs = sorted((report / "certificates").glob("*.proof"))
    assert len(proofs) >= 4
    for proof in proofs:
        done = run(checker, proof.with_suffix(".problem"), proof)
        equal((done.returncode, done.stdout), (0, f"s VERIFIED {proof.stem}\n"), done.stderr)
    page = (report / "claims" / "rope-reviewer-matrix.html").read_text()
    assert 'href="../certificates/rope-reviewer-matrix.proof" download' in page


def every_certificate():
    """Those that attest audit names, and no other."""
    folder, some = workshop / "certified", ["kron", "rope-terms", "tensor-factors", "exp-degree"]
    say("report", *some, "--effort", "0.01", "--no-figures", "--out", folder)
    claims = json.loads(say("audit", *some, "--effort", "0.01", "--json").stdout)["claims"]
    listing = [(c["id"], c["certificate"]) for c in claims if c["certificate"]]
    assert len(listing) > 30, listing
    equal({p.stem for p in (folder / "certificates").iterdir()}, {name for _, names in listing for name in names})
    for proof in (folder / "certificates").glob("*.proof"):
        equal(run(checker, proof.with_suffix(".problem"), proof).stdout, f"s VERIFIED {proof.stem}\n")
    for claim, names in listing:
        page = (folder / "claims" / f"{claim}.html").read_text()
        assert all(f"{name}.proof" in page for name in names), claim
        equal(page.count('<p class="says">'), len(names), f"{claim}: certificates that say in words what they are of")


def heads_page():
    text = Page((report / "heads.html").read_text()).text
    assert "ppocr_n160_L0_h3" in text and "attest attention" in text and "does it pay?" in text, text
    assert " time" not in text, "seconds differ from run to run"


def again():
    before, inode = bytes_of(report), report.stat().st_ino
    say("report", *few, *head, "--eps", "1e-3", "--threads", "1", "--out", report)
    assert report.stat().st_ino != inode
    equal(bytes_of(report), before)
    dated = workshop / "dated"
    say("report", "kron-swap", "--no-figures", "--out", dated, env={"SOURCE_DATE_EPOCH": "86400"})
    assert "1970-01-02" in (dated / "index.html").read_text()
    say("report", "softmax-row-sums", "--no-figures", "--out", dated)
    equal([p.name for p in (dated / "claims").iterdir()], ["softmax-row-sums.html"])
    empty = workshop / "empty"
    empty.mkdir()
    say("report", "kron-swap", "--no-figures", "--out", empty)
    assert (empty / "index.html").is_file()
    linked = workshop / "linked"
    linked.symlink_to(empty)
    say("report", "kron-swap", "--no-figures", "--out", str(linked) + "/")
    assert linked.is_symlink() and (empty / "index.html").is_file()
    equal([p.name for p in workshop.iterdir() if ".part" in p.name], [])


def figure():
    """One figure is the one of the page, as a file."""
    drawn = workshop / "drawn.svg"
    assert "Toeplitz" in say("report", "--figure", "matrix", "--out", drawn).stdout
    equal(drawn.read_text(), (report / "figures" / "matrix.svg").read_text())
    say("report", "--figure", "scores", *head, "--out", drawn)
    equal(drawn.read_text(), (report / "figures" / "scores.svg").read_text())
    before = drawn.read_text()
    for arguments, code, words in [(["--figure", "degre"], 2, ["--figure", "degre", "degree-b, degree-eps"]),
                                   (["--figure", "matrix", "kron-swap"], 2, ["--figure", "ids"]),
                                   (["--figure", "matrix", "--no-figures"], 2, ["--figure", "--no-figures"]),
                                   (["--figure", "scores"], 2, ["--figure", "scores", "no head"])]:
        error = say("report", *arguments, "--out", drawn, code=code).stderr
        assert all(w in error for w in words), (arguments, error)
    assert "cannot be written" in say("report", "--figure", "matrix", "--out", report, code=4).stderr
    equal(drawn.read_text(), before)


def refusals():
    out = ["--out", workshop / "never"]
    for arguments, words in [
            (["softmax-normalisation", *out], ["softmax-normalisation", "did you mean"]),
            (["--effort", "0", *out], ["--effort", "above 0"]),
            (["--threads", "1000", *out], ["--threads", "256"]),
            (["kron-swap", "--out", ""], ["--out", "a value is needed"]),
            (["kron-swap", "--eps", "0", *head, *out], ["--eps", "positive"]),
            (["kron-swap", "--scale", "1/x", *head, *out], ["1/x"]),
            (["kron-swap", head[0], *out], ["1, 0 and 0"]),
            (["kron-swap", "--format", "pdf", *out], ["--format"])]:
        error = say("report", *arguments, code=2).stderr
        assert all(w in error for w in words), (arguments, error)
    assert "--out" in say("report", "kron-swap", code=2).stderr
    error = say("report", "kron-swap", *out, code=2, env={"SOURCE_DATE_EPOCH": "today"}).stderr
    assert "SOURCE_DATE_EPOCH" in error and "today" in error
    say("report", "kron-swap", "--q=none.npy", *head[1:], *out, code=3)
    npy("short.npy", [[1.0] * 15])
    say("report", "kron-swap", *head[:2], f"--v={workshop}/short.npy", *out, code=3)
    taken = workshop / "taken"
    taken.mkdir()
    (taken / "notes.txt").write_text("mine")
    for target, words in [(taken, ["notes.txt", "no earlier report"]), (taken / "notes.txt", ["no folder"]),
                          (workshop / "none" / "report", ["cannot be made"]), (pathlib.Path("/"), [])]:
        error = say("report", "kron-swap", "--out", target, code=4).stderr
        assert all(w in error for w in words), (target, error)
    equal((taken / "notes.txt").read_text(), "mine")
    mine = workshop / "mine"
    say("report", "kron-swap", "--no-figures", "--out", mine)
    (mine / "claims" / "notes.txt").write_text("mine")
    assert "claims/notes.txt" in say("report", "kron-swap", "--out", mine, code=4).stderr
    equal((mine / "claims" / "notes.txt").read_text(), "mine")
    assert not (workshop / "never").exists()
    page = say("report", "--help").stdout
    assert "Example: attest report" in page and len(page.splitlines()) <= 30, page


def limited():
    """As on a full disk: no file may grow beyond 4000 bytes."""
    target = workshop / "full"
    say("report", "kron-swap", "--no-figures", "--out", target)
    before = bytes_of(target)
    for folder in (target, workshop / "fuller"):
        done = subprocess.run([attest, "report", "kron", "--effort", "0.01", "--no-figures", "--out", folder], capture_output=True,
                              text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)))
        equal((done.returncode, done.stdout, done.stderr.count("\n")), (4, "", 1), done.stderr)
        assert "cannot be written" in done.stderr, done.stderr
    equal(bytes_of(target), before)
    assert not (workshop / "fuller").exists()
    equal([p.name for p in workshop.iterdir() if ".part" in p.name], [])


def interrupts():
    folder = workshop / "interrupted"
    folder.mkdir()
    for sig in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen([attest, "report", "--effort", "1000", "--out", folder / "report"], stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(sig)
        equal(process.wait(60), 130)
        equal(process.stderr.read(), "attest: interrupted\n")
        process.stderr.close()
        equal(list(folder.iterdir()), [])


tap.fact("every page parses, and every address in it is a file of the folder and an anchor of it", pages)
tap.fact("the manifest has the checksum of every file", manifest)
tap.fact("the pages say what attest audit says", verdicts)
tap.fact("attest-check verifies the certificates beside the claims", certificates)
tap.fact("each claim has the certificates that attest audit names", every_certificate)
tap.fact("the page of heads has their certified run and no times", heads_page)
tap.fact("the same again is the same bytes; an earlier report and an empty folder are replaced", again)
tap.fact("--figure writes one figure of the page, and no report", figure)
tap.fact("what is wrong is said in one line, and what is not ours is left alone", refusals)
tap.fact("a disk that is full leaves what was there, or nothing", limited)
tap.fact("an interrupted report is exit code 130 and leaves nothing", interrupts)
shutil.rmtree(workshop, ignore_errors=True)
tap.finish()
