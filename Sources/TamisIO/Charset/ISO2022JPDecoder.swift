// SPDX-License-Identifier: Apache-2.0

/// Decodes ISO-2022-JP (Encoding standard, section 12.2.1), in which escapes choose what the bytes
/// of ASCII stand for.
struct ISO2022JPDecoder {
  private enum CharacterSet { case ascii, roman, katakana, jis0208 }

  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  private var set = CharacterSet.ascii

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func append(to output: inout [UInt8]) -> DecodingTally {
    UTF8Writer.append(to: &output) { writer, output in
      var followsEscape = false
      while place < bytes.count {
        if let chosen = escape {
          place += 3
          set = chosen
          // An escape that nothing follows could hide what a filter looks for.
          if followsEscape { writer.write(indexed: 0, to: &output) }
          followsEscape = true
          continue
        }
        followsEscape = false
        let scalar = next()
        if let scalar, scalar < 0x80 {
          writer.write(scalar, to: &output)
        } else {
          writer.write(indexed: scalar ?? 0, to: &output)
        }
      }
    }
  }

  /// The set that an escape at the place chooses.
  private var escape: CharacterSet? {
    guard bytes[place] == 0x1B, place + 2 < bytes.count else { return nil }
    switch (bytes[place + 1], bytes[place + 2]) {
    case (UInt8(ascii: "("), UInt8(ascii: "B")): return .ascii
    case (UInt8(ascii: "("), UInt8(ascii: "J")): return .roman
    case (UInt8(ascii: "("), UInt8(ascii: "I")): return .katakana
    case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")):
      return .jis0208
    default: return nil
    }
  }

  /// The character at the place, nil for none, and goes on behind it.
  private mutating func next() -> UInt32? {
    let byte = bytes[place]
    place += 1
    switch set {
    case .ascii, .roman:
      if set == .roman && byte == 0x5C { return 0xA5 }
      if set == .roman && byte == 0x7E { return 0x203E }
      // The shifts of other versions of ISO 2022, and an escape that is none.
      return byte > 0x7F || byte == 0x0E || byte == 0x0F || byte == 0x1B ? nil : UInt32(byte)
    case .katakana: return byte >= 0x21 && byte <= 0x5F ? 0xFF61 + UInt32(byte - 0x21) : nil
    case .jis0208:
      // An escape ends a character that is not complete.
      guard isGraphic(byte), place < bytes.count, bytes[place] != 0x1B else { return nil }
      let trail = bytes[place]
      place += 1
      guard isGraphic(trail) else { return nil }
      let scalar = MultiByteIndex.shiftJIS[
        MultiByteIndex.jis0208(row: byte - 0x21, cell: trail - 0x21)]
      return scalar == 0 ? nil : scalar
    }
  }

  private func isGraphic(_ byte: UInt8) -> Bool { byte >= 0x21 && byte <= 0x7E }
}
