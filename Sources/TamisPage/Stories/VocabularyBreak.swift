// SPDX-License-Identifier: Apache-2.0

/// How much the words change between two paragraphs, for all places of a stretch of them.
///
/// A word that stands in *k* paragraphs of the stretch is on both sides of a place with the share
/// *f* of the text before it with the chance p = 1 − fᵏ − (1 − f)ᵏ, if paragraphs have it at random.
/// With w = weight · (k − 1) for each word, E = Σ w p is expected to be on both sides, with the
/// variance V = Σ w² p (1 − p), and O = Σ w is, over the words that are. A change of subject shows
/// in how surprising the difference is, z = (E − O) / √(V + 1), which grows with the length of the
/// text, and in that little at all is on both sides, r = O / (E + 1). The score is z (1 − r)³, 0
/// where r is 1 or more.
struct VocabularyBreak {
  /// The paragraphs.
  let range: Range<Int>
  /// For each paragraph but the first, the score of a break before it.
  let scores: [Double]

  /// Words in more paragraphs than this count as being in the next lower power of two of them.
  private static let exactCounts = 32

  /// - Complexity: O(*n* + *m* log *m*) in the occurrences of words and, *m*, the paragraphs.
  init(_ vocabulary: Vocabulary, in range: Range<Int>) {
    self.range = range
    guard range.count > 1 else {
      scores = []
      return
    }
    var opening = [Double](repeating: 0, count: range.count)
    var sums: [Int: (weight: Double, squares: Double)] = [:]
    for word in vocabulary.words {
      let places = vocabulary.places(of: word, in: range)
      guard places.count > 1, let first = places.first, let last = places.last else { continue }
      let weight = Double(word.weight) * Double(places.count - 1)
      opening[Int(first) - range.lowerBound] += weight
      opening[Int(last) - range.lowerBound] -= weight
      let sum = sums[Self.group(of: places.count)] ?? (0, 0)
      sums[Self.group(of: places.count)] = (sum.weight + weight, sum.squares + weight * weight)
    }
    let classes = sums.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.weight, $0.value.squares)
    }
    let total = Double(max(1, vocabulary.lengths[range].reduce(0, +)))
    var (read, both) = (0, 0.0)
    scores = range.dropLast().map { paragraph in
      read += vocabulary.lengths[paragraph]
      both += opening[paragraph - range.lowerBound]
      return Self.score(classes, share: Double(read) / total, both: both)
    }
  }

  /// The score of one place.
  private static func score(
    _ classes: [(count: Int, weight: Double, squares: Double)], share: Double, both: Double
  ) -> Double {
    var (expected, variance) = (0.0, 0.0)
    for part in classes {
      let chance = 1 - power(share, part.count) - power(1 - share, part.count)
      expected += part.weight * chance
      variance += part.squares * chance * (1 - chance)
    }
    let rest = max(0, 1 - both / (expected + 1))
    return (expected - both) / (variance + 1).squareRoot() * rest * rest * rest
  }

  private static func group(of count: Int) -> Int {
    count <= exactCounts ? count : 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
  }

  /// By multiplications alone, which all machines do alike.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
