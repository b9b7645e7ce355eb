"""problems.py OUT FILE ...: the problem files as a table of text in C++, so that the program has them wherever it is.
Without arguments, their names."""
import pathlib
import sys

if len(sys.argv) == 1:
    here = pathlib.Path(__file__).resolve().parent
    print(*sorted(f"problems/{f.name}" for f in (here / "problems").glob("*.problem")), sep="\n")
    raise SystemExit
out, *files = map(pathlib.Path, sys.argv[1:])
rows = "".join(f'      {{"{f.stem}", R"problem({f.read_text()})problem"}},\n' for f in sorted(files, key=lambda f: f.stem))
out.write_text(f"""#include "run/problems.hpp"

namespace attest::run {{

const std::vector<Problem>& problems() {{
  static const std::vector<Problem> all{{
{rows}  }};
  return all;
}}

}}  // namespace attest::run
""")
