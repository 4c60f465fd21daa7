// SPDX-License-Identifier: Apache-2.0

/// How much the words change between two paragraphs, for all places of a stretch of them.
///
/// A word that stands in *k* paragraphs of the stretch is on both sides of a place with the share
/// *f* of the text before it with the chance p = 1 − fᵏ − (1 − f)ᵏ, if paragraphs have it at random.
/// With w = weight · (k − 1) for each word, E = Σ w p is expected to be on both sides, with the
/// variance V = Σ w² p (1 − p), and O = Σ w is, over the words that are. A change of subject shows
/// in how surprising the difference is, z = (E − O) / √(V + 1), which grows with the length of the
/// text, and in that little at all is on both sides, r = O / (E + 1). The change is z (1 − r)³, 0
/// where r is 1 or more.
struct VocabularyBreak {
  /// One place, before a paragraph.
  struct Place {
    var change = 0.0
    /// z, r, E and f as above.
    var surprise = 0.0
    var ratio = 0.0
    var expected = 0.0
    var share = 0.0
  }

  /// For each paragraph but the first, the place before it.
  private(set) var places: [Place] = []
  /// For each paragraph the weight of its words that stand only before it, too, and only after it.
  private(set) var earlier: [Double]
  private(set) var later: [Double]

  /// Words in more paragraphs than this count as being in the next lower power of two of them.
  private static let exactCounts = 32

  /// Words that stand in equally many paragraphs.
  private struct Group {
    let count: Int
    var weight = 0.0
    var squares = 0.0
  }

  /// - Complexity: O(*n* + *m* √*n*) in the occurrences of words, *n*, and the paragraphs, *m*.
  init(_ vocabulary: Vocabulary, in range: Range<Int>) {
    earlier = Array(repeating: 0, count: range.count)
    later = earlier
    guard range.count > 1 else { return }
    var opening = [Double](repeating: 0, count: range.count)
    var groups: [Int: Group] = [:]
    for word in vocabulary.words {
      let places = vocabulary.places(of: word, in: range)
      guard places.count > 1, let first = places.first, let last = places.last else { continue }
      let (start, end) = (Int(first) - range.lowerBound, Int(last) - range.lowerBound)
      later[start] += Double(word.weight)
      earlier[end] += Double(word.weight)
      let weight = Double(word.weight) * Double(places.count - 1)
      opening[start] += weight
      opening[end] -= weight
      let count = Self.counted(places.count)
      groups[count, default: Group(count: count)].weight += weight
      groups[count]?.squares += weight * weight
    }
    let sorted = groups.values.sorted { $0.count < $1.count }
    let total = Double(max(1, vocabulary.lengths[range].reduce(0, +)))
    var (read, both) = (0, 0.0)
    places = range.dropLast().map { paragraph in
      read += vocabulary.lengths[paragraph]
      both += opening[paragraph - range.lowerBound]
      return Self.place(sorted, share: Double(read) / total, both: both)
    }
  }

  private static func place(_ groups: [Group], share: Double, both: Double) -> Place {
    var (expected, variance) = (0.0, 0.0)
    for group in groups {
      let chance = 1 - power(share, group.count) - power(1 - share, group.count)
      expected += group.weight * chance
      variance += group.squares * chance * (1 - chance)
    }
    let surprise = (expected - both) / (variance + 1).squareRoot()
    let ratio = both / (expected + 1)
    let rest = max(0, 1 - ratio)
    return Place(
      change: surprise * rest * rest * rest, surprise: surprise, ratio: ratio,
      expected: expected, share: share)
  }

  private static func counted(_ count: Int) -> Int {
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
