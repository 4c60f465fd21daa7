// SPDX-License-Identifier: Apache-2.0

/// What a header says of the kind of a page's bytes, such as `text/html; charset=utf-8`.
struct MediaType: Equatable {
  /// Type and subtype in lower case, `text/html`.
  let name: String
  /// The label of the character set.
  let charset: String?

  /// Reads a field's value; nil where it is none.
  init?(_ value: UnsafeRawBufferPointer) {
    let parts = value.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let name = ASCII.trimmed(UnsafeRawBufferPointer(rebasing: parts[0]))
    guard name.count <= Self.longest, let slash = name.firstIndex(of: UInt8(ascii: "/"), from: 0),
      slash > 0, slash + 1 < name.count, name.allSatisfy(Self.isPartOfName)
    else { return nil }
    self.name = ASCII.lowercasedString(name)
    charset =
      parts.count == 1 ? nil : CharsetDecoder.charset(inContentType: ASCII.string(value))
  }

  private static let longest = 64

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || "/+-.*_".utf8.contains(byte)
  }

  /// What a page is read as.
  enum Kind: Equatable {
    case html
    case text
    /// No page; what it is, for counting.
    case other(String)
  }

  /// What a page is read as: by the declared type, or by its bytes where that says nothing.
  static func kind(_ declared: MediaType?, bytes: UnsafeRawBufferPointer) -> Kind {
    switch declared.map({ kind(of: $0.name) }) {
    case .text: isBinary(bytes) ? .other("binary data") : .text
    case .html: isNoPage(bytes, declared?.charset) ? .other("binary data") : .html
    case let kind??: kind
    case nil, .some(nil): sniffed(bytes)
    }
  }

  /// What a declared type is read as; nil for one that says nothing.
  static func kind(of name: String) -> Kind? {
    switch name {
    case "text/html", "application/xhtml+xml": .html
    case "text/plain": .text
    // What crawlers and servers write that do not know.
    case "unknown/unknown", "application/unknown", "*/*", "application/x-unknown",
      "no-type/no-type":
      nil
    default: .other(name)
    }
  }

  /// What unlabelled bytes are (WHATWG MIME Sniffing, "rules for identifying an unknown MIME type",
  /// as far as they tell pages from other things).
  private static func sniffed(_ bytes: UnsafeRawBufferPointer) -> Kind {
    let start = bytes.prefix(sniffedLength)
    let content = start.drop { isWhiteSpace($0) || $0 == 0x0C }.map(ASCII.lowercased)
    for tag in tags where content.starts(with: tag) {
      let next = content.dropFirst(tag.count).first
      if tag.last == 0x2D || next == 0x20 || next == UInt8(ascii: ">") { return .html }
    }
    if isBinary(bytes) { return .other("binary data") }
    if content.starts(with: Array("<?xml".utf8)) { return .other("text/xml") }
    return content.starts(with: Array("%pdf-".utf8)) ? .other("application/pdf") : .text
  }

  private static let sniffedLength = 1445

  private static let tags = [
    "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table",
    "<a",
    "<style", "<title", "<b", "<body", "<br", "<p", "<!--",
  ].map { Array($0.utf8) }

  /// Whether bytes that are declared a page cannot be one: a PDF, a picture, an archive, or as many
  /// control characters as no page has. A few do occur in pages.
  private static func isNoPage(_ bytes: UnsafeRawBufferPointer, _ charset: String?) -> Bool {
    if otherBeginnings.contains(where: bytes.starts) { return true }
    let start = bytes.prefix(sniffedLength)
    let controls = start.count(where: isControl)
    guard controls > start.count / 10 else { return false }
    // In UTF-16 and UTF-32 the bytes of ASCII have zeros between them.
    let isWide =
      start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE])
      || start.starts(with: [0, 0x3C]) || start.starts(with: [0x3C, 0])
      || start.starts(with: [0, 0, 0, 0x3C]) || start.starts(with: [0, 0, 0xFE, 0xFF])
    let label = charset?.lowercased() ?? ""
    return !isWide && !label.contains("16") && !label.contains("32") && !label.contains("ucs")
  }

  private static let otherBeginnings: [[UInt8]] = [
    Array("%PDF-".utf8), [0x89, 0x50, 0x4E, 0x47], Array("GIF8".utf8), [0xFF, 0xD8, 0xFF],
    [0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B, 0x08],
  ]

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D && byte != 0x0B) && byte != 0x1B
  }

  /// Whether the start holds a byte that no text has; what has the mark of UTF-16 is text.
  private static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return false }
    return bytes.prefix(sniffedLength).contains(where: isControl)
  }
}
