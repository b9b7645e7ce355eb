# All tests: run-all.sh ROOT BUILD [meson test arguments].  Called by ./attest test.
#
# Without arguments: every suite; a few deliberate faults, each of which must turn a test red; then the laws and the
# command line under a decimal comma; then a subset with AddressSanitizer and UndefinedBehaviorSanitizer in a build of
# its own.  The last line is `N passed, N failed`.
set -eu
root=$1 build=$2
shift 2

quiet_build() {
  folder=$1; shift
  ninja -C "$folder" "$@" >"$folder/build.log" 2>&1 || { cat "$folder/build.log"; echo "attest: the build failed" >&2; exit 1; }
}

test_programs() { (cd "$1" && ninja -t targets all) | sed -n 's,^\(property-tests/[a-z_-]*\): cpp_LINKER.*,\1,p'; }

# run NAME FOLDER [meson test arguments]; failures are counted from the logs at the end.
run() {
  name=$1 folder=$2; shift 2
  rm -f "$folder/meson-logs/$name.json"
  meson test -C "$folder" --no-rebuild --print-errorlogs --logbase "$name" "$@" || true
}

echo "attest: building the tests"
quiet_build "$build" all $(test_programs "$build")
if [ $# -gt 0 ]; then exec meson test -C "$build" --no-rebuild --print-errorlogs "$@"; fi

run all "$build" --no-suite mutants
run mutants "$build" --suite mutants --verbose

mkdir -p "$build/locale"
[ -d "$build/locale/de_DE.UTF-8" ] || localedef -i de_DE -f UTF-8 "$build/locale/de_DE.UTF-8"
LOCPATH="$build/locale" LC_ALL=de_DE.UTF-8 ATTEST_EFFORT=0.3 run comma "$build" --suite laws --suite claims --suite cli --no-suite heads

sanitized=$root/build-sanitize
if [ ! -f "$sanitized/build.ninja" ]; then
  meson setup "$sanitized" "$root" -Db_sanitize=address,undefined -Doptimization=1 -Dclaims="$build/proofs-checks" ${CI:+-Dwerror=true} >"$build/sanitize.log" 2>&1 ||
    { cat "$build/sanitize.log"; exit 1; }
fi
subset='number-rational number-ball number-matrix data-npy kernel-definition kernel-moments kernel-convolution lowrank-factors attention-attention'
echo "attest: building a subset with sanitizers"
quiet_build "$sanitized" proofs-checks/attest proofs-checks/checker/attest-check $(printf 'property-tests/%s ' $subset)
ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 ATTEST_EFFORT=0.1 \
  run sanitized "$sanitized" $(echo "$subset" | tr ' ' '\n' | sed 's,-,/,') certificates cli hostile

logs=$build/meson-logs
exec python3 "$root/property-tests/house/count.py" \
  "$logs/all.json" "$logs/mutants.json" "$logs/comma.json" "$sanitized/meson-logs/sanitized.json"
