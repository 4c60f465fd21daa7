// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TamisPage

/// The change of words as its definition has it, each place by itself.
private struct BreakOracle {
  /// The words of each paragraph.
  let paragraphs: [Set<UInt32>]
  let lengths: [Int]
  let weight: (UInt32) -> Double

  private var counts: [UInt32: Int] {
    Dictionary(paragraphs.flatMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
      .filter { $0.value > 1 }
  }

  func change(before paragraph: Int) -> Double {
    let total = Double(max(1, lengths.reduce(0, +)))
    let share = Double(lengths[..<paragraph].reduce(0, +)) / total
    let left = paragraphs[..<paragraph].reduce(Set()) { $0.union($1) }
    let right = paragraphs[paragraph...].reduce(Set()) { $0.union($1) }
    var (expected, variance, both) = (0.0, 0.0, 0.0)
    for (word, count) in counts {
      let worth = weight(word) * Double(count - 1)
      let chance = 1 - pow(share, Double(count)) - pow(1 - share, Double(count))
      expected += worth * chance
      variance += worth * worth * chance * (1 - chance)
      if left.contains(word), right.contains(word) { both += worth }
    }
    let rest = max(0, 1 - both / (expected + 1))
    return (expected - both) / (variance + 1).squareRoot() * pow(rest, 3)
  }

  /// The weight of the words of a paragraph that others have, but only others on one side.
  func links(of paragraph: Int, to others: Range<Int>, not apart: Range<Int>) -> Double {
    let here = others.reduce(Set()) { $0.union(paragraphs[$1]) }
    let there = apart.reduce(Set()) { $0.union(paragraphs[$1]) }
    return paragraphs[paragraph].filter { here.contains($0) && !there.contains($0) }
      .reduce(0) { $0 + weight($1) }
  }
}

struct `Change of words` {
  @Test(arguments: UInt64(1)...60)
  func `is what its definition says, for any stretch`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let rarity = WordRarity([])
    let paragraphs = (0..<Int.random(in: 2...24, using: &random)).map { _ in
      (0..<Int.random(in: 0...12, using: &random)).map { _ in
        UInt32.random(in: 0..<40, using: &random)
      }
    }
    let vocabulary = Vocabulary(paragraphs, rarity: rarity.rarity)
    let start = Int.random(in: 0..<paragraphs.count, using: &random)
    let range = start..<Int.random(in: start + 1...paragraphs.count, using: &random)
    let oracle = BreakOracle(
      paragraphs: range.map { Set(paragraphs[$0]) }, lengths: range.map { paragraphs[$0].count },
      weight: { Double(rarity.rarity(of: $0) - Vocabulary.common) })
    let found = VocabularyBreak(vocabulary, in: range)
    #expect(found.places.count == range.count - 1)
    for (index, place) in found.places.enumerated() {
      let right = oracle.change(before: index + 1)
      #expect(abs(place.change - right) < 1e-6 * max(1, abs(right)), "\(index)")
    }
    for index in 0..<range.count {
      let (before, after) = (0..<index, index + 1..<range.count)
      #expect(
        abs(found.earlier[index] - oracle.links(of: index, to: before, not: after)) < 1e-4)
      #expect(abs(found.later[index] - oracle.links(of: index, to: after, not: before)) < 1e-4)
    }
  }

  @Test func `words in very many paragraphs count as fewer`() {
    let paragraphs = (0..<1000).map { [UInt32(1), UInt32($0 / 100 + 2)] }
    let found = VocabularyBreak(
      Vocabulary(paragraphs, rarity: WordRarity([]).rarity), in: 0..<1000)
    #expect(found.places.allSatisfy { $0.change.isFinite })
  }

  @Test(arguments: [(true, 2), (false, 0)])
  func `words are rare by the table`(isKnown: Bool, level: UInt8) {
    let stem: UInt32 = 0x1234_56FF
    let known: [UInt8] = [level, 0x56, 0x34, 0x12]
    let rarity = WordRarity([0x54, 0x4D, 0x57, 0x52, 1, 0, 0, 0] + (isKnown ? known : []))
    #expect(
      rarity.rarity(of: stem) == (isKnown ? Float(level) / WordRarity.scale : WordRarity.unknown))
    #expect(rarity.rarity(of: stem &+ 0x100) == WordRarity.unknown)
    #expect(rarity.rarity(of: stem &- 0x100) == WordRarity.unknown)
  }
}
