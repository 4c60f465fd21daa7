// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// Hashes every run of w consecutive tokens, in one pass.
///
/// The hash of a shingle is a polynomial of its tokens' hashes, folded once more; Specification.md
/// defines it. A text of fewer than w tokens is one shingle of all its tokens, so that short texts
/// are compared and not dropped; a text without tokens has no shingle and matches nothing.
public struct Shingler: Sendable {
  /// Tokens a shingle, at least 1.
  public let width: Int

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let fold: UInt64 = 0xE703_7ED1_A0B4_28DB
  /// `base` to the power of `width`.
  private let leaving: UInt64

  /// Makes a shingler.
  ///
  /// - Parameter width: Tokens a shingle; less than 1 counts as 1.
  public init(width: Int) {
    self.width = max(1, width)
    leaving = (0..<self.width).reduce(1) { power, _ in power &* Self.base }
  }

  /// Appends the hash of every shingle, in order, repeated ones included.
  ///
  /// - Parameters:
  ///   - tokens: Token hashes, n of them.
  ///   - shingles: Receives max(n − width + 1, 1) hashes; none if n is 0.
  /// - Complexity: O(n), whatever the width.
  public func append(shinglesOf tokens: Span<UInt64>, to shingles: inout [UInt64]) {
    guard !tokens.isEmpty else { return }
    let first = min(width, tokens.count)
    var polynomial: UInt64 = 0
    for index in 0..<first { polynomial = polynomial &* Self.base &+ tokens[index] }
    shingles.append(addingCapacity: tokens.count - first + 1) {
      (output: inout OutputSpan<UInt64>) in
      output.append(TokenHash.mix(polynomial, Self.fold))
      for index in first..<tokens.count {
        polynomial =
          polynomial &* Self.base &+ tokens[index] &- tokens[index &- first] &* leaving
        output.append(TokenHash.mix(polynomial, Self.fold))
      }
    }
  }
}
