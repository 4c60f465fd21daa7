// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO

/// Finds the duplicates among records, in bounded memory.
///
/// Records are sorted into the total order (keep policy, content hash, id); everything after that
/// speaks of places in this order, so the result does not depend on how the input was ordered.
/// Exact copies are collapsed before anything is joined. Each stage reads what the stage before has
/// sorted, and sorts what the next one reads: what does not fit in its share of the memory goes to
/// the work folder and back.
struct DuplicateSearch: ~Copyable {
  private let options: DuplicateOptions
  private let plan: JoinPlan
  private let shares: MemoryShares
  private let folder: WorkFolder
  private var prefixes: PrefixFilter
  private var records: RecordStoreWriter
  private var texts: ExactCopySorter

  init(
    options: DuplicateOptions, plan: JoinPlan, shares: MemoryShares, folder: WorkFolder
  ) {
    self.options = options
    self.plan = plan
    self.shares = shares
    self.folder = folder
    prefixes = PrefixFilter(threshold: plan.threshold)
    records = RecordStoreWriter(shares: shares, folder: folder)
    texts = ExactCopySorter(options: options, shares: shares, folder: folder)
  }

  /// Takes the next records.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  mutating func append(_ features: RecordFeatures) throws(TamisIOError) {
    for index in 0..<features.count {
      let shingles = features.shingles(of: index)
      // Those that are short for want of distinct shingles are not counted: that costs nothing.
      if shingles.count <= plan.longestWithPrefix { prefixes.count(shingles) }
    }
    try texts.append(features, first: records.count)
    try records.append(features)
  }

  /// Ends the taking.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  consuming func finish() throws(TamisIOError) -> ReadRecords {
    ReadRecords(
      options: options, plan: plan, shares: shares, folder: folder, prefixes: prefixes,
      records: try records.finish(), texts: texts)
  }
}

/// Records of which everything is known that the search needs of them.
struct ReadRecords: ~Copyable {
  let options: DuplicateOptions
  let plan: JoinPlan
  let shares: MemoryShares
  let folder: WorkFolder
  let prefixes: PrefixFilter
  let records: RecordStore
  var texts: ExactCopySorter

  /// Joins, verifies and clusters.
  ///
  /// - Parameters:
  ///   - wantsPairs: Whether the verified pairs are asked for.
  ///   - progress: Told of each stage as it begins.
  /// - Throws: ``TamisIOError`` when the disk is full or fails, `RunError`.
  /// - Complexity: O(n log n) for n records and their keys, and the comparing of candidates.
  consuming func search(
    threads: Int, wantsPairs: Bool = false, progress: @escaping (String) -> Void = { _ in }
  ) async throws -> Duplicates {
    var clock = StageClock(progress)
    let (options, shares, folder, records) = (options, shares, folder, records)
    let keys = try await self.keys(threads: threads, clock: &clock)
    let copies = keys.copies
    clock.begin("joining")
    let join = CandidateJoin(options: options, shares: shares, folder: folder)
    let candidates = try join.run(keys.rows)
    let large = candidates.large
    clock.begin("comparing")
    var verification = PairVerification(
      options: options, records: records, copies: copies, wantsPairs: wantsPairs, shares: shares,
      folder: folder, threads: threads)
    try await verification.verify(candidates.pairs)
    try await verification.verify(large)
    if let share = options.contained {
      let pass = FingerprintPass(
        share: share, records: records, copies: copies, shares: shares, folder: folder,
        threads: threads)
      clock.begin("looking up")
      let found = try await pass.candidates()
      clock.begin("comparing contents")
      try await verification.verify(found, contained: share)
    }
    var figures = verification.figures
    var verified = try verification.finish()
    clock.begin("clustering")
    let pairs = verified.byFirst.take()
    let settlement = try Settlement(
      groups: copies.count, pairs: verified.bySecond, options: options, shares: shares,
      folder: folder)
    figures.costs = clock.end()
    return Duplicates(
      records: records, copies: copies, settlement: settlement, pairs: pairs, figures: figures,
      shares: shares, folder: folder)
  }

  /// Groups exact copies, and makes the keys of each group.
  private consuming func keys(
    threads: Int, clock: inout StageClock
  ) async throws -> JoinKeys {
    let pass = KeyPass(
      options: options, plan: plan, prefixes: prefixes, records: records, shares: shares,
      folder: folder, threads: threads)
    clock.begin("sorting texts")
    let groups = try texts.groups()
    clock.begin("making keys")
    return try await pass.run(groups)
  }
}
