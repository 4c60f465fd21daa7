// SPDX-License-Identifier: Apache-2.0

/// The tokens of a line: where they begin, and what they are.
struct JSONTokens {
  let line: UnsafeBufferPointer<UInt8>
  private let positions: UnsafeBufferPointer<UInt32>

  /// Both buffers must outlive the value; the positions lie in the line, in rising order.
  init(line: UnsafeBufferPointer<UInt8>, positions: UnsafeBufferPointer<UInt32>) {
    self.line = line
    self.positions = positions
  }

  var count: Int { positions.count }

  /// The offset of a token in the line; of one after the last, the line's length.
  func position(_ index: Int) -> Int {
    index < positions.count ? Int(positions[index]) : line.count
  }

  /// The first byte of a token; 0 after the last.
  func byte(_ index: Int) -> UInt8 {
    index < positions.count ? line[Int(positions[index])] : 0
  }

  func missing(_ closing: UInt8, _ index: Int) -> JSONFlaw {
    let name = closing == UInt8(ascii: "}") ? "object" : "array"
    return index < count
      ? .syntax("a comma or the end of an \(name) is missing", at: position(index))
      : .syntax("an \(name) does not end", at: line.count)
  }

  /// The value that a token begins.
  func value(_ index: Int) throws(JSONFlaw) -> JSONToken {
    let start = position(index)
    switch byte(index) {
    case UInt8(ascii: "\""): return JSONToken(kind: .string, range: try string(index))
    case UInt8(ascii: "{"): return JSONToken(kind: .object, range: start..<(start + 1))
    case UInt8(ascii: "["): return JSONToken(kind: .array, range: start..<(start + 1))
    case UInt8(ascii: "t"): return try literal(index, "true", .boolean)
    case UInt8(ascii: "f"): return try literal(index, "false", .boolean)
    case UInt8(ascii: "n"): return try literal(index, "null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(index)
    default: throw .syntax(index < count ? "a value is malformed" : "a value is missing", at: start)
    }
  }

  /// The token's bytes: up to the next token, less the white space between them.
  private func range(_ index: Int) -> Range<Int> {
    let start = position(index)
    var end = position(index + 1)
    while end > start, isWhiteSpace(line[end - 1]) { end -= 1 }
    return start..<end
  }

  private func literal(
    _ index: Int, _ word: StaticString, _ kind: JSONToken.Kind
  ) throws(JSONFlaw) -> JSONToken {
    let range = range(index)
    let isWord = word.withUTF8Buffer { $0.elementsEqual(line[range]) }
    guard isWord else { throw .syntax("a value is malformed", at: range.lowerBound) }
    return JSONToken(kind: kind, range: range)
  }

  private func number(_ index: Int) throws(JSONFlaw) -> JSONToken {
    let range = range(index)
    var rest = line[range]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let digits = Self.skipDigits(&rest)
    var isValid = digits == 1 || (digits > 1 && !startsWithZero)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      isValid = isValid && Self.skipDigits(&rest) > 0
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest.removeFirst()
      }
      isValid = isValid && Self.skipDigits(&rest) > 0
    }
    guard isValid, rest.isEmpty else {
      throw .syntax("a number is malformed", at: range.lowerBound)
    }
    return JSONToken(kind: .number, range: range)
  }

  private static func skipDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let start = rest.startIndex
    while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      rest.removeFirst()
    }
    return rest.startIndex - start
  }

  /// A string's bytes with its quotes, its escapes checked.
  func string(_ index: Int) throws(JSONFlaw) -> Range<Int> {
    let range = range(index)
    guard range.count >= 2, line[range.upperBound - 1] == UInt8(ascii: "\"") else {
      throw .syntax("a string does not end", at: range.lowerBound)
    }
    let content = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(line)[(range.lowerBound + 1)..<(range.upperBound - 1)])
    if let flaw = JSONString.invalidEscape(content) {
      throw .syntax("a string holds an invalid escape", at: range.lowerBound + 1 + flaw)
    }
    return range
  }
}
