#pragma once

namespace attest::run {

/// The whole program: parses the arguments, runs the command, prints its text or one line on standard
/// error, and returns the exit code.
int main(int argc, char** argv);

}  // namespace attest::run
