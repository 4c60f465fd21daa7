// SPDX-License-Identifier: Apache-2.0

/// Decodes encodings of one byte a character (Encoding standard, sections 9.1 and 14.5).
enum SingleByteDecoder {
  /// Appends text in the encoding of a table.
  static func append(
    _ bytes: UnsafeRawBufferPointer, table: [UInt16], to output: inout [UInt8]
  ) -> DecodingTally {
    append(bytes, to: &output) { byte in
      let scalar = UInt32(table[Int(byte & 0x7F)])
      return scalar == 0 ? nil : scalar
    }
  }

  /// Appends text in `x-user-defined`.
  static func appendUserDefined(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) -> DecodingTally {
    append(bytes, to: &output) { 0xF780 + UInt32($0 & 0x7F) }
  }

  private static func append(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8], scalar: (UInt8) -> UInt32?
  ) -> DecodingTally {
    var tally = DecodingTally()
    var start = 0
    while let end = bytes.firstNonASCII(from: start) {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      if let scalar = scalar(bytes[end]) {
        output.appendUTF8(scalar)
        tally.characters += 1
      } else {
        output.appendUTF8(0xFFFD)
        tally.replacements += 1
      }
      start = end + 1
    }
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    return tally
  }
}

/// Decodes UTF-16 (Encoding standard, section 14.2).
enum UTF16Decoder {
  static func append(
    _ bytes: UnsafeRawBufferPointer, isBigEndian: Bool, to output: inout [UInt8]
  ) -> DecodingTally {
    var tally = DecodingTally()
    var index = 0
    while index + 1 < bytes.count {
      let unit = unit(at: index, of: bytes, isBigEndian: isBigEndian)
      index += 2
      if let scalar = Unicode.Scalar(unit) {
        output.appendUTF8(scalar.value)
        if unit > 0x7F { tally.characters += 1 }
      } else if UTF16.isLeadSurrogate(unit), index + 1 < bytes.count,
        case let next = Self.unit(at: index, of: bytes, isBigEndian: isBigEndian),
        UTF16.isTrailSurrogate(next)
      {
        index += 2
        output.appendUTF8(UTF16.decode(UTF16.EncodedScalar([unit, next])).value)
        tally.characters += 1
      } else {
        output.appendUTF8(0xFFFD)
        tally.replacements += 1
        // Half of a pair and half of a unit at the end are one character that was cut.
        if UTF16.isLeadSurrogate(unit) && index + 1 == bytes.count { index += 1 }
      }
    }
    if index < bytes.count {
      output.appendUTF8(0xFFFD)
      tally.replacements += 1
    }
    return tally
  }

  private static func unit(
    at index: Int, of bytes: UnsafeRawBufferPointer, isBigEndian: Bool
  ) -> UInt16 {
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}
