// SPDX-License-Identifier: Apache-2.0

/// Knows an HTML page by its first bytes.
enum PageStart {
  /// What a page begins with, in lower case; a tag's name ends after it.
  private static let openings = ["<!doctype html", "<html", "<head", "<body", "<title", "<meta"]
    .map { Array($0.utf8) }

  /// Whether the first bytes of a file are those of an HTML page: a doctype or one of the tags that
  /// stand first, after a byte order mark, white space, comments and an XML declaration. nil where
  /// more bytes have to be seen.
  ///
  /// - Complexity: O(bytes).
  static func isPage(_ start: ArraySlice<UInt8>) -> Bool? {
    // In UTF-16 the bytes of ASCII have zeros between them.
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      return isPage(text: start.dropFirst(2).filter { $0 != 0 }[...])
    }
    return isPage(text: start.starts(with: byteOrderMark) ? start.dropFirst(3) : start)
  }

  private static func isPage(text: ArraySlice<UInt8>) -> Bool? {
    var rest = text
    while true {
      rest = rest.drop(while: isHTMLSpace)
      guard let first = rest.first else { return nil }
      guard first == UInt8(ascii: "<") else { return false }
      if rest.starts(with: Array("<!--".utf8)) {
        guard let end = end(of: "-->", in: rest.dropFirst(4)) else { return nil }
        rest = rest[end...]
      } else if rest.starts(with: Array("<?xml".utf8)) {
        guard let end = end(of: "?>", in: rest) else { return nil }
        rest = rest[end...]
      } else {
        return beginsWithOpening(rest)
      }
    }
  }

  private static func beginsWithOpening(_ rest: ArraySlice<UInt8>) -> Bool? {
    var isCutOff = false
    for opening in openings {
      let start = rest.prefix(opening.count + 1).map(lowercased)
      guard start.count > opening.count else {
        isCutOff = isCutOff || opening.starts(with: start)
        continue
      }
      let last = start[opening.count]
      let endsName = isHTMLSpace(last) || last == UInt8(ascii: ">") || last == UInt8(ascii: "/")
      if endsName && start.starts(with: opening) { return true }
    }
    return isCutOff ? nil : false
  }

  /// The index behind the first occurrence of some bytes.
  private static func end(of word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    let length = word.utf8CodeUnitCount
    guard bytes.count >= length else { return nil }
    return word.withUTF8Buffer { word in
      (bytes.startIndex...(bytes.endIndex - length)).first {
        bytes[$0..<($0 + length)].elementsEqual(word)
      }.map { $0 + length }
    }
  }
}
