// SPDX-License-Identifier: Apache-2.0

/// Assigns documents to stories as they come, oldest first, in bounded memory.
///
/// What is decided about a document depends on those before it alone. It is compared with the
/// documents of a window; then its story is joined with the one of highest affinity around it,
/// while that reaches the threshold, so that two stories which turn out to be one are joined later.
/// Documents that leave the window, by number or age, do not draw others any more.
public struct StoryStream {
  /// Documents of the window: what bounds memory, about 4 KiB each.
  public static let window = 20_000
  /// A document is too old when one comes that is so many seconds younger.
  public static let age = 30 * 86_400

  private let window: Int
  private var weights: TermWeights
  /// The documents of the window by their number.
  private var documents: [Int: WindowDocument] = [:]
  private var oldest = 0
  private var next = 0
  /// For each heavy term the documents of the window that have it, oldest first.
  private var lists: [UInt32: [(document: Int, weight: Float)]] = [:]
  /// Stories by number, the smallest of the numbers of their documents.
  private var stories: [Int: WindowStory] = [:]
  private var closed: [ClosedStory] = []

  /// A story of which no document is in the window any more.
  public struct ClosedStory: Sendable {
    /// Its documents, by the order in which they came, from 0.
    public let documents: [Int]
  }

  /// Makes a stream.
  ///
  /// - Parameters:
  ///   - weights: What is known of terms before the first document.
  ///   - window: So many documents are looked back at, at least 1.
  public init(weights: TermWeights = TermWeights(), window: Int = Self.window) {
    self.weights = weights
    self.window = max(1, window)
  }

  /// Takes the next document; gives the stories that have thereby become old.
  ///
  /// - Complexity: O(1) in the number of documents.
  public mutating func add(
    _ terms: [(term: UInt32, count: Int, isPair: Bool)], seconds: Int?
  ) -> [ClosedStory] {
    weights.count(terms.lazy.map(\.term))
    let vector = StoryVector(terms, weights: weights)
    let number = next
    next += 1
    expire(before: seconds)
    let candidates = candidates(of: vector)
    let nearest = candidates.prefix(SearchLimits.kept).map(\.similarity)
    for candidate in candidates { note(candidate.similarity, at: candidate.document) }
    let document = WindowDocument(vector: vector, seconds: seconds, nearest: nearest, story: number)
    documents[number] = document
    for index in vector.heaviest(SearchLimits.heavyTerms) {
      lists[vector.terms[index], default: []].append((number, vector.weights[index]))
    }
    stories[number] = WindowStory(
      sums: document.sums, members: [number], live: 1,
      neighbours: candidates.prefix(SearchLimits.kept).map(\.document))
    for candidate in candidates.prefix(SearchLimits.kept) {
      guard let story = documents[candidate.document]?.story else { continue }
      stories[story]?.neighbours.append(number)
    }
    settle(number)
    return take()
  }

  /// Gives the stories that are still open, oldest first.
  public mutating func finish() -> [ClosedStory] {
    for number in stories.keys.sorted() { close(number) }
    return take()
  }

  private mutating func take() -> [ClosedStory] {
    defer { closed = [] }
    return closed
  }

  private mutating func close(_ number: Int) {
    guard let story = stories.removeValue(forKey: number) else { return }
    closed.append(ClosedStory(documents: story.members.sorted()))
  }

  /// The documents of the window that have most in common with a vector, nearest first.
  private func candidates(of vector: StoryVector) -> [Neighbour] {
    var scores: [Int: Float] = [:]
    for index in vector.heaviest(SearchLimits.heavyTerms) {
      guard let list = lists[vector.terms[index]], list.count <= SearchLimits.listed else {
        continue
      }
      for entry in list {
        scores[entry.document, default: 0] += vector.weights[index] * entry.weight
      }
    }
    let best = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return best.prefix(SearchLimits.candidates).compactMap { best in
      documents[best.key].map {
        Neighbour(document: best.key, similarity: vector.similarity(to: $0.vector))
      }
    }.sorted(by: Neighbour.isNearer)
  }

  /// Lets a document of the window know of one that is so near.
  private mutating func note(_ similarity: Double, at number: Int) {
    guard var document = documents[number], let change = document.note(similarity) else { return }
    documents[number] = document
    stories[document.story]?.sums.changeDensity(by: change, scale: document.vector.scale)
  }

  /// Joins a story with the one of highest affinity around it, as long as that is high enough.
  private mutating func settle(_ number: Int) {
    var number = number
    while let story = stories[number] {
      var best: (affinity: Double, number: Int)?
      var around: Set<Int> = []
      for document in story.neighbours {
        guard let other = documents[document]?.story, other != number else { continue }
        around.insert(other)
      }
      for other in around.sorted() {
        guard let sums = stories[other]?.sums else { continue }
        let affinity = story.sums.affinity(to: sums)
        if affinity >= Story.threshold, affinity > best?.affinity ?? 0 { best = (affinity, other) }
      }
      guard let best else { return }
      number = join(number, best.number)
    }
  }

  /// Makes two stories one, and tells its number.
  private mutating func join(_ a: Int, _ b: Int) -> Int {
    let (first, second) = (min(a, b), max(a, b))
    guard let other = stories.removeValue(forKey: second) else { return first }
    for member in other.members { documents[member]?.story = first }
    stories[first]?.add(other) { documents[$0] != nil }
    return first
  }

  /// Lets documents go that are too many or too old.
  private mutating func expire(before seconds: Int?) {
    while oldest < next - 1 {
      guard let document = documents[oldest] else { return }
      let isOld =
        seconds.flatMap { now in document.seconds.map { now.subtractingSaturated($0) > Self.age } }
        ?? false
      guard isOld || next - 1 - oldest >= window else { return }
      documents[oldest] = nil
      for term in document.vector.heaviest(SearchLimits.heavyTerms).map({
        document.vector.terms[$0]
      }) {
        lists[term]?.removeAll { $0.document == oldest }
        if lists[term]?.isEmpty ?? false { lists[term] = nil }
      }
      stories[document.story]?.remove(document.sums)
      if stories[document.story]?.live == 0 { close(document.story) }
      oldest += 1
    }
  }
}

/// A document of the window.
private struct WindowDocument {
  let vector: StoryVector
  let seconds: Int?
  /// The similarities of its neighbours, in descending order.
  var nearest: [Double]
  var story: Int

  /// The story that the document alone would be.
  var sums: Story { Story(vector, density: Density.of(nearest), seconds: seconds) }

  /// Takes note of another neighbour; tells by how much the density has changed.
  mutating func note(_ similarity: Double) -> Double? {
    let place = nearest.partitioningIndex { $0 < similarity }
    guard place < Density.ranks.upperBound else { return nil }
    let before = Density.of(nearest)
    nearest.insert(similarity, at: place)
    if nearest.count > Density.ranks.upperBound { nearest.removeLast() }
    return Density.of(nearest) - before
  }
}

/// A story some of whose documents are in the window.
private struct WindowStory {
  /// Of the documents in the window.
  var sums: Story
  /// All documents.
  var members: [Int]
  /// Documents in the window.
  var live: Int
  /// Documents that were near to one of its own.
  var neighbours: [Int]

  mutating func add(_ other: WindowStory, isLive: (Int) -> Bool) {
    sums.add(other.sums)
    members += other.members
    live += other.live
    neighbours = Array(Set(neighbours + other.neighbours).filter(isLive))
  }

  mutating func remove(_ document: Story) {
    sums.remove(document)
    live -= 1
  }
}

extension Int {
  fileprivate func subtractingSaturated(_ other: Int) -> Int {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (self < 0 ? .min : .max) : difference
  }
}
