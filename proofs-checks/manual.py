"""The manual page of a program, from what the program itself says: manual.py attest|attest-check PROGRAM VERSION OUTPUT.
attest-mpi says what attest says: manual.py attest-mpi OUTPUT writes a page that is the same one.

`attest --help` and the help of each command become sections, so that no option can be forgotten or outlive itself.
Only what help does not say is written here: files, exit codes in full, and what else to read."""
import pathlib
import re
import subprocess
import sys

if sys.argv[1] == "attest-mpi":
    pathlib.Path(sys.argv[2]).write_text(".so man1/attest.1\n")
    raise SystemExit
name, program, version, output = sys.argv[1:]

exit_codes = {
    "attest": [("0", "decided: verified or refuted, and printed"), ("1", "something stays undecided; the reason is printed"),
               ("2", "usage: an argument that is missing, unknown or outside of what is allowed"),
               ("3", "bad input data: a file that is missing or not what it should be"),
               ("4", "refused, or out of time or memory; the numbers are printed"), ("130", "interrupted")],
    "attest-check": [("0", "verified"), ("1", "rejected, with line and reason"),
                     ("2", "usage, a file that cannot be read, or out of memory")],
}
environment = {
    "attest": [("HOME, XDG_CACHE_HOME", "where `attest plan` keeps what it measured of this machine"),
               ("OMPI_COMM_WORLD_SIZE, PMI_SIZE", "set by an MPI launcher: `attest attention` and `attest sweep` are then "
                "carried out by attest-mpi, which stands in the same folder")],
    "attest-check": [],
}


def say(*words):
    """What the program prints, on whichever stream."""
    done = subprocess.run([program, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def roff(text):
    """Text as troff takes it: no character of it is a request or an escape."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti").replace("`", "\\(ga")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def tagged(pairs):
    return "".join(f".TP\n\\fB{roff(tag)}\\fR\n{roff(text)}\n" for tag, text in pairs)


def table(text, heading):
    """The pairs of a block of help: a word or an option, and what it is."""
    block = re.search(rf"^{heading}:\n((?:  .*\n?)+)", text, re.M)
    assert block, f"{name}: no {heading} in its help"
    joined = re.sub(r"\n {10,}", "  ", block[1])  # a long name has its text on the next line
    pairs = re.findall(r"^  (\S.*?)  +(\S.*)$", joined, re.M)
    assert len(pairs) == len(joined.splitlines()), f"{name}: lines without a text in {joined}"
    return pairs


def verbatim(text):
    return f".nf\n{roff(text.strip())}\n.fi\n"


def command_section(command):
    """Purpose, usage, arguments, options and the rest of one command's help."""
    text = say(command, "--help")
    assert f"Usage: attest {command}" in text, f"attest {command} --help prints\n{text}"
    purpose, rest = text.split("\n", 1)
    page = f".SS \"attest {roff(command)}\"\n{roff(purpose)}\n"
    for heading in ("Positionals", "Options"):
        if f"{heading}:\n" in rest:
            page += tagged(pair for pair in table(rest, heading) if pair[0] != "-h,--help")
    last = re.split(r"\n\s*\n", rest.strip())[1:]
    closing = [part for part in last if not part.startswith(("Positionals:", "Options:"))]
    return page + "".join(f".PP\n{verbatim(part)}" for part in closing)


def attest_page():
    text = say("--help")
    commands = table(text, "Subcommands")
    assert len(commands) > 5, text
    return (f".SH NAME\nattest \\- {roff(text.split(chr(10))[0].rstrip('.').lower())}\n"
            ".SH SYNOPSIS\n.B attest\nCOMMAND [OPTIONS]\n.br\n.B attest\nCOMMAND \\-\\-help\n.br\n.B attest\n\\-\\-version\n.br\n"
            ".B mpirun attest\\-mpi\nCOMMAND [OPTIONS]\n"
            ".SH DESCRIPTION\nWhat is printed is settled in rationals or balls and comes with a certificate that\n"
            ".BR attest\\-check (1)\nre\\-checks, or is called undecided with the reason.\n"
            ".B attest\\-mpi\nis the same program as one of several processes, which share\n.B attention\nor\n.BR sweep ;\n"
            "it is installed where MPI is.\nThe commands:\n"
            + tagged(commands) + ".SH COMMANDS\n" + "".join(command_section(c) for c, _ in commands))


def check_page():
    usage = re.match(r"attest-check: usage: attest-check (.*?);", say())
    assert usage, say()
    return (".SH NAME\nattest\\-check \\- judge a certificate in exact arithmetic\n"
            f".SH SYNOPSIS\n.B attest\\-check\n{roff(usage[1])}\n"
            ".SH DESCRIPTION\nDoes the file PROOF prove the file PROBLEM?  The answer is one line on standard output,\n"
            ".B s VERIFIED\nwith the id of the problem, or\n.B s REJECTED\nwith line and reason.\n"
            "The program uses nothing of\n.BR attest (1)\n"
            "but the grammar of the two files; GMP and the standard library are all it needs.\n")


page = f".\\\" Made from the program's help.\n.TH {name.upper()} 1 \"\" \"attest {version}\" \"User Commands\"\n.ad l\n"
page += attest_page() if name == "attest" else check_page()
page += ".SH EXIT STATUS\n" + tagged(exit_codes[name])
if environment[name]:
    page += ".SH ENVIRONMENT\n" + tagged(environment[name])
other = "attest\\-check" if name == "attest" else "attest"
page += f".SH SEE ALSO\n.BR {other} (1)\n.PP\nThe pages of the folder doc/attest beside this manual's.\n"
pathlib.Path(output).write_text(page)
