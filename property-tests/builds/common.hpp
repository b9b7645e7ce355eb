/// What nearly every file of attest includes, compiled once for the builds by clang (property-tests/builds/run).
#pragma once

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "attest/number/ball.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/rational.hpp"
#include "attest/number/text.hpp"
