"""Every public header compiles alone: those that their own source file includes before anything else are compiled so by
the build; the others are compiled here."""
import concurrent.futures
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap  # noqa: E402

root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
headers = sorted(p.relative_to(root / "lib") for p in (root / "lib" / "attest").rglob("*.hpp"))
tap = Tap()


def built_alone(header):
    """The first line of its source file that includes anything includes it."""
    source = (root / "lib" / header).with_suffix(".cpp")
    first = re.search(r"^#include .*$", source.read_text(), re.M) if source.is_file() else None
    return first is not None and first[0] == f'#include "{header}"'


def compiles(header):
    return subprocess.run([*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{root / 'lib'}", "-x", "c++", "-"],
                          input=f'#include "{header}"\n#include "{header}"\n', capture_output=True, text=True)


others = [h for h in headers if not built_alone(h)]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = dict(zip(others, pool.map(compiles, others)))


def alone(header):
    assert results[header].returncode == 0, results[header].stderr


def once():
    repeated = [str(h) for h in headers if not re.search(r"^#pragma once$", (root / "lib" / h).read_text(), re.M)]
    assert not repeated, repeated


assert len(headers) > 20 and len(others) > 10 and len(headers) - len(others) > 10
tap.fact("every header may be included twice", once)
for h in others:
    tap.fact(f"{h} compiles alone, and twice", lambda h=h: alone(h))
tap.finish()
