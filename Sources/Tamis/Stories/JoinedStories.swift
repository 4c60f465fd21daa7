// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisStory

/// Joins documents to stories, all of which are in memory.
struct JoinedStories {
  private let documents: StoryDocuments
  private let run: RunOptions

  /// Documents whose neighbours are looked for at a time.
  private static let portion = 512
  /// Bytes that a document takes beside its terms: its neighbours, its lists and its story.
  private static let bytesPerDocument = 2000
  /// Bytes that a term of a document takes: in its vector, in its story, and twice what grows.
  private static let bytesPerTerm = 20

  init(_ documents: StoryDocuments, run: RunOptions) {
    self.documents = documents
    self.run = run
  }

  /// For each document the first document of its story.
  func stories() async throws -> [Int] {
    try checkMemory()
    var reader = TermStashReader(documents)
    var vectors: [StoryVector] = []
    vectors.reserveCapacity(documents.count)
    for document in 0..<documents.count {
      vectors.append(
        StoryVector(try reader.terms(of: document), weights: documents.weights))
    }
    let index = NeighbourIndex(vectors)
    let portions = stride(from: 0, to: documents.count, by: Self.portion).map {
      $0..<min($0 + Self.portion, documents.count)
    }
    var nearest: [[Neighbour]] = []
    nearest.reserveCapacity(documents.count)
    await inOrder(portions, threads: run.threads) {
      index.neighbours(of: $0)
    } consume: {
      nearest += $0
    }
    let seconds = (0..<documents.count).map { documents.time(of: $0) }
    return StoryClustering(vectors, seconds: seconds, nearest: nearest).joined()
  }

  private func checkMemory() throws(RunError) {
    guard run.dividedMemory == nil else { return }
    let needed =
      run.leastMemory + documents.count * Self.bytesPerDocument + documents.terms.words
      * Self.bytesPerTerm
    guard needed > run.memory else { return }
    throw RunError(
      "\(documents.count) different texts need \(needed >> 20) MiB to be compared with each other, "
        + "more than the \(run.memory >> 20) MiB of --memory. Raise it, or use --stream, whose "
        + "memory does not grow with the input.")
  }
}

/// Assigns documents to stories in the order of their dates, and of the input.
struct StreamedStories {
  private let documents: StoryDocuments
  private let window: Int

  init(_ documents: StoryDocuments, window: Int) {
    self.documents = documents
    self.window = window
  }

  /// For each document the first document of its story.
  func stories() throws -> [Int] {
    // Those without a date come first: they are taken for as old as the input.
    let order = (0..<documents.count).sorted {
      (documents.seconds[$0], documents.places[$0]) < (documents.seconds[$1], documents.places[$1])
    }
    var reader = TermStashReader(documents)
    var stream = StoryStream(
      weights: TermWeights(background: documents.weights.background), window: window)
    var roots = Array(0..<documents.count)
    func take(_ closed: [[Int]]) {
      for story in closed {
        let members = story.map { order[$0] }
        for member in members { roots[member] = members.min() ?? member }
      }
    }
    for document in order {
      let terms = try reader.terms(of: document)
      take(stream.add(terms, seconds: documents.time(of: document)))
    }
    take(stream.finish())
    return roots
  }
}
