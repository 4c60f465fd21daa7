// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Splits HTML into tokens as the WHATWG standard says (section 13.2.5), without a tree builder.
///
/// What a tree builder would tell the tokeniser is found from the tags alone: after the start tag
/// of `script`, `style`, `title` and their like, the text up to the end tag is not markup
/// (scripting is off: `noscript` has markup); within `svg` and `math` these are ordinary elements,
/// and `CDATA` sections are text.
///
/// One tokeniser serves any number of texts, one after another; it keeps no text, and allocates
/// nothing but room for the first 1,024 attributes of a tag.
public struct HTMLTokenizer: ~Copyable {
  /// How the text from here on is read.
  enum Model: UInt8 {
    case data, rcdata, rawText, script, plaintext, cdata
  }

  /// How many attributes of a tag are noted; those after them are read and forgotten.
  static let attributeLimit = 1024

  /// The attributes of the start tag that was returned last, in order, without repeats.
  ///
  /// Taking it copies nothing; to keep it while the next token is read costs a copy of all.
  public var attributes: ArraySlice<HTMLAttribute> { room[..<attributeCount] }

  /// One of the attributes of the last start tag, by its place: `attributes` retains, this does
  /// not.
  ///
  /// - Precondition: `index` is less than `attributeCount`.
  public func attribute(at index: Int) -> HTMLAttribute {
    precondition(index < attributeCount, "the tag has fewer attributes")
    return room[index]
  }

  /// Room for attributes, the first of which are those of the last start tag; it grows by
  /// doubling up to the limit.
  var room = Self.emptyRoom
  /// How many attributes the last start tag has.
  public internal(set) var attributeCount = 0

  /// Where the next token begins.
  var position = 0
  var model = Model.data
  /// The element whose end tag ends text that is not markup.
  var lastStartTag = HTMLTag.other
  var foreign = ForeignElements()

  private static var emptyRoom: [HTMLAttribute] {
    let none = HTMLAttribute(name: 0..<0, value: 0..<0, kind: .other, needsDecoding: false)
    return Array(repeating: none, count: 32)
  }

  /// A tokeniser at the start of a text.
  public init() {}

  /// Goes to the start of another text.
  public mutating func reset() {
    position = 0
    model = .data
    lastStartTag = .other
    foreign = ForeignElements()
    attributeCount = 0
  }

  /// Whether what follows the last start tag is not markup, up to its end tag.
  var isInRawText: Bool { model != .data }

  /// Whether `svg` or `math` is open.
  var isInForeignElement: Bool { !foreign.isEmpty }

  /// The next token of the text, the same text at each call.
  ///
  /// - Complexity: O(n) for all tokens of a text, n = its length.
  public mutating func next(in html: Span<UInt8>) -> HTMLToken {
    let start = position
    guard start < html.count else {
      let end = html.count..<html.count
      return token(.end, end, content: end, .data, needsDecoding: false)
    }
    if model != .data { return unparsed(html, from: start) }
    if html[start] == 0x3C, Self.isMarkup(html, at: start) { return markup(html, at: start) }
    return text(html, from: start)
  }

  /// A token that is no tag, which moves the position to its end.
  @inline(__always)
  mutating func token(
    _ kind: HTMLToken.Kind, _ source: Range<Int>, content: Range<Int>, _ decoding: HTMLDecoding,
    needsDecoding: Bool
  ) -> HTMLToken {
    position = source.upperBound
    return HTMLToken(
      source: source, content: content, kind: kind, tag: .other, isSelfClosing: false,
      needsDecoding: needsDecoding, decoding: decoding)
  }

  /// Whether a `<` begins something other than text.
  @inline(__always)
  static func isMarkup(_ html: Span<UInt8>, at index: Int) -> Bool {
    guard index &+ 1 < html.count else { return false }
    let next = html[index &+ 1]
    return next.isASCIILetter || next == 0x21 || next == 0x3F
      || next == 0x2F && index &+ 2 < html.count
  }

  /// Text up to the next markup.
  @inline(__always)
  mutating func text(_ html: Span<UInt8>, from start: Int) -> HTMLToken {
    var i = start
    var encoded: UInt32 = 0
    while i < html.count {
      let bytes = html.sixteen(at: i)
      let special = tamis_mask_encoded(bytes)
      var signs = tamis_mask_equal(bytes, 0x3C)
      while signs != 0 {
        let place = signs.trailingZeroBitCount
        if Self.isMarkup(html, at: i &+ place) {
          encoded |= special & ((1 << UInt32(place)) &- 1)
          let range = start..<(i &+ place)
          return token(.characters, range, content: range, .data, needsDecoding: encoded != 0)
        }
        signs &= signs &- 1
      }
      encoded |= special
      i &+= 16
    }
    let range = start..<html.count
    return token(.characters, range, content: range, .data, needsDecoding: encoded != 0)
  }

  /// What begins with a `<` that is no text.
  @inline(__always)
  mutating func markup(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    switch html[start &+ 1] {
    case 0x2F:
      let next = html[start &+ 2]
      if next.isASCIILetter { return endTag(html, at: start) }
      if next == 0x3E { return dropped(start..<start &+ 3) }
      return bogusComment(html, at: start, content: start &+ 2)
    case 0x21: return declaration(html, at: start)
    case 0x3F: return bogusComment(html, at: start, content: start &+ 1)
    default: return startTag(html, at: start)
    }
  }

  /// What the standard drops: characters, but none.
  mutating func dropped(_ source: Range<Int>) -> HTMLToken {
    let content = source.upperBound..<source.upperBound
    return token(.characters, source, content: content, .data, needsDecoding: false)
  }
}
