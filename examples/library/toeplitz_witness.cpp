// Is a matrix circulant, Toeplitz, or one of these between two diagonal matrices?  Either answer comes with what a
// reader can check by hand: the defining vector, or entries that refute it.
//
//   g++ -std=c++20 toeplitz_witness.cpp $(pkg-config --cflags --libs attest) -o toeplitz_witness
//   ./toeplitz_witness ../matrices/symmetric.csv
#include <attest/data/csv.hpp>
#include <attest/number/text.hpp>
#include <attest/structured/recognise.hpp>
#include <exception>
#include <iostream>

using namespace attest;
using namespace attest::structured;

static std::string entry(const RationalMatrix& m, Cell c) {
  return "(" + std::to_string(c.row) + ", " + std::to_string(c.col) + ") = " + to_text(m.get(c.row, c.col));
}

static void print(const RationalMatrix& m, const Witness& witness) {
  if (const auto* w = std::get_if<UnequalCells>(&witness))
    std::cout << "  the structure makes these equal: " << entry(m, w->a) << ", " << entry(m, w->b) << "\n";
  else if (const auto* broken = std::get_if<BrokenDiagonal>(&witness))
    std::cout << "  on one diagonal: " << entry(m, broken->zero) << ", " << entry(m, broken->nonzero) << "\n";
  else if (const auto* relation = std::get_if<FailingRelation>(&witness)) {
    std::cout << "  this product is 1 for every rescaled matrix of the kind:\n";
    for (const auto& [cell, exponent] : relation->exponents)
      std::cout << "    " << entry(m, cell) << ", to the power " << exponent << "\n";
  } else
    std::cout << "  a root is missing in the rationals\n";
}

static void print(const RationalMatrix& m, const char* name, const Recognition& found) {
  std::cout << name << ": " << to_text(found.holds) << "\n";
  if (found.vectors) {
    std::cout << "  vector:";
    for (const Rational& x : found.vectors->core) std::cout << " " << to_text(x);
    std::cout << "\n";
  }
  if (found.witness) print(m, *found.witness);
  if (!found.vectors && !found.witness) std::cout << "  " << found.why << "\n";
}

int main(int argc, char** argv) try {
  if (argc != 2) return std::cerr << "usage: toeplitz_witness MATRIX.csv\n", 2;
  const RationalMatrix m = data::read_csv(argv[1]);
  print(m, "circulant", recognise_circulant(m));
  print(m, "Toeplitz", recognise_toeplitz(m));
  print(m, "rescaled Toeplitz", recognise_rescaled_toeplitz(m, Field::rational));
} catch (const std::exception& e) {
  return std::cerr << "toeplitz_witness: " << e.what() << "\n", 3;
}
