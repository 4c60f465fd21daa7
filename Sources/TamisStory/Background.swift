// SPDX-License-Identifier: Apache-2.0

/// Which share of texts in general has a term.
public struct Background: Sendable {
  private let shares: [UInt32: Double]
  /// The bits of a term that tell it from others here.
  private let mask: UInt32

  /// A background that knows no term.
  public static let none = Background(shares: [:])

  /// A background of known shares, 0 to 1, by terms or by some bits of them.
  public init(shares: [UInt32: Double], mask: UInt32 = .max) {
    (self.shares, self.mask) = (shares, mask)
  }

  /// The share of texts with a term; 0 where it is not known.
  public func share(of term: UInt32) -> Double { shares[term & mask] ?? 0 }
}
