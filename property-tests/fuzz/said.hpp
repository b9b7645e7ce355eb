#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>

#include "proofs-checks/run/team.hpp"

/// What the program says of `what`, or has said: one line without control characters, of at most 2000 bytes.  Nothing
/// is printed: this process is a rank that does not speak.
class Said {
 public:
  Said() {
    static const Silent silent;
    attest::run::set_team(silent);
  }
  void require_legible(int code) const {
    const auto& [kept, line] = attest::run::unspoken();
    const auto control = [](unsigned char c) { return c < ' ' || c == 127; };
    if (kept != code || line.empty() || line.size() > 2000 || std::any_of(line.begin(), line.end(), control))
      std::abort();
  }
  void require_legible(int code, const std::string& what) const { require_legible(attest::run::complain(code, what)); }

 private:
  class Silent : public attest::Team {
   public:
    [[nodiscard]] std::size_t rank() const override { return 1; }
    [[nodiscard]] std::size_t size() const override { return 2; }
  };
};
