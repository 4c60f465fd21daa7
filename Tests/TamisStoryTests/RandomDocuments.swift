// SPDX-License-Identifier: Apache-2.0

@testable import TamisStory

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Documents of invented terms: half of each are of its story's, half are anyone's.
struct RandomDocuments {
  let terms: [[DocumentTerm]]
  let gold: [Int]
  let vectors: [StoryVector]
  var seconds: [Int?] { [Int?](repeating: nil, count: vectors.count) }

  init(seed: UInt64, count: Int, stories: Int, length: Int = 40) {
    var chance = SplitMix(seed: seed)
    var (documents, gold): ([[DocumentTerm]], [Int]) = ([], [])
    for _ in 0..<count {
      let story = Int.random(in: 0..<stories, using: &chance)
      var counts: [UInt32: Int] = [:]
      for place in 0..<Int.random(in: length / 2..<2 * length, using: &chance) {
        let own = UInt32(100_000 + 50 * story + Int.random(in: 0..<50, using: &chance))
        let common = UInt32(Int.random(in: 1..<2000, using: &chance))
        counts[place % 2 == 0 ? own : common, default: 0] += 1
      }
      documents.append(
        counts.sorted { $0.key < $1.key }.map { DocumentTerm($0.key, count: $0.value) })
      gold.append(story)
    }
    var weights = TermWeights(background: .none)
    for document in documents { weights.count(document.lazy.map(\.term)) }
    terms = documents
    self.gold = gold
    vectors = documents.map { StoryVector($0, weights: weights) }
  }

  /// For each document all others, nearest first.
  var allNeighbours: [[Neighbour]] {
    vectors.indices.map { document in
      vectors.indices.filter { $0 != document }.map {
        Neighbour(document: $0, similarity: vectors[document].similarity(to: vectors[$0]))
      }.sorted(by: Neighbour.isNearer)
    }
  }
}
