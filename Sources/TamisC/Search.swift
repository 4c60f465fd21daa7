// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisCluster
import TamisKernels
import TamisSketch

/// Finds duplicates among records in memory, stage by stage as `tamis dedup` does.
final class Search {
  private let options: SearchOptions
  private let plan: JoinPlan
  private var prefixes: PrefixFilter
  private var maker: ShingleMaker
  private var shingles: [UInt64] = []
  private var ends: [Int] = []
  private var contents: [ContentHash] = []
  private var orders: [Int64] = []
  private var names: [UInt8] = []
  private var nameEnds: [Int] = []

  init(_ options: SearchOptions) {
    self.options = options
    plan = options.plan
    prefixes = PrefixFilter(threshold: options.threshold)
    maker = ShingleMaker(ngram: options.ngram, kernel: options.kernel)
  }

  var count: Int { ends.count }

  /// The hash of a record's text.
  func content(_ record: Int) -> ContentHash { contents[record] }

  /// Adds a record; nil has no text.
  func append(_ text: ValidText?, id: UnsafeBufferPointer<UInt8>? = nil, order: Int64? = nil) {
    let start = shingles.count
    text?.withSpan { maker.append(shinglesOf: $0, to: &shingles) }
    if shingles.count - start <= plan.longestWithPrefix { prefixes.count(shingles[start...]) }
    ends.append(shingles.count)
    contents.append(text?.withSpan { ContentHash(of: $0) } ?? ContentHash(high: 0, low: 0))
    orders.append(order ?? -Int64(text?.count ?? 0))
    if let id { names += id }
    nameEnds.append(names.count)
  }

  private func shingles(of record: Int) -> ArraySlice<UInt64> {
    shingles[(record == 0 ? 0 : ends[record - 1])..<ends[record]]
  }

  private func name(of record: Int) -> ArraySlice<UInt8> {
    names[(record == 0 ? 0 : nameEnds[record - 1])..<nameEnds[record]]
  }

  /// Joins, verifies and clusters.
  ///
  /// - Complexity: O(n log n) for n records and their keys, and the comparing of candidates.
  func run() throws(Failure) -> FoundDuplicates {
    let groups = self.groups()
    guard groups.count < 1 << 32 else {
      throw .parameter("More than 2^32 different texts do not fit in memory.")
    }
    let candidates = candidates(groups)
    let compared = compare(candidates, groups)
    let settlement = Settlement(
      count: groups.count, pairs: compared.pairs.map { ($0.first, $0.second) },
      usesComponents: options.usesComponents)
    return FoundDuplicates(
      records: count, groups: groups, settlement: settlement, compared: compared)
  }

  // MARK: - Exact copies

  /// Groups of exact copies in the total order; a record without tokens is in none.
  private func groups() -> [[Int]] {
    var records = ends.indices.filter { !shingles(of: $0).isEmpty }
    records.sort { isBefore($0, $1) }
    var groups: [[Int]] = []
    for record in records {
      if let last = groups.last?[0], contents[last] == contents[record] {
        groups[groups.count - 1].append(record)
      } else {
        groups.append([record])
      }
    }
    groups.sort { a, b in
      let (a, b) = (a[0], b[0])
      if orders[a] != orders[b] { return orders[a] < orders[b] }
      return contents[a] < contents[b]
    }
    return groups
  }

  /// The order in which copies come together, the one that stands for them first.
  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    if contents[a] != contents[b] { return contents[a] < contents[b] }
    if orders[a] != orders[b] { return orders[a] < orders[b] }
    let (first, second) = (name(of: a), name(of: b))
    if first == second { return a < b }
    return first.lexicographicallyPrecedes(second)
  }

  // MARK: - Candidates

  /// Groups that share a key.
  private struct Candidates {
    /// Pairs of groups, the earlier in the upper half.
    var pairs: [UInt64] = []
    var large: [[Int]] = []
    var bucket: [Int] = []

    mutating func take(_ found: BucketJoin.Finding) {
      switch found {
      case .pairs(let rows):
        for row in stride(from: 0, to: rows.count, by: 2) {
          pairs.append(rows[row] << 32 | rows[row + 1])
        }
      case .records(let groups): bucket += groups.map { Int($0) }
      case .endOfBucket(let isRepeat):
        if !isRepeat { large.append(bucket) }
        bucket = []
      }
    }
  }

  private func candidates(_ groups: [[Int]]) -> Candidates {
    var keyMaker = KeyMaker(plan: plan, prefixes: prefixes, kernel: options.kernel)
    var rows: [SIMD2<UInt64>] = []
    var keys: [UInt64] = []
    for (group, records) in groups.enumerated() {
      keys.removeAll(keepingCapacity: true)
      let distinct = keyMaker.append(keysOf: shingles(of: records[0]), to: &keys)
      let entry = BucketJoin.entry(group, distinct: distinct)
      for key in keys { rows.append([key, entry]) }
    }
    rows.sort { ($0.x, $0.y) < ($1.x, $1.y) }
    var candidates = Candidates()
    var join = BucketJoin(bucketLimit: options.bucketLimit, threshold: options.threshold)
    var rest = rows[...]
    while !rest.isEmpty {
      let part = rest.prefix(1 << 16)
      rest = rest.dropFirst(part.count)
      join.append(part.flatMap { [$0.x, $0.y] }) { candidates.take($0) }
    }
    join.finish { candidates.take($0) }
    candidates.pairs.sort()
    return candidates
  }

  // MARK: - Comparing

  private func compare(_ candidates: Candidates, _ groups: [[Int]]) -> ComparedPairs {
    let verifier = options.verifier
    var compared = ComparedPairs()
    var sets = GroupSets(groups: groups.count)
    var last: UInt64?
    for pair in candidates.pairs where pair != last {
      last = pair
      let (first, second) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      compared.count += 1
      let places = (
        sets.place(of: first) { shingles(of: groups[first][0]) },
        sets.place(of: second) { shingles(of: groups[second][0]) }
      )
      if let similarity = verifier.similarity(places.0, places.1, in: sets.table) {
        compared.append(VerifiedPair(first: first, second: second, similarity: similarity))
      }
    }
    var centres = CentreVerifier(verifier)
    for bucket in candidates.large {
      centres.beginBucket()
      var leftOver: [Int] = []
      for group in bucket where !centres.isSettled(group) {
        switch centres.append(group, set: { ShingleSet(shingles(of: groups[group][0])) }) {
        case .settled(let pair): compared.append(pair)
        case .leftOver: leftOver.append(group)
        case .centre, .settledBefore: break
        }
      }
      compared.leave(leftOver)
    }
    compared.count += centres.compared
    compared.largeBuckets = candidates.large.count
    compared.sort()
    return compared
  }
}

/// The shingle sets of groups, made when they are first asked for.
private struct GroupSets {
  private(set) var table = ShingleTable()
  private var places: [Int32]

  init(groups: Int) { places = Array(repeating: -1, count: groups) }

  /// The number of a group's set in the table.
  mutating func place(of group: Int, shingles: () -> ArraySlice<UInt64>) -> Int {
    if places[group] < 0 {
      places[group] = Int32(clamping: table.count)
      table.append(shingles())
    }
    return Int(places[group])
  }
}

/// What was compared.
struct ComparedPairs {
  /// The verified pairs of groups, by the later group, then by the earlier, each once.
  private(set) var pairs: [VerifiedPair] = []
  /// Pairs whose similarity was computed.
  var count = 0
  var largeBuckets = 0
  /// For each group for which no centre was left, with how many others at most.
  private var leftOver: [Int: Int] = [:]

  /// Pairs that were neither compared nor settled by a common centre.
  var notCompared: Int { leftOver.values.reduce(0, +) / 2 }

  mutating func append(_ pair: VerifiedPair) { pairs.append(pair) }

  mutating func leave(_ groups: [Int]) {
    for group in groups { leftOver[group] = max(leftOver[group] ?? 0, groups.count - 1) }
  }

  mutating func sort() {
    pairs.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    var last: (Int, Int) = (-1, -1)
    pairs.removeAll { pair in
      defer { last = (pair.first, pair.second) }
      return last == (pair.first, pair.second)
    }
  }
}

/// Begins a search.
@c @implementation
public func tamis_search_new(
  _ options: UnsafePointer<tamis_options>!, _ search: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try give(Search(try SearchOptions(options)), to: search)
  }
}

/// Takes further records.
@c @implementation
public func tamis_search_append(
  _ search: OpaquePointer!, _ texts: UnsafePointer<tamis_strings>!,
  _ ids: UnsafePointer<tamis_strings>!, _ order: UnsafePointer<Int64>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let search = try taken(search, as: Search.self)
    let column = try TamisC.texts(texts)
    let ids = try TextColumn(ids, "id", count: column.count)
    for row in 0..<column.count {
      let text = try column.text(row)
      search.append(text, id: try ids?.bytes(row), order: order?[row])
    }
  }
}

/// Finds the duplicates among all records.
@c @implementation
public func tamis_search_run(
  _ search: OpaquePointer!, _ output: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try give(try taken(search, as: Search.self).run().output, to: output)
  }
}

/// Ends a search.
@c @implementation
public func tamis_search_free(_ search: OpaquePointer!) { free(search, as: Search.self) }
