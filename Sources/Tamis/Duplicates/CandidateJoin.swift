// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO

/// Groups that may be similar, because they share a key.
struct CandidatePairs: ~Copyable {
  /// Rows of two groups, the earlier first, each pair once.
  var pairs: SortedRows
  /// Buckets too large for all their pairs.
  let large: LargeBuckets
}

/// Buckets too large for all their pairs: their groups, bucket after bucket.
struct LargeBuckets: Sendable {
  let groups: Stash
  let ranges: [Range<Int>]
}

/// Finds what shares keys.
struct CandidateJoin: ~Copyable {
  private var join: BucketJoin
  private var pairs: RowSorter
  private var lists: StashWriter
  private var ranges: [Range<Int>] = []
  private var start = 0

  init(options: DuplicateOptions, shares: MemoryShares, folder: WorkFolder) {
    join = BucketJoin(bucketLimit: options.bucketLimit, threshold: options.threshold)
    pairs = RowSorter(
      width: 2, memory: shares.largeSorter, isDistinct: true, name: "candidates", folder: folder)
    lists = StashWriter("large-buckets", memory: shares.lists, folder: folder)
  }

  /// Joins groups.
  ///
  /// - Parameter keys: Rows of a key and what `BucketJoin.entry` makes of a group, in order.
  consuming func run(_ keys: consuming SortedRows) throws -> CandidatePairs {
    // The join leaves `self` while other members take what it finds.
    var join = self.join
    while let rows = try keys.next() { try join.append(rows) { try take($0) } }
    try join.finish { try take($0) }
    let large = LargeBuckets(groups: try lists.finish(), ranges: ranges)
    return CandidatePairs(pairs: try pairs.sorted(), large: large)
  }

  private mutating func take(_ found: BucketJoin.Finding) throws(TamisIOError) {
    switch found {
    case .pairs(let rows): try pairs.append(rows.span)
    case .records(let groups): try lists.append(groups.span)
    case .endOfBucket(let isRepeat):
      let end = lists.count / 8
      if !isRepeat { ranges.append(start..<end) }
      start = end
    }
  }
}
