// SPDX-License-Identifier: Apache-2.0

import Foundation

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes ASCII pages of invented words, and near copies of them.
struct PageGenerator {
  private var random: SeededGenerator
  private let words: [String]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let syllables = ["ka", "lo", "mi", "ren", "tu", "vas", "per", "no", "shi", "dal", "gu", "est"]
    words = (0..<2000).map { _ in
      (0..<Int.random(in: 2...4, using: &random)).map { _ in
        syllables[Int.random(in: 0..<syllables.count, using: &random)]
      }.joined()
    }
    self.random = random
  }

  mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func word() -> String { words[number(in: 0...(words.count - 1))] }

  mutating func sentence(words count: Int) -> String {
    var text = (0..<count).map { _ in word() }.joined(separator: " ")
    text.replaceSubrange(text.startIndex...text.startIndex, with: text.prefix(1).uppercased())
    return text + "."
  }

  mutating func paragraphs(_ count: Int) -> String {
    (0..<count).map { _ in
      (0..<number(in: 2...4)).map { _ in sentence(words: number(in: 6...16)) }
        .joined(separator: " ")
    }.joined(separator: "\n\n")
  }

  /// A copy in which some words are others.
  mutating func edited(_ text: String, changes: Int) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<changes { words[number(in: 0...(words.count - 1))] = word() }
    return words.joined(separator: " ")
  }

  /// Texts of which about half are near copies of an earlier one.
  mutating func texts(_ count: Int, paragraphs: ClosedRange<Int>) -> [String] {
    var texts: [String] = []
    while texts.count < count {
      let text = self.paragraphs(number(in: paragraphs))
      texts.append(text)
      for _ in 0..<number(in: 0...2) {
        let base = texts[max(0, texts.count - 1)]
        texts.append(edited(base, changes: number(in: 0...6)))
      }
    }
    return texts.prefix(count).shuffled(using: &random)
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    elements.shuffled(using: &random)
  }
}

/// The tests' own measure of likeness, of ASCII text: sets of word n-grams, compared by their
/// words.
struct WordGrams {
  let grams: Set<String>

  init(_ text: String, words count: Int = 5) {
    let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
    guard words.count >= count else {
      grams = words.isEmpty ? [] : [words.joined(separator: " ")]
      return
    }
    grams = Set((0...(words.count - count)).map { words[$0..<($0 + count)].joined(separator: " ") })
  }

  /// Shared n-grams and those of either.
  func compared(with other: WordGrams) -> (shared: Int, union: Int) {
    let shared = grams.intersection(other.grams).count
    return (shared, grams.count + other.grams.count - shared)
  }
}
