// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// What files about records (duplicates, evidence, clusters, pairs) call a record: its id, unless
/// that is so long that naming it line after line would make them many times the input.
///
/// Of an id of more than 1024 bytes there are its first 256 bytes, as far as they are whole
/// characters, "…" and the 128-bit hash of all of it (`ContentHash`) as 32 hexadecimal digits. The
/// records themselves keep their ids.
enum ShortID {
  /// Bytes of the longest id that is written as it is.
  static let longest = 1024
  private static let kept = 256

  /// What a record is called.
  ///
  /// - Complexity: O(n) for an id of n bytes.
  static func of(_ id: String) -> String {
    guard id.utf8.count > longest else { return id }
    return String(decoding: of(Array(id.utf8)[...]), as: UTF8.self)
  }

  /// The same as UTF-8.
  static func of(_ id: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard id.count > longest else { return id }
    var start = id.prefix(kept + 1)
    // Not in the middle of a character: its last bytes begin with the bits 10.
    while let last = start.popLast(), last & 0xC0 == 0x80 {}
    let hash = ContentHash(of: id.span)
    return start + "…\(digits(hash.high))\(digits(hash.low))".utf8
  }

  private static func digits(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
