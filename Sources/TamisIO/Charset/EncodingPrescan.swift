// SPDX-License-Identifier: Apache-2.0

/// Finds the encoding that a page's own markup names ("prescan a byte stream to determine its
/// encoding", HTML standard, section 13.2.3.2).
struct EncodingPrescan {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The encoding that the first bytes of a page name; nil where they name none.
  ///
  /// - Complexity: O(bytes).
  static func encoding(in bytes: UnsafeRawBufferPointer) -> CharacterEncoding? {
    var prescan = EncodingPrescan(bytes)
    return prescan.run() ?? prescan.xmlEncoding()
  }

  private mutating func run() -> CharacterEncoding? {
    if starts(with: [0x3C, 0, 0x3F, 0, 0x78, 0]) { return .utf16LE }
    if starts(with: [0, 0x3C, 0, 0x3F, 0, 0x78]) { return .utf16BE }
    while let start = bytes.firstIndex(of: UInt8(ascii: "<"), from: position) {
      position = start
      if starts(with: "<!--") {
        guard let end = endOfComment() else { return nil }
        position = end
      } else if isMeta {
        position += 5
        if let encoding = meta() { return encoding }
      } else if let name = startOfName {
        position = name
        skip { !isHTMLSpace($0) && $0 != UInt8(ascii: ">") }
        while attribute() != nil {}
      } else if starts(with: "<!") || starts(with: "</") || starts(with: "<?") {
        skip { $0 != UInt8(ascii: ">") }
      }
      position += 1
    }
    return nil
  }

  // MARK: Tags

  private var isMeta: Bool {
    guard starts(with: "<meta"), position + 5 < bytes.count else { return false }
    return isHTMLSpace(bytes[position + 5]) || bytes[position + 5] == UInt8(ascii: "/")
  }

  /// Where the name of the tag at the position begins.
  private var startOfName: Int? {
    var index = position + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    guard index < bytes.count, case let letter = lowercased(bytes[index]),
      letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z")
    else { return nil }
    return index
  }

  /// The index of the last byte of the comment at the position; its dashes may be those of its
  /// start.
  private func endOfComment() -> Int? {
    var index = position + 4
    while let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: index) {
      if bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") { return end }
      index = end + 1
    }
    return nil
  }

  /// What a meta tag says, from behind its name.
  private mutating func meta() -> CharacterEncoding? {
    var seen: Set<[UInt8]> = []
    var gotPragma = false
    var needPragma: Bool?
    // Known, named but unknown, or not named.
    var encoding: CharacterEncoding??
    while let (name, value) = attribute() {
      guard seen.insert(name).inserted else { continue }
      if name.elementsEqual("http-equiv".utf8) {
        gotPragma = gotPragma || value.elementsEqual("content-type".utf8)
      } else if name.elementsEqual("content".utf8) {
        guard encoding == nil, let named = Self.encoding(inContent: value) else { continue }
        encoding = named
        needPragma = true
      } else if name.elementsEqual("charset".utf8) {
        encoding = .some(CharacterEncoding(label: value))
        needPragma = false
      }
    }
    // A tag that the bytes cut off says nothing.
    guard position < bytes.count, let needPragma, gotPragma || !needPragma else { return nil }
    return encoding??.asNamedInMarkup
  }

  /// The next attribute's name and value in lower case; nil at the tag's end and where the bytes
  /// end before it.
  private mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    skip { isHTMLSpace($0) || $0 == UInt8(ascii: "/") }
    guard position < bytes.count, bytes[position] != UInt8(ascii: ">") else { return nil }
    var name: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { return (name, []) }
      if isHTMLSpace(byte) || (byte == UInt8(ascii: "=") && !name.isEmpty) { break }
      name.append(lowercased(byte))
      position += 1
    }
    skip(isHTMLSpace)
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "=") else { return (name, []) }
    position += 1
    skip(isHTMLSpace)
    return value().map { (name, $0) }
  }

  private mutating func value() -> [UInt8]? {
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    let start = position
    if isQuoted {
      skip { $0 != quote }
    } else {
      skip { !isHTMLSpace($0) && $0 != UInt8(ascii: ">") }
    }
    guard position < bytes.count else { return nil }
    defer { if isQuoted { position += 1 } }
    return bytes[start..<position].map(lowercased)
  }

  // MARK: Bytes

  private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
    while position < bytes.count, isSkipped(bytes[position]) { position += 1 }
  }

  private func starts(with prefix: [UInt8]) -> Bool {
    bytes[min(position, bytes.count)...].starts(with: prefix)
  }

  /// Whether the bytes at the position are `prefix`, which is in lower case, whatever their case.
  private func starts(with prefix: StaticString) -> Bool {
    guard bytes.count - position >= prefix.utf8CodeUnitCount else { return false }
    return prefix.withUTF8Buffer {
      $0.elementsEqual(bytes[position..<(position + $0.count)].lazy.map(lowercased))
    }
  }
}

extension EncodingPrescan {
  /// The encoding that an XML declaration names ("get an XML encoding").
  private func xmlEncoding() -> CharacterEncoding? {
    guard bytes.starts(with: Array("<?xml".utf8)),
      let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: 0)
    else { return nil }
    let declaration = bytes[..<end]
    guard let name = Self.range(of: "encoding", in: declaration) else { return nil }
    var rest = declaration[name.upperBound...].drop { $0 <= 0x20 }
    guard rest.popFirst() == UInt8(ascii: "=") else { return nil }
    rest = rest.drop { $0 <= 0x20 }
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let close = rest.firstIndex(of: quote), !rest[..<close].contains(where: { $0 <= 0x20 })
    else { return nil }
    guard let encoding = CharacterEncoding(label: rest[..<close]) else { return nil }
    return encoding.isUTF16 ? .utf8 : encoding
  }

  /// The encoding that a `Content-Type` names ("extracting a character encoding from a meta
  /// element").
  static func encoding(inContent content: [UInt8]) -> CharacterEncoding? {
    content.withUnsafeBytes { label(inContent: $0) }.flatMap { CharacterEncoding(label: $0) }
  }

  /// The label after `charset=`, in lower case as given.
  static func label(inContent content: UnsafeRawBufferPointer) -> [UInt8]? {
    var rest = content[...]
    while let name = range(of: "charset", in: rest) {
      rest = rest[name.upperBound...].drop(while: isHTMLSpace)
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop(while: isHTMLSpace)
      guard let quote = rest.first else { return nil }
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        rest = rest.dropFirst()
        return rest.firstIndex(of: quote).map { Array(rest[..<$0]) }
      }
      return Array(rest.prefix { !isHTMLSpace($0) && $0 != UInt8(ascii: ";") })
    }
    return nil
  }

  private static func range(
    of word: StaticString, in bytes: Slice<UnsafeRawBufferPointer>
  ) -> Range<Int>? {
    let length = word.utf8CodeUnitCount
    guard bytes.count >= length else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - length) {
      let part = bytes[start..<(start + length)].lazy.map(lowercased)
      if word.withUTF8Buffer({ $0.elementsEqual(part) }) { return start..<(start + length) }
    }
    return nil
  }
}

extension CharacterEncoding {
  var isUTF16: Bool { self == .utf16LE || self == .utf16BE }

  /// What is meant by an encoding that markup names: markup that was read byte for byte is not in
  /// UTF-16.
  fileprivate var asNamedInMarkup: CharacterEncoding {
    switch self {
    case .utf16LE, .utf16BE: .utf8
    case .userDefined: .windows1252
    default: self
    }
  }
}
