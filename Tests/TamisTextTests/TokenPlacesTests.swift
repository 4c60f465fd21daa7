// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisKernels
import Testing

@testable import TamisText

struct `Places of tokens` {
  private static func tokens(_ text: [UInt8]) throws -> [[UInt8]] {
    var tokenizer = Tokenizer(kernel: try .fromEnvironment())
    return tokenizer.tokens(of: text.span)
  }

  private static func places(_ text: [UInt8]) throws -> [Range<Int>] {
    var tokenizer = Tokenizer(kernel: try .fromEnvironment())
    var places = TokenPlaces()
    tokenizer.append(placesOf: text.span, to: &places)
    return zip(places.starts, places.ends).map { Int($0)..<Int($1) }
  }

  /// Checks that the bytes at each place, read alone, are the token that stands there.
  private func expectPlaces(of text: [UInt8], _ comment: String) throws {
    let tokens = try Self.tokens(text)
    let places = try Self.places(text)
    try #require(tokens.count == places.count, "\(comment)")
    var end = 0
    for (token, place) in zip(tokens, places) {
      #expect(place.lowerBound >= end && place.upperBound <= text.count, "\(comment)")
      end = place.upperBound
      #expect(try Self.tokens(Array(text[place])) == [token], "\(comment) at \(place)")
    }
  }

  @Test func `are where the token alone gives itself again`() throws {
    let pieces = [
      "a", "Z", "7", "_", " ", ".", "é", "e\u{301}", "Ж", "ω", "ΐ", "北", "か", "か\u{3099}", "٣", "😀",
      "\n", "\r\n", "\u{FB01}", "\u{AD}", "\u{200D}", "한", "\u{1112}\u{1161}\u{11AB}", "—",
      "=\u{338}",
      "ｗ", "o\u{323}\u{301}", "\u{1E69}",
    ]
    var generator = Generator(seed: 41)
    for length in 0..<400 {
      let text = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "a" }.joined()
      try expectPlaces(of: Array(text.utf8), "\(length) pieces")
    }
  }

  @Test func `are right beyond the pieces in which text is cut`() throws {
    var generator = Generator(seed: 42)
    let pieces = ["word ", "Wörter ", "слово ", "北京", "long", "e\u{301}", "x"]
    for _ in 0..<20 {
      let text = (0..<9000).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let (tokens, places) = (try Self.tokens(Array(text.utf8)), try Self.places(Array(text.utf8)))
      #expect(tokens.count == places.count)
      for index in stride(from: 0, to: places.count, by: 97) {
        #expect(try Self.tokens(Array(Array(text.utf8)[places[index]])) == [tokens[index]])
      }
    }
    let long = Array((String(repeating: "é", count: 70_000) + " b").utf8)
    #expect(try Self.places(long) == [0..<140_000, 140_001..<140_002])
  }

  @Test func `are shared where one character is several tokens`() throws {
    #expect(try Self.places(Array("5½ b".utf8)) == [0..<3, 1..<3, 4..<5])
    #expect(try Self.places(Array("㍿".utf8)) == [0..<3, 0..<3, 0..<3, 0..<3])
  }

  @Test func `do not take marks from their character`() throws {
    #expect(try Self.places(Array("ก\u{0E48}".utf8)) == [0..<6, 0..<6])
    #expect(try Self.places(Array("a (\u{301}) b".utf8)) == [0..<1, 2..<5, 7..<8])
  }

  @Test func `pass over what is not UTF-8`() throws {
    let text: [UInt8] = [0xFF] + Array("é".utf8) + [0xC3] + Array(" b".utf8) + [0xE2, 0x82]
    #expect(try Self.places(text) == [1..<3, 5..<6])
    for length in 0...text.count { try expectPlaces(of: Array(text[..<length]), "\(length)") }
  }
}
