// SPDX-License-Identifier: Apache-2.0

import TamisSketch

/// How a record is like the one that comes first of the two, as two words of a row hold it.
struct Likeness: Sendable {
  /// The exact similarity.
  let similarity: Similarity
  /// Of a record that is not similar enough but lies in the other, how many distinct shingles it
  /// has.
  private let contained: Int?

  /// Whether the record is no near-duplicate of the other but lies in it.
  var isContained: Bool { contained != nil }

  /// The share of the record that is in the other, where it is contained.
  var containment: Double? {
    contained.map { Similarity(intersection: similarity.intersection, $0, similarity.intersection) }
      .map(\.value)
  }

  /// What is told of the two: the containment, or else the similarity.
  var value: Double { containment ?? similarity.value }

  /// Exact copies.
  static let identical = Likeness(.identical)

  init(_ similarity: Similarity, contained: Int? = nil) {
    self.similarity = similarity
    self.contained = contained
  }

  /// Stands in place of the words where two records were not compared.
  static let notCompared: (UInt64, UInt64) = (0, 0)

  /// A bit of the second word that is set for what is contained; below it there are then 31 bits
  /// for the record's shingles and 32 for the union.
  private static let containedBit: UInt64 = 1 << 63

  /// The intersection; and the union, with the record's own shingles where it is contained.
  var words: (UInt64, UInt64) {
    let (common, union) = (UInt64(similarity.intersection), UInt64(similarity.union))
    guard let contained else { return (common, union) }
    let own = min(UInt64(contained), 1 << 31 - 1)
    return (common, Self.containedBit | own << 32 | min(union, 1 << 32 - 1))
  }

  /// The likeness of a row; nil where two records were not compared.
  init?(words: (UInt64, UInt64)) {
    guard words.1 > 0 else { return nil }
    let isContained = words.1 & Self.containedBit != 0
    let (common, union) = (Int(words.0), Int(isContained ? words.1 & 0xFFFF_FFFF : words.1))
    similarity = Similarity(intersection: common, union, common)
    contained = isContained ? Int(words.1 >> 32 & 0x7FFF_FFFF) : nil
  }
}
