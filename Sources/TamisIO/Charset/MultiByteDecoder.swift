// SPDX-License-Identifier: Apache-2.0

/// Decodes the East Asian encodings (Encoding standard, sections 10 to 13): a byte of ASCII is
/// never taken for the rest of a character that it does not complete.
struct MultiByteDecoder {
  /// What the bytes at a place are: a scalar (two, as in ``MultiByteIndex``; 0 for none), and how
  /// many bytes that is.
  private typealias Character = (scalar: UInt32, length: Int)

  private let bytes: UnsafeRawBufferPointer
  private let encoding: CharacterEncoding
  /// The index that the encoding goes by.
  private let index: [UInt32]

  private init(_ bytes: UnsafeRawBufferPointer, _ encoding: CharacterEncoding) {
    self.bytes = bytes
    self.encoding = encoding
    index =
      switch encoding {
      case .big5: MultiByteIndex.big5
      case .eucKR: MultiByteIndex.eucKR
      case .shiftJIS, .eucJP: MultiByteIndex.shiftJIS
      default: MultiByteIndex.gb18030
      }
  }

  /// Appends text in an encoding in which ASCII bytes are themselves where a character begins.
  ///
  /// - Complexity: O(bytes).
  static func append(
    _ bytes: UnsafeRawBufferPointer, _ encoding: CharacterEncoding, to output: inout [UInt8]
  ) -> DecodingTally {
    if encoding == .iso2022JP {
      var decoder = ISO2022JPDecoder(bytes)
      return decoder.append(to: &output)
    }
    let decoder = MultiByteDecoder(bytes, encoding)
    return UTF8Writer.append(to: &output) { writer, output in
      var start = 0
      while let end = bytes.firstNonASCII(from: start) {
        writer.write(start..<end, of: bytes, to: &output)
        start = end
        while start < bytes.count, bytes[start] > 0x7F {
          let (scalar, length) = decoder.character(at: start)
          writer.write(indexed: scalar, to: &output)
          start += length
        }
      }
      writer.write(min(start, bytes.count)..<bytes.count, of: bytes, to: &output)
    }
  }

  private func character(at place: Int) -> Character {
    let lead = bytes[place]
    switch encoding {
    case .shiftJIS:
      if lead == 0x80 { return (0x80, 1) }
      if lead >= 0xA1 && lead <= 0xDF { return (0xFF61 + UInt32(lead - 0xA1), 1) }
      return lead == 0xA0 || lead > 0xFC ? (0, 1) : pair(at: place)
    case .eucJP: return eucJP(at: place)
    case .gbk, .gb18030: return gb18030(at: place)
    default: return lead == 0x80 || lead == 0xFF ? (0, 1) : pair(at: place)
    }
  }

  /// A character of two bytes by the index.
  private func pair(at place: Int) -> Character {
    guard place + 1 < bytes.count else { return (0, 1) }
    let trail = bytes[place + 1]
    let scalar = index[MultiByteIndex.place(bytes[place], trail)]
    return (scalar, scalar == 0 && trail < 0x80 ? 1 : 2)
  }

  private func eucJP(at place: Int) -> Character {
    guard place + 1 < bytes.count else { return (0, 1) }
    let (lead, trail) = (bytes[place], bytes[place + 1])
    let isInSet = trail >= 0xA1 && trail <= 0xFE
    if lead == 0x8E && isInSet && trail <= 0xDF { return (0xFF61 + UInt32(trail - 0xA1), 2) }
    if lead == 0x8F && isInSet {
      guard place + 2 < bytes.count else { return (0, 2) }
      let last = bytes[place + 2]
      let scalar = last < 0xA1 ? 0 : MultiByteIndex.jis0212[MultiByteIndex.place(trail, last)]
      return (scalar, scalar == 0 && last < 0x80 ? 2 : 3)
    }
    guard lead == 0x8E || lead == 0x8F || (lead >= 0xA1 && lead <= 0xFE) else { return (0, 1) }
    let isPair = lead >= 0xA1 && isInSet
    let scalar = isPair ? index[MultiByteIndex.jis0208(row: lead - 0xA1, cell: trail - 0xA1)] : 0
    return (scalar, scalar == 0 && trail < 0x80 ? 1 : 2)
  }

  private func gb18030(at place: Int) -> Character {
    let lead = bytes[place]
    if lead == 0x80 { return (0x20AC, 1) }
    guard lead != 0xFF, place + 1 < bytes.count else { return (0, 1) }
    guard isDigit(bytes[place + 1]) else { return pair(at: place) }
    guard place + 2 < bytes.count else { return (0, 2) }
    guard bytes[place + 2] >= 0x81, bytes[place + 2] <= 0xFE else { return (0, 1) }
    guard place + 3 < bytes.count else { return (0, 3) }
    guard isDigit(bytes[place + 3]) else { return (0, 1) }
    let pointer =
      ((Int(lead) - 0x81) * 10 + Int(bytes[place + 1]) - 0x30) * 1260
      + (Int(bytes[place + 2]) - 0x81) * 10 + Int(bytes[place + 3]) - 0x30
    switch pointer {
    case ..<39_420: return (MultiByteIndex.gb18030Ranges[pointer], 4)
    case 189_000...1_237_575: return (UInt32(0x1_0000 + pointer - 189_000), 4)
    default: return (0, 4)
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

extension MultiByteIndex {
  /// The place in ``shiftJIS`` of a character by its row and cell, from 0; both below 94.
  static func jis0208(row: UInt8, cell: UInt8) -> Int {
    let pointer = Int(row) * 94 + Int(cell)
    let (lead, trail) = pointer.quotientAndRemainder(dividingBy: 188)
    return place(
      UInt8(lead + (lead < 0x1F ? 0x81 : 0xC1)), UInt8(trail + (trail < 0x3F ? 0x40 : 0x41)))
  }
}
