// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

/// Properties of random tag soup, and what a second tokeniser makes of it.
@Suite struct TagSoupTests {
  @Test func `random soup gives the tokens of the oracle`() {
    var soup = TagSoup(seed: 1)
    for _ in 0..<40_000 {
      let html = soup.next(upTo: 20)
      let found = tokens(html).map { $0.hasPrefix("doctype ") ? "doctype" : $0 }
      let expected = TokenOracle.tokens(html)
      #expect(found == expected, "\(html.debugDescription)")
      if found != expected { return }
    }
  }

  @Test func `every prefix of a soup gives the tokens of the oracle`() {
    var soup = TagSoup(seed: 2)
    for _ in 0..<300 {
      let html = Array(soup.next(upTo: 30).utf8)
      for count in 0...html.count {
        guard let prefix = String(validating: html[..<count], as: UTF8.self) else { continue }
        let found = tokens(prefix).map { $0.hasPrefix("doctype ") ? "doctype" : $0 }
        let expected = TokenOracle.tokens(prefix)
        #expect(found == expected, "\(prefix.debugDescription)")
        if found != expected { return }
      }
    }
  }

  @Test func `tokens cover the text without gap, content within, whatever the bytes`() {
    var soup = TagSoup(seed: 3)
    var generator = SeededGenerator(seed: 4)
    var tokenizer = HTMLTokenizer()
    for _ in 0..<4000 {
      var html = Array((soup.next(upTo: 40) + "<svg><![CDATA[").utf8)
      for _ in 0..<3 {
        html[Int.random(in: 0..<html.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      tokenizer.reset()
      var position = 0
      while true {
        let token = tokenizer.next(in: html.span)
        #expect(token.source.lowerBound == position)
        position = token.source.upperBound
        #expect(token.content.lowerBound >= token.source.lowerBound)
        #expect(token.content.upperBound <= position)
        if token.kind == .end { break }
        #expect(!token.source.isEmpty)
        guard token.kind == .startTag else { continue }
        var last = token.content.upperBound
        for attribute in tokenizer.attributes {
          #expect(attribute.name.lowerBound >= last && !attribute.name.isEmpty)
          #expect(attribute.value.lowerBound >= attribute.name.upperBound)
          last = attribute.value.upperBound
        }
        #expect(last < position)
      }
      #expect(position == html.count)
      #expect(tokenizer.next(in: html.span).kind == .end)
    }
  }

  @Test func `what needs no decoding is what it stands for`() {
    var soup = TagSoup(seed: 5)
    var tokenizer = HTMLTokenizer()
    for _ in 0..<4000 {
      let html = Array(soup.next(upTo: 20).utf8)
      tokenizer.reset()
      while true {
        let token = tokenizer.next(in: html.span)
        if token.kind == .end { break }
        if !token.needsDecoding, token.kind == .characters || token.kind == .comment {
          #expect(isPlain(token.content, html, token.decoding))
        }
        guard token.kind == .startTag else { continue }
        for attribute in tokenizer.attributes where !attribute.needsDecoding {
          #expect(isPlain(attribute.value, html, .attribute))
        }
      }
    }
  }

  private func isPlain(_ range: Range<Int>, _ html: [UInt8], _ decoding: HTMLDecoding) -> Bool {
    decoded(range, html, decoding).utf8.elementsEqual(html[range])
  }
}
