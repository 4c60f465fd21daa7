// SPDX-License-Identifier: Apache-2.0

/// The escapes of JSON strings (RFC 8259, section 7).
enum JSONString {
  /// The offset of the first escape that is none, in the bytes between a string's quotes.
  static func invalidEscape(_ content: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while let escape = content.firstIndex(of: UInt8(ascii: "\\"), from: index) {
      let length = length(ofEscapeAt: escape, in: content)
      if length == 0 { return escape }
      index = escape + length
    }
    return nil
  }

  /// 2 or 6 bytes; 0 for an escape that is none.
  private static func length(ofEscapeAt start: Int, in content: UnsafeRawBufferPointer) -> Int {
    guard start + 1 < content.count else { return 0 }
    let byte = content[start + 1]
    if byte == UInt8(ascii: "u") { return codeUnit(at: start, in: content) == nil ? 0 : 6 }
    return simple(byte) == nil ? 0 : 2
  }

  /// What `\` before a letter stands for.
  private static func simple(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The UTF-16 code unit of the `\uXXXX` at `start`; nil when there is none.
  private static func codeUnit(at start: Int, in content: UnsafeRawBufferPointer) -> UInt16? {
    guard start + 6 <= content.count, content[start] == UInt8(ascii: "\\"),
      content[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for byte in content[(start + 2)..<(start + 6)] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Decodes the bytes between a string's quotes, which are valid UTF-8 with valid escapes.
  ///
  /// A surrogate that is escaped alone stands for no character; U+FFFD takes its place.
  ///
  /// - Parameters:
  ///   - repairs: Replacements already made in `content`, with their positions there.
  /// - Returns: All replacements with their positions in what was appended.
  /// - Complexity: O(bytes + repairs).
  @discardableResult
  static func unescape(
    _ content: UnsafeRawBufferPointer, into output: inout [UInt8],
    repairs: ArraySlice<Replacement> = []
  ) -> [Replacement] {
    let start = output.count
    var repairs = repairs
    var replacements: [Replacement] = []
    var index = 0
    while index < content.count {
      let escape = content.firstIndex(of: UInt8(ascii: "\\"), from: index) ?? content.count
      while let repair = repairs.first, repair.position < escape {
        let position = output.count - start + repair.position - index
        replacements.append(Replacement(position: position, bytes: repair.bytes))
        repairs.removeFirst()
      }
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: content[index..<escape]))
      guard escape < content.count else { break }
      let position = output.count - start
      let (length, lone) = appendEscape(at: escape, in: content, to: &output)
      if let lone { replacements.append(Replacement(position: position, bytes: lone)) }
      index = escape + length
    }
    return replacements
  }

  /// Decodes one escape; a lone surrogate is also returned, in the three bytes that UTF-8's
  /// scheme would give it.
  private static func appendEscape(
    at start: Int, in content: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) -> (length: Int, lone: [UInt8]?) {
    guard let unit = codeUnit(at: start, in: content) else {
      let letter = start + 1 < content.count ? content[start + 1] : 0
      output.append(simple(letter) ?? letter)
      return (2, nil)
    }
    if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: start + 6, in: content),
      UTF16.isTrailSurrogate(next)
    {
      append(UTF16.decode(UTF16.EncodedScalar([unit, next])), to: &output)
      return (12, nil)
    }
    if let scalar = Unicode.Scalar(unit) {
      append(scalar, to: &output)
      return (6, nil)
    }
    append("\u{FFFD}", to: &output)
    let tail = [UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F)]
    return (6, [0xE0 | UInt8(unit >> 12)] + tail)
  }

  private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
