// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisStory

struct TermTests {
  private func terms(_ text: String, title: String = "") throws -> [String: Int] {
    var reader = try TermReader(kernel: .fromEnvironment())
    let (title, text) = (Array(title.utf8), Array(text.utf8))
    let terms = reader.terms(title: title.span, text: text.span)
    #expect(terms.map(\.term.term) == terms.map(\.term.term).sorted())
    return Dictionary(
      uniqueKeysWithValues: terms.map {
        (String(decoding: $0.word, as: UTF8.self), $0.term.count)
      })
  }

  @Test func `Words that begin alike are one term`() throws {
    #expect(try terms("Elections elected, ELECTORAL vote") == ["elections": 3, "vote": 1])
    #expect(try terms("выборы выборов") == ["выборы": 2])
    #expect(try terms("żółwie żółwiem") == ["żółwie": 2])
    #expect(try terms("") == [:])
  }

  @Test func `Scripts without spaces give pairs of characters`() throws {
    #expect(try terms("東京都庁") == ["東京": 1, "京都": 1, "都庁": 1])
    #expect(try terms("東 a 京") == ["a": 1])
  }

  @Test func `The title counts more`() throws {
    #expect(try terms("fire in town", title: "Fire") == ["fire": 3, "in": 1, "town": 1])
  }

  @Test func `What few documents have weighs more, and what is common everywhere less`() {
    var weights = TermWeights(background: Background(shares: [7: 0.5]))
    for number in 0..<10 { weights.count([1, UInt32(number + 100), 7]) }
    #expect(weights.weight(100, count: 1) > weights.weight(1, count: 1))
    #expect(weights.weight(1, count: 1) > weights.weight(7, count: 1))
    #expect(weights.weight(1, count: 3) > weights.weight(1, count: 2))
    #expect(weights.documents(with: 1) == 10)
  }

  @Test func `The shipped background knows the words of several languages`() {
    for (common, rare) in [("the", "zygote"), ("который", "ежевика"), ("και", "ζυμάρι")] {
      let (a, b) = (Array(common.utf8.prefix(10)), Array(rare.utf8.prefix(10)))
      let known = Background.shipped.share(of: TermReader.hash(a[...]))
      #expect(known > 0.1, "\(common)")
      #expect(known > 2 * Background.shipped.share(of: TermReader.hash(b[...])))
    }
  }

  @Test func `A term is eight bytes`() {
    for (count, isPair) in [(0, false), (1, true), (1 << 40, false)] {
      let term = DocumentTerm(0xFFFF_FFFE, count: count, isPair: isPair)
      #expect(DocumentTerm(word: term.word) == term)
      #expect(term.term == 0xFFFF_FFFE)
      #expect(term.count == min(count, 1 << 31 - 1))
      #expect(term.isPair == isPair)
    }
  }

  @Test func `Vectors are of unit length, and of the heaviest terms`() {
    var weights = TermWeights(background: .none)
    weights.count(1...1000)
    let terms = (UInt32(1)...1000).map { DocumentTerm($0, count: $0 > 990 ? 9 : 1) }
    let vector = StoryVector(terms, weights: weights)
    #expect(vector.terms.count == StoryVector.limit)
    #expect(vector.terms == vector.terms.sorted())
    #expect(vector.terms.suffix(10) == Array(991...1000))
    #expect(abs(vector.similarity(to: vector) - 1) < 1e-6)
    #expect(vector.heaviest(10).map { vector.terms[$0] } == Array(991...1000))
    let empty = StoryVector([], weights: weights)
    #expect(empty.similarity(to: vector) == 0)
    #expect(StoryVector(sumOf: []).terms.isEmpty)
  }
}
