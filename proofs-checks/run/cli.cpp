#include "cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <functional>
#include <set>
#include <span>

#include "commands.hpp"
#include "suggest.hpp"
#include "team.hpp"

namespace attest::run {
namespace {

constexpr const char* greeting =
    "attest proves or refutes, with exact and ball arithmetic, the numerical claims behind polynomial-method "
    "attention.\n"
    "\n"
    "  ./attest audit                                      every claim with its computed verdict\n"
    "  ./attest degree --interval=-4,4 --eps 1e-6          the certified minimal degree of exp\n"
    "  ./attest attention --q Q.npy --k K.npy --v V.npy --eps 1e-6 --out O.npy\n"
    "  ./attest --help                                     everything else\n";

/// The command line and what it chose to run.
class Program {
 public:
  Program() : app_("Proves or refutes the numerical claims behind polynomial-method attention.", "attest") {
    app_.set_version_flag("--version", std::string("attest ") + ATTEST_VERSION);
    app_.require_subcommand(1);
    app_.footer(
        "Exit codes: 0 decided; 1 something stays undecided; 2 usage; 3 bad input data; 4 refused or out of "
        "resources.\n"
        "Tests: ./attest test");
    define_audit();
    define_claim();
    define_degree();
    define_error();
    define_prove();
    define_rank();
    define_recognise();
    define_attention();
    define_plan();
    define_reduce();
    define_decide();
    define_replay();
    define_table();
    define_report();
    define_sweep();
  }

  Result operator()(int argc, char** argv) {
    app_.parse(argc, argv);
    return chosen_();
  }

  CLI::App& app() { return app_; }

  /// The command being parsed, for its help and its option names.
  CLI::App& current() {
    const auto used = app_.get_subcommands();
    return used.empty() ? app_ : *used.front();
  }

  std::string help() {
    CLI::App& shown = current();
    return shown.help(&shown == &app_ ? "" : "attest");
  }

 private:
  CLI::App* command(const char* name, const char* text, const char* example, const std::function<Result()>& act) {
    CLI::App* sub = app_.add_subcommand(name, text);
    sub->footer(std::string("Example: ") + example);
    sub->callback([this, act] { chosen_ = act; });
    return sub;
  }

  void define_audit() {
    auto* c = command("audit", "Run the claims and print their computed verdicts.", "attest audit softmax P0-08 --json",
                      [this] { return audit(audit_); });
    c->add_option("id", audit_.ids, "claim ids, prefixes of ids, or ledger items; all where none is given");
    c->add_option("--effort", audit_.effort, "scales the number of random instances")->capture_default_str();
    c->add_option("--seed", audit_.seed, "where the random instances start")->capture_default_str();
    c->add_option("--threads", audit_.threads, "0: as many as the machine has")->capture_default_str();
    c->add_option("--certificates", audit_.certificates,
                  "write problem and proof of each verdict but verified and recorded to this folder, for attest-check");
    auto* json = c->add_flag("--json", audit_.json, "one JSON document on standard output");
    c->add_flag("--rulings", audit_.rulings, "a Markdown table sorted by ledger item")->excludes(json);
  }
  void define_claim() {
    auto* c = command("claim", "Explain one claim: statement, hypotheses, verdict, witness, repair.",
                      "attest claim softmax-normalization", [this] { return claim(claim_); });
    c->add_option("id", claim_.id, "a claim id, a prefix of one, or a ledger item")->required();
    c->add_option("--effort", claim_.effort, "scales the number of random instances")->capture_default_str();
    c->add_option("--seed", claim_.seed, "where the random instances start")->capture_default_str();
    c->add_flag("--json", claim_.json, "one JSON document on standard output");
  }
  void define_degree() {
    auto* c = command("degree", "The least degree of a polynomial near exp on an interval, certified from both sides.",
                      "attest degree --interval=-4,4 --eps 1e-6 --error absolute", [this] { return degree(degree_); });
    c->footer(
        "absolute: max |p(x) - e^x| <= eps;  relative: max |p(x) - e^x| / e^x <= eps, x in [a, b].\n"
        "Below, degree g-1 fails: a functional that kills degree g-1 is above eps at exp (sandwich: in closed form,\n"
        "with Bessel functions; points: at g+1 points), or p would have to grow too fast (growth).\n"
        "Above, degree g suffices: a Chebyshev truncation, the closed form beside the sandwich, Taylor, or a\n"
        "levelled polynomial has its error bounded in balls (paper: through absolute error eps e^a).\n"
        "All bounds are enclosures; what they leave open is printed as undecided, exit code 1.\n"
        "routes: the degree that each classical way needs; leading, refined: estimates, not bounds.\n"
        "--certificate: points and polynomial as exact numbers, for attest-check to judge.\n\n"
        "Example: attest degree --interval=-4,4 --eps 1e-6 --error relative --certificate cert");
    c->add_option("--interval", degree_.interval, "a,b: the interval [a, b], rational ends")->required();
    c->add_option("--eps", degree_.eps, "the error allowed, e.g. 1e-6 or 1/1000")->required();
    c->add_option("--error", degree_.error, "absolute or relative")->capture_default_str();
    c->add_option("--certificate", degree_.certificate, "folder for a certificate that attest-check verifies");
    c->add_flag("--details", degree_.details, "bits of the coefficients, and what evaluation loses");
    c->add_flag("--json", degree_.json, "one JSON document on standard output");
  }
  void define_error() {
    auto* c = command("error", "The error of a given polynomial near exp on an interval, enclosed.",
                      "attest error --interval=-1,1 --coefficients '1 1 1/2 1/6' --width 1e-9",
                      [this] { return error(error_); });
    c->add_option("--interval", error_.interval, "a,b: the interval [a, b], rational ends")->required();
    c->add_option("--polynomial", error_.file, "file of rational coefficients, constant term first; # comments");
    c->add_option("--coefficients", error_.coefficients, "the coefficients themselves, separated by blanks or commas");
    c->add_option("--error", error_.error, "absolute or relative")->capture_default_str();
    c->add_option("--width", error_.width, "relative width of the enclosure, at most")->capture_default_str();
    c->add_option("--certificate", error_.certificate, "folder for a certificate that attest-check verifies");
    c->add_flag("--json", error_.json, "one JSON document on standard output");
  }
  void define_prove() {
    auto* c = command("prove", "Write the proof of a problem file (all kinds but rows of attention), for attest-check.",
                      "attest prove my.problem my.proof", [this] { return prove(prove_); });
    c->add_option("problem", prove_.problem, "the problem file, docs/certificates.md")->required();
    c->add_option("proof", prove_.proof, "the proof file to write")->required();
  }
  void define_rank() {
    auto* c = command("rank", "Columns of the factors of p(QK^T): the tight count beside the papers'.",
                      "attest rank --dim 8 --degree 10 --order 3", [this] { return rank(rank_); });
    c->add_option("--dim", rank_.dim, "columns d of Q and K")->required();
    c->add_option("--degree", rank_.degree, "degree g of the polynomial")->required();
    c->add_option("--order", rank_.order, "order k of the attention, 2 for matrices")->capture_default_str();
    c->add_flag("--rope", rank_.rope, "Toeplitz terms of RoPE and of any W beside the columns after turning");
    c->add_flag("--json", rank_.json, "one JSON document on standard output");
  }
  void define_recognise() {
    auto* c = command("recognise", "Is a matrix circulant, Toeplitz, or one of these between two diagonal matrices?",
                      "attest recognise examples/matrices/symmetric.csv", [this] { return recognise(recognise_); });
    c->footer(
        "rescaled: M = diag(u) S diag(v), S circulant or Toeplitz; its vector is the core.  Every answer is exact and\n"
        "comes with these vectors, or with entries that refute it.\n"
        "Without --over, the answer over the smallest of Q, R, C where it is yes; no means over C.\n"
        "twist t: with an n-th root r of t, M = diag(u_i r^i) C diag(v_j r^-j), C's vector core_k r^-k.\n"
        "rank, displacement rank (of M - Z M Z^T, Z the shift): exact, or two bounds where the matrix is large.\n\n"
        "Example: attest recognise examples/matrices/symmetric.csv --over R --json");
    c->add_option("file", recognise_.file, "the matrix: .npy (exact doubles) or .csv (integers, fractions, decimals)")
        ->required();
    c->add_option("--over", recognise_.over, "Q, R or C: where u, v and the core may take their numbers");
    c->add_option("--certificate", recognise_.certificate, "folder for a certificate of each answer");
    c->add_flag("--json", recognise_.json, "one JSON document on standard output");
  }
  /// The options that name and describe an attention problem.
  static void define_problem(CLI::App* c, AttentionOptions& o, bool required) {
    auto* q = c->add_option("--q", o.q, "queries, n x d (.npy, or .csv of exact doubles)");
    if (required) q->required();
    c->add_option("--k", o.k, "keys, m x d");
    c->add_option("--v", o.v, "values, m x dv");
    c->add_option("--order", o.order, "2 to 6: a query looks at order - 1 keys at once, one of each --k1, --k2, ..")
        ->capture_default_str();
    c->add_option("--k1", o.ks[0], "keys and, as --v1, values of the first place; --k2 to --k5, --v2 to --v5 likewise");
    for (std::size_t a = 0; a < o.ks.size(); ++a) {
      if (a > 0) c->add_option("--k" + std::to_string(a + 1), o.ks[a])->group("");
      c->add_option("--v" + std::to_string(a + 1), o.vs[a])->group("");
    }
    c->add_option("--eps", o.eps, "absolute error allowed per entry")->capture_default_str();
    c->add_option("--scale", o.scale, "1/sqrt(d), 1/d or a rational number")->capture_default_str();
    c->add_option("--rope", o.rope,
                  "base=10000,pairing=interleaved|half[,dims=D][,linear=S|ntk=S|yarn=S:LENGTH][,xpos=512]");
    c->add_option("--w-kernel", o.kernel, "W.npy, (2N-1) x d x d: W of every offset -(N-1) .. N-1");
    c->add_option("--bias", o.bias, "alibi:SLOPE or table:FILE.csv (2N-1 numbers), added to the scores");
    c->add_flag("--causal", o.causal, "a query sees keys at its position and before");
    c->add_option("--window", o.window, "and nearer than this; --dilation S: and only every S-th");
    c->add_option("--dilation", o.dilation)->group("");
    c->add_option("--block", o.block, "and only in its own block of so many positions");
    c->add_option("--query-offset", o.query_offset, "position of the first query; keys start at 0")
        ->capture_default_str();
    c->add_option("--memory", o.memory, "most memory a method may plan for; --seconds S: most time, 3600")
        ->capture_default_str();
    c->add_option("--seconds", o.seconds)->group("");
    c->add_option("--threads", o.threads, "0: as many as the machine has")->capture_default_str();
    c->add_flag("--json", o.json, "one JSON document on standard output");
  }
  void define_attention() {
    auto* c = command("attention", "Softmax attention with a proven error: every entry of the output is within eps.",
                      "attest attention --q Q.npy --k K.npy --v V.npy --eps 1e-6 --out O.npy --certificate cert",
                      [this] { return attention(attention_); });
    define_problem(c, attention_, true);
    c->add_option("--out", attention_.out,
                  "output, n x dv, float64 .npy; --stream: inputs are read by rows; --progress")
        ->required();
    c->add_option("--method", attention_.method,
                  "auto, definition, definition-double, polynomial, polynomial-balls or toeplitz")
        ->capture_default_str();
    c->add_option("--certificate", attention_.certificate, "folder for a certificate that attest-check verifies");
    c->add_option("--rows", attention_.rows, "rows the certificate covers: all, a count, or a list")
        ->capture_default_str();
    c->add_option("--confirm", attention_.confirm, "rows to repeat by the definition: all, a count, or a list")
        ->capture_default_str();
    c->add_flag("--stream", attention_.stream)->group("");
    c->add_flag("--progress", attention_.progress)->group("");
  }
  void define_plan() {
    auto* c = command("plan", "What each method of attention would take on this machine, and which one wins.",
                      "attest plan --n 16384 --d 4 --beta 1 --eps 1e-6", [this] { return plan(plan_); });
    c->add_option("--n", plan_.n, "queries, and keys of each place; with --d, --beta, instead of matrices");
    c->add_option("--d", plan_.d, "columns of Q and K; --dv: of V, d unless told");
    c->add_option("--dv", plan_.dv)->group("");
    c->add_option("--beta", plan_.beta, "scores are at most this, values at most 1");
    define_problem(c, plan_.data, false);
    c->add_flag("--calibrate", plan_.calibrate, "measure this machine again");
  }
  void define_reduce() {
    auto* c = command("reduce", "A formula as an attention problem whose output decides it, every gap exact.",
                      "attest reduce --from cnf examples/formulas/pigeonhole-2.cnf --to attention --out hard",
                      [this] { return reduce(reduce_); });
    c->footer(
        "CNF -> orthogonal vectors -> Gap-MaxIP -> attention: Q, K1.., V1.. as .npy, with manifest.json.\n"
        "direct: one instance.  protocol: Merlin and Arthur's, an instance a message; for toy sizes.\n"
        "centred: any error below a constant decides.  paper-like: entries >= 0, tiny errors needed.\n\n"
        "Example: attest reduce --from cnf examples/formulas/pigeonhole-2.cnf --to attention --out hard");
    c->add_option("--from", reduce_.from, "cnf FILE: a formula in DIMACS")->required()->expected(2);
    c->add_option("--to", reduce_.to, "attention")->required();
    c->add_option("--out", reduce_.out, "folder to write")->required();
    c->add_option("--order", reduce_.order, "2 to 6: order of the attention")->capture_default_str();
    c->add_option("--link", reduce_.link, "direct or protocol: from orthogonal vectors to Gap-MaxIP")
        ->capture_default_str();
    c->add_option("--form", reduce_.form, "centred or paper-like: from Gap-MaxIP to attention")->capture_default_str();
    c->add_option("--blocks", reduce_.blocks, "blocks T of the protocol; chosen for the smallest size where not given");
    c->add_option("--rope", reduce_.rope, "rotary positions, as `attest attention --rope`; order 2");
    c->add_option("--memory", reduce_.memory, "most bytes that the matrices may take")->capture_default_str();
    c->add_flag("--json", reduce_.json, "one JSON document on standard output");
  }
  void define_decide() {
    auto* c = command("decide", "Decide the formula of a folder that reduce wrote, by attention with a proven error.",
                      "attest decide hard --confirm", [this] { return decide(decide_); });
    c->footer(
        "The whole chain is built again from formula.cnf and held against the matrices, entry by entry.\n"
        "YES and NO are proved; UNDECIDED, exit code 1, where the error is too large for the gap.\n\n"
        "Example: attest decide hard --output O.npy --error 1e-3");
    c->add_option("folder", decide_.folder, "the folder")->required();
    c->add_option("--output", decide_.output, "an attention output from elsewhere (.npy, .csv) instead of attest's");
    c->add_option("--error", decide_.error, "the error it claims for each entry");
    c->add_option("--method", decide_.method, "as `attest attention --method`")->capture_default_str();
    c->add_option("--eps", decide_.eps, "the error to ask for; auto: 1/16 of what is tolerable")->capture_default_str();
    c->add_flag("--confirm", decide_.confirm, "also try all assignments, of at most 30 variables");
    c->add_option("--memory", decide_.memory, "most memory a method may plan for")->capture_default_str();
    c->add_option("--seconds", decide_.seconds, "most time")->capture_default_str();
    c->add_option("--threads", decide_.threads, "0: as many as the machine has")->capture_default_str();
    c->add_flag("--json", decide_.json, "one JSON document on standard output");
  }
  void define_replay() {
    auto* c = command("replay", "Repeat a claim's check from the token that `attest claim` prints.",
                      "attest replay rank-tight@1@1", [this] { return replay(token_, replay_json_); });
    c->add_option("token", token_, "id@seed@effort")->required();
    c->add_flag("--json", replay_json_, "one JSON document on standard output");
  }
  void define_sweep() {
    auto* c = command("sweep", "Run a plan of many cells into a store that survives kill -9; resume, look, export.",
                      "attest sweep examples/sweeps/appendix.json --store results.sqlite",
                      [this] { return run::sweep(sweep_); });
    c->footer(
        "A plan is JSON, docs/sweeps.md.  Under mpirun the ranks share the cells, rank 0 owns the store.\n"
        "The export is the same, byte by byte, however the cells were computed; --times adds what is not.\n\n"
        "Example: attest sweep examples/sweeps/appendix.json --store results.sqlite --resume --export csv");
    c->add_option("PLAN", sweep_.plan, "the plan; not needed to look at a store");
    c->add_option("--store", sweep_.store, "SQLite file of results; made where missing");
    c->add_option("--threads", sweep_.threads, "0: as many as the machine has, one under mpirun")
        ->capture_default_str();
    c->add_flag("--resume", sweep_.resume, "go on with what an earlier run left");
    c->add_flag("--retry", sweep_.retry, "compute failed cells and those over their budget again");
    auto* status = c->add_flag("--status", sweep_.status, "how far the store is, and which runs it saw");
    auto* estimate = c->add_flag("--estimate", sweep_.estimate, "measure some cells of each job, and scale up");
    estimate->excludes(status);
    c->add_option("--export", sweep_.export_as, "csv, json or sqlite, of what is there at the end")
        ->excludes(status)
        ->excludes(estimate);
    c->add_option("--out", sweep_.out, "the file to export to; standard output where none is given");
    c->add_flag("--times", sweep_.times, "export seconds and dates too");
    c->add_option("--patience", sweep_.patience, "seconds of silence after which a rank is lost")
        ->capture_default_str();
  }

  void define_table() {
    auto* c =
        command("table", "A table for an appendix; without a name, the list of tables.",
                "attest table degree --format latex --standalone --out degree.tex", [this] { return table(table_); });
    c->footer(
        "Lists of numbers are separated by commas; docs/tables.md says which table takes which.\n"
        "Enclosures are rounded outward, whole numbers and fractions are exact; LaTeX needs booktabs.\n\n"
        "Example: attest table degree --b 1,2,4 --eps 1e-3,1e-6 --format latex --standalone --out degree.tex");
    c->add_option("name", table_.name, "degree, rank, exponent, ...");
    c->add_option("--format", table_.format, "plain, markdown, csv, json or latex")->capture_default_str();
    c->add_flag("--standalone", table_.standalone, "latex: a document that pdflatex compiles as it is");
    c->add_option("--out", table_.out, "a file instead of standard output");
    c->add_option("--b", table_.b, "half-widths, bounds of logits or values");
    c->add_option("--eps", table_.eps, "errors; --a: exponents of n in the error n^-a (threshold)");
    c->add_option("--d", table_.d, "columns; --c: C of d = C ln n (threshold)");
    c->add_option("--g", table_.g, "degrees");
    c->add_option("--n", table_.n, "tokens; 2^10,2^20 for table exponent");
    c->add_option("--order", table_.order, "orders of attention");
    c->add_option("--c", table_.c)->group("");
    c->add_option("--a", table_.a)->group("");
    c->add_option("--id", table_.ids, "ledger, rulings: claims by id, prefix or item; all where none is given");
    c->add_option("--effort", table_.effort, "ledger, rulings: as of audit; --seed likewise")->capture_default_str();
    c->add_option("--seed", table_.seed)->group("");
    c->add_option("--q", table_.q, "heads: files of queries; --k, --v: of keys and values, in the same order");
    c->add_option("--k", table_.k)->group("");
    c->add_option("--v", table_.v)->group("");
    c->add_option("--scale", table_.scale, "heads: as of attention")->capture_default_str();
    c->add_option("--threads", table_.threads, "0: as many as the machine has")->capture_default_str();
  }

  void define_report() {
    auto* c = command("report", "A folder of pages for people: every claim with its verdict, searchable; figures.",
                      "attest report --out report", [this] { return run::report(report_); });
    c->footer(
        "Works from the disk, without a network, on a phone and on paper; docs/report.md says what is in it.\n"
        "Written whole or not at all; an earlier report of the same name is replaced, anything else refused.\n"
        "Certificates are beside their claims, for attest-check.  Equal input gives equal bytes.\n\n"
        "Example: attest report softmax rope --effort 0.2 --q Q.npy --k K.npy --v V.npy --out report");
    c->add_option("id", report_.ids, "claim ids, prefixes of ids, or ledger items; all where none is given");
    c->add_option("--out", report_.out, "folder to write")->required();
    c->add_option("--effort", report_.effort, "scales the number of random instances")->capture_default_str();
    c->add_option("--seed", report_.seed, "where the random instances start")->capture_default_str();
    c->add_option("--q", report_.q, "heads: files of queries; --k, --v: of keys and values, in the same order")
        ->allow_extra_args(false);
    c->add_option("--k", report_.k)->allow_extra_args(false)->group("");
    c->add_option("--v", report_.v)->allow_extra_args(false)->group("");
    c->add_option("--eps", report_.eps, "heads: absolute error allowed per entry")->capture_default_str();
    c->add_option("--scale", report_.scale, "heads: 1/sqrt(d), 1/d or a rational number")->capture_default_str();
    c->add_flag("--no-figures", report_.no_figures, "leave the page of figures out");
    c->add_option("--figure", report_.figure, "no report, but this one figure: --out is its .svg");
    c->add_option("--threads", report_.threads, "0: as many as the machine has")->capture_default_str();
  }

  CLI::App app_;
  std::function<Result()> chosen_;
  AuditOptions audit_;
  ClaimOptions claim_;
  DegreeOptions degree_;
  ErrorOptions error_;
  ProveOptions prove_;
  RankOptions rank_;
  RecogniseOptions recognise_;
  AttentionOptions attention_;
  PlanOptions plan_;
  ReduceOptions reduce_;
  DecideOptions decide_;
  TableOptions table_;
  ReportOptions report_;
  SweepOptions sweep_;
  std::string token_;
  bool replay_json_ = false;
};

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(sub->get_name());
  return names;
}

std::string page_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? "attest --help" : "attest " + app.get_name() + " --help";
}

/// The nearest of the names that exist, or where to look.
std::string instead_of(const std::string& word, const std::vector<std::string>& names, const CLI::App& app) {
  const std::string near = nearest(word, names);
  return near.empty() ? "; see " + page_of(app) : "; did you mean " + near + "?";
}

std::string unknown_option(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options())
    if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
  const std::string name = word.substr(0, word.find('='));
  return "option: '" + name + "' is not known" + (app.get_parent() == nullptr ? "" : " to " + app.get_name()) +
         instead_of(name, names, app);
}

const CLI::Option* option_of(const CLI::App& app, const std::string& word) {
  return word.starts_with('-') ? app.get_option_no_throw(word.substr(0, word.find('='))) : nullptr;
}

/// Of an option that takes several values CLI11 takes what is in brackets apart: `[]` would be no value at all.
bool in_brackets(const std::string& word) { return word.starts_with('[') && word.ends_with(']'); }

/// What is wrong with the values of an option that takes some; `at` is moved to the last of them.
std::string misfit_values(const CLI::App& app, const CLI::Option& option, std::span<char*> words, std::size_t& at) {
  const std::string word = words[at], name = word.substr(0, word.find('='));
  const bool joined = name.size() < word.size();
  for (int taken = 0; taken < option.get_items_expected_min(); ++taken) {
    if (taken > 0 || !joined) ++at;
    if (at == words.size()) return name + ": a value is needed; see " + page_of(app);
    const std::string value = taken == 0 && joined ? word.substr(name.size() + 1) : words[at];
    if (value.empty()) return name + ": ''; a value is needed, see " + page_of(app);
    if (option_of(app, value) != nullptr && !(taken == 0 && joined))
      return name + ": a value is needed, '" + value + "' is an option";
    if (option.get_allow_extra_args() && in_brackets(value)) return name + ": '" + value + "'; leave the brackets out";
  }
  return {};
}

/// What CLI11 would take for something else or complain of without its name; empty where there is nothing.
std::string misfit(const CLI::App& app, std::span<char*> words) {
  std::set<const CLI::Option*> given;
  const auto options = app.get_options();
  const bool lists = std::any_of(options.begin(), options.end(), [](auto* o) { return o->get_allow_extra_args(); });
  bool options_over = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string word = words[at];
    if (word.empty()) return "argument: '' is empty; see " + page_of(app);
    if (word == "--") options_over = true;
    const bool option_like = !options_over && word.starts_with('-') &&
                             (word.starts_with("--") || (word.size() > 1 && std::isalpha(word[1])));
    if (!option_like && lists && in_brackets(word)) return "argument: '" + word + "'; leave the brackets out";
    if (!option_like) continue;
    const CLI::Option* option = option_of(app, word);
    if (option == nullptr) return unknown_option(app, word);
    if (option->get_items_expected_max() == 0) {
      const auto equal = word.find('=');
      if (equal != std::string::npos)
        return word.substr(0, equal) + ": '" + word.substr(equal + 1) + "'; it takes no value";
      continue;
    }
    const bool once = option->get_expected_max() == option->get_expected_min();
    if (!given.insert(option).second && once) return word.substr(0, word.find('=')) + ": it is given twice";
    if (const std::string wrong = misfit_values(app, *option, words, at); !wrong.empty()) return wrong;
  }
  return {};
}

/// What is wrong with the words as such, before they are read.
std::string misfit(Program& program, std::span<char*> words) {
  const CLI::App& app = program.app();
  const std::string first = words.front();
  const auto names = command_names(app);
  if (std::find(names.begin(), names.end(), first) != names.end())
    return misfit(*app.get_subcommand(first), words.subspan(1));
  if (!first.starts_with('-')) return "argument: '" + first + "' is not known" + instead_of(first, names, app);
  return option_of(app, first) == nullptr ? unknown_option(app, first) : misfit(app, words);
}

/// Rooms below name what is wrong; where it is an option of the command, so does its name here.
std::string dashed(const CLI::App& app, const std::string& what) {
  const std::string name = "--" + what.substr(0, what.find(':'));
  return app.get_option_no_throw(name) == nullptr ? what : "--" + what;
}

int run(Program& program, int argc, char** argv) {
  try {
    const Result result = program(argc, argv);
    print(result.text);
    return result.code;
  } catch (const CLI::CallForHelp&) {
    print(program.help());
  } catch (const CLI::CallForAllHelp&) {
    print(program.help());
  } catch (const CLI::CallForVersion&) {
    print(std::string("attest ") + ATTEST_VERSION + "\n");
  } catch (const CLI::ParseError& e) {
    return complain(usage, std::string(e.what()) + "; see " + page_of(program.current()));
  } catch (...) {
    const Complaint c = complaint_of(std::current_exception());
    return complain(c.code, c.code == usage ? dashed(program.current(), c.text) : c.text);
  }
  return decided;
}

}  // namespace

int main(int argc, char** argv) {
  Program program;
  try {
    if (argc == 1) {
      print(greeting);
      return decided;
    }
    const std::string wrong = misfit(program, {argv + 1, static_cast<std::size_t>(argc) - 1});
    if (!wrong.empty()) return complain(usage, wrong);
    return run(program, argc, argv);
  } catch (const Refusal& e) {
    return complain(refused, e.what());
  }
}

}  // namespace attest::run
