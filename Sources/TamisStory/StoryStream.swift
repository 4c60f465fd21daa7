// SPDX-License-Identifier: Apache-2.0

/// Joins documents to stories as they come, in memory that does not grow.
///
/// The newest documents are a window. Whenever a quarter of it has come anew, its documents are
/// joined from scratch, as ``StoryClustering`` does, with the terms' weights as they are known by
/// then; so what is decided of a document may change while it is in the window. Then the oldest
/// quarter leaves. Those of them whose story has documents in the window stay together as one unit,
/// which takes part the next time; a story of which none is left is closed.
public struct StoryStream {
  /// The default number of documents in the window.
  public static let window = 20_000
  /// Documents leave when one has come that is so many seconds younger.
  private static let age = Story.longestGap * 86_400

  private let window: Int
  private var weights: TermWeights
  private var documents: [Document] = []
  private var next = 0
  private var remnants: [Remnant] = []

  /// A document of the window.
  private struct Document {
    let number: Int
    let terms: [DocumentTerm]
    let seconds: Int?
    /// The remnant of its story, if there is one.
    var remnant: Int?
  }

  /// What a story has of documents that have left the window.
  private struct Remnant {
    /// Of those that left last.
    var story: Story
    /// All of them, by number.
    var members: [Int]
  }

  /// Makes a stream.
  ///
  /// - Parameters:
  ///   - weights: What is known of terms before the first document.
  ///   - window: How many documents are compared with each other, at least 4: what memory depends
  ///     on, some 4 KiB each.
  public init(weights: TermWeights = TermWeights(), window: Int = Self.window) {
    self.weights = weights
    self.window = max(4, window)
  }

  /// Takes the next document, the oldest first.
  ///
  /// - Parameters:
  ///   - terms: In ascending order, each once.
  ///   - seconds: When it is from, in seconds since 1970; nil where that is not known.
  /// - Returns: The stories that have become old: the numbers of their documents, from 0, in
  ///   ascending order.
  /// - Complexity: O(1) in the number of documents, as a mean over many.
  public mutating func add(_ terms: [DocumentTerm], seconds: Int?) -> [[Int]] {
    weights.count(terms.lazy.map(\.term))
    documents.append(Document(number: next, terms: terms, seconds: seconds))
    next += 1
    return documents.count < window ? [] : settle(keeping: window - window / 4)
  }

  /// Gives the stories that are left.
  public mutating func finish() -> [[Int]] { settle(keeping: 0) }

  /// Joins what is in the window, lets all but the newest documents go, and closes what is old.
  private mutating func settle(keeping kept: Int) -> [[Int]] {
    let leaving = leaving(keeping: kept)
    let units = units()
    let roots = StoryClustering(stories: units.stories, neighbours: units.neighbours).joined()
    var groups: [Int: [Int]] = [:]
    for (unit, root) in roots.enumerated() { groups[root, default: []].append(unit) }
    var closed: [[Int]] = []
    var remnants: [Remnant] = []
    for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
      let old = group.filter { $0 >= documents.count }
      let left = group.filter { $0 < leaving }
      let live = group.filter { $0 >= leaving && $0 < documents.count }
      let members =
        old.flatMap { self.remnants[$0 - documents.count].members }
        + left.map { documents[$0].number }
      if live.isEmpty { closed.append(members.sorted()) }
      let hasRemnant = !live.isEmpty && !members.isEmpty
      for unit in live { documents[unit].remnant = hasRemnant ? remnants.count : nil }
      guard hasRemnant, let first = (left.isEmpty ? old : left).first else { continue }
      var story = units.stories[first]
      for unit in (left.isEmpty ? old : left).dropFirst() { story.add(units.stories[unit]) }
      remnants.append(Remnant(story: story, members: members))
    }
    self.remnants = remnants
    documents.removeFirst(leaving)
    return closed
  }

  /// How many documents leave, for their number or their age.
  private func leaving(keeping kept: Int) -> Int {
    var leaving = max(0, documents.count - kept)
    guard let newest = documents.last?.seconds else { return leaving }
    while leaving < documents.count, let seconds = documents[leaving].seconds,
      Double(newest) - Double(seconds) > Self.age
    {
      leaving += 1
    }
    return leaving
  }

  /// The documents of the window and then the remnants, and for each which are around it.
  private func units() -> (stories: [Story], neighbours: [[Int]]) {
    let vectors = documents.map { StoryVector($0.terms, weights: weights) }
    let nearest = NeighbourIndex(vectors).neighbours(of: 0..<vectors.count)
    var stories = StoryClustering.stories(
      of: vectors, seconds: documents.map(\.seconds), nearest: nearest)
    var neighbours = nearest.map { $0.map(\.document) }
    stories += remnants.map(\.story)
    neighbours += [[Int]](repeating: [], count: remnants.count)
    for (document, entry) in documents.enumerated() {
      if let remnant = entry.remnant { neighbours[documents.count + remnant].append(document) }
    }
    return (stories, neighbours)
  }
}
