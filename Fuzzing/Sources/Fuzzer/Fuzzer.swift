// SPDX-License-Identifier: Apache-2.0

import CFuzzer

/// What one input is given to.
nonisolated(unsafe) private var body: (Span<UInt8>) -> Void = { _ in }

/// Gives input after input to `check`, as the arguments of the program tell libFuzzer; does not
/// return before the time or the number of runs they set is over.
///
/// A check says that something is wrong by ending the program: with a precondition, say.
public func fuzz(_ check: @escaping (Span<UInt8>) -> Void) {
  body = check
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  let status = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    // An input of no bytes has no address.
    body(UnsafeBufferPointer(start: data, count: data == nil ? 0 : size).span)
    return 0
  }
  precondition(status == 0, "libFuzzer ended with status \(status)")
}
