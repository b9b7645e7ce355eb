// The benchmark of the degrees and errors of exp: attest by itself, and against Sollya and mpmath in the same run.
// Prints one line a figure.  Exit code 0; 1 where attest and a peer contradict each other; 2 for a bad argument.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/number/text.hpp"

using namespace attest;
using namespace attest::expoly;
using polynomial::Interval;
using polynomial::Polynomial;

namespace {

// --- words and numbers --------------------------------------------------------------------------

std::string format(const char* pattern, ...) __attribute__((format(printf, 1, 2)));
std::string format(const char* pattern, ...) {
  char text[400];
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text, sizeof text, pattern, arguments);
  va_end(arguments);
  return text;
}

/// Shown at once: a run takes minutes.
void say(const std::string& line) { std::cout << line << std::endl; }

std::string seconds_text(double s) { return format("%.3g s", s); }
std::string ratio_text(double r) { return format("%.3g", r); }
const char* name(ErrorKind kind) { return kind == ErrorKind::absolute ? "absolute" : "relative"; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The median of at least three runs, of more where they are quick; of one where that takes long.
template <class F>
double seconds_of(F work) {
  std::vector<double> times;
  double total = 0;
  while (times.size() < 3 || (total < 0.01 && times.size() < 51)) {
    const double start = now();
    work();
    times.push_back(now() - start);
    total += times.back();
    if (times[0] > 3) break;
  }
  return median(times);
}

struct Options {
  bool all = false, quick = false;
  double timeout = 20;
};

// --- cells --------------------------------------------------------------------------------------

struct Cell {
  std::string half_width, eps;
  ErrorKind kind;

  [[nodiscard]] Rational B() const { return parse_rational(half_width); }
  [[nodiscard]] Interval interval() const { return Interval(-B(), B()); }
  [[nodiscard]] DegreeBracket bracket() const { return bracket_degree(interval(), parse_rational(eps), kind); }
  [[nodiscard]] std::string text() const {
    return format("B = %-3s eps = %-6s %s", half_width.c_str(), eps.c_str(), name(kind));
  }
};

std::vector<Cell> cells(const std::vector<std::string>& half_widths, const std::vector<std::string>& eps,
                        const std::vector<ErrorKind>& kinds) {
  std::vector<Cell> out;
  for (const auto& kind : kinds)
    for (const auto& B : half_widths)
      for (const auto& e : eps) out.push_back({B, e, kind});
  return out;
}

const std::vector<ErrorKind> both{ErrorKind::absolute, ErrorKind::relative};

std::vector<Cell> grid(const Options& o, ErrorKind kind) {
  if (o.quick) return cells({"1", "4", "16"}, {"1e-3", "1e-12"}, {kind});
  return cells({"1", "2", "4", "8", "16", "32", "64"}, {"1e-3", "1e-6", "1e-12", "1e-30", "1e-100"}, {kind});
}

std::string degrees_text(const DegreeBracket& b) {
  if (b.decided()) return format("degree %zu", b.upper.degree);
  return format("undecided: degree %zu .. %zu", b.at_least(), b.upper.degree);
}

std::string routes_text(const DegreeBracket& b) {
  return (b.lower ? b.lower->route : std::string("none")) + " / " + b.upper.route;
}

// --- 1. the degree grid ---------------------------------------------------------------------------

void grid_half(const Options& o, ErrorKind kind) {
  const auto list = grid(o, kind);
  std::vector<DegreeBracket> brackets;
  const double time = seconds_of([&] {
    brackets.clear();
    for (const auto& c : list) brackets.push_back(c.bracket());
  });
  std::map<std::string, std::size_t> routes;
  std::size_t decided = 0;
  for (const auto& b : brackets) {
    decided += b.decided();
    if (b.decided()) ++routes[routes_text(b)];
  }
  say(format("grid %s: %s in all, %zu of %zu cells decided", name(kind), seconds_text(time).c_str(), decided,
             list.size()));
  for (const auto& [route, count] : routes) say(format("  below / above by %-24s %zu cells", route.c_str(), count));
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!brackets[i].decided()) say("  " + list[i].text() + ": " + degrees_text(brackets[i]));
}

void wide_cells(const Options& o) {
  const auto list = o.quick ? cells({"1/2", "100"}, {"1e-30"}, both)
                            : cells({"1/2", "100", "256"}, {"1e-3", "1e-30", "1e-300", "1e-1000"}, both);
  for (const auto& c : list) {
    std::optional<DegreeBracket> b;
    const double time = seconds_of([&] { b = c.bracket(); });
    say(format("wide %s: %s, %s (%s)", c.text().c_str(), seconds_text(time).c_str(), degrees_text(*b).c_str(),
               routes_text(*b).c_str()));
  }
}

// --- running a peer -------------------------------------------------------------------------------

/// A folder of its own for the peers' scripts, gone at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "attest-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string write(const std::string& file, const std::string& text) const {
    const auto path = path_ / file;
    std::ofstream out(path);
    out << text;
    out.close();
    if (!out) throw std::runtime_error(path.string() + " cannot be written");
    return path.string();
  }

 private:
  std::filesystem::path path_;
};

struct Run {
  std::string output;
  double seconds = 0;
  int exit_code = -1;  ///< -1: a signal ended it
  bool timed_out = false;
};

[[noreturn]] void become(std::vector<std::string> command, int output) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // an interrupted benchmark leaves no peer behind
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  std::vector<char*> words;
  for (auto& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  execvp(words[0], words.data());
  _exit(127);
}

/// Appends what the pipe holds until it closes (true) or the deadline passes.
bool read_until(int pipe, double deadline, std::string& output) {
  for (;;) {
    const double left = deadline - now();
    if (left <= 0) return false;
    pollfd p{pipe, POLLIN, 0};
    if (poll(&p, 1, static_cast<int>(std::min(left * 1000 + 1, 1e6))) <= 0) continue;
    char buffer[4096];
    const ssize_t n = read(pipe, buffer, sizeof buffer);
    if (n <= 0) return true;
    output.append(buffer, static_cast<std::size_t>(n));
  }
}

/// No shell: the words are handed over as they are.  The process group is killed at the timeout.
Run run(const std::vector<std::string>& command, double timeout) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe can be made");
  const double start = now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process can be started");
  if (child == 0) {
    close(ends[0]);
    become(command, ends[1]);
  }
  setpgid(child, child);  // here too, so that it holds before a kill
  close(ends[1]);
  Run r;
  r.timed_out = !read_until(ends[0], start + timeout, r.output);
  if (r.timed_out) kill(-child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  close(ends[0]);
  r.seconds = now() - start;
  r.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return r;
}

/// The words after `key` on the line of the output that begins with it.
std::optional<std::vector<std::string>> words_after(const std::string& output, const std::string& key) {
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (!(words >> word) || word != key) continue;
    std::vector<std::string> rest;
    while (words >> word) rest.push_back(word);
    return rest;
  }
  return std::nullopt;
}

/// Why a peer gave no answer, in its own words where it has some.
std::string failure(const Run& r) {
  if (r.timed_out) return "timed out";
  const auto begin = r.output.find("Warning");
  std::string words = r.output.substr(begin == std::string::npos ? 0 : begin, 160);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return format("failed (exit code %d): ", r.exit_code) + words;
}

// --- Sollya ---------------------------------------------------------------------------------------

/// A number as Sollya prints it with display=dyadic: 5b-3 is 5/8.  None for infty, NaN, error.
std::optional<Rational> parse_dyadic(const std::string& text) try {
  const auto b = text.find('b');
  const Rational mantissa = parse_rational(text.substr(0, b));
  return b == std::string::npos ? mantissa : mantissa * Rational::power_of_two(std::stol(text.substr(b + 1)));
} catch (const std::exception&) {
  return std::nullopt;
}

class Sollya {
 public:
  explicit Sollya(double timeout) : timeout_(timeout) {
    const Run first = ask("");
    if (first.exit_code == 127)
      absent_ = "sollya is not installed";
    else if (first.exit_code != 0)
      absent_ = "sollya " + failure(first);
    else
      start_up_ = seconds_of_start();
  }
  [[nodiscard]] bool present() const { return absent_.empty(); }
  [[nodiscard]] const std::string& absent() const { return absent_; }  ///< why, where it is not there
  [[nodiscard]] double start_up() const { return start_up_; }
  [[nodiscard]] double timeout() const { return timeout_; }
  /// Everything is printed exactly, in powers of two.
  [[nodiscard]] Run ask(const std::string& script) const {
    const auto file = folder_.write("ask.sollya", "display = dyadic!;\n" + script + "quit;\n");
    return run({"sollya", "--warnonstderr", "--nocolor", file}, timeout_ + start_up_);
  }

 private:
  [[nodiscard]] double seconds_of_start() const {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) times.push_back(ask("").seconds);
    return median(times);
  }
  ScratchFolder folder_;
  double timeout_, start_up_ = 0;
  std::string absent_;
};

/// One timed step of a peer: its answer, or why there is none.
struct Answer {
  std::optional<double> seconds;  ///< by the peer's own clock
  std::vector<Rational> values;
  std::string problem;  ///< empty where the answer is whole
  bool timed_out = false;
};

/// Reads "key seconds value ...", `wanted` values.
Answer answer(const Run& r, const std::string& key, std::size_t wanted) {
  Answer a;
  const auto words = words_after(r.output, key);
  if (!words) {
    a.timed_out = r.timed_out;
    a.problem = failure(r);
    return a;
  }
  for (const auto& word : *words)
    if (const auto value = parse_dyadic(word)) {
      if (a.seconds)
        a.values.push_back(*value);
      else
        a.seconds = value->nearest_double();
    }
  if (a.values.size() != wanted) a.problem = failure(r);
  return a;
}

/// "0.2 s, ratio 30" or "> 20 s, ratio > 3000", or what went wrong.
std::string time_text(const Answer& a, double attest, double timeout) {
  if (a.timed_out) return "> " + seconds_text(timeout) + ", ratio > " + ratio_text(timeout / attest);
  if (!a.problem.empty()) return a.problem;
  return seconds_text(*a.seconds) + ", ratio " + ratio_text(*a.seconds / attest);
}

std::string range_script(const Rational& B) { return "[-" + to_text(B) + ";" + to_text(B) + "]"; }

/// Prints "key seconds shown", the seconds a median of three where that is quick.
std::string timed(const std::string& key, const std::string& code, const std::string& shown) {
  const std::string once = " = time({ " + code + "; });\n";
  return "t" + once + "if (t < 1/2) then {\nu" + once + "v" + once +
         "t = max(min(t, u), min(max(t, u), v));\n};\nprint(\"" + key + "\", t" + shown + ");\n";
}

std::string supnorm_script(const Rational& B, ErrorKind kind, long width_bits) {
  const std::string call = format("exp(x), %s, %s, 2^(-%ld)", range_script(B).c_str(), name(kind), width_bits);
  return timed("supnorm", "r = supnorm(p, " + call + ")", ", inf(r), sup(r)");
}

std::string precision_script(double bits) { return format("prec = %ld!;\n", static_cast<long>(std::ceil(bits))); }

double log2_of(const Rational& a) {
  const auto bits = [](const Integer& n) { return static_cast<double>(n.bits() - 1); };
  return bits(a.numerator()) - bits(a.denominator());
}

// --- 2. degrees against Sollya ----------------------------------------------------------------------

/// Bits for eps, and for what cancels among the values and the coefficients.
std::string cell_precision(const Cell& c) {
  return precision_script(128 - log2_of(parse_rational(c.eps)) + 6 * c.B().nearest_double());
}

/// Sollya minimises |p w - f|: f = 1, w = exp(-x) is the relative error.
struct Target {
  std::string f, w;
};
Target target(ErrorKind kind) { return kind == ErrorKind::absolute ? Target{"exp(x)", "1"} : Target{"1", "exp(-x)"}; }

std::string remez_script(const Cell& c, std::size_t degree) {
  const auto [f, w] = target(c.kind);
  const std::string call = format("remez(%s, %zu, ", f.c_str(), degree) + range_script(c.B()) + ", " + w + ")";
  return cell_precision(c) + timed("remez", "p = " + call, "") + supnorm_script(c.B(), c.kind, 10);
}

std::string guess_script(const Cell& c) {
  const auto [f, w] = target(c.kind);
  const std::string call = "guessdegree(" + f + ", " + range_script(c.B()) + ", " + c.eps + ", " + w + ", 1024)";
  return cell_precision(c) + timed("guess", "r = " + call, ", inf(r), sup(r)");
}

/// Remez and supnorm as one step.
Answer certified_above(const Run& r) {
  Answer remez = answer(r, "remez", 0), norm = answer(r, "supnorm", 2);
  if (!remez.problem.empty()) return remez;
  if (norm.seconds) *norm.seconds += *remez.seconds;
  return norm;
}

struct Ratios {
  std::vector<double> exact;  ///< where the peer answered
  std::size_t timeouts = 0, failures = 0;
  void add(const Answer& a, double attest) {
    if (a.timed_out)
      ++timeouts;
    else if (a.problem.empty())
      exact.push_back(*a.seconds / attest);
    else
      ++failures;
  }
  [[nodiscard]] std::string text() const {
    std::string s = format("%zu timed out, %zu failed", timeouts, failures);
    if (exact.empty()) return "no answer, " + s;
    return format("%zu answers, ratio at least %.3g, median %.3g; ", exact.size(),
                  *std::min_element(exact.begin(), exact.end()), median(exact)) +
           s;
  }
};

std::string guess_text(const Answer& a, const DegreeBracket& b) {
  if (!a.problem.empty()) return "";
  const bool apart = a.values[1] < Rational(b.at_least()) || Rational(b.upper.degree) < a.values[0];
  return "; says " + to_text(a.values[0]) + " .. " + to_text(a.values[1]) + (apart ? ", OUTSIDE" : "");
}

void cell_against_sollya(const Cell& c, const Sollya& sollya, Ratios& above, Ratios& guesses) {
  std::optional<DegreeBracket> b;
  const double attest = seconds_of([&] { b = c.bracket(); });
  say(format("%s: attest %s, %s", c.text().c_str(), seconds_text(attest).c_str(), degrees_text(*b).c_str()));
  const Answer norm = certified_above(sollya.ask(remez_script(c, b->upper.degree)));
  above.add(norm, attest);
  std::string line = "  remez + supnorm (above only) " + time_text(norm, attest, sollya.timeout());
  if (norm.problem.empty())
    line += "; error <= " + to_decimal(norm.values[1], 4, Direction::up) +
            (norm.values[1] <= parse_rational(c.eps) ? "" : ", ABOVE EPS");
  say(line);
  const Answer guess = answer(sollya.ask(guess_script(c)), "guess", 2);
  guesses.add(guess, attest);
  say("  guessdegree (not certified)  " + time_text(guess, attest, sollya.timeout()) + guess_text(guess, *b));
}

std::vector<Cell> sollya_cells(const Options& o) {
  if (o.quick) return cells({"1", "4"}, {"1e-6"}, both);
  if (o.all) return cells({"1", "2", "4", "8", "16", "32", "64"}, {"1e-3", "1e-6", "1e-12", "1e-30", "1e-100"}, both);
  return cells({"1", "8", "32"}, {"1e-6", "1e-30"}, both);
}

void degrees_against_sollya(const Options& o, const Sollya& sollya) {
  Ratios above, guesses;
  for (const auto& c : sollya_cells(o)) cell_against_sollya(c, sollya, above, guesses);
  say("remez + supnorm / attest: " + above.text());
  say("guessdegree / attest: " + guesses.text());
}

// --- 3. errors against Sollya's supnorm ----------------------------------------------------------------

struct Specimen {
  std::string text;
  Polynomial p;
  Rational B;
  ErrorKind kind;
};

/// The polynomial of degree g with an error within 1/100 of the least there is.
std::optional<Polynomial> near_best(const Interval& I, std::size_t g, ErrorKind kind) {
  const auto least = try_degree(I, g, Rational::power_of_two(-20'000), kind, 0).points.bound.lower.lower();
  const auto trial = try_degree(I, g, least * Rational(101, 100), kind);
  if (!trial.fits) return std::nullopt;
  return to_monomials(*trial.q);
}

/// Exact, as rationals.
std::string polynomial_script(const Polynomial& p) {
  std::string s = "p = 0";
  for (const long k : p.support())
    s += " + (" + to_text(p.coefficient(static_cast<std::size_t>(k))) + format(") * x^%ld", k);
  return s + ";\n";
}

/// What cancels in the error of p, with the bits of the width.
double norm_precision(const Specimen& s, const Rational& error, long width_bits) {
  const double B = s.B.nearest_double();
  return 128 + static_cast<double>(width_bits) - std::min(0.0, log2_of(error)) + 6 * B;
}

class ErrorSection {
 public:
  explicit ErrorSection(const Sollya& sollya) : sollya_(sollya) {}

  void compare(const Specimen& s, long width_bits) {
    std::optional<Outcome<CertifiedError>> e;
    const double attest = seconds_of(
        [&] { e = certify_error(s.p, Interval(-s.B, s.B), s.kind, Rational::power_of_two(-width_bits), Budget{}); });
    const std::string line =
        format("%s, width 2^-%ld: attest %s", s.text.c_str(), width_bits, seconds_text(attest).c_str());
    if (!e->decided()) {
      say(line + " undecided: " + e->why().text);
      return;
    }
    const Answer norm = ask(s, e->value(), width_bits);
    ratios_.add(norm, attest);
    slowest_ = std::max(slowest_, attest);
    say(line + ", supnorm " + time_text(norm, attest, sollya_.timeout()) + agreement(norm, e->value()));
  }
  [[nodiscard]] bool contradicted() const { return contradicted_; }
  [[nodiscard]] std::string text() const {
    return ratios_.text() + "; slowest certify_error " + seconds_text(slowest_);
  }

 private:
  [[nodiscard]] Answer ask(const Specimen& s, const Enclosure& e, long width_bits) const {
    return answer(sollya_.ask(precision_script(norm_precision(s, e.lower, width_bits)) + polynomial_script(s.p) +
                              supnorm_script(s.B, s.kind, width_bits)),
                  "supnorm", 2);
  }
  std::string agreement(const Answer& norm, const Enclosure& e) {
    if (!norm.problem.empty()) return "";
    if (norm.values[0] <= e.upper && e.lower <= norm.values[1])
      return "; both " + to_decimal(e.upper, 4, Direction::up);
    contradicted_ = true;
    return "; DISJOINT: attest [" + to_decimal(e.lower, 16, Direction::down) + ", " +
           to_decimal(e.upper, 16, Direction::up) + "], supnorm [" + to_decimal(norm.values[0], 16, Direction::down) +
           ", " + to_decimal(norm.values[1], 16, Direction::up) + "]";
  }

  const Sollya& sollya_;
  Ratios ratios_;
  double slowest_ = 0;
  bool contradicted_ = false;
};

struct Size {
  std::size_t degree;
  long B;
};

/// Degrees below the half-width approximate nothing and are left out.
std::vector<Size> sizes(const Options& o) {
  if (o.quick) return {{10, 1}, {30, 4}};
  if (!o.all) return {{10, 1}, {60, 1}, {30, 4}, {100, 4}, {60, 16}, {100, 64}, {300, 64}};
  std::vector<Size> out;
  for (const long B : {1, 4, 16, 64})
    for (const std::size_t g : {10, 30, 60, 100, 300})
      if (g >= static_cast<std::size_t>(B)) out.push_back({g, B});
  return out;
}

std::vector<Specimen> specimens(const Size& size, ErrorKind kind) {
  const Rational B(size.B);
  const auto text = [&](const char* what) {
    return format("%s degree %zu on [-%ld, %ld] %s", what, size.degree, size.B, size.B, name(kind));
  };
  std::vector<Specimen> out{{text("Taylor"), taylor(size.degree), B, kind}};
  if (const auto p = near_best(Interval(-B, B), size.degree, kind))
    out.push_back({text("near-best"), *p, B, kind});
  else
    say(text("near-best") + ": attest found none");
  return out;
}

bool errors_against_sollya(const Options& o, const Sollya& sollya) {
  ErrorSection section(sollya);
  for (const auto& size : sizes(o))
    for (const auto kind : both)
      for (const auto& s : specimens(size, kind))
        for (const long width_bits : {10, 40}) section.compare(s, width_bits);
  say("supnorm / certify_error: " + section.text());
  return !section.contradicted();
}

// --- 4. degrees against mpmath ------------------------------------------------------------------------

/// Remez's exchange, plainly: level the error at g+2 points, move each to the extremum between the sign changes
/// beside it, until the level and the largest error agree to 1/1000.  The least degree by bisection.
constexpr const char* remez_in_mpmath = R"python(
import sys, time
from mpmath import mp, mpf, matrix, lu_solve, cos, pi, exp, log
kind, B, eps = sys.argv[1], mpf(sys.argv[2]), sys.argv[3]
mp.dps = int(-log(mpf(eps), 10) + B) + 25
B, eps = mpf(sys.argv[2]), mpf(eps)

def chebyshev(g, t):
    T = [mpf(1), t]
    while len(T) <= g: T.append(2 * t * T[-1] - T[-2])
    return T[:g + 1]

def least(g):
    w = (lambda t: exp(-B * t)) if kind == 'relative' else (lambda t: mpf(1))
    f = (lambda t: mpf(1)) if kind == 'relative' else (lambda t: exp(B * t))
    grid = [-cos(pi * i / (16 * (g + 2))) for i in range(16 * (g + 2) + 1)]
    table = [(chebyshev(g, t), w(t), f(t)) for t in grid]
    at = [16 * (g + 2) * i // (g + 1) for i in range(g + 2)]
    for _ in range(20):
        A, y = matrix(g + 2, g + 2), matrix(g + 2, 1)
        for i, n in enumerate(at):
            T, wt, ft = table[n]
            for k in range(g + 1): A[i, k] = T[k] * wt
            A[i, g + 1] = (-1) ** i
            y[i] = ft
        c = lu_solve(A, y)
        level = abs(c[g + 1])
        e = [sum(c[k] * T[k] for k in range(g + 1)) * wt - ft for T, wt, ft in table]
        new = []
        for n in range(len(e)):
            if new and (e[new[-1]] > 0) == (e[n] > 0):
                if abs(e[n]) > abs(e[new[-1]]): new[-1] = n
            else: new.append(n)
        largest = max(abs(v) for v in e)
        if len(new) < g + 2 or largest <= level * mpf('1.001'): break
        while len(new) > g + 2: new.pop(0 if abs(e[new[0]]) < abs(e[new[-1]]) else -1)
        at = new
    return largest

start = time.perf_counter()
low, high = 0, 1
while least(high) > eps: low, high = high + 1, 2 * high
while low < high:
    mid = (low + high) // 2
    if least(mid) > eps: low = mid + 1
    else: high = mid
print('exchange', repr(time.perf_counter() - start), high)
)python";

std::optional<std::string> python_with_mpmath() {
  for (const char* python : {"/usr/bin/python3", "python3"})
    if (run({python, "-c", "import mpmath"}, 20).exit_code == 0) return python;
  return std::nullopt;
}

std::vector<Cell> mpmath_cells(const Options& o) {
  const auto a = ErrorKind::absolute, r = ErrorKind::relative;
  if (o.quick) return {{"1", "1e-6", a}};
  return {{"1", "1e-6", a}, {"4", "1e-12", a}, {"4", "1e-12", r}, {"8", "1e-30", a}, {"16", "1e-6", r}};
}

void cell_against_mpmath(const Cell& c, const std::string& python, const std::string& script, double timeout) {
  std::optional<DegreeBracket> b;
  const double attest = seconds_of([&] { b = c.bracket(); });
  const Run r = run({python, script, name(c.kind), c.half_width, c.eps}, timeout);
  Answer a = answer(r, "exchange", 1);
  std::string line =
      format("%s: attest %s, %s; mpmath ", c.text().c_str(), seconds_text(attest).c_str(), degrees_text(*b).c_str()) +
      time_text(a, attest, timeout);
  if (a.problem.empty()) {
    const bool inside = Rational(b->at_least()) <= a.values[0] && a.values[0] <= Rational(b->upper.degree);
    line += "; says degree " + to_text(a.values[0]) + (inside ? "" : ", OUTSIDE");
  }
  say(line);
}

void degrees_against_mpmath(const Options& o) {
  const auto python = python_with_mpmath();
  if (!python) {
    say("skipped: no python3 has mpmath");
    return;
  }
  const ScratchFolder folder;
  const auto script = folder.write("exchange.py", remez_in_mpmath);
  for (const auto& c : mpmath_cells(o)) cell_against_mpmath(c, *python, script, o.timeout);
}

// --- the program --------------------------------------------------------------------------------------

double parse_timeout(const std::string& text) {
  try {
    const double s = parse_rational(text).nearest_double();
    if (s > 0 && s <= 86400) return s;
  } catch (const std::exception&) {
  }
  throw std::invalid_argument("--timeout: '" + text + "'; seconds, above 0 and at most 86400");
}

Options parse(const std::vector<std::string>& arguments) {
  Options o;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& a = arguments[i];
    if (a == "--all")
      o.all = true;
    else if (a == "--quick")
      o.quick = true;
    else if (a == "--timeout" && i + 1 < arguments.size())
      o.timeout = parse_timeout(arguments[++i]);
    else if (a == "--timeout")
      throw std::invalid_argument("--timeout: the seconds are missing");
    else
      throw std::invalid_argument("'" + a + "': unknown; there are --all, --quick and --timeout S");
  }
  if (o.all && o.quick) throw std::invalid_argument("--quick: not together with --all");
  return o;
}

bool benchmark(const Options& o) {
  say("# 1. degrees, attest alone: B is the half-width of [-B, B]");
  for (const auto kind : both) grid_half(o, kind);
  wide_cells(o);
  const Sollya sollya(o.timeout);
  say("# 2. degrees against Sollya: ratio = its time / attest's for both bounds");
  bool agree = true;
  if (sollya.present()) {
    say("Sollya starts in " + seconds_text(sollya.start_up()) + ", not counted: its times are by its own clock");
    degrees_against_sollya(o, sollya);
  } else {
    say("skipped: " + sollya.absent());
  }
  say("# 3. errors against Sollya's supnorm at equal width: ratio = its time / attest's");
  if (sollya.present())
    agree = errors_against_sollya(o, sollya);
  else
    say("skipped: " + sollya.absent());
  say("# 4. degrees against Remez's exchange in mpmath: ratio = its time, by its own clock, / attest's");
  degrees_against_mpmath(o);
  return agree;
}

}  // namespace

int main(int count, char** words) {
  Options o;
  try {
    o = parse(std::vector<std::string>(words + 1, words + count));
  } catch (const std::invalid_argument& e) {
    std::cerr << "degree: " << e.what() << '\n';
    return 2;
  }
  return benchmark(o) ? 0 : 1;
}
