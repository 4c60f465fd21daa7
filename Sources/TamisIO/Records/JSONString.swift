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
    repairs: [Replacement] = []
  ) -> [Replacement] {
    let start = output.count
    // No escape is shorter than what it stands for: the content's length is room enough.
    output.append(contentsOf: content)
    guard let first = content.firstIndex(of: UInt8(ascii: "\\"), from: 0) else {
      return repairs
    }
    let (count, replacements) = output.withUnsafeMutableBytes { bytes in
      let target = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      var unescaping = Unescaping(content: content, target: target, repairs: repairs)
      unescaping.run(from: first)
      return (unescaping.written, unescaping.replacements)
    }
    output.removeLast(content.count - count)
    return replacements
  }

  /// The state of decoding one string.
  private struct Unescaping {
    private let content: UnsafeRawBufferPointer
    /// As long as the content, which it holds already.
    private let target: UnsafeMutableRawBufferPointer
    private let repairs: [Replacement]
    /// How many of them have been moved.
    private var moved = 0
    private(set) var replacements: [Replacement] = []
    private(set) var written = 0

    init(
      content: UnsafeRawBufferPointer, target: UnsafeMutableRawBufferPointer,
      repairs: [Replacement]
    ) {
      self.content = content
      self.target = target
      self.repairs = repairs
    }

    /// Decodes all, given the first escape's place.
    mutating func run(from first: Int) {
      if !repairs.isEmpty { moveRepairs(before: first, by: 0) }
      written = first
      var escape = first
      while true {
        let index = escape + decode(at: escape)
        escape = content.firstIndex(of: UInt8(ascii: "\\"), from: index) ?? content.count
        if !repairs.isEmpty { moveRepairs(before: escape, by: written - index) }
        let run = UnsafeRawBufferPointer(rebasing: content[index..<escape])
        UnsafeMutableRawBufferPointer(rebasing: target[written...]).copyMemory(from: run)
        written += run.count
        if escape == content.count { return }
      }
    }

    private mutating func moveRepairs(before end: Int, by distance: Int) {
      while moved < repairs.count, repairs[moved].position < end {
        let position = repairs[moved].position + distance
        replacements.append(Replacement(position: position, bytes: repairs[moved].bytes))
        moved += 1
      }
    }

    /// Decodes one escape and returns its length.
    private mutating func decode(at start: Int) -> Int {
      guard let unit = codeUnit(at: start, in: content) else {
        let letter = start + 1 < content.count ? content[start + 1] : 0
        write(simple(letter) ?? letter)
        return min(2, content.count - start)
      }
      if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: start + 6, in: content),
        UTF16.isTrailSurrogate(next)
      {
        write(UTF16.decode(UTF16.EncodedScalar([unit, next])))
        return 12
      }
      if let scalar = Unicode.Scalar(unit) {
        write(scalar)
        return 6
      }
      // The three bytes that UTF-8's scheme would give the surrogate.
      let bytes = [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 63), 0x80 | UInt8(unit & 63)]
      replacements.append(Replacement(position: written, bytes: bytes))
      write("\u{FFFD}")
      return 6
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { write(byte) }
    }

    private mutating func write(_ byte: UInt8) {
      target[written] = byte
      written += 1
    }
  }
}
