// SPDX-License-Identifier: Apache-2.0

/// How raw text stands for characters.
public enum HTMLDecoding: UInt8, Sendable {
  /// With character references; NUL stays, and it is for the tree builder to drop it.
  case data
  /// With character references; NUL becomes U+FFFD.
  case rcdata
  /// As in `rcdata`, but `&copy=` and `&copya` are no references.
  case attribute
  /// Without character references; NUL becomes U+FFFD.
  case raw
  /// Without character references; NUL stays.
  case cdata

  /// Appends what a range of a text stands for, in UTF-8; line ends become LF.
  ///
  /// A range that is not within the text is cut.
  ///
  /// - Complexity: O(n), n = the length of the range.
  public func append(_ range: Range<Int>, of html: Span<UInt8>, to text: inout [UInt8]) {
    let range = range.clamped(to: 0..<html.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let special = html.firstEncoded(in: i..<range.upperBound)
      html.extracting(i..<special).withUnsafeBufferPointer { text.append(contentsOf: $0) }
      guard special < range.upperBound else { return }
      i = append(specialAt: special, of: html, end: range.upperBound, to: &text)
    }
  }

  /// Appends what `&`, CR or NUL begins, and returns where it ends.
  private func append(
    specialAt index: Int, of html: Span<UInt8>, end: Int, to text: inout [UInt8]
  ) -> Int {
    switch html[index] {
    case 0x0D:
      text.append(0x0A)
      return index + 1 < end && html[index + 1] == 0x0A ? index + 2 : index + 1
    case 0x26 where self != .raw && self != .cdata:
      let inAttribute = self == .attribute
      return CharacterReference.append(
        at: index, of: html, end: end, inAttribute: inAttribute, to: &text)
    case 0 where self != .data && self != .cdata:
      text.append(contentsOf: [0xEF, 0xBF, 0xBD])
    case let byte: text.append(byte)
    }
    return index + 1
  }
}

extension HTMLToken {
  /// Appends what the content stands for, in UTF-8.
  ///
  /// - Complexity: O(n), n = the length of the content.
  public func appendContent(of html: Span<UInt8>, to text: inout [UInt8]) {
    decoding.append(content, of: html, to: &text)
  }
}

extension HTMLAttribute {
  /// Appends what the value stands for, in UTF-8.
  ///
  /// - Complexity: O(n), n = the length of the value.
  public func appendValue(of html: Span<UInt8>, to text: inout [UInt8]) {
    HTMLDecoding.attribute.append(value, of: html, to: &text)
  }
}
