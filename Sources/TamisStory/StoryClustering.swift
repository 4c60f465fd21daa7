// SPDX-License-Identifier: Apache-2.0

/// Joins documents to stories: of all pairs of stories that are neighbours the one with the highest
/// affinity, again and again, while that is above zero.
///
/// This is average linkage over the graph of neighbours, with exact means: a story keeps sums, of
/// which the mean over all pairs follows (see ``Story``). Ties go to the earlier documents.
public struct StoryClustering {
  private var stories: [Story?]
  /// For each document one of the same story, itself where it is the story's.
  private var parents: [Int32]
  /// For each story its neighbours when they were last looked at.
  private var neighbours: [[Int32]]
  private var versions: [UInt32]
  private var heap = Heap<Candidate>()

  private struct Candidate: Comparable {
    let affinity: Double
    let first: Int32
    let second: Int32
    let versions: (UInt32, UInt32)

    static func < (a: Candidate, b: Candidate) -> Bool {
      (a.affinity, b.first, b.second) < (b.affinity, a.first, a.second)
    }
    static func == (a: Candidate, b: Candidate) -> Bool {
      (a.affinity, a.first, a.second) == (b.affinity, b.first, b.second)
    }
  }

  /// Prepares documents.
  ///
  /// - Parameters:
  ///   - vectors: The documents, fewer than 2³¹, in an order of which ties depend.
  ///   - seconds: When each is from, in seconds since 1970; nil where that is not known.
  ///   - nearest: For each its neighbours, nearest first.
  public init(_ vectors: [StoryVector], seconds: [Int?], nearest: [[Neighbour]]) {
    self.init(
      stories: Self.stories(of: vectors, seconds: seconds, nearest: nearest),
      neighbours: nearest.map { $0.map(\.document) })
  }

  /// Prepares stories that are there already, of one document or several.
  init(stories: [Story], neighbours: [[Int]]) {
    self.stories = stories
    parents = stories.indices.map(Int32.init)
    versions = [UInt32](repeating: 0, count: stories.count)
    self.neighbours = neighbours.map { $0.map(Int32.init) }
    for (story, list) in neighbours.enumerated() {
      for other in list { self.neighbours[other].append(Int32(story)) }
    }
    for story in stories.indices { self.neighbours[story] = Self.distinct(self.neighbours[story]) }
  }

  /// For each document the story that it alone is.
  static func stories(
    of vectors: [StoryVector], seconds: [Int?], nearest: [[Neighbour]]
  ) -> [Story] {
    vectors.indices.map { document in
      Story(
        vectors[document], density: Density.of(nearest[document].lazy.map(\.similarity)),
        seconds: seconds[document])
    }
  }

  private static func distinct(_ numbers: [Int32]) -> [Int32] {
    var distinct: [Int32] = []
    for number in numbers.sorted() where distinct.last != number { distinct.append(number) }
    return distinct
  }

  /// Joins what belongs together, and tells for each document the first document of its story.
  ///
  /// - Complexity: O(n log n) for n documents in stories of limited size.
  public consuming func joined() -> [Int] {
    for document in stories.indices {
      for other in neighbours[document] where Int(other) > document { offer(document, Int(other)) }
    }
    while let best = heap.popGreatest() {
      let (first, second) = (Int(best.first), Int(best.second))
      guard stories[first] != nil, stories[second] != nil,
        best.versions == (versions[first], versions[second])
      else { continue }
      join(first, second)
    }
    var roots: [Int] = []
    for document in parents.indices { roots.append(root(of: document)) }
    return roots
  }

  private mutating func join(_ first: Int, _ second: Int) {
    guard let other = stories[second].take() else { return }
    stories[first]?.add(other)
    versions[first] += 1
    parents[second] = Int32(first)
    var around: [Int32] = []
    for document in neighbours[first] + neighbours[second] {
      let root = root(of: Int(document))
      if root != first { around.append(Int32(root)) }
    }
    neighbours[first] = Self.distinct(around)
    neighbours[second] = []
    for other in neighbours[first] { offer(first, Int(other)) }
  }

  private mutating func offer(_ a: Int, _ b: Int) {
    let (first, second) = (min(a, b), max(a, b))
    guard let story = stories[first], let other = stories[second] else { return }
    let affinity = story.affinity(to: other)
    guard affinity > 0 else { return }
    heap.insert(
      Candidate(
        affinity: affinity, first: Int32(first), second: Int32(second),
        versions: (versions[first], versions[second])))
  }

  private mutating func root(of document: Int) -> Int {
    var document = document
    while parents[document] != document {
      parents[document] = parents[Int(parents[document])]
      document = Int(parents[document])
    }
    return document
  }
}
