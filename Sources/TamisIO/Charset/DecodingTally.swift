// SPDX-License-Identifier: Apache-2.0

/// How well bytes could be decoded.
struct DecodingTally: Equatable {
  /// Characters other than ASCII.
  var characters = 0
  /// Places where U+FFFD stands instead.
  var replacements = 0
  /// Whether the last of them is a character that the bytes' end cut off.
  var isCutOff = false

  /// Whether the bytes may well be in this encoding, a few damaged ones aside.
  var isPlausible: Bool { damage <= characters }

  /// Whether bytes of which nothing is known, read in an encoding whose characters are seldom there
  /// by chance, such as UTF-8, are just that, somewhat damaged.
  var isSure: Bool { damage < characters }

  private var damage: Int { replacements - (isCutOff ? 1 : 0) }
}

extension UnsafeRawBufferPointer {
  /// The first place of a byte above 0x7F from `start` on.
  func firstNonASCII(from start: Int) -> Int? {
    var index = start
    while index <= count - 8 {
      let word = loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let high = word & 0x8080_8080_8080_8080
      if high != 0 { return index + high.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count {
      if self[index] > 0x7F { return index }
      index += 1
    }
    return nil
  }
}
