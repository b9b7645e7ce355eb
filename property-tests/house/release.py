"""What a release says of itself is one thing: release.py ROOT VERSION ATTEST."""
import pathlib
import re
import sys

root, version, attest = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
sys.path.insert(0, str(root / "property-tests/gen"))
from tap import Tap, equal, run  # noqa: E402

tap = Tap()
citation = (root / "CITATION.cff").read_text()


def field(name):
    """A field of one line at the top level."""
    found = re.findall(rf'^{name}: "?(.*?)"?$', citation, re.M)
    assert len(found) == 1, f"CITATION.cff: {name} occurs {len(found)} times"
    return found[0]


def versions():
    equal(field("version"), version, "CITATION.cff")
    equal(re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text(), re.M)[1], version, "CHANGELOG.md, first section")
    equal(run(attest, "--version").stdout, f"attest {version}\n", "attest --version")


def citable():
    """Citation File Format 1.2.0: the required fields, no field it does not know, plain YAML of two levels."""
    equal(field("cff-version"), "1.2.0")
    equal(field("title"), "attest")
    equal(field("license"), "Apache-2.0")
    assert field("message") and field("type") == "software"
    known = {"abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
             "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
             "repository-code", "title", "type", "url", "version"}
    keys = re.findall(r"^([\w-]+):", citation, re.M)
    assert len(keys) == len(set(keys)) and set(keys) <= known, keys
    assert re.search(r'^authors:\n  - name: "The attest authors"$', citation, re.M)
    assert "\t" not in citation and all(re.match(r"[\w-]+:|  |$", line) for line in citation.splitlines())


def licence():
    text = (root / "LICENSE").read_text()
    assert "Apache License" in text and "Version 2.0" in text and "license: 'Apache-2.0'" in (root / "meson.build").read_text()


tap.fact("meson.build, CITATION.cff, CHANGELOG.md and the program name one version", versions)
tap.fact("CITATION.cff has what its format requires", citable)
tap.fact("the licence is Apache-2.0 everywhere it is named", licence)
tap.finish()
