// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension HTMLTokenizer {
  /// Text that is not markup, up to the end tag of the element it is in.
  @inline(never)
  mutating func unparsed(_ html: Span<UInt8>, from start: Int) -> HTMLToken {
    let model = model
    if model == .plaintext {
      let range = start..<html.count
      return token(.characters, range, content: range, .raw, needsDecoding: true)
    }
    self.model = .data
    if model == .cdata { return sectionOfCDATA(html, at: start, content: start) }
    let end = model == .script ? endOfScript(html, from: start) : endOfRawText(html, from: start)
    if end == start { return endTag(html, at: start) }
    let range = start..<end
    let encoded = model != .rcdata || html.firstEncoded(in: range) < end
    return token(
      .characters, range, content: range, model == .rcdata ? .rcdata : .raw,
      needsDecoding: encoded)
  }

  /// The first end tag of the element the text is in.
  private func endOfRawText(_ html: Span<UInt8>, from start: Int) -> Int {
    var i = html.first(0x3C, from: start)
    while i < html.count, !isAppropriateEndTag(html, at: i) { i = html.first(0x3C, from: i &+ 1) }
    return i
  }

  /// Whether the end tag of the last start tag's element is at a `<`.
  private func isAppropriateEndTag(_ html: Span<UInt8>, at index: Int) -> Bool {
    guard lastStartTag != .other, index &+ 2 < html.count, html[index &+ 1] == 0x2F,
      html[index &+ 2].isASCIILetter
    else { return false }
    // The name may have a `<`: looking further than the longest name would take quadratic time.
    let limit = Swift.min(html.count, index &+ 20)
    let name = Self.tagName(html.extracting(0..<limit), from: index &+ 2).range
    return name.upperBound < limit && HTMLTag(named: name, in: html) == lastStartTag
  }

  // MARK: - Scripts

  /// The end tag of a script. Within `<!-- … -->` a `<script>` hides the next `</script>`.
  private func endOfScript(_ html: Span<UInt8>, from start: Int) -> Int {
    var i = html.first(0x3C, from: start)
    while i < html.count {
      if isAppropriateEndTag(html, at: i) { return i }
      if html.matches("<!--", at: i) {
        let (end, isTag) = endOfEscape(html, from: i &+ 4)
        if isTag { return end }
        i = end
      } else {
        i &+= 1
      }
      i = html.first(0x3C, from: i)
    }
    return html.count
  }

  /// From after a script's `<!--` on: after the `-->`, or the script's end tag if it is first.
  private func endOfEscape(_ html: Span<UInt8>, from start: Int) -> (index: Int, isTag: Bool) {
    var i = start
    var isDouble = false
    while i < html.count {
      let bytes = html.sixteen(at: i)
      let mask = tamis_mask_equal(bytes, 0x3C) | tamis_mask_equal(bytes, 0x3E)
      guard mask != 0 else {
        i &+= 16
        continue
      }
      i &+= mask.trailingZeroBitCount
      if html[i] == 0x3E {
        // The two dashes may be those of the `<!--`.
        if html[i &- 1] == 0x2D, html[i &- 2] == 0x2D { return (i &+ 1, false) }
      } else if !isDouble, isAppropriateEndTag(html, at: i) {
        return (i, true)
      } else if isDouble == html.matches("</", at: i), Self.isScript(html, at: i) {
        isDouble.toggle()
      }
      i &+= 1
    }
    return (html.count, false)
  }

  /// Whether `script`, and what ends a name, follows the `<` or `</` at a place.
  private static func isScript(_ html: Span<UInt8>, at index: Int) -> Bool {
    let name = html.matches("</", at: index) ? index &+ 2 : index &+ 1
    guard html.matches("script", at: name), name &+ 6 < html.count else { return false }
    let next = html[name &+ 6]
    return next.isHTMLSpace || next == 0x2F || next == 0x3E
  }
}
