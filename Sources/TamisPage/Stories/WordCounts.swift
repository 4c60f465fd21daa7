// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisText

/// In how many texts of an input words are, so that those which its languages use everywhere are
/// known, be they in the table that comes with Tamis or not.
///
/// Words are told apart by 18 bits of their hash: a few that are rare may count as a common one.
public struct WordCounts: Sendable {
  private var counts = [UInt32](repeating: 0, count: 1 << Self.bits)

  private static let bits = 18
  /// The texts of a page's language that have to be there for the counts to say anything, told by
  /// the most frequent word of the page.
  private static let leastTexts: UInt32 = 50
  private static let leastCount: UInt32 = 3

  /// No texts yet.
  public init() {}

  /// Counts a text by its words, as `WordReader` has them.
  public mutating func add(_ words: some Sequence<UInt32>) {
    for word in words where counts[Int(word)] < .max { counts[Int(word)] += 1 }
  }

  static func word(_ stem: UInt32) -> UInt32 { (stem &* 0x9E37_79B1) >> UInt32(32 - bits) }

  /// The count of the most frequent of a page's stems; 0 if that is too little to say anything, or
  /// there is no need, because a table knows the page's language: a third and more of the words
  /// that half as many texts have are common ones.
  func most(_ paragraphs: [[UInt32]], rarity: WordRarity) -> UInt32 {
    let stems = Set(paragraphs.joined())
    let most = stems.lazy.map { counts[Int(Self.word($0))] }.max() ?? 0
    guard most >= Self.leastTexts else { return 0 }
    let frequent = stems.filter { counts[Int(Self.word($0))] >= most / 2 }
    let common = frequent.count { rarity.rarity(of: $0) <= Vocabulary.common }
    return 3 * common >= frequent.count ? 0 : most
  }

  /// How rare a word is among texts of which the most frequent word has a count; nil where nothing
  /// can be said.
  func rarity(of stem: UInt32, most: UInt32) -> Float? {
    let count = counts[Int(Self.word(stem))]
    guard count >= Self.leastCount, count <= most else { return nil }
    // ln 2 for each halving, and a straight line between: all machines do it alike.
    var (halvings, rest) = (0, Float(most) / Float(count))
    while rest >= 2 {
      rest /= 2
      halvings += 1
    }
    return 0.6931472 * (Float(halvings) + rest - 1)
  }
}

/// Reads the words of texts for `WordCounts`; one for each worker, for its buffers.
public struct WordReader: ~Copyable {
  private var tokenizer: Tokenizer
  private var stems: [UInt32] = []

  /// A reader that reads with the given kernel, which makes no difference to what it finds.
  public init(kernel: Kernel) { tokenizer = Tokenizer(kernel: kernel) }

  /// Appends the words of a text, each once.
  ///
  /// - Complexity: O(*n*) in the text's bytes.
  public mutating func append(wordsOf text: Span<UInt8>, to words: inout [UInt32]) {
    stems.removeAll(keepingCapacity: true)
    tokenizer.append(stemsOf: text, to: &stems)
    for word in Set(stems.map(WordCounts.word)) { words.append(word) }
  }
}
