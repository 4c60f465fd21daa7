// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// Replaces each run of decimal digits in a token by one `0`.
enum DigitFolding {
  /// Whether a token of ASCII has a digit.
  ///
  /// - Precondition: `TokenHash.padding` bytes after the token may be read.
  @inline(__always)
  static func hasDigit(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    var at = 0
    while at < count {
      let eight = UInt64(
        littleEndian: UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self))
      // The top bit of a byte below 0x80 says, in one sum, that it is `0` or more, in the other
      // that it is more than `9`.
      let digits =
        (eight &+ 0x5050_5050_5050_5050) & ~(eight &+ 0x4646_4646_4646_4646)
        & 0x8080_8080_8080_8080
      let unused = UInt64(truncatingIfNeeded: 64 - 8 * min(8, count - at))
      if digits &<< unused != 0 { return true }
      at += 8
    }
    return false
  }

  /// Calls `body` with the folded bytes of a token, padded like the token itself.
  @inline(__always)
  static func withFolded<Result>(
    _ bytes: UnsafePointer<UInt8>, count: Int,
    _ body: (UnsafePointer<UInt8>, Int) -> Result
  ) -> Result {
    guard (0..<count).contains(where: { bytes[$0] &- 0x30 < 10 }) else { return body(bytes, count) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + TokenHash.padding) {
      to in
      to.initialize(repeating: 0)
      var length = 0
      for index in 0..<count {
        let isDigit = bytes[index] &- 0x30 < 10
        if isDigit, length > 0, to[length - 1] == 0x30 { continue }
        to[length] = isDigit ? 0x30 : bytes[index]
        length += 1
      }
      // The capacity is at least the padding, so there is a base address.
      return body(UnsafePointer(to.baseAddress.unsafelyUnwrapped), length)
    }
  }
}
