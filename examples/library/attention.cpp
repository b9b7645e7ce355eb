// Softmax attention on your own matrices, with a proven error: every double of the files is an exact rational, so the
// exact answer exists, and the printed bound is the distance to it.
//
//   g++ -std=c++20 attention.cpp $(pkg-config --cflags --libs attest) -o attention
//   ./attention q.npy k.npy v.npy 1e-6 out.npy
#include <attest/attention/softmax.hpp>
#include <attest/data/npy.hpp>
#include <attest/number/text.hpp>
#include <exception>
#include <iostream>
#include <thread>

using namespace attest;

static std::string upwards(const Rational& x) { return to_decimal(x, 4, Direction::up); }

int main(int argc, char** argv) try {
  if (argc != 6) return std::cerr << "usage: attention Q.npy K.npy V.npy EPS OUT.npy\n", 2;
  attention::Problem problem{data::read_npy_matrix(argv[1]), data::read_npy_matrix(argv[2]),
                             data::read_npy_matrix(argv[3])};
  problem.scale = attention::Scale::inverse_sqrt();  // 1/sqrt(d); masks, biases and positions are fields too

  // A method that would need more than the budget is not taken.
  Budget budget;
  budget.seconds = 600;
  budget.memory_bytes = 2e9;
  const Outcome<attention::Attended> outcome = attention::softmax(
      problem, parse_rational(argv[4]), attention::Method::automatic, budget, std::thread::hardware_concurrency());
  if (!outcome.decided()) return std::cerr << "undecided: " << outcome.why().text << "\n", 4;

  const attention::Answer& answer = outcome.value().answer;
  std::cout << "method " << answer.method << ": " << outcome.value().why << "\n"
            << "every entry within " << upwards(answer.error_bound()) << " of softmax attention\n"
            << "  polynomial " << upwards(answer.polynomial_error) << ", normalization "
            << upwards(answer.normalization_error) << ", rounding " << upwards(answer.rounding_error) << "\n";
  data::write_npy(argv[5], answer.output);
} catch (const std::exception& e) {
  return std::cerr << "attention: " << e.what() << "\n", 3;
}
