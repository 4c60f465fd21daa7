// SPDX-License-Identifier: Apache-2.0

/// Joins documents to stories: of all pairs of stories that are neighbours the one with the highest
/// affinity, again and again, while it reaches the threshold.
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
    stories = zip(vectors.indices, vectors).map { document, vector in
      Story(
        vector, density: Density.of(nearest[document].lazy.map(\.similarity)),
        seconds: seconds[document])
    }
    parents = vectors.indices.map(Int32.init)
    versions = [UInt32](repeating: 0, count: vectors.count)
    neighbours = nearest.map { $0.map { Int32($0.document) } }
    for (document, list) in nearest.enumerated() {
      for neighbour in list { neighbours[neighbour.document].append(Int32(document)) }
    }
    for document in vectors.indices {
      neighbours[document] = Array(Set(neighbours[document])).sorted()
    }
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
    var around = Set<Int32>()
    for document in neighbours[first] + neighbours[second] {
      let root = root(of: Int(document))
      if root != first { around.insert(Int32(root)) }
    }
    neighbours[first] = around.sorted()
    neighbours[second] = []
    for other in neighbours[first] { offer(first, Int(other)) }
  }

  private mutating func offer(_ a: Int, _ b: Int) {
    let (first, second) = (min(a, b), max(a, b))
    guard let story = stories[first], let other = stories[second] else { return }
    let affinity = story.affinity(to: other)
    guard affinity >= Story.threshold else { return }
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
