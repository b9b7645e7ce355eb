#pragma once

namespace attest::run {

/// How a process of attest meets the world: memory that ends is exit code 4, an interrupt 130 with one line and nothing
/// half-written, closed pipes and full disks are errors of a write, and FLINT throws instead of aborting.
void prepare_process();
/// Whether this process says that it was interrupted.
void speak_of_interrupts(bool speak);
/// A line of progress on a terminal is not ended.
void line_is_open(bool open);

}  // namespace attest::run
