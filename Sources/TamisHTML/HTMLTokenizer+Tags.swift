// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension HTMLTokenizer {
  @inline(__always)
  mutating func startTag(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let name = Self.tagName(html, from: start &+ 1)
    let tag = HTMLTag(named: name, in: html)
    attributeCount = 0
    var end = HTMLTagEnd(index: name.range.upperBound)
    if end.index < html.count, html[end.index] != 0x3E {
      end = readAttributes(html, from: end.index)
    }
    guard end.index < html.count else {
      attributeCount = 0
      return dropped(start..<html.count)
    }
    enter(tag, isSelfClosing: end.isSelfClosing, in: html)
    position = end.index &+ 1
    return HTMLToken(
      source: start..<position, content: name.range, kind: .startTag, tag: tag,
      isSelfClosing: end.isSelfClosing, needsDecoding: false, decoding: .raw)
  }

  @inline(__always)
  mutating func endTag(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let name = Self.tagName(html, from: start &+ 2)
    let tag = HTMLTag(named: name, in: html)
    var end = HTMLTagEnd(index: name.range.upperBound)
    if end.index < html.count, html[end.index] != 0x3E {
      end = Self.skipAttributes(html, from: end.index)
    }
    guard end.index < html.count else { return dropped(start..<html.count) }
    if !foreign.isEmpty { foreign.close(tag) }
    position = end.index &+ 1
    return HTMLToken(
      source: start..<position, content: name.range, kind: .endTag, tag: tag,
      isSelfClosing: end.isSelfClosing, needsDecoding: false, decoding: .raw)
  }

  // MARK: - Names

  /// The name of a tag: up to white space, `/` or `>`.
  @inline(__always)
  static func tagName(_ html: Span<UInt8>, from: Int) -> HTMLName {
    name(html, from: from, isTag: true)
  }

  /// A name: up to white space, `/`, `>`, and of an attribute `=`, but for its first byte.
  @inline(__always)
  static func name(_ html: Span<UInt8>, from: Int, isTag: Bool) -> HTMLName {
    if from <= html.count &- 16 {
      let bytes = html.sixteen(at: from)
      let stops = tamis_mask_name_stops(bytes) & ~1
      let end = from &+ stops.trailingZeroBitCount
      if stops != 0, isEnd(html[end], isTag: isTag) {
        let word = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)[0]
        let count = UInt64(truncatingIfNeeded: Swift.min(end &- from, 8))
        return HTMLName(range: from..<end, word: word & (~0 &>> (64 &- count &* 8)))
      }
    }
    return nameSlowly(html, from: from, isTag: isTag)
  }

  @inline(__always)
  private static func isEnd(_ byte: UInt8, isTag: Bool) -> Bool {
    byte == 0x3D ? !isTag : byte > 0x20 || byte.isHTMLSpace
  }

  /// A name that is long, has what might have ended it, or is near the text's end.
  @inline(never)
  private static func nameSlowly(_ html: Span<UInt8>, from: Int, isTag: Bool) -> HTMLName {
    var i = from
    var mask: UInt32 = ~1
    while i < html.count {
      var stops = tamis_mask_name_stops(html.sixteen(at: i)) & mask
      while stops != 0 {
        let end = Swift.min(i &+ stops.trailingZeroBitCount, html.count)
        if end == html.count || isEnd(html[end], isTag: isTag) {
          return HTMLName(range: from..<end, word: html.word(from..<end))
        }
        stops &= stops &- 1
      }
      i &+= 16
      mask = ~0
    }
    return HTMLName(range: from..<html.count, word: html.word(from..<html.count))
  }

  // MARK: - What follows

  /// Sets how the text after a start tag is read.
  @inline(__always)
  mutating func enter(_ tag: HTMLTag, isSelfClosing: Bool, in html: Span<UInt8>) {
    if !foreign.isEmpty || tag == .svg || tag == .math {
      let isHTML = tag == .font && hasFontAttribute(html)
      foreign.open(tag, isSelfClosing: isSelfClosing, isHTML: isHTML)
      if foreign.isForeign { return }
    }
    let next = Self.model(after: tag)
    if next != .data {
      model = next
      lastStartTag = tag
    }
  }

  /// Whether the attributes are such as make `font` an element of HTML.
  private func hasFontAttribute(_ html: Span<UInt8>) -> Bool {
    attributes.contains { attribute in
      let name = attribute.name
      return name.count == 5 && html.matches("color", at: name.lowerBound)
        || name.count == 4 && html.matches("face", at: name.lowerBound)
        || name.count == 4 && html.matches("size", at: name.lowerBound)
    }
  }

  @inline(__always)
  static func model(after tag: HTMLTag) -> Model {
    switch tag {
    case .script: .script
    case .style, .xmp, .iframe, .noembed, .noframes: .rawText
    case .title, .textarea: .rcdata
    case .plaintext: .plaintext
    default: .data
    }
  }
}
