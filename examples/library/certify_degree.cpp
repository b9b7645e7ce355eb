// The least degree of a polynomial near exp, certified from both sides, with a certificate that attest-check judges.
//
//   g++ -std=c++20 certify_degree.cpp $(pkg-config --cflags --libs attest) -o certify_degree
//   ./certify_degree -4 4 1e-6 .  &&  attest-check degree.problem degree.proof
#include <attest/certificate/exponential.hpp>
#include <attest/data/file.hpp>
#include <attest/expoly/degree.hpp>
#include <attest/number/text.hpp>
#include <exception>
#include <filesystem>
#include <iostream>

using namespace attest;

// The question and its answer are two files: the proof names the SHA-256 of the problem it belongs to.
static void write_certificate(const std::filesystem::path& folder, const polynomial::Interval& I, const Rational& eps,
                              const expoly::DegreeEvidence& e) {
  const certificate::ExpDegreeProblem problem{{"degree", I.lower(), I.upper(), "absolute"}, eps, e.at_least, e.at_most};
  const certificate::ExpDegreeProof proof{data::sha256(to_text(problem)), e.steps, e.points, e.q.c};
  data::write_file(folder / "degree.problem", to_text(problem));
  data::write_file(folder / "degree.proof", to_text(proof));
}

int main(int argc, char** argv) try {
  if (argc != 5) return std::cerr << "usage: certify_degree A B EPS FOLDER\n", 2;
  // Numbers are read exactly: 1e-6 is 1/1000000, not the double nearest to it.
  const polynomial::Interval I(parse_rational(argv[1]), parse_rational(argv[2]));
  const Rational eps = parse_rational(argv[3]);

  const expoly::DegreeBracket b = expoly::bracket_degree(I, eps, expoly::ErrorKind::absolute);
  std::cout << "degree " << b.upper.degree
            << " suffices: error <= " << to_decimal(b.upper.bound.upper(), 4, Direction::up) << "\n";
  if (b.lower)
    std::cout << "degree " << b.lower->degree
              << " does not: error >= " << to_decimal(b.lower->bound.lower(), 4, Direction::down) << "\n";

  // Bounds may leave more than one degree open.  That is an answer too, and is said.
  std::cout << (b.decided() ? "least degree: " : "undecided, the least degree is one of: ") << b.at_least();
  for (std::size_t g = b.at_least() + 1; g <= b.upper.degree; ++g) std::cout << ", " << g;
  std::cout << "\n";

  const auto evidence = expoly::find_degree_evidence(I, eps, expoly::ErrorKind::absolute, b.at_least(), b.upper.degree);
  if (!evidence.decided()) return std::cerr << "no certificate: " << evidence.why().text << "\n", 1;
  write_certificate(argv[4], I, eps, evidence.value());
  return b.decided() ? 0 : 1;
} catch (const std::exception& e) {
  return std::cerr << "certify_degree: " << e.what() << "\n", 3;
}
