"""problems.py OUT FILE ...: the problem files as a table of text in C++, so that the program has them wherever it is,
problems/sides.txt: for or against which claim those of its name speak, and judge/claims.txt: the same of theorems in Coq.  Without arguments, the names of the problem files."""
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
if len(sys.argv) == 1:
    print(*sorted(f"problems/{f.name}" for f in (here / "problems").glob("*.problem")), sep="\n")
    raise SystemExit
out, *files = map(pathlib.Path, sys.argv[1:])
rows = "".join(f'      {{"{f.stem}", R"problem({f.read_text()})problem"}},\n' for f in sorted(files, key=lambda f: f.stem))
sides = [line.split() for line in (here / "problems" / "sides.txt").read_text().splitlines()]
said = [line.split() for line in (here / "judge" / "claims.txt").read_text().splitlines()]
against = {"for": "false", "against": "true"}
theorems = "".join(f'      {{"{claim}", "{theorem}", {against[side]}}},\n' for claim, theorem, side in said)
told = "".join(f'      {{"{claim}", {against[side]}}},\n' for claim, side in sides)
out.write_text(f"""#include "run/problems.hpp"

namespace attest::run {{

const std::vector<Problem>& problems() {{
  static const std::vector<Problem> all{{
{rows}  }};
  return all;
}}

const std::vector<Side>& sides() {{
  static const std::vector<Side> all{{
{told}  }};
  return all;
}}

const std::vector<Theorem>& theorems() {{
  static const std::vector<Theorem> all{{
{theorems}  }};
  return all;
}}

}}  // namespace attest::run
""")
