// SPDX-License-Identifier: Apache-2.0

/// A document that is like another, and how much.
public struct Neighbour: Sendable, Equatable {
  /// The other document.
  public let document: Int
  /// The cosine of their vectors.
  public let similarity: Double

  /// How near neighbours are kept in order: the nearer first, then the earlier document.
  static func isNearer(_ a: Neighbour, _ b: Neighbour) -> Bool {
    (b.similarity, a.document) < (a.similarity, b.document)
  }
}

/// How the search for neighbours is limited, so that its cost does not grow with the input.
enum SearchLimits {
  /// Terms of a document by which others are found: its heaviest.
  static let heavyTerms = 64
  /// Documents of a term's list that are looked at; a longer list tells little.
  static let listed = 1000
  /// Entries of lists that are looked at for a document, those of its heaviest terms first: in a
  /// small input these are all, in a large one those that tell most.
  static let looks = 5000
  /// Candidates whose similarity is computed: those with the most weight in common.
  static let candidates = 100
  /// Neighbours that are kept of a document.
  static let kept = 24
}

/// How dense the neighbourhood of a document is: the mean similarity of its neighbours from one
/// rank to another, which are beyond most stories.
///
/// Two reports of quarterly earnings are alike, and so are many others: what counts is how much
/// nearer two documents are than those around them. (Cross-domain local scaling: Conneau et al.,
/// *Word translation without parallel data*, 2018.)
enum Density {
  /// The ranks, from 0, that count.
  static let ranks = 7..<23
  /// The nearest of which the mean bounds the density: a large story is no dense neighbourhood.
  static let nearest = 10
  /// The share of that mean.
  static let bound = 0.6

  /// The density where the nearest documents have these similarities, in descending order.
  static func of(_ similarities: some Collection<Double>) -> Double {
    let beyond = similarities.dropFirst(ranks.lowerBound).prefix(ranks.count)
    let density = beyond.reduce(0, +) / Double(ranks.count)
    let near = similarities.prefix(nearest).reduce(0, +) / Double(nearest)
    return min(density, bound * near)
  }
}

/// Finds the nearest of many documents by their heaviest terms.
public struct NeighbourIndex: Sendable {
  private let vectors: [StoryVector]
  /// For each heavy term of each document the term and the document, in ascending order.
  private var keys: [UInt64] = []
  /// The weights that belong to the keys.
  private var weights: [Float] = []

  /// Indexes documents.
  ///
  /// - Complexity: O(n log n) for n documents.
  public init(_ vectors: [StoryVector]) {
    self.vectors = vectors
    keys.reserveCapacity(SearchLimits.heavyTerms * vectors.count)
    for (number, vector) in vectors.enumerated() {
      for index in vector.heaviest(SearchLimits.heavyTerms) {
        keys.append(UInt64(vector.terms[index]) << 32 | UInt64(number))
      }
    }
    keys.sort()
    weights.reserveCapacity(keys.count)
    for key in keys {
      let vector = vectors[Int(key & 0xFFFF_FFFF)]
      weights.append(vector.weight(of: UInt32(key >> 32)))
    }
  }

  /// The nearest neighbours of documents, nearest first.
  ///
  /// - Complexity: O(d), however many documents there are, for d documents.
  public func neighbours(of documents: Range<Int>) -> [[Neighbour]] {
    var scores = [Float](repeating: 0, count: vectors.count)
    return documents.map { document in
      let vector = vectors[document]
      return Array(
        candidates(of: document, scores: &scores).map {
          Neighbour(document: $0, similarity: vector.similarity(to: vectors[$0]))
        }.sorted(by: Neighbour.isNearer).prefix(SearchLimits.kept))
    }
  }

  /// The documents that share most weight of heavy terms with one.
  ///
  /// - Parameter scores: A zero for each document, and so again in the end.
  private func candidates(of document: Int, scores: inout [Float]) -> [Int] {
    let vector = vectors[document]
    var touched: [UInt32] = []
    var looks = 0
    for index in vector.heaviest(SearchLimits.heavyTerms) {
      let list = list(of: vector.terms[index])
      guard list.count <= SearchLimits.listed else { continue }
      looks += list.count
      if looks > SearchLimits.looks { break }
      for place in list {
        let other = Int(truncatingIfNeeded: keys[place] & 0xFFFF_FFFF)
        if scores[other] == 0 { touched.append(UInt32(truncatingIfNeeded: other)) }
        scores[other] += vector.weights[index] * weights[place]
      }
    }
    // As numbers that order like the score, then the earlier document: these are sorted fast.
    var ranked: [UInt64] = []
    ranked.reserveCapacity(touched.count)
    for other in touched {
      if other != document {
        ranked.append(UInt64(scores[Int(other)].bitPattern) << 32 | UInt64(~other))
      }
      scores[Int(other)] = 0
    }
    ranked.sort(by: >)
    return ranked.prefix(SearchLimits.candidates).map {
      Int(~UInt32(truncatingIfNeeded: $0))
    }
  }

  /// Where the documents of a term are.
  private func list(of term: UInt32) -> Range<Int> {
    let start = keys.partitioningIndex { $0 >= UInt64(term) << 32 }
    let end = keys.partitioningIndex { $0 > UInt64(term) << 32 | 0xFFFF_FFFF }
    return start..<end
  }
}
