// SPDX-License-Identifier: Apache-2.0

/// The JSON-LD of a page, as flat as it is needed here: objects, arrays and strings in the order of
/// the text.
///
/// It is read leniently, since half of what is wrong with it on the web does no harm: comments,
/// commas too many, line breaks in strings, a missing end. Numbers and literals are passed over.
/// What is nested deeper than 64 levels or comes after 16,384 values is left out.
struct LinkedData {
  enum Kind { case object, array, string }

  struct Node {
    let kind: Kind
    /// The object or array that it is in; -1 at the top.
    let parent: Int
    /// The name that it has in an object.
    let key: Range<Int>
    /// Of a string the bytes between the quotes.
    let content: Range<Int>
    /// The number of the node that follows it and all that it holds.
    var end: Int
  }

  static let depthLimit = 64
  static let nodeLimit = 1 << 14

  let bytes: [UInt8]
  private(set) var nodes: [Node] = []

  private var position = 0
  private var containers: [Int] = []
  private var key = 0..<0

  /// Reads the contents of a script.
  ///
  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while position < bytes.count, nodes.count < Self.nodeLimit, containers.count < Self.depthLimit {
      next()
    }
    while !containers.isEmpty { close() }
  }

  // MARK: Reading

  private mutating func next() {
    switch bytes[position] {
    case UInt8(ascii: "{"): add(.object)
    case UInt8(ascii: "["): add(.array)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      close()
      position += 1
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "/"): comment()
    case UInt8(ascii: "<"):
      // `<!--` and `<![CDATA[`, from the days when scripts had to be hidden.
      position += follows("<![CDATA[") ? 9 : follows("<!--") ? 4 : 1
    case UInt8(ascii: ","):
      key = 0..<0
      position += 1
    default: position += 1
    }
  }

  private mutating func add(_ kind: Kind) {
    nodes.append(
      Node(kind: kind, parent: containers.last ?? -1, key: key, content: 0..<0, end: nodes.count))
    key = 0..<0
    containers.append(nodes.count - 1)
    position += 1
  }

  private mutating func close() {
    key = 0..<0
    if let container = containers.popLast() { nodes[container].end = nodes.count }
  }

  /// A string is a key if a colon follows, and a value if a comma, a bracket or nothing does; else
  /// its end is a quotation mark inside it, and where it really ends cannot be known.
  private mutating func string() {
    let start = position + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else { return position = bytes.count }
    position = end + 1
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    let after = position < bytes.count ? bytes[position] : UInt8(ascii: ",")
    let isInObject = containers.last.map { nodes[$0].kind == .object } ?? false
    switch after {
    case UInt8(ascii: ":") where isInObject && key.isEmpty: key = start..<end
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "/"):
      guard !isInObject || !key.isEmpty else { return }
      nodes.append(
        Node(
          kind: .string, parent: containers.last ?? -1, key: key, content: start..<end,
          end: nodes.count + 1))
      key = 0..<0
    default: key = 0..<0
    }
  }

  private mutating func comment() {
    if follows("//") {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    } else if follows("/*") {
      position += 2
      while position < bytes.count, !follows("*/") { position += 1 }
      position = min(position + 2, bytes.count)
    } else {
      position += 1
    }
  }

  private func follows(_ text: StaticString) -> Bool {
    matches(text, position..<min(position + text.utf8CodeUnitCount, bytes.count))
  }

  private func matches(_ text: StaticString, _ range: Range<Int>) -> Bool {
    guard text.utf8CodeUnitCount == range.count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count where wanted[offset] != bytes[range.lowerBound + offset] {
        return false
      }
      return true
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  // MARK: Asking

  /// The numbers of the nodes that are in an object or array, or at the top.
  func children(of container: Int?) -> [Int] {
    var children: [Int] = []
    var node = container.map { $0 + 1 } ?? 0
    let end = container.map { nodes[$0].end } ?? nodes.count
    while node < end {
      children.append(node)
      node = nodes[node].end
    }
    return children
  }

  /// The value that an object has under a name.
  func member(_ name: StaticString, of object: Int) -> Int? {
    guard nodes[object].kind == .object else { return nil }
    return children(of: object).first { matches(name, nodes[$0].key) }
  }

  /// A value as a list: an array's elements, or the value itself.
  func list(_ node: Int?) -> [Int] {
    guard let node else { return [] }
    return nodes[node].kind == .array ? children(of: node) : [node]
  }

  /// The strings that an object has under a name, one or a list.
  func strings(_ name: StaticString, of object: Int) -> [String] {
    list(member(name, of: object)).compactMap(string)
  }

  /// What a string says, its escapes resolved.
  func string(_ node: Int) -> String? {
    guard nodes[node].kind == .string else { return nil }
    return String(decoding: unescaped(nodes[node].content), as: UTF8.self)
  }

  /// Escapes that are none stay as they are.
  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    guard bytes[range].contains(UInt8(ascii: "\\")) else { return Array(bytes[range]) }
    var units: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < range.upperBound else {
        units.append(byte)
        continue
      }
      let letter = bytes[index]
      index += 1
      switch letter {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
        UInt8(ascii: "f"):
        units.append(0x20)
      case UInt8(ascii: "u"): units += character(at: &index, before: range.upperBound).utf8
      default: units.append(letter)
      }
    }
    return units
  }

  /// The character of the hexadecimal digits after `\u`, a pair of surrogates taken together.
  private func character(at index: inout Int, before end: Int) -> String {
    guard let first = codeUnit(at: index, before: end) else { return "\u{FFFD}" }
    index += 4
    var units = [first]
    if UTF16.isLeadSurrogate(first), index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = codeUnit(at: index + 2, before: end),
      UTF16.isTrailSurrogate(second)
    {
      index += 6
      units.append(second)
    }
    return String(decoding: units, as: UTF16.self)
  }

  private func codeUnit(at index: Int, before end: Int) -> UInt16? {
    guard index + 4 <= end else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[index..<(index + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
