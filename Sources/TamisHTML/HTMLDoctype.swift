// SPDX-License-Identifier: Apache-2.0

/// What a document type declaration says (sections 13.2.5.53 to 13.2.5.68 of the WHATWG standard).
public struct HTMLDoctype: Sendable {
  /// The raw name, in any case; nil if there is none.
  public private(set) var name: Range<Int>?
  /// The raw public identifier, without quotes; nil if there is none.
  public private(set) var publicIdentifier: Range<Int>?
  /// The raw system identifier, without quotes; nil if there is none.
  public private(set) var systemIdentifier: Range<Int>?
  /// Whether it is malformed such that a browser goes into quirks mode.
  public private(set) var forcesQuirks = false

  private var position: Int
  private let end: Int

  /// Reads a token of kind `doctype`, of the text it came from.
  ///
  /// - Complexity: O(n), n = the token's length.
  public init(_ token: HTMLToken, in html: Span<UInt8>) {
    let range = token.content.clamped(to: 0..<html.count)
    position = range.lowerBound
    end = range.upperBound
    // At the text's end all states but the last ones are malformed; what follows `end` is a `>`.
    forcesQuirks = !read(html) || end == html.count && !isRestIgnored
  }

  /// Whether something after a complete declaration is being skipped.
  private var isRestIgnored = false

  /// Reads the parts; false if one is missing or out of place.
  private mutating func read(_ html: Span<UInt8>) -> Bool {
    skipSpaces(html)
    guard position < end else { return false }
    let start = position
    while position < end, !html[position].isHTMLSpace { position += 1 }
    name = start..<position
    skipSpaces(html)
    guard position < end else { return true }
    let isPublic = html.matches("public", at: position)
    guard isPublic || html.matches("system", at: position) else {
      isRestIgnored = true
      return false
    }
    position += 6
    skipSpaces(html)
    guard let identifier = quoted(html) else { return false }
    if isPublic {
      publicIdentifier = identifier
      guard position <= end else { return false }
      skipSpaces(html)
      guard position < end else { return true }
      guard let second = quoted(html) else { return false }
      systemIdentifier = second
    } else {
      systemIdentifier = identifier
    }
    guard position <= end else { return false }
    skipSpaces(html)
    isRestIgnored = position < end
    return true
  }

  private mutating func skipSpaces(_ html: Span<UInt8>) {
    while position < end, html[position].isHTMLSpace { position += 1 }
  }

  /// An identifier in quotes; the position is beyond the end if the second quote is missing.
  private mutating func quoted(_ html: Span<UInt8>) -> Range<Int>? {
    guard position < end, html[position] == 0x22 || html[position] == 0x27 else { return nil }
    let quote = html[position]
    let start = position + 1
    position = start
    while position < end, html[position] != quote { position += 1 }
    let identifier = start..<position
    position += 1
    return identifier
  }
}
