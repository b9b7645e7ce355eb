"""Every public header compiles alone."""
import concurrent.futures
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "gen"))
from tap import Tap  # noqa: E402

root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
headers = sorted(p.relative_to(root / "lib") for p in (root / "lib" / "attest").rglob("*.hpp"))
tap = Tap()


def compiles(header):
    return subprocess.run([*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{root / 'lib'}", "-x", "c++", "-"],
                          input=f'#include "{header}"\n#include "{header}"\n', capture_output=True, text=True)


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = dict(zip(headers, pool.map(compiles, headers)))


def alone(header):
    assert results[header].returncode == 0, results[header].stderr


assert len(headers) > 20
for h in headers:
    tap.fact(f"{h} compiles alone, and twice", lambda h=h: alone(h))
tap.finish()
