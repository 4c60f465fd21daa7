// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Where a tag ends, and how.
struct HTMLTagEnd {
  /// After the `>`; negative if the text ends within the tag.
  var index = -1
  var isSelfClosing = false
}

extension HTMLTokenizer {
  mutating func startTag(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    let name = start &+ 1..<Self.endOfName(html, from: start &+ 1, isTag: true)
    let end = readAttributes(html, from: name.upperBound)
    guard end.index >= 0 else {
      attributes.removeAll(keepingCapacity: true)
      return dropped(start..<html.count)
    }
    let tag = HTMLTag(named: name, in: html)
    enter(tag, isSelfClosing: end.isSelfClosing, in: html)
    position = end.index
    return HTMLToken(
      kind: .startTag, source: start..<end.index, content: name, tag: tag,
      isSelfClosing: end.isSelfClosing, needsDecoding: false, decoding: .raw)
  }

  mutating func endTag(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let name = start &+ 2..<Self.endOfName(html, from: start &+ 2, isTag: true)
    let end = Self.skipAttributes(html, from: name.upperBound)
    guard end.index >= 0 else { return dropped(start..<html.count) }
    let tag = HTMLTag(named: name, in: html)
    if !foreign.isEmpty { foreign.close(tag) }
    position = end.index
    return HTMLToken(
      kind: .endTag, source: start..<end.index, content: name, tag: tag,
      isSelfClosing: end.isSelfClosing, needsDecoding: false, decoding: .raw)
  }

  /// Sets how the text after a start tag is read.
  @inline(__always)
  mutating func enter(_ tag: HTMLTag, isSelfClosing: Bool, in html: Span<UInt8>) {
    if !foreign.isEmpty || tag == .svg || tag == .math {
      let isHTML = tag == .font && hasFontAttribute(html)
      foreign.open(tag, isSelfClosing: isSelfClosing, isHTML: isHTML)
      if foreign.isForeign { return }
    }
    model = Self.model(after: tag)
    if model != .data { lastStartTag = tag }
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

  /// The end of a tag's or an attribute's name: white space, `/`, `>`, and of an attribute `=`.
  @inline(__always)
  static func endOfName(_ html: Span<UInt8>, from: Int, isTag: Bool) -> Int {
    var i = from
    while i < html.count {
      var stops = tamis_mask_name_stops(html.sixteen(at: i))
      while stops != 0 {
        let index = i &+ stops.trailingZeroBitCount
        guard index < html.count else { return html.count }
        let byte = html[index]
        if byte == 0x3D ? !isTag : byte > 0x20 || byte.isHTMLSpace { return index }
        stops &= stops &- 1
      }
      i &+= 16
    }
    return html.count
  }

  // MARK: - Attributes

  /// Reads the attributes of a start tag, from the end of its name on.
  @inline(__always)
  mutating func readAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var i = from
    var last = from
    var seen = SeenAttributes()
    while let attribute = Self.nextAttribute(html, from: &i) {
      if seen.insert(attribute, in: html, after: attributes) { attributes.append(attribute) }
      last = i
    }
    return Self.tagEnd(html, at: i, after: last)
  }

  /// Steps over the attributes of an end tag.
  @inline(__always)
  static func skipAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var i = from
    var last = from
    while nextAttribute(html, from: &i) != nil { last = i }
    return tagEnd(html, at: i, after: last)
  }

  /// The end of a tag at its `>`; a `/` before it counts unless the last attribute's value has it.
  @inline(__always)
  private static func tagEnd(_ html: Span<UInt8>, at index: Int, after last: Int) -> HTMLTagEnd {
    guard index < html.count else { return HTMLTagEnd() }
    return HTMLTagEnd(index: index &+ 1, isSelfClosing: index > last && html[index &- 1] == 0x2F)
  }
}
