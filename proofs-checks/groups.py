"""Claim files compiled together, some dozen at a time: most of a small file's compilation is what it includes.

    groups.py                   lists the groups: NAME FILE FILE ...
    groups.py OUT FILE ...      writes the source file of one group

Each claim stands in a namespace of its own, so that none sees another's names; what they include stands in front.  A
group is chosen by a hash of the name: a new claim changes one group only."""
import os
import pathlib
import re
import sys
import zlib

here = pathlib.Path(__file__).resolve().parent
most = 14  # files a group, on the average


def listed():
    for folder in sorted(p for p in (here / "claims").iterdir() if p.is_dir()):
        files = sorted(folder.glob("*.cpp"))
        count = 1
        while count * most < len(files):
            count *= 2
        for g in range(count):
            group = [f for f in files if zlib.crc32(f.stem.encode()) % count == g]
            if group:
                print(f"{folder.name}-{g}", *(f.relative_to(here) for f in group))


def joined(files):
    includes, claims = {}, []
    for file in map(pathlib.Path, files):
        path = file.resolve().relative_to(here)
        for bracket, name in re.findall(r'^#include ([<"])(.*?)[>"]', file.read_text(), re.M):
            if bracket == "<":
                name = f"<{name}>"
            else:
                local = path.parent / name
                name = f'"{os.path.normpath(local) if (here / local).is_file() else name}"'
            includes[name] = None
        claims.append(f'namespace claim_{path.stem.replace("-", "_")} {{\n#include "{path}"\n}}\n')
    return "".join(f"#include {name}\n" for name in includes) + "\n" + "".join(claims)


if len(sys.argv) == 1:
    listed()
else:
    pathlib.Path(sys.argv[1]).write_text(joined(sys.argv[2:]))
