// SPDX-License-Identifier: Apache-2.0

/// A term of a document, in eight bytes: which, how often, and whether it is a pair of characters of
/// a script that writes no spaces.
public struct DocumentTerm: Sendable, Hashable {
  /// The term above, then 31 bits of the count, then the bit of a pair; orders by term.
  public let word: UInt64

  /// A term as ``word`` holds it.
  public init(word: UInt64) { self.word = word }

  /// A term that a document has `count` times.
  public init(_ term: UInt32, count: Int, isPair: Bool = false) {
    let count = UInt64(min(max(count, 0), 1 << 31 - 1))
    word = UInt64(term) << 32 | count << 1 | (isPair ? 1 : 0)
  }

  /// The hash of the term's text.
  public var term: UInt32 { UInt32(word >> 32) }
  /// How often the document has it, with what the title adds.
  public var count: Int { Int(word >> 1 & 0x7FFF_FFFF) }
  /// Whether it is a pair of characters.
  public var isPair: Bool { word & 1 == 1 }
}
