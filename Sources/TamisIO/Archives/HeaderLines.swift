// SPDX-License-Identifier: Apache-2.0

/// The lines of a header, one after the other.
struct HeaderLines {
  private let bytes: UnsafeRawBufferPointer
  /// The index behind the last line that was given.
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next line without its end, which is a line feed and any carriage returns before it; nil
  /// where no line feed is left.
  mutating func next() -> UnsafeRawBufferPointer? {
    guard let newline = bytes.firstIndex(of: 0x0A, from: position) else { return nil }
    var end = newline
    while end > position && bytes[end - 1] == 0x0D { end -= 1 }
    defer { position = newline + 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
  }

  /// What comes after the last line feed; nil where there is nothing.
  mutating func rest() -> UnsafeRawBufferPointer? {
    guard position < bytes.count else { return nil }
    defer { position = bytes.count }
    return UnsafeRawBufferPointer(rebasing: bytes[position...])
  }

  /// The value of a line `name: value` without the space around it; nil where it is another field.
  ///
  /// - Parameter name: In lower case.
  static func value(
    of line: UnsafeRawBufferPointer, named name: [UInt8]
  ) -> UnsafeRawBufferPointer? {
    guard line.count > name.count else { return nil }
    for (index, byte) in name.enumerated() where ASCII.lowercased(line[index]) != byte {
      return nil
    }
    let rest = ASCII.trimmed(UnsafeRawBufferPointer(rebasing: line[name.count...]))
    guard rest.first == UInt8(ascii: ":") else { return nil }
    return ASCII.trimmed(UnsafeRawBufferPointer(rebasing: rest[1...]))
  }
}

/// Questions about single bytes and short texts of headers.
enum ASCII {
  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// The bytes without white space before and behind.
  static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var range = 0..<bytes.count
    while !range.isEmpty && isWhiteSpace(bytes[range.lowerBound]) {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    while !range.isEmpty && isWhiteSpace(bytes[range.upperBound - 1]) {
      range = range.lowerBound..<(range.upperBound - 1)
    }
    return UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  /// More than any file has bytes, and far from overflow.
  static let largestNumber = Int.max >> 8

  /// A decimal number without a sign; at most `largestNumber`.
  static func number(_ digits: UnsafeRawBufferPointer) -> Int? {
    guard !digits.isEmpty else { return nil }
    var number = 0
    for byte in digits {
      guard isDigit(byte) else { return nil }
      number = min(number &* 10 &+ Int(byte - 0x30), largestNumber)
    }
    return number
  }

  /// The start of a text, in quotes, for a sentence.
  static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
    let start = String(decoding: bytes.prefix(40), as: UTF8.self)
    return bytes.count > 40 ? "\"\(start)…\"" : "\"\(start)\""
  }

  /// A text of one line, with what is not UTF-8 replaced; line ends within it and the white space
  /// after them become one space.
  static func string(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    let parts = lines.map { trimmed(UnsafeRawBufferPointer(rebasing: $0)) }
    return String(decoding: Array(parts.joined(separator: [0x20])), as: UTF8.self)
  }

  static func lowercasedString(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.map(lowercased), as: UTF8.self)
  }
}
