// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisStory

struct StoryStreamTests {
  /// The stories of a stream, in the order in which they are closed.
  private func streamed(
    _ terms: [[DocumentTerm]], seconds: [Int?], window: Int
  ) -> [[Int]] {
    var stream = StoryStream(weights: TermWeights(background: .none), window: window)
    var closed: [[Int]] = []
    for (document, terms) in terms.enumerated() {
      closed += stream.add(terms, seconds: seconds[document])
    }
    return closed + stream.finish()
  }

  @Test func `What fits in the window is joined as a whole`() {
    let documents = RandomDocuments(seed: 5, count: 60, stories: 12)
    let nearest = NeighbourIndex(documents.vectors).neighbours(of: 0..<60)
    let roots = StoryClustering(documents.vectors, seconds: documents.seconds, nearest: nearest)
      .joined()
    let stories = Dictionary(grouping: roots.indices) { roots[$0] }.values.sorted { $0[0] < $1[0] }
    #expect(streamed(documents.terms, seconds: documents.seconds, window: 100) == stories)
  }

  @Test(arguments: [4, 5, 7, 16, 33, 59, 60, 61])
  func `Every document is in one story, whatever the window`(window: Int) {
    let documents = RandomDocuments(seed: 6, count: 60, stories: 12)
    let stories = streamed(documents.terms, seconds: documents.seconds, window: window)
    #expect(stories.flatMap(\.self).sorted() == Array(0..<60))
    for story in stories { #expect(story == story.sorted()) }
  }

  @Test func `A story goes on while its documents come, longer than the window`() {
    // One story of 200 documents that overlap, and between them ones of their own.
    var terms: [[DocumentTerm]] = []
    for number in 0..<200 {
      let own = (0..<40).map { DocumentTerm(UInt32(1000 + $0 + number / 20), count: 1) }
      let other = (0..<40).map { DocumentTerm(UInt32(1_000_000 + number * 40 + $0), count: 1) }
      terms += [own, other]
    }
    let seconds = [Int?](repeating: nil, count: terms.count)
    let stories = streamed(terms, seconds: seconds, window: 80)
    let largest = stories.max { $0.count < $1.count } ?? []
    #expect(largest == (0..<200).map { 2 * $0 })
    #expect(stories.count == 201)
  }

  @Test func `A story grows old with time`() {
    let document = (0..<40).map { DocumentTerm(UInt32(1000 + $0), count: 1) }
    let others = (0..<40).map { number in
      (0..<40).map { DocumentTerm(UInt32(1_000_000 + number * 40 + $0), count: 1) }
    }
    func stories(apart days: Int, window: Int) -> [[Int]] {
      let terms = [document] + others + [document]
      let seconds = (0..<terms.count).map { $0 < 20 ? 0 : days * 86_400 } as [Int?]
      return streamed(terms, seconds: seconds, window: window)
    }
    #expect(stories(apart: 1, window: 60).contains([0, 41]))
    #expect(stories(apart: 31, window: 60).contains([0]))
    // By number too, where no other of its story has come.
    #expect(stories(apart: 1, window: 30).contains([0]))
  }
}
