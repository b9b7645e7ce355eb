#!/usr/bin/env python3
"""run.py [SECONDS [TARGET ...]] or run.py tap: compiles the fuzz targets with clang's libFuzzer, AddressSanitizer and
UndefinedBehaviorSanitizer into build-fuzz/, and runs each for so long (60) from the files of this repository.

Ends with exit code 1 where one found anything; what it found stays in build-fuzz/found/.  Needs clang with libFuzzer
(Debian: clang-19, libclang-rt-19-dev).  `tap` is the short run of ./attest test: 3 seconds each, skipped without clang."""
import hashlib
import io
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import zipfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
build = root / "build-fuzz"
checker = sorted(f"proofs-checks/checker/{f.name}" for f in (root / "proofs-checks" / "checker").glob("*.cpp"))
number = sorted(f"lib/attest/number/{f.name}" for f in (root / "lib" / "attest" / "number").glob("*.cpp"))
data = [*number, *(f"lib/attest/data/{n}.cpp" for n in ("csv", "file", "npy"))]
ledger = sorted(f"lib/attest/ledger/{f.name}" for f in (root / "lib" / "attest" / "ledger").glob("*.cpp"))
targets = {
    "npy": data,
    "npz": data,
    "csv": data,
    "number": number,
    "dimacs": [*number, "lib/attest/reduction/cnf.cpp"],
    "certificate": checker,
    "plan": [*data, *ledger, "lib/attest/sweep/store.cpp", *(f"proofs-checks/run/{n}.cpp" for n in ("output", "suggest", "sweep_plan", "team"))],
    "command_line": [*data, *(f"lib/attest/attention/{n}.cpp" for n in ("mask", "position_kernel", "problem")),
                     "lib/attest/certificate/attention_rows.cpp", "lib/attest/kernel/instructions.cpp", "lib/attest/kernel/row_facts.cpp", "lib/attest/polynomial/interval.cpp",
                     *(f"proofs-checks/run/{n}.cpp" for n in ("certify", "cli", "options", "output", "positions", "suggest", "team"))],
}
libraries = ["-lflint-arb", "-lflint", "-lmpfr", "-lgmpxx", "-lgmp", "-lnettle", "-lsqlite3", "-lfmt", "-lpthread"]


def compiler():
    for name in ("clang++-19", "clang++", "clang++-16", "clang++-15", "clang++-14"):
        if shutil.which(name):
            probe = subprocess.run([name, "-fsanitize=fuzzer", "-x", "c++", "-", "-o", os.devnull], text=True, capture_output=True,
                                   input="extern \"C\" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }")
            if probe.returncode == 0:
                return name
    return None


def compiled(clang, source):
    """The object of a source file, made anew where the file or a header has changed."""
    flags = [clang, "-std=c++20", "-O1", "-g", "-fsanitize=fuzzer-no-link,address,undefined", "-fno-sanitize-recover=all", "-w",
             f"-I{root}", f"-I{root}/lib", f"-I{root}/proofs-checks", '-DATTEST_VERSION="fuzz"', "-D_GLIBCXX_ASSERTIONS"]
    if source == "proofs-checks/checker/main.cpp":
        flags.append("-Dmain=checker_main")
    text = subprocess.run([*flags, "-MM", root / source], check=True, text=True, capture_output=True).stdout
    needed = [pathlib.Path(word.replace("\0", " ")) for word in text.replace("\\\n", " ").replace("\\ ", "\0").split()[1:]]
    digest = hashlib.sha256(b"".join(f.read_bytes() for f in needed)).hexdigest()[:16]
    out = build / "objects" / f"{source.replace('/', '-')}-{digest}.o"
    if not out.exists():
        subprocess.run([*flags, "-c", root / source, "-o", f"{out}.new"], check=True)
        os.replace(f"{out}.new", out)
    return out


def program(clang, target):
    objects = [compiled(clang, s) for s in [f"property-tests/fuzz/{target}.cpp", *targets[target]]]
    out = build / target
    subprocess.run([clang, "-fsanitize=fuzzer,address,undefined", *objects, *libraries, "-o", out], check=True)
    return out


def seeds(target, folder):
    """What the repository has of the kind, small files only."""
    def keep(name, content):
        if len(content) < 20_000:
            (folder / name).write_bytes(content)

    examples = root / "examples"
    proofs = root / "proofs-checks"
    files = {"csv": (examples / "matrices").glob("*.csv"), "dimacs": (examples / "formulas").glob("*.cnf"),
             "plan": (examples / "sweeps").glob("*.json")}.get(target, [])
    for f in files:
        keep(f.name, f.read_bytes())
    if target == "npy":
        for kind in ("<f8", "<f4", ">f2", "|i1", "<u8"):
            for shape in ("(2, 2)", "(4,)", "()"):
                header = f"{{'descr': '{kind}', 'fortran_order': {kind == '<f4'}, 'shape': {shape}, }}".encode().ljust(117) + b"\n"
                keep(f"{kind[1:]}{len(shape)}", b"\x93NUMPY\x01\x00\x76\x00" + header + bytes(int(kind[2]) * (1 if shape == "()" else 4)))
    if target == "npz":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr("q.npy", b"\x93NUMPY\x01\x00\x76\x00" + b"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }".ljust(117) + b"\n" + bytes(8))
        keep("q", archive.getvalue())
    if target == "command_line":
        for i, line in enumerate((here.parent / "cli" / "hostile.txt").read_text().splitlines()):
            if line and not line.startswith(("#", "attest-check")):
                keep(str(i), "\n".join(shlex.split(line.split(" | ")[0])).encode())
        words = re.findall(r'"(--[a-z][a-z0-9-]*)"|command\("([a-z]+)"', (root / "proofs-checks" / "run" / "cli.cpp").read_text())
        (build / "command_line.dict").write_text("".join(f'"{a or b}"\n' for a, b in sorted(set(words))))
    if target == "number":
        for i, text in enumerate(("7", "-7/25", "0.125", "1e-6", "1.5e+12", "-.5", "3/")):
            keep(str(i), text.encode())
    if target == "certificate":
        for proof in (proofs / "certificates" / "accepted").glob("*.proof"):
            keep(proof.stem, (proofs / "problems" / f"{proof.stem}.problem").read_bytes() + b"---\n" + proof.read_bytes())


def fuzz(clang, target, seconds):
    corpus, found = build / "corpus" / target, build / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds(target, corpus)
    dictionary = build / f"{target}.dict"
    done = subprocess.run([program(clang, target), corpus, *[f"-dict={dictionary}"] * dictionary.exists(), f"-max_total_time={seconds}", "-timeout=60", "-rss_limit_mb=3000",
                           "-max_len=16384", f"-artifact_prefix={found}/{target}-", "-print_final_stats=1", "-close_fd_mask=1"],
                          text=True, errors="replace", capture_output=True)
    runs, edges = ((re.findall(pattern, done.stderr) or ["0"])[-1] for pattern in (r"number_of_executed_units: (\d+)", r" cov: (\d+)"))
    print(f"# {target}: {runs} inputs in {seconds} s, {edges} edges reached, {'nothing found' if done.returncode == 0 else 'FOUND'}", flush=True)
    if done.returncode != 0:
        print(done.stderr[-3000:])
    return done.returncode == 0


def tap():
    sys.path.insert(0, str(here.parent / "gen"))
    from tap import Tap

    report, clang = Tap(), compiler()

    def clean(target):
        assert fuzz(clang, target, 3), target

    for target in targets:
        sentence = f"seconds of damaged input find nothing in target {target}"
        if clang is None:
            report.skip(sentence, "no clang with libFuzzer here (Debian: clang-19, libclang-rt-19-dev)")
        else:
            (build / "objects").mkdir(parents=True, exist_ok=True)
            report.fact(sentence, lambda t=target: clean(t))
    report.finish()


if __name__ == "__main__":
    if sys.argv[1:] == ["tap"]:
        tap()
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    chosen = sys.argv[2:] or list(targets)
    unknown = [t for t in chosen if t not in targets]
    if unknown:
        sys.exit(f"run.py: no target {unknown[0]}; there are {', '.join(targets)}")
    clang = compiler()
    if clang is None:
        sys.exit("run.py: no clang with libFuzzer here (Debian: clang-19, libclang-rt-19-dev)")
    (build / "objects").mkdir(parents=True, exist_ok=True)
    sys.exit(0 if all([fuzz(clang, t, seconds) for t in chosen]) else 1)
