// SPDX-License-Identifier: Apache-2.0

public import TamisSketch

/// Which cluster each record belongs to.
///
/// Records are numbered by the total order (keep policy, content hash, id). A record that
/// represents itself is kept; any other has one representative, to which `similarity` refers.
public struct Clustering: Sendable {
  /// For each record the one that represents it.
  public private(set) var representatives: [UInt32]
  /// For each record its similarity to its representative; nil where they were not compared.
  public private(set) var similarities: [Similarity?]

  private init(alone count: Int) {
    representatives = (0..<count).map { UInt32(truncatingIfNeeded: $0) }
    similarities = [Similarity?](repeating: .identical, count: count)
  }

  /// The greedy maximal independent set of the verified graph.
  ///
  /// Each record in the total order is kept unless it is verified against one kept before; it then
  /// belongs to the first such. So no two kept records are a verified pair, and every other record
  /// is verified against the one that represents it: there are no chains.
  ///
  /// - Parameters:
  ///   - count: Records, numbered from 0.
  ///   - pairs: The verified pairs, in any order, repeated or not.
  /// - Complexity: O(n + m log m), m the number of pairs.
  public static func greedy(count: Int, pairs: [VerifiedPair]) -> Clustering {
    var clustering = Clustering(alone: count)
    let ordered = pairs.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    for pair in ordered {
      let (first, second) = (Int(pair.first), Int(pair.second))
      // The first such pair of a record settles it; all pairs of `first` have been seen by now.
      guard clustering.representatives[first] == pair.first,
        clustering.representatives[second] == pair.second
      else { continue }
      clustering.representatives[second] = pair.first
      clustering.similarities[second] = pair.similarity
    }
    return clustering
  }

  /// Connected components of the verified graph, each represented by its first record.
  ///
  /// - Complexity: O(n + m α(n)).
  public static func components(count: Int, pairs: [VerifiedPair]) -> Clustering {
    var clustering = Clustering(alone: count)
    for pair in pairs { clustering.unite(Int(pair.first), Int(pair.second)) }
    for record in 0..<count {
      let root = clustering.root(record)
      clustering.representatives[record] = UInt32(truncatingIfNeeded: root)
      if root != record { clustering.similarities[record] = nil }
    }
    for pair in pairs where clustering.representatives[Int(pair.second)] == pair.first {
      clustering.similarities[Int(pair.second)] = pair.similarity
    }
    return clustering
  }

  private mutating func root(_ record: Int) -> Int {
    var at = record
    while Int(representatives[at]) != at {
      representatives[at] = representatives[Int(representatives[at])]
      at = Int(representatives[at])
    }
    return at
  }

  private mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (root(a), root(b))
    representatives[max(first, second)] = UInt32(truncatingIfNeeded: min(first, second))
  }
}
