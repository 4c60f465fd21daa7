// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisCluster
import TamisKernels
import TamisSketch

/// Verified pairs in columns.
struct PairColumns {
  private(set) var pairs: [Int64] = []
  private(set) var intersections: [Int64] = []
  private(set) var unions: [Int64] = []

  mutating func append(_ pair: VerifiedPair) {
    append(pair.first, pair.second, pair.similarity)
  }

  mutating func append(_ first: Int, _ second: Int, _ similarity: Similarity) {
    pairs.append(Int64(first))
    pairs.append(Int64(second))
    intersections.append(Int64(similarity.intersection))
    unions.append(Int64(similarity.union))
  }

  func add(to output: Output) {
    for column in [pairs, intersections, unions] { output.add(column) }
  }
}

/// Compares the records of large buckets with centres, over several calls.
final class Centres {
  private var verifier: CentreVerifier
  private var bucket: Int64?
  private var record: Int64 = -1

  init(_ options: SearchOptions) { verifier = CentreVerifier(options.verifier) }

  func append(
    _ buckets: UnsafeBufferPointer<Int64>, _ records: UnsafeBufferPointer<Int64>,
    _ lists: ListColumn
  ) throws(Failure) -> Output {
    var pairs = PairColumns()
    var leftOver: [Int64] = []
    for row in buckets.indices {
      if buckets[row] != bucket {
        verifier.beginBucket()
        (bucket, record) = (buckets[row], -1)
      }
      guard records[row] > record, records[row] < 1 << 40 else {
        throw .row(row, "This row is not in order: rows come by bucket, then by record.")
      }
      record = records[row]
      let set = ShingleSet(sorted: try lists.set(row))
      switch verifier.append(Int(record), set: { set }) {
      case .settled(let pair): pairs.append(pair)
      case .leftOver: leftOver.append(record)
      case .centre, .settledBefore: break
      }
    }
    let output = Output()
    pairs.add(to: output)
    output.add(leftOver)
    return output
  }
}

/// Begins the comparing of large buckets.
@c @implementation
public func tamis_centres_new(
  _ options: UnsafePointer<tamis_options>!, _ centres: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try give(Centres(try SearchOptions(options)), to: centres)
  }
}

/// Takes further records, and gives what was found.
@c @implementation
public func tamis_centres_append(
  _ centres: OpaquePointer!, _ buckets: UnsafePointer<Int64>!,
  _ records: UnsafePointer<Int64>!, _ shingles: UnsafePointer<tamis_lists>!,
  _ output: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let lists = try ListColumn(shingles)
    let count = Int64(lists.count)
    let found = try taken(centres, as: Centres.self).append(
      try column(buckets, count, "buckets"), try column(records, count, "records"), lists)
    try give(found, to: output)
  }
}

/// Ends the comparing of large buckets.
@c @implementation
public func tamis_centres_free(_ centres: OpaquePointer!) { free(centres, as: Centres.self) }

/// Compares pairs of rows.
@c @implementation
public func tamis_compare(
  _ options: UnsafePointer<tamis_options>!, _ shingles: UnsafePointer<tamis_lists>!,
  _ first: UnsafePointer<Int64>!, _ second: UnsafePointer<Int64>!, _ count: Int64,
  _ intersections: UnsafeMutablePointer<Int64>!, _ unions: UnsafeMutablePointer<Int64>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let options = try SearchOptions(options)
    let lists = try ListColumn(shingles)
    let (first, second) = (
      try column(first, count, "first rows"), try column(second, count, "second rows")
    )
    let common = try room(intersections, first.count, "intersections")
    let all = try room(unions, first.count, "unions")
    let rows = 0..<Int64(lists.count)
    for pair in first.indices {
      guard rows.contains(first[pair]), rows.contains(second[pair]) else {
        throw .row(
          pair, "This pair is of rows \(first[pair]) and \(second[pair]) of \(rows.count).")
      }
      let (a, b) = (try lists.set(Int(first[pair])), try lists.set(Int(second[pair])))
      let best = Similarity(intersection: min(a.count, b.count), a.count, b.count)
      guard options.threshold.isReached(by: best) else {
        (common[pair], all[pair]) = (0, 0)
        continue
      }
      let intersection = options.kernel.intersectionCount(a.span, b.span)
      let similarity = Similarity(intersection: intersection, a.count, b.count)
      common[pair] = Int64(similarity.intersection)
      all[pair] = Int64(similarity.union)
    }
  }
}

/// Says which similarities reach the threshold.
@c @implementation
public func tamis_reach_threshold(
  _ options: UnsafePointer<tamis_options>!, _ intersections: UnsafePointer<Int64>!,
  _ unions: UnsafePointer<Int64>!, _ count: Int64, _ reached: UnsafeMutablePointer<UInt8>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let options = try SearchOptions(options)
    let common = try column(intersections, count, "intersections")
    let all = try column(unions, count, "unions")
    let room = try room(reached, common.count, "answers")
    for pair in common.indices {
      guard 0 <= common[pair], common[pair] <= all[pair], all[pair] < 1 << 48 else {
        throw .row(pair, "This pair has \(common[pair]) of \(all[pair]) in common.")
      }
      let similarity = Similarity(
        intersection: Int(common[pair]), Int(all[pair]), Int(common[pair]))
      room[pair] = options.threshold.isReached(by: similarity) ? 1 : 0
    }
  }
}
