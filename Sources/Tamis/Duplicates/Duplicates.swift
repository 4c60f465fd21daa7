// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisSketch

/// What is a duplicate of what.
///
/// Records are meant by their position in the input; groups are of exact copies, in the total
/// order, and the clustering and the verified pairs speak of groups.
struct Duplicates: Sendable {
  /// The id of every record.
  let ids: [String]
  /// Exact copies, each group in the total order, groups in the order of their first.
  var groups: [[Int]] = []
  /// The verified pairs of groups, in ascending order.
  var pairs: [VerifiedPair] = []
  /// Which group each group is represented by.
  var clustering = Clustering.greedy(count: 0, pairs: [])
  /// Candidate pairs whose similarity was computed.
  var compared = 0
  /// Buckets too large for comparing all their pairs.
  var largeBuckets = 0
  /// Pairs of such buckets that were neither compared nor settled by a common centre.
  var notCompared = 0

  /// Why a record is not kept.
  struct Verdict: Sendable {
    /// The record that is kept in its place, by its position in the input.
    let keptRecord: Int
    /// Whether the two texts are the same bytes.
    let isExact: Bool
    /// The exact similarity; nil for members of a component that were not compared.
    let similarity: Similarity?
  }

  /// For each record why it is not kept; nil for those that are.
  var verdicts: [Verdict?] {
    var verdicts = [Verdict?](repeating: nil, count: ids.count)
    for (number, group) in groups.enumerated() {
      let representative = Int(clustering.representatives[number])
      let kept = groups[representative][0]
      for record in group where record != kept {
        let isExact = representative == number
        verdicts[record] = Verdict(
          keptRecord: kept, isExact: isExact,
          similarity: isExact ? .identical : clustering.similarities[number])
      }
    }
    return verdicts
  }

  /// The groups of each cluster, the representative's first; clusters in the total order.
  var clusters: [[Int]] {
    var members: [Int: [Int]] = [:]
    for number in groups.indices {
      members[Int(clustering.representatives[number]), default: []].append(number)
    }
    return members.keys.sorted().compactMap { members[$0] }
  }
}
