#pragma once

// REV-P1-08: from which n on the polynomial method of order k takes fewer operations than the definition.
#include <functional>
#include <map>

#include "tensor_exponents.hpp"

namespace attest::ledger::tensor_attention {

using Columns = std::function<Integer(long d, long g)>;

/// n = 2^m, d = ln n rounded up, entries up to B, eps_a = 1/n: is k r < n^{k-1}, that is k n r d < n^k d, with the
/// least degree that suffices?  `no` is certain as well: a smaller degree fails.
class Practice {
 public:
  Practice(Rational B, long k) : beta_(pow(B, k)), loss_(Rational(2) * pow(B, k - 1)), k_(k) {}

  Truth pays(long m, const Columns& columns) {
    const auto d = log_rounded_up(m, Precision(128));
    if (!d) return Truth::unknown;
    const auto& b = bracket(m);
    const Integer most = Integer(1) << static_cast<unsigned>(m * (k_ - 1));
    if (Integer(k_) * columns(*d, static_cast<long>(b.upper.degree)) < most) return Truth::yes;
    if (Integer(k_) * columns(*d, static_cast<long>(b.at_least())) >= most) return Truth::no;
    return Truth::unknown;
  }
  /// The least m from which on it pays up to m = largest, 0 where it does not pay there; nothing where one is open.
  std::optional<long> from(long largest, const Columns& columns) {
    long least = 0;
    for (long m = 2; m <= largest; ++m) {
      const Truth t = pays(m, columns);
      if (t == Truth::unknown) return std::nullopt;
      if (t == Truth::no) least = 0;
      if (t == Truth::yes && least == 0) least = m;
    }
    return least;
  }

 private:
  const expoly::DegreeBracket& bracket(long m) {
    auto found = brackets_.find(m);
    if (found == brackets_.end())
      found = brackets_
                  .emplace(m, expoly::bracket_degree({-beta_, beta_}, Rational::power_of_two(-m) / loss_,
                                                     expoly::ErrorKind::relative))
                  .first;
    return found->second;
  }
  Rational beta_, loss_;
  long k_;
  std::map<long, expoly::DegreeBracket> brackets_;
};

/// The first n of each order, and whether a higher order's is never later.
inline Verdict practice(const Rational& B, const std::vector<long>& orders, long largest) {
  const std::string end = "2^" + std::to_string(largest);
  Verdict v;
  v.scope = "n = 2^2 .. " + end + ", d = ln n rounded up, B = " + to_text(B) + ", eps_a = 1/n, scores 1/d";
  Truth all = Truth::yes;
  long before = largest;
  for (const long k : orders) {
    Practice order(B, k);
    const auto tight = order.from(largest, [](long d, long g) { return count::tight_rank(d, g); });
    const auto paper = order.from(largest, [k](long d, long g) { return count::paper_rank(d, g, k); });
    if (!tight || !paper) {
      v.evidence = "a degree at k = " + std::to_string(k) + " is not decided";
      return v;
    }
    const auto shown = [&](long m) { return m == 0 ? "never up to " + end : "from 2^" + std::to_string(m); };
    v.evidence += (k == orders.front() ? "k r < n^{k-1} " : "; ") + shown(*tight) + " for k = " + std::to_string(k) +
                  " (with C(k(g+d), kg) columns " + shown(*paper) + ")";
    if (*tight == 0 || *tight > before) {
      all = Truth::no;
      if (!v.witness) v.witness = "B = " + to_text(B) + ", k = " + std::to_string(k) + ": " + shown(*tight);
    }
    before = *tight == 0 ? largest : *tight;
  }
  v.status = all == Truth::yes ? Status::verified : Status::refuted;
  return v;
}

}  // namespace attest::ledger::tensor_attention
