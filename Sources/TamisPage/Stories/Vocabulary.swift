// SPDX-License-Identifier: Apache-2.0

/// The words of a page that stand in several of its paragraphs, and in which.
struct Vocabulary: Sendable {
  /// A word, by the paragraphs that it stands in.
  struct Word {
    /// How much it tells: its rarity beyond that of common words.
    let weight: Float
    /// Where its paragraphs are in `places`.
    let places: Range<Int>
  }

  /// How many words each paragraph has.
  let lengths: [Int]
  let words: [Word]
  /// The paragraphs of the words, ascending for each.
  let places: [Int32]

  /// What common words are rare at most: they tell nothing.
  static let common: Float = 1.5

  /// - Parameter paragraphs: The stems of each paragraph, in order; none of a line that was there
  ///   before, so that what is repeated counts once.
  /// - Complexity: O(*n* log *n*) in the words.
  init(_ paragraphs: [[UInt32]], rarity: (_ stem: UInt32) -> Float) {
    var sightings: [UInt64] = []
    for (index, stems) in paragraphs.enumerated() {
      for stem in stems { sightings.append(UInt64(stem) << 32 | UInt64(index)) }
    }
    sightings.sort()
    var words: [Word] = []
    var places: [Int32] = []
    var start = 0
    while start < sightings.count {
      let stem = sightings[start] >> 32
      let first = places.count
      var last: UInt64?
      while start < sightings.count, sightings[start] >> 32 == stem {
        if sightings[start] != last {
          places.append(Int32(truncatingIfNeeded: sightings[start] & 0xFFFF_FFFF))
        }
        last = sightings[start]
        start += 1
      }
      let weight = rarity(UInt32(truncatingIfNeeded: stem)) - Self.common
      if weight > 0, places.count > first + 1 {
        words.append(Word(weight: weight, places: first..<places.count))
      } else {
        places.removeLast(places.count - first)
      }
    }
    lengths = paragraphs.map(\.count)
    self.words = words
    self.places = places
  }

  /// The part of a word's paragraphs that lies in a range of them.
  func places(of word: Word, in range: Range<Int>) -> ArraySlice<Int32> {
    let first = lowerBound(Int32(truncatingIfNeeded: range.lowerBound), in: word.places)
    let end = lowerBound(Int32(truncatingIfNeeded: range.upperBound), in: word.places)
    return places[first..<end]
  }

  /// The first place among some that is not before a paragraph.
  private func lowerBound(_ paragraph: Int32, in range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < paragraph { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
