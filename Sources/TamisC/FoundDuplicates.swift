// SPDX-License-Identifier: Apache-2.0

import CTamis
import TamisCluster
import TamisSketch

/// What a search has found.
struct FoundDuplicates {
  let records: Int
  /// Groups of exact copies in the total order, each with the record that stands for it first.
  let groups: [[Int]]
  let settlement: Settlement
  let compared: ComparedPairs

  /// For each record a number of its cluster, that of the group that represents it; -1 for a record
  /// without tokens.
  var clusters: [Int] {
    var clusters = [Int](repeating: -1, count: records)
    var settled = 0
    for (group, members) in groups.enumerated() {
      var cluster = group
      if settled < settlement.records.count, settlement.records[settled] == group {
        cluster = settlement.representatives[settled]
        settled += 1
      }
      for record in members { clusters[record] = cluster }
    }
    return clusters
  }

  private enum Kind: UInt8 { case kept, exact, near }

  /// The columns of `tamis_search_run`.
  var output: Output {
    var verdicts = Verdicts(records: records)
    var settled = 0
    for (group, members) in groups.enumerated() {
      if settled < settlement.records.count, settlement.records[settled] == group {
        let representative = groups[settlement.representatives[settled]][0]
        let pair = settlement.pairs[settled]
        let similarity = pair < 0 ? nil : compared.pairs[pair].similarity
        for record in members { verdicts.drop(record, for: representative, .near, similarity) }
        settled += 1
      } else {
        for copy in members.dropFirst() {
          verdicts.drop(copy, for: members[0], .exact, .identical)
        }
      }
    }
    let output = Output()
    verdicts.add(to: output)
    output.add(groups.flatMap { $0.map { Int64($0) } })
    var pairs = PairColumns()
    for pair in compared.pairs {
      pairs.append(groups[pair.first][0], groups[pair.second][0], pair.similarity)
    }
    pairs.add(to: output)
    output.add([compared.count, compared.notCompared, compared.largeBuckets].map { Int64($0) })
    return output
  }

  /// What becomes of records, in columns.
  private struct Verdicts {
    private var kept: [Int64]
    private var kinds: [UInt8]
    private var intersections: [Int64]
    private var unions: [Int64]

    init(records: Int) {
      kept = (0..<records).map { Int64($0) }
      kinds = Array(repeating: Kind.kept.rawValue, count: records)
      intersections = Array(repeating: 1, count: records)
      unions = intersections
    }

    mutating func drop(
      _ record: Int, for other: Int, _ kind: Kind, _ similarity: Similarity?
    ) {
      kept[record] = Int64(other)
      kinds[record] = kind.rawValue
      intersections[record] = Int64(similarity?.intersection ?? 0)
      unions[record] = Int64(similarity?.union ?? 0)
    }

    func add(to output: Output) {
      output.add(kept)
      output.add(kinds)
      output.add(intersections)
      output.add(unions)
    }
  }
}
