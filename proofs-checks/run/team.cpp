#include "team.hpp"

#include <algorithm>
#include <cstdio>
#include <new>
#include <system_error>

#include "attest/data/error.hpp"
#include "output.hpp"

namespace attest::run {
namespace {

const Team*& current() {
  static const Team alone;
  static const Team* team = &alone;
  return team;
}
Complaint& kept() {
  static Complaint c;
  return c;
}

}  // namespace

const Team& team() { return *current(); }
void set_team(const Team& team) { current() = &team; }
const Complaint& unspoken() { return kept(); }

Complaint complaint_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Failed& e) {
    return {e.code(), e.what()};
  } catch (const data::InputError& e) {
    return {bad_input, e.what()};
  } catch (const data::OutputError& e) {
    return {refused, e.what()};
  } catch (const Refusal& e) {
    return {refused, e.what()};
  } catch (const std::bad_alloc&) {
    return {refused, "out of memory"};
  } catch (const std::system_error& e) {  // of threads and of file names that find no memory
    return {refused, e.what()};
  } catch (const std::length_error& e) {
    return {refused, e.what()};
  } catch (const std::exception& e) {
    return {usage, e.what()};
  }
}

namespace {

std::string without_middle(const std::string& text, std::size_t longest, std::size_t kept) {
  return text.size() <= longest ? text : text.substr(0, kept) + "..." + text.substr(text.size() - kept);
}

/// What was typed may be a megabyte: long words lose their middle, and so does a line of many.
std::string legible(const std::string& text) {
  std::string s;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size() - 1) + 1;
    s += without_middle(text.substr(at, end - at), 1000, 100);
    at = end;
  }
  return without_middle(s, 1900, 900);
}

}  // namespace

int complain(int code, std::string what) {
  what = legible(what);
  std::replace_if(
      what.begin(), what.end(), [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
  if (team().rank() == 0)
    std::fprintf(stderr, "attest: %s\n", what.c_str());
  else
    kept() = {code, what};
  return code;
}

}  // namespace attest::run
