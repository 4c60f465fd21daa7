// SPDX-License-Identifier: Apache-2.0

/// Decodes encodings of one byte a character (Encoding standard, sections 9.1 and 14.5).
enum SingleByteDecoder {
  /// Appends text in the encoding of a table.
  static func append(
    _ bytes: UnsafeRawBufferPointer, table: [UInt16], to output: inout [UInt8]
  ) -> DecodingTally {
    table.withUnsafeBufferPointer { table in
      guard table.count == 128 else { return DecodingTally() }
      return UTF8Writer.append(to: &output) { writer, output in
        var start = 0
        while let end = bytes.firstNonASCII(from: start) {
          writer.write(start..<end, of: bytes, to: &output)
          start = end
          while start < bytes.count, bytes[start] > 0x7F {
            writer.write(indexed: UInt32(table[Int(bytes[start] & 0x7F)]), to: &output)
            start += 1
          }
        }
        writer.write(start..<bytes.count, of: bytes, to: &output)
      }
    }
  }

  /// What the bytes from 0x80 on are in `x-user-defined`.
  static let userDefined = (0..<128).map { UInt16(0xF780 + $0) }
}

/// Decodes UTF-16 (Encoding standard, section 14.2).
enum UTF16Decoder {
  static func append(
    _ bytes: UnsafeRawBufferPointer, isBigEndian: Bool, to output: inout [UInt8]
  ) -> DecodingTally {
    UTF8Writer.append(to: &output) { writer, output in
      var index = 0
      while index + 1 < bytes.count {
        let unit = unit(at: index, of: bytes, isBigEndian: isBigEndian)
        index += 2
        if unit < 0x80 {
          writer.write(UInt32(unit), to: &output)
        } else if !UTF16.isLeadSurrogate(unit) && !UTF16.isTrailSurrogate(unit) {
          writer.write(indexed: UInt32(unit), to: &output)
        } else if UTF16.isLeadSurrogate(unit), index + 1 < bytes.count,
          case let next = Self.unit(at: index, of: bytes, isBigEndian: isBigEndian),
          UTF16.isTrailSurrogate(next)
        {
          index += 2
          let pair = UTF16.EncodedScalar([unit, next])
          writer.write(indexed: UTF16.decode(pair).value, to: &output)
        } else {
          writer.write(indexed: 0, to: &output)
          // Half of a pair and half of a unit at the end are one character that was cut.
          if UTF16.isLeadSurrogate(unit) && index + 1 == bytes.count { index += 1 }
        }
      }
      if index < bytes.count { writer.write(indexed: 0, to: &output) }
    }
  }

  private static func unit(
    at index: Int, of bytes: UnsafeRawBufferPointer, isBigEndian: Bool
  ) -> UInt16 {
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}
