// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisText

@Suite("Shingles")
struct ShinglerTests {
  /// Every shingle's polynomial computed anew, term by term.
  static func direct(_ tokens: [UInt64], width: Int) -> [UInt64] {
    let length = min(width, tokens.count)
    guard length > 0 else { return [] }
    return (0...tokens.count - length).map { start in
      var polynomial: UInt64 = 0
      var power: UInt64 = 1
      for token in tokens[start..<start + length].reversed() {
        polynomial &+= token &* power
        power &*= 0x9E37_79B9_7F4A_7C15
      }
      let product = polynomial.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
      return product.high ^ product.low
    }
  }

  @Test("agree with the polynomial, for counts about the width", arguments: [1, 2, 3, 5, 8, 13])
  func polynomial(_ width: Int) {
    var generator = Generator(seed: 1)
    for count in [0, 1, width - 1, width, width + 1, width * 2, 200] {
      let tokens = (0..<count).map { _ in generator.next() }
      var shingles: [UInt64] = [42]
      Shingler(width: width).append(shinglesOf: tokens.span, to: &shingles)
      #expect(shingles == [42] + Self.direct(tokens, width: width), "\(count) tokens")
    }
  }

  @Test("a short text is one shingle, which no other short text has by its first tokens alone")
  func short() {
    func shingles(_ tokens: [UInt64]) -> [UInt64] {
      var shingles: [UInt64] = []
      Shingler(width: 5).append(shinglesOf: tokens.span, to: &shingles)
      return shingles
    }
    let all = [[1], [1, 2], [2, 1], [1, 2, 3], [1, 2, 3, 4]].map(shingles)
    #expect(all.allSatisfy { $0.count == 1 })
    #expect(Set(all).count == all.count)
  }

  @Test("a width below 1 counts as 1")
  func leastWidth() {
    #expect(Shingler(width: 0).width == 1)
    #expect(Shingler(width: .min).width == 1)
  }
}
