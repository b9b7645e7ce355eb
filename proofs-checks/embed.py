"""The problems of problems/of-claims.txt as a C++ source file, so that the program needs no file of the repository.

    embed.py            lists what is read
    embed.py OUT        writes the source file

A claim that has no file, or a problem that is missing, stops the build."""
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
listing = here / "problems" / "of-claims.txt"
claims = {f.stem for f in here.glob("claims/*/*.cpp")}
pairs = []
for line in listing.read_text().splitlines():
    if line and not line.startswith("#"):
        claim, *names = line.split()
        if claim not in claims or not names:
            sys.exit(f"{listing}: '{claim}': a claim and its problems are needed")
        pairs += [(claim, name) for name in names]
problems = {name: here / "problems" / f"{name}.problem" for _, name in pairs}
if len(sys.argv) == 1:
    print("problems/of-claims.txt", *sorted(str(f.relative_to(here)) for f in problems.values()))
    sys.exit()
text = '#include "certificates_of_claims.hpp"\n\nnamespace attest::run {\n\n'
text += "const std::vector<ProblemOfClaim>& problems_of_claims() {\n  static const std::vector<ProblemOfClaim> all{\n"
for claim, name in pairs:
    lines = "\n".join(f'     "{line}\\n"' for line in problems[name].read_text().splitlines())
    text += f'    {{"{claim}", "{name}",\n{lines}}},\n'
text += "  };\n  return all;\n}\n\n}  // namespace attest::run\n"
pathlib.Path(sys.argv[1]).write_text(text)
