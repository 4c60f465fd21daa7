// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisCluster

/// Counts shingles of short rows.
@c @implementation
public func tamis_count_shingles(
  _ options: UnsafePointer<tamis_options>!, _ shingles: UnsafePointer<tamis_lists>!,
  _ counts: UnsafeMutablePointer<UInt32>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let plan = try SearchOptions(options).plan
    let lists = try ListColumn(shingles)
    let room = try room(counts, Int(TAMIS_CLASSES), "counts")
    var filter = PrefixFilter(threshold: plan.threshold, state: Array(room))
    for row in 0..<lists.count {
      let shingles = try lists.row(row)
      if shingles.count <= plan.longestWithPrefix { filter.count(Array(shingles)[...]) }
    }
    _ = room.update(fromContentsOf: filter.state)
  }
}

/// Makes the keys of rows.
@c @implementation
public func tamis_make_keys(
  _ options: UnsafePointer<tamis_options>!, _ counts: UnsafePointer<UInt32>!,
  _ shingles: UnsafePointer<tamis_lists>!, _ output: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let options = try SearchOptions(options)
    let lists = try ListColumn(shingles)
    var filter = PrefixFilter(threshold: options.threshold)
    if let counts {
      let all = UnsafeBufferPointer(start: counts, count: Int(TAMIS_CLASSES))
      filter = PrefixFilter(threshold: options.threshold, state: Array(all))
    }
    var maker = KeyMaker(plan: options.plan, prefixes: filter, kernel: options.kernel)
    var (keys, starts, sizes): ([UInt64], [Int64], [Int32]) = ([], [0], [])
    for row in 0..<lists.count {
      let distinct = maker.append(keysOf: Array(try lists.row(row))[...], to: &keys)
      starts.append(Int64(keys.count))
      sizes.append(Int32(clamping: distinct ?? 0))
    }
    let made = Output()
    made.add(keys)
    made.add(starts)
    made.add(sizes)
    try give(made, to: output)
  }
}

/// Finds records that share a key, over several calls.
final class Join {
  private var join: BucketJoin
  private var last: (key: UInt64, record: Int64) = (0, -1)
  private var bucket: Int64 = 0
  private var isEnded = false

  /// What is found in one call.
  private struct Found {
    var pairs: [Int64] = []
    var records: [Int64] = []
    var buckets: [Int64] = []
    var repeats: [Int64] = []

    var output: Output {
      let output = Output()
      for column in [pairs, records, buckets, repeats] { output.add(column) }
      return output
    }
  }

  init(_ options: SearchOptions) {
    join = BucketJoin(bucketLimit: options.bucketLimit, threshold: options.threshold)
  }

  func append(
    _ keys: UnsafeBufferPointer<UInt64>, _ records: UnsafeBufferPointer<Int64>,
    _ distinct: UnsafeBufferPointer<Int32>
  ) throws(Failure) -> Output {
    guard !isEnded else { throw .order("The join was finished.") }
    var rows: [UInt64] = []
    rows.reserveCapacity(2 * keys.count)
    for row in keys.indices {
      let (key, record) = (keys[row], records[row])
      guard record >= 0, record < 1 << 40 else {
        throw .row(row, "The record of this row is \(record), not from 0 to below 2^40.")
      }
      guard (last.key, last.record) <= (key, record) else {
        throw .row(row, "This row is not in order: rows come by key, then by record.")
      }
      last = (key, record)
      let size = Int(distinct[row])
      rows.append(key)
      rows.append(BucketJoin.entry(Int(record), distinct: size > 0 ? size : nil))
    }
    var found = Found()
    join.append(rows) { take($0, &found) }
    return found.output
  }

  func finish() -> Output {
    var found = Found()
    if !isEnded { join.finish { take($0, &found) } }
    isEnded = true
    return found.output
  }

  private func take(_ finding: BucketJoin.Finding, _ found: inout Found) {
    switch finding {
    case .pairs(let rows):
      for record in rows { found.pairs.append(Int64(truncatingIfNeeded: record)) }
    case .records(let records):
      for record in records {
        found.records.append(Int64(truncatingIfNeeded: record))
        found.buckets.append(bucket)
      }
    case .endOfBucket(let isRepeat):
      if isRepeat { found.repeats.append(bucket) }
      bucket += 1
    }
  }
}

/// Begins a join.
@c @implementation
public func tamis_join_new(
  _ options: UnsafePointer<tamis_options>!, _ join: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in try give(Join(try SearchOptions(options)), to: join) }
}

/// Takes further keys, and gives what was found.
@c @implementation
public func tamis_join_append(
  _ join: OpaquePointer!, _ keys: UnsafePointer<UInt64>!, _ records: UnsafePointer<Int64>!,
  _ distinct: UnsafePointer<Int32>!, _ count: Int64,
  _ output: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let found = try taken(join, as: Join.self).append(
      try column(keys, count, "keys"), try column(records, count, "records"),
      try column(distinct, count, "sizes"))
    try give(found, to: output)
  }
}

/// Ends the last bucket.
@c @implementation
public func tamis_join_finish(
  _ join: OpaquePointer!, _ output: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try give(try taken(join, as: Join.self).finish(), to: output)
  }
}

/// Ends a join.
@c @implementation
public func tamis_join_free(_ join: OpaquePointer!) { free(join, as: Join.self) }
