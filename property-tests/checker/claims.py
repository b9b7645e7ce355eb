"""Every verdict that a certificate can show has one, and both checkers accept it."""
import json
import os
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
checker, attest, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
sys.path.insert(0, str(root / "proofs-checks" / "second-checker"))
import attest_check  # noqa: E402
from tap import Tap, equal, run  # noqa: E402

tap = Tap()
accepted = root / "proofs-checks" / "certificates" / "accepted"
effort = str(0.3 * float(os.environ.get("ATTEST_EFFORT", "1")))
workshop = tempfile.TemporaryDirectory()
folder = pathlib.Path(workshop.name) / "certificates"
done = run(attest, "audit", "--json", "--effort", effort, "--certificates", folder)
claims = {c["id"]: c for c in json.loads(done.stdout)["claims"]}
ids = [i for c in claims.values() for i in c["certificate"] or []]


def all_of_them():
    for c in claims.values():
        shown = c["verdict"] in ("proved", "refuted", "loose", "repaired")
        equal(c["certificate"] is not None, shown, (c["id"], c["verdict"]))
    equal(sorted(f.name for f in folder.iterdir()), sorted(f"{i}.{end}" for i in ids for end in ("problem", "proof")))
    assert len(ids) >= 60 and len(set(ids)) == len(ids), len(ids)
    assert done.returncode == 0, done.stderr


def by_both():
    sizes = []
    for i in ids:
        files = folder / f"{i}.problem", folder / f"{i}.proof"
        one = run(checker, *files)
        equal((one.returncode, one.stdout), (0, f"s VERIFIED {i}\n"), i)
        equal(attest_check.verdict(*files), (0, f"s VERIFIED {i}"), i)
        sizes.append(sum(f.stat().st_size for f in files))
    print(f"# {len(ids)} certificates, {sum(sizes)} bytes, the largest {max(sizes)}")


def kept():
    for i in ids:
        equal((folder / f"{i}.problem").read_text(), (root / "proofs-checks" / "problems" / f"{i}.problem").read_text(), i)
        equal((folder / f"{i}.proof").read_text(), (accepted / f"{i}.proof").read_text(), i)


def selected():
    few = pathlib.Path(workshop.name) / "few"
    said = run(attest, "audit", "kron-entry", "--certificates", few)
    equal(said.returncode, 0, said.stderr)
    wanted = [i for i in ids if i.startswith("kron-entry")]
    equal(sorted(f.stem for f in few.glob("*.proof")), sorted(wanted))
    assert f"{len(wanted)} certificates in {few}" in said.stdout, said.stdout
    file = pathlib.Path(workshop.name) / "file"
    file.write_text("")
    bad = run(attest, "audit", "kron-entry", "--certificates", file / "below")
    equal(bad.returncode, 4, bad.stderr)
    assert len(bad.stderr.splitlines()) == 1 and str(file) in bad.stderr, bad.stderr


tap.fact("every proved, refuted, loose and repaired claim writes its certificates, and no other claim does", all_of_them)
tap.fact("both checkers accept every claim's certificates", by_both)
tap.fact("they are the ones kept in the repository, byte by byte", kept)
tap.fact("selected claims write theirs alone, and a folder that cannot be made is exit code 4", selected)
tap.finish()
