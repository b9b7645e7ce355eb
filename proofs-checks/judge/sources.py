"""The files attest-judge is made of, one a line."""
import pathlib

here = pathlib.Path(__file__).resolve().parent
for file in sorted([*here.glob("theories/*.v"), here / "theories/_CoqProject", *here.glob("driver/*.ml")]):
    print(file)
