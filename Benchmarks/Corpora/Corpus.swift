// SPDX-License-Identifier: Apache-2.0

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64, _ stream: UInt64) {
    state = seed &* 0xD134_2543_DE82_EF95 &+ stream &* 0x9E37_79B9_7F4A_7C15
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// A number below a bound; the bias of the remainder does not matter here.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// What a record is made from.
enum Origin: Equatable {
  /// A text of its own.
  case own
  /// A copy of another record's text, byte for byte.
  case copy(of: Int)
  /// Another record's text with some words changed.
  case edited(Int)
  /// The one text of the identical records.
  case identical
  /// The one text of the similar records, with a word changed.
  case similar
}

/// Records of invented words with planted copies. Every record follows from its number alone, so
/// that nothing has to be remembered to make one, or to tell how alike two are.
struct Corpus {
  let seed: UInt64
  /// Records that are not in one of the two large groups.
  let count: Int
  /// Records that all have one text, and records that differ from another text in one word.
  var identical = 0
  var similar = 0
  /// How many times longer texts are than 30 to 110 words, and their edits with them.
  var scale = 1

  /// All records; those of the large groups are scattered among the others.
  var total: Int { count + identical + similar }

  /// Words are numbers of 12 bits, so that five fit in 64 bits and a shingle is a number.
  private static let words = 4096
  private static let phrases = 1000

  /// A fixed permutation of the records' numbers, which scatters the large groups.
  private func scattered(_ number: Int) -> Int {
    identical + similar == 0
      ? number
      : Int((UInt64(number) &* 2_654_435_761 &+ 12_345) % UInt64(total))
  }

  func origin(_ number: Int) -> Origin {
    let place = scattered(number)
    if place >= count { return place < count + identical ? .identical : .similar }
    var random = SplitMix(seed, UInt64(place) << 3 | 1)
    switch random.below(100) {
    case 0..<5: return source(place, &random).map { .copy(of: $0) } ?? .own
    case 5..<25: return source(place, &random).map { .edited($0) } ?? .own
    default: return .own
    }
  }

  /// Whether a record is surely no copy.
  private func hasOwnText(_ number: Int) -> Bool {
    var random = SplitMix(seed, UInt64(number) << 3 | 1)
    return random.below(100) >= 25
  }

  /// A record with a text of its own, anywhere in the corpus.
  private func source(_ place: Int, _ random: inout SplitMix) -> Int? {
    guard identical + similar == 0 else { return nil }
    for _ in 0..<20 {
      let other = random.below(count)
      if other != place, hasOwnText(other) { return other }
    }
    return nil
  }

  /// The words of a record's text.
  func text(_ number: Int) -> [Int] {
    var random = SplitMix(seed, UInt64(scattered(number)) << 3 | 2)
    switch origin(number) {
    case .own: return own(number)
    case .copy(let other): return own(other)
    case .edited(let other): return edited(own(other), &random)
    case .identical: return own(-1)
    case .similar:
      // Long enough for any two of them to reach 0.9, though each has another word changed.
      var words = (2...7).flatMap { own(-$0) }
      words[random.below(words.count)] = random.below(Self.words)
      return words
    }
  }

  private func own(_ number: Int) -> [Int] {
    let stream = number < 0 ? UInt64(bitPattern: Int64(number)) : UInt64(scattered(number))
    var random = SplitMix(seed, stream << 3 | 3)
    var words = (0..<scale * (30 + random.below(81))).map { _ in random.below(Self.words) }
    // A sentence that many records have, as pages of one site do.
    if random.below(10) == 0 {
      var phrase = SplitMix(seed, UInt64(random.below(Self.phrases)) << 3 | 4)
      words += (0..<12).map { _ in phrase.below(Self.words) }
    }
    return words
  }

  private func edited(_ text: [Int], _ random: inout SplitMix) -> [Int] {
    var words = text
    switch random.below(4) {
    case 0: words.removeLast(scale * (1 + random.below(12)))
    case 1:
      let added = scale * (1 + random.below(8))
      words.insert(contentsOf: (0..<added).map { _ in random.below(4096) }, at: 0)
    default:
      for _ in 0..<scale * (1 + random.below(2)) { words[random.below(words.count)] = random.below(Self.words) }
    }
    return words
  }

  /// The Jaccard similarity of two records' 5-grams: intersection and union.
  func similarity(_ a: Int, _ b: Int) -> (common: Int, all: Int) {
    let (first, second) = (Self.shingles(text(a)), Self.shingles(text(b)))
    let common = first.intersection(second).count
    return (common, first.count + second.count - common)
  }

  private static func shingles(_ words: [Int]) -> Set<Int> {
    Set(
      (0...words.count - 5).map { start in
        words[start..<start + 5].reduce(0) { $0 << 12 | $1 }
      })
  }

  private static let syllables = [
    "ka", "lo", "mi", "ren", "tu", "vas", "per", "no", "shi", "dal", "gu", "est", "bor", "fen",
    "que", "zi",
  ]

  /// How each word is written.
  static let spelled = (0..<words).map { word in
    [word >> 8, word >> 4 & 15, word & 15].map { Array(syllables[$0].utf8) }.reduce([], +)
  }
}
