// What nearly every claim includes, compiled once: a third of the build's time.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "attest/ledger/claim.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"
