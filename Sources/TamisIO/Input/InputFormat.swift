// SPDX-License-Identifier: Apache-2.0

/// How a file's bytes are divided into records.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
  /// One JSON object a line.
  case jsonl
  /// The whole file is one record's text.
  case text
  /// The whole file is one record's HTML.
  case html
  /// WARC 1.0 or 1.1, WET and WAT among them.
  case warc
  /// The archive files before WARC.
  case arc
  /// Rows of values with commas between, the first row of names (RFC 4180).
  case csv
  /// The same with tabs.
  case tsv

  /// Whether a file's first byte that is not white space (nor of a byte order mark) is `{`; nil
  /// when there is none yet.
  static func beginsObject(_ start: some Sequence<UInt8>) -> Bool? {
    var seen = 0
    for byte in start {
      let isMark = seen < 3 && byte == byteOrderMark[seen]
      if !isMark && !isWhiteSpace(byte) { return byte == UInt8(ascii: "{") }
      seen += 1
    }
    return nil
  }

  /// So many bytes tell an archive.
  static let archiveMagicLength = 16

  /// The kind of archive, by the first bytes, or by the name of a file that does not begin with
  /// `{`.
  static func archive(start: some Collection<UInt8>, name: String) -> InputFormat? {
    let content = start.drop { isWhiteSpace($0) }
    if content.starts(with: WARCSyntax.magic) { return .warc }
    if content.starts(with: ARCSyntax.magic) { return .arc }
    if content.first == UInt8(ascii: "{") { return nil }
    let name = withoutCompression(name)
    if [".warc", ".wet", ".wat"].contains(where: { name.hasSuffix($0) }) { return .warc }
    return name.hasSuffix(".arc") ? .arc : nil
  }

  /// A name in lower case, without a `.gz` or `.zst`.
  private static func withoutCompression(_ name: String) -> Substring {
    var name = name.lowercased()[...]
    for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) {
      name = name.dropLast(suffix.count)
    }
    return name
  }

  /// The format that a name's ending stands for, before a `.gz` or `.zst`; nil for any other.
  init?(name: String) {
    let name = Self.withoutCompression(name)
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[dot...].dropFirst() {
    case "jsonl", "ndjson": self = .jsonl
    case "html", "htm", "xhtml": self = .html
    case "csv": self = .csv
    case "tsv": self = .tsv
    default: return nil
    }
  }
}

/// U+FEFF in UTF-8.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// JSON's white space.
func isWhiteSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
