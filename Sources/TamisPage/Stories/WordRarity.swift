// SPDX-License-Identifier: Apache-2.0

/// How rare words are, in the language in which they are most frequent.
///
/// It knows the words that at least one in some two hundred texts of a language has; all others
/// count as rare. `train.py` says what it was made of.
struct WordRarity: Sendable {
  /// The first 24 bits of a stem's hash, and 8 bits of its rarity; ascending.
  private let entries: [UInt32]

  /// Steps of rarity in a unit of the natural logarithm.
  static let scale: Float = 40
  /// The rarity of a word that is not known.
  static let unknown: Float = 5.3

  /// The one that comes with Tamis.
  static let shipped = WordRarity(BlockModel.decoded(WordRarityBytes.table))

  /// Reads the bytes that `train.py` writes: `TMWR`, a version and two zero bytes, and
  /// entries of four bytes, least first.
  ///
  /// Other bytes know no words.
  init(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x54, 0x4D, 0x57, 0x52, 1, 0, 0, 0]) else {
      entries = []
      return
    }
    entries = stride(from: 8, to: bytes.count - 3, by: 4).map { at in
      (0..<4).reduce(0) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
    }
  }

  /// The negative logarithm of the share of texts that have the word, 0 to `unknown`.
  ///
  /// - Complexity: O(log *n*) in the words that are known.
  func rarity(of stem: UInt32) -> Float {
    let prefix = stem & 0xFFFF_FF00
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] < prefix { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low] & 0xFFFF_FF00 == prefix else { return Self.unknown }
    return min(Self.unknown, Float(entries[low] & 0xFF) / Self.scale)
  }
}
