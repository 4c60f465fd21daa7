// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension HTMLTokenizer {
  /// What begins with `<!`.
  @inline(never)
  mutating func declaration(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let content = start &+ 2
    if html.matches("--", at: content) { return comment(html, at: start) }
    if html.matches("doctype", at: content) { return doctype(html, at: start) }
    if foreign.isForeign, html.hasCDATA(at: content) {
      return sectionOfCDATA(html, at: start, content: content &+ 7)
    }
    return bogusComment(html, at: start, content: content)
  }

  /// A comment: up to `-->` or `--!>`; `<!-->` and `<!--->` are empty ones.
  private mutating func comment(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let first = start &+ 4
    if html.matches(">", at: first) { return comment(start..<first &+ 1, content: first..<first) }
    if html.matches("->", at: first) { return comment(start..<first &+ 2, content: first..<first) }
    var i = first
    while true {
      i = html.first(0x3E, from: i)
      guard i < html.count else { return unfinishedComment(html, start..<i, from: first) }
      if i &- 2 >= first, html[i &- 1] == 0x2D, html[i &- 2] == 0x2D {
        return comment(start..<(i &+ 1), content: first..<(i &- 2))
      }
      if i &- 3 >= first, html.matches("--!", at: i &- 3) {
        return comment(start..<(i &+ 1), content: first..<(i &- 3))
      }
      i &+= 1
    }
  }

  /// A comment that the text's end cuts off: a part of its end mark is not in it.
  private mutating func unfinishedComment(
    _ html: Span<UInt8>, _ source: Range<Int>, from first: Int
  ) -> HTMLToken {
    let rest = source.upperBound &- first
    var mark = 0
    if rest >= 3, html.matches("--!", at: source.upperBound &- 3) {
      mark = 3
    } else if rest >= 2, html.matches("--", at: source.upperBound &- 2) {
      mark = 2
    } else if rest >= 1, html[source.upperBound &- 1] == 0x2D {
      mark = 1
    }
    return comment(source, content: first..<(source.upperBound &- mark))
  }

  /// What is taken for a comment: up to the next `>`.
  mutating func bogusComment(_ html: Span<UInt8>, at start: Int, content: Int) -> HTMLToken {
    let end = html.first(0x3E, from: content)
    return comment(start..<Swift.min(end &+ 1, html.count), content: content..<end)
  }

  private mutating func comment(_ source: Range<Int>, content: Range<Int>) -> HTMLToken {
    token(.comment, source, content: content, .raw, needsDecoding: !content.isEmpty)
  }

  /// A document type declaration: in every state of it, quoted or not, the next `>` is its end.
  private mutating func doctype(_ html: Span<UInt8>, at start: Int) -> HTMLToken {
    let content = start &+ 9
    let end = html.first(0x3E, from: content)
    let source = start..<Swift.min(end &+ 1, html.count)
    return token(.doctype, source, content: content..<end, .raw, needsDecoding: true)
  }

  /// A CDATA section, from the start of its content on: up to `]]>`.
  mutating func sectionOfCDATA(_ html: Span<UInt8>, at start: Int, content: Int) -> HTMLToken {
    var i = content
    while true {
      i = html.first(0x3E, from: i)
      guard i < html.count else { break }
      if i &- 2 >= content, html[i &- 1] == 0x5D, html[i &- 2] == 0x5D {
        let range = content..<(i &- 2)
        return token(.characters, start..<(i &+ 1), content: range, .cdata, needsDecoding: true)
      }
      i &+= 1
    }
    let range = content..<i
    return token(.characters, start..<i, content: range, .cdata, needsDecoding: true)
  }
}

extension Span where Element == UInt8 {
  /// Whether `[CDATA[` is at a place, in upper case as it must be.
  fileprivate func hasCDATA(at index: Int) -> Bool {
    matches("[cdata[", at: index) && word(index..<index &+ 7) == 0x005B_4154_4144_435B
  }
}
