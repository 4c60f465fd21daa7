// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisKernels
import Testing

@testable import TamisText

/// Things that may stand between or in words, each a way out of the path of plain ASCII.
let insertions: [(name: String, bytes: [UInt8])] = [
  ("two-byte letter", Array("é".utf8)),
  ("upper-case Cyrillic", Array("Ж".utf8)),
  ("ideograph", Array("北".utf8)),
  ("four-byte symbol", Array("😀".utf8)),
  ("four-byte letter", Array("𐐀".utf8)),
  ("mark on what precedes", Array("\u{301}".utf8)),
  ("two marks out of order", Array("\u{301}\u{323}".utf8)),
  ("mark that undoes a separator", Array("=\u{338}".utf8)),
  ("soft hyphen", Array("\u{AD}".utf8)),
  ("dash", Array("—".utf8)),
  ("stray byte", [0xFF]),
  ("cut sequence", [0xE2, 0x82]),
  ("surrogate", [0xED, 0xA0, 0x80]),
]

func ascii(_ count: Int, seed: UInt64) -> [UInt8] {
  var generator = Generator(seed: seed)
  let alphabet = Array("abcXYZ_09 .,-=\n".utf8)
  return (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
}

@Suite("Tokens against a slow oracle, on every kernel")
struct TokenizerTests {
  @Test("texts of every length up to 300, of ASCII and of several scripts")
  func everyLength() {
    let alphabet: [Character] = ["a", "Z", "7", "_", " ", ".", "é", "Ж", "ω", "北", "か", "٣", "😀"]
    var generator = Generator(seed: 1)
    for length in 0...300 {
      expectTokens(of: ascii(length, seed: UInt64(length)), "\(length) ASCII")
      let mixed = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
      expectTokens(of: Array(mixed.utf8.prefix(length)), "\(length) mixed")
    }
  }

  @Test("each insertion at each position about two masks", arguments: insertions.indices)
  func nearMasks(_ index: Int) {
    let text = ascii(200, seed: 2)
    for position in 0...text.count {
      let whole = Array(text[..<position]) + insertions[index].bytes + text[position...]
      expectTokens(of: whole, "\(insertions[index].name) at \(position)")
    }
  }

  @Test("each insertion about the end of a piece of 8 KiB", arguments: insertions.indices)
  func nearPieces(_ index: Int) {
    for seed in 3..<6 {
      let text = ascii(8192 + 300, seed: UInt64(seed))
      for position in 8192 - 12...8192 + 4 {
        let whole = Array(text[..<position]) + insertions[index].bytes + text[position...]
        expectTokens(of: whole, "\(insertions[index].name) at \(position)")
      }
    }
  }

  @Test("each insertion about the flush at 1,024 units", arguments: insertions.indices)
  func nearFlush(_ index: Int) {
    var generator = Generator(seed: 7)
    let alphabet: [Character] = ["а", "Б", "в", "e", "ё", " ", "é", "北"]
    let units = (0..<1300).map { _ in alphabet.randomElement(using: &generator) ?? "a" }
    for position in 1016...1032 {
      let before = Array(String(units[..<position]).utf8)
      let after = Array(String(units[position...]).utf8)
      let whole = before + insertions[index].bytes + after
      expectTokens(of: whole, "\(insertions[index].name) at \(position)")
    }
  }

  @Test("marks in any number and order, also across flushes")
  func marks() {
    var generator = Generator(seed: 8)
    let alphabet = Array("aeo =<\u{301}\u{323}\u{308}\u{338}Жи\u{306}".unicodeScalars)
    for length in [5, 60, 1100, 2300] {
      for _ in 0..<20 {
        let scalars = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
        expectTokens(of: Array(String(String.UnicodeScalarView(scalars)).utf8), "\(scalars)")
      }
    }
  }

  @Test("random bytes: tokens, and how many bytes are not UTF-8")
  func randomBytes() {
    var generator = Generator(seed: 9)
    // Leads, continuations and limits of what UTF-8 allows, more often than by chance.
    let alphabet: [UInt8] = [
      0x20, 0x41, 0x61, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC3, 0xD0, 0xE0, 0xE1,
      0xED, 0xEE, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<4000 {
      let length = Int.random(in: 0...40, using: &generator)
      let text = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      // What the bytes happen to spell may have mappings that the oracle does not know.
      var tokenizer = Tokenizer(kernel: .scalar)
      _ = tokenizer.tokens(of: text.span)
      #expect(tokenizer.invalidBytes == TokenOracle.invalidBytes(text), "\(text)")
    }
  }

  @Test("digits of every script fold to one 0")
  func digits() {
    for text in [
      "12 comments, 3 comments", "a1b22c333", "٣٤٥ ٣", "x१२y٣4", "007", "0a0", "é12", "1²3",
    ] {
      // ² maps to 2 before it is folded.
      let plain = text.replacing("²", with: "2")
      let expected = TokenOracle.tokens(Array(plain.utf8), digits: .folded)
      var tokenizer = Tokenizer(kernel: .scalar, digits: .folded)
      #expect(tokenizer.tokens(of: Array(text.utf8).span) == expected, "\(text)")
    }
    for length in 0...100 { expectTokens(of: ascii(length, seed: 10), digits: .folded) }
  }

  @Test("hashes with digits kept and folded at once are those of two tokenisers, on every kernel")
  func bothHashes() {
    let alphabet: [Character] = [
      "a", "Z", "7", "0", "9", "_", " ", ".", "é", "Ж", "北", "か", "٣", "१", "²", "12", "\u{301}",
    ].flatMap { Array($0) }
    var generator = Generator(seed: 12)
    for kernel in Kernel.available {
      var both = Tokenizer(kernel: kernel)
      var kept = Tokenizer(kernel: kernel)
      var folded = Tokenizer(kernel: kernel, digits: .folded)
      for length in 0...300 {
        let mixed = String(
          (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
        for text in [
          Array(mixed.utf8), ascii(length, seed: UInt64(length)), Array("\(length)".utf8),
        ] {
          var (hashes, expected): ([UInt64], [UInt64]) = ([], [])
          var (foldedHashes, expectedFolded): ([UInt64], [UInt64]) = ([], [])
          let differs = both.append(tokensOf: text.span, to: &hashes, folded: &foldedHashes)
          kept.append(tokensOf: text.span, to: &expected)
          folded.append(tokensOf: text.span, to: &expectedFolded)
          #expect(hashes == expected && foldedHashes == expectedFolded, "\(text)")
          #expect(differs || expected == expectedFolded, "\(text)")
        }
      }
    }
  }

  @Test("a tokeniser used again, for short texts after long ones, gives the same")
  func usedAgain() {
    var tokenizer = Tokenizer(kernel: Kernel.available.last ?? .scalar)
    for length in [9000, 3, 0, 70, 5 << 20, 64, 1] {
      let text = ascii(length, seed: 11) + Array("é".utf8)
      let expected = TokenOracle.tokens(length > 10_000 ? [] : text)
      let tokens = tokenizer.tokens(of: text.span)
      if length <= 10_000 { #expect(tokens == expected, "\(length)") }
    }
  }
}

@Suite("Long tokens and long texts")
struct LongTextTests {
  @Test("a token of 100,000 letters", arguments: ["a", "ж", "é", "e\u{301}"])
  func longToken(_ letter: String) {
    let text = String(repeating: letter, count: 100_000)
    let expected = [Array(text.precomposedStringWithCanonicalMapping.utf8)]
    for kernel in Kernel.available {
      var tokenizer = Tokenizer(kernel: kernel)
      #expect(tokenizer.tokens(of: Array(text.utf8).span) == expected)
      let between = Array("x \(text) y".utf8)
      #expect(hashes(between, kernel: kernel)[1] == TokenOracle.hash(expected[0]))
    }
  }

  /// Quadratic work on any of these would take hours; no clock decides.
  @Test(
    "megabytes of one pattern have the tokens that counting gives",
    arguments: [("a", 0, 1), ("a b ", 2, 0), ("ж", 0, 1), ("ж a", 1, 1), ("\u{301}", 0, 1)])
  func megabytes(_ unit: String, _ each: Int, _ more: Int) {
    let times = 2_000_000
    let text = Array(repeatElement(Array(unit.utf8), count: times).joined())
    #expect(hashes(text, kernel: .scalar).count == each * times + more)
  }
}
