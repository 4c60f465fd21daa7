// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisStory

/// What is told of a story: what it is about, when, and which document stands for it.
struct StoryProfile {
  /// The document that is most like all of them.
  let representative: Int
  /// For each document how like it is to the representative, 0 to 1.
  private(set) var similarities: [Int: Double] = [:]
  /// Three to six words, those first that say most.
  private(set) var label: [String] = []
  /// When its documents are from, as far as that is known.
  private(set) var span: TimeSpan?

  /// Words of a label.
  private static let words = 3...6
  /// A word beyond the least number weighs at least so much of the first.
  private static let leastShare: Float = 0.4

  /// Reads the documents of a story.
  ///
  /// - Complexity: O(n log n) for n terms; they are in memory.
  init(
    _ members: [StoryMember], documents: StoryDocuments, reader: inout TermStashReader
  ) throws {
    let numbers = members.filter { !$0.isNear }.map(\.document)
    var vectors: [StoryVector] = []
    for number in numbers {
      vectors.append(StoryVector(try reader.terms(of: number), weights: documents.weights))
      guard let time = documents.time(of: number) else { continue }
      span = span?.union(TimeSpan(time)) ?? TimeSpan(time)
    }
    let sum = StoryVector(sumOf: vectors)
    var best: (similarity: Double, index: Int) = (-1, 0)
    for (index, vector) in vectors.enumerated() {
      let similarity = sum.similarity(to: vector)
      if similarity > best.similarity { best = (similarity, index) }
    }
    for (number, vector) in zip(numbers, vectors) {
      similarities[number] = min(1, vectors[best.index].similarity(to: vector))
    }
    representative = numbers[best.index]
    label = try Self.label(sum, of: numbers, reader: &reader)
  }

  /// The most frequent words of the terms that weigh most in the sum.
  private static func label(
    _ sum: StoryVector, of numbers: [Int], reader: inout TermStashReader
  ) throws -> [String] {
    let heaviest = sum.heaviest(2 * words.upperBound)
    var spellings = [UInt32: [ArraySlice<UInt8>: Int]]()
    for index in heaviest { spellings[sum.terms[index]] = [:] }
    for number in numbers {
      for (term, word) in zip(try reader.terms(of: number), try reader.words(of: number))
      where !word.isEmpty {
        spellings[term.term]?[word, default: 0] += 1
      }
    }
    var label: [String] = []
    let most = heaviest.first.map { sum.weights[$0] } ?? 0
    for index in heaviest where label.count < words.upperBound {
      guard label.count < words.lowerBound || sum.weights[index] >= leastShare * most,
        let counts = spellings[sum.terms[index]],
        let word = counts.max(by: {
          $0.value == $1.value
            ? $1.key.lexicographicallyPrecedes($0.key) : $0.value < $1.value
        })?.key
      else { continue }
      let text = String(decoding: word, as: UTF8.self)
      if !label.contains(text) { label.append(text) }
    }
    return label
  }
}
