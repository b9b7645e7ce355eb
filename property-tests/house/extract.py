"""The first C++ block of a page, as a source file."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "w", encoding="utf-8").write(re.search(r"^```cpp\n(.*?)^```$", text, re.M | re.S).group(1))
