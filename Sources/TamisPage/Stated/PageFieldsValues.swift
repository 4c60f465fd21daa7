// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// What makes a stated value one of its kind, and how it is written.
enum PageValue {
  /// What is longer, in bytes, is no title, name or description.
  static let limit = 8 << 10

  /// The value with each run of white space as one space, and none around it.
  private static func collapsed(_ value: [UInt8]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var isAfterSpace = true
    for byte in value {
      // U+00A0, which is C2 A0, separates words like any other space.
      let isNoBreak = byte == 0xA0 && bytes.last == 0xC2
      if isNoBreak {
        bytes.removeLast()
        isAfterSpace = bytes.isEmpty || bytes.last == 0x20
      }
      let isSpace = isNoBreak || byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
      if !isSpace { bytes.append(byte) } else if !isAfterSpace { bytes.append(0x20) }
      isAfterSpace = isSpace
    }
    // The wide space of Chinese and Japanese indents paragraphs; within a title it means something.
    let wide: [UInt8] = [0xE3, 0x80, 0x80]
    var text = bytes[...]
    while text.first == 0x20 || text.starts(with: wide) {
      text = text.dropFirst(text.first == 0x20 ? 1 : wide.count)
    }
    while text.last == 0x20 || text.suffix(wide.count).elementsEqual(wide) {
      text = text.dropLast(text.last == 0x20 ? 1 : wide.count)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A value in which character references were left: by pages that escape what they state twice,
  /// and by those that write JSON-LD as if it were HTML.
  static func decoded(_ value: String) -> String {
    var value = Array(value.utf8)
    // Not until nothing changes: that would take as long as somebody likes.
    for _ in 0..<2 where value.contains(UInt8(ascii: "&")) { value = withoutReferences(value) }
    return collapsed(value)
  }

  /// A text whose character references are resolved.
  static func withoutReferences(_ text: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    HTMLDecoding.rcdata.append(0..<text.count, of: text.span, to: &decoded)
    return decoded
  }

  /// Whether a value can be an author's name, which an address is not.
  static func isName(_ value: String) -> Bool {
    let value = value.lowercased()
    return value.contains(where: \.isLetter) && !value.contains("://") && !value.hasPrefix("www.")
      && !value.contains("@") && !["null", "undefined"].contains(value)
  }

  /// The names once each, in order.
  static func joined(_ names: [String]) -> String {
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }.joined(separator: "; ")
  }

  /// Whether a value looks like a language's tag (RFC 5646): letters, then parts of letters and
  /// digits.
  static func isLanguage(_ value: String) -> Bool {
    let parts = value.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "_" })
    guard let first = parts.first, (2...3).contains(first.count), value.utf8.count <= 35 else {
      return false
    }
    return first.allSatisfy { $0.isASCII && $0.isLetter }
      && parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }
}
