// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisCluster

/// Which record represents each that is not kept.
struct Settlement {
  /// Records that are not kept, ascending.
  private(set) var records: [Int] = []
  /// The record that represents each.
  private(set) var representatives: [Int] = []
  /// The pair of the two by its place; -1 where they were not compared.
  private(set) var pairs: [Int] = []

  /// Clusters `count` records by pairs, which come by their second record, then by the first.
  init(count: Int, pairs rows: [(first: Int, second: Int)], usesComponents: Bool) {
    if usesComponents {
      joinComponents(count: count, rows)
      return
    }
    var clustering = GreedyClustering(count: count)
    for (place, row) in rows.enumerated()
    where clustering.settles(first: row.first, second: row.second) {
      append(row.second, row.first, pair: place)
    }
  }

  private mutating func joinComponents(count: Int, _ rows: [(first: Int, second: Int)]) {
    var components = Components(count: count)
    for row in rows { components.unite(row.first, row.second) }
    var place = 0
    for record in 0..<count {
      let representative = components.representative(record)
      guard representative != record else { continue }
      var pair = -1
      while place < rows.count, rows[place].second <= record {
        if rows[place] == (representative, record) { pair = place }
        place += 1
      }
      append(record, representative, pair: pair)
    }
  }

  private mutating func append(_ record: Int, _ representative: Int, pair: Int) {
    records.append(record)
    representatives.append(representative)
    pairs.append(pair)
  }
}

/// Clusters records by verified pairs.
@c @implementation
public func tamis_cluster_pairs(
  _ options: UnsafePointer<tamis_options>!, _ first: UnsafePointer<Int64>!,
  _ second: UnsafePointer<Int64>!, _ count: Int64,
  _ output: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let options = try SearchOptions(options)
    let (first, second) = (
      try column(first, count, "first records"), try column(second, count, "second records")
    )
    // The records that are in a pair, numbered in their order.
    var records: [Int64] = []
    for pair in first.indices {
      guard first[pair] < second[pair] else {
        throw .row(pair, "This pair is not of an earlier record and a later one.")
      }
      records.append(first[pair])
      records.append(second[pair])
    }
    records.sort()
    var known = 0
    for record in records where known == 0 || records[known - 1] != record {
      records[known] = record
      known += 1
    }
    records.removeLast(records.count - known)
    let sorted = first.indices.sorted { (second[$0], first[$0]) < (second[$1], first[$1]) }
    let rows = sorted.map {
      (first: place(of: first[$0], in: records), second: place(of: second[$0], in: records))
    }
    let settled = Settlement(count: known, pairs: rows, usesComponents: options.usesComponents)
    let made = Output()
    made.add(settled.records.map { records[$0] })
    made.add(settled.representatives.map { records[$0] })
    made.add(settled.pairs.map { $0 < 0 ? -1 : Int64(sorted[$0]) })
    try give(made, to: output)
  }
}

/// The place of a number among others, strictly ascending, that have it.
private func place(of number: Int64, in numbers: [Int64]) -> Int {
  var range = 0..<numbers.count
  while range.count > 1 {
    let middle = (range.lowerBound + range.upperBound) / 2
    range = numbers[middle] <= number ? middle..<range.upperBound : range.lowerBound..<middle
  }
  return range.lowerBound
}
