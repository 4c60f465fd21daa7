// SPDX-License-Identifier: Apache-2.0

/// Hashes every run of N tokens to 122 bits, in one pass.
///
/// Two polynomials of the tokens' hashes, modulo the prime 2⁶¹ − 1 (Karp and Rabin 1987). Modulo a
/// power of two there are texts of two words whose runs collide whatever the base is.
struct RunHash: Sendable {
  private let tokens: Int
  /// The bases to the power of N.
  private let leaving: (UInt64, UInt64)

  private static let prime: UInt64 = 1 << 61 - 1
  private static let bases: (UInt64, UInt64) = (0x0A54_FF53_A5F1_D36F, 0x1F83_D9AB_FB41_BD6B)

  /// Hashes runs of N tokens.
  init(tokens: Int) {
    self.tokens = tokens
    var powers: (UInt64, UInt64) = (1, 1)
    for _ in 0..<tokens {
      powers = (Self.product(powers.0, Self.bases.0), Self.product(powers.1, Self.bases.1))
    }
    leaving = powers
  }

  /// Calls `body` with the first token of each run and the run's hash.
  ///
  /// - Parameter hashes: The hashes of all tokens of a text.
  /// - Complexity: O(n), whatever N is.
  @inline(__always)
  func forEachRun(of hashes: [UInt64], _ body: (_ first: Int, UInt64, UInt64) -> Void) {
    var (a, b): (UInt64, UInt64) = (0, 0)
    for (index, hash) in hashes.enumerated() {
      let entering = Self.reduced(hash)
      a = Self.sum(Self.product(a, Self.bases.0), entering)
      b = Self.sum(Self.product(b, Self.bases.1), entering)
      if index >= tokens {
        let old = Self.reduced(hashes[index - tokens])
        a = Self.difference(a, Self.product(old, leaving.0))
        b = Self.difference(b, Self.product(old, leaving.1))
      }
      if index >= tokens - 1 { body(index - tokens + 1, a, b) }
    }
  }

  // All of these take and give numbers below the prime.

  @inline(__always)
  private static func reduced(_ value: UInt64) -> UInt64 {
    let folded = (value & prime) + value >> 61
    return folded >= prime ? folded - prime : folded
  }

  @inline(__always)
  private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return sum(low & prime, high << 3 | low >> 61)
  }

  @inline(__always)
  private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let sum = a + b
    return sum >= prime ? sum - prime : sum
  }

  @inline(__always)
  private static func difference(_ a: UInt64, _ b: UInt64) -> UInt64 {
    a >= b ? a - b : a + prime - b
  }
}
