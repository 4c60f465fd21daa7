// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisText

/// Finds the passages that stand elsewhere too, for which the inputs are read three times.
///
/// First some k-grams of each text are selected (`Winnowing`) and their hashes sorted. A run of N
/// tokens can stand twice only where the k-gram that it selects does: in the second pass such runs,
/// and no others, are hashed and sorted, and all but the first of a hash are repeats
/// (`PassageRepeats`). The third turns tokens into bytes (`TextCut`).
struct PassagePass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let observer: RunObserver
  let options: PassageOptions
  let folder: WorkFolder

  /// Finds passages; notes where the records are.
  ///
  /// - Parameter takeIDs: Called with the ids of each batch's records, one after the other, and
  ///   where each ends.
  /// - Returns: Rows in order, of six words: a record, its bytes that go (start and end in 32 bits
  ///   each), the record that they repeat, its bytes, and 1 and 1. Where a line end stays in a
  ///   passage, there are several rows that name the same source.
  /// - Throws: `RunError` where a file has changed, what reading throws, ``TamisIOError`` when the
  ///   disk is full or fails.
  func run(
    summary: inout RunSummary, layout: inout RecordLayout,
    takeIDs: ([UInt8], [Int]) throws -> Void
  ) async throws -> SortedRows {
    let start = ContinuousClock.now
    let grams = try await repeatedGrams(summary: &summary, layout: &layout, takeIDs: takeIDs)
    let (batches, ranks) = (grams.batches, grams.ranks)
    var indexBytes = grams.indexBytes
    let repeated = try await repeatedRuns(grams)
    indexBytes += 24 * repeated.count
    let repeats = PassageRepeats(
      tokens: options.tokens, shares: run.memoryShares, folder: folder)
    let stretches = try repeats.stretches(repeated.rows, ranks: ranks)
    let places = try PassagePlaces(
      stretches.rows, ranks: ranks, shares: run.memoryShares, folder: folder)
    indexBytes += stretches.indexBytes + places.indexBytes
    summary.add("passage tokens", options.tokens)
    summary.add("passages", places.count)
    summary.add("tokens in passages", places.tokens)
    let found = try await bytes(of: places, batches: batches)
    summary.add("passage index bytes", indexBytes + found.indexBytes)
    summary.add("seconds finding passages", (ContinuousClock.now - start) / .seconds(1))
    return found.rows
  }

  private func pass(_ stage: String) -> RecordPass {
    RecordPass(inputs: inputs, run: run, observer: observer, stage: stage)
  }

  /// The first pass.
  private func repeatedGrams(
    summary: inout RunSummary, layout: inout RecordLayout,
    takeIDs: ([UInt8], [Int]) throws -> Void
  ) async throws -> RepeatedGrams {
    let (options, shares) = (options, run.memoryShares)
    var census = PassageCensus(options: options, shares: shares, folder: folder)
    try await pass("reading").forEachBatch(counting: &summary) { batch in
      let lines = batch.records.map {
        Int32(truncatingIfNeeded: $0.number - batch.parsed.batch.firstNumber)
      }
      return (
        PassageFeatures(batch, options: options), lines, batch.parsed.batch.lines.count
      )
    } consume: { features, lines, lineCount in
      try census.append(features)
      try takeIDs(features.ids, features.idEnds)
      layout.append(lines, of: lineCount)
    }
    return try census.finish(shares: shares, folder: folder)
  }

  /// The second pass: rows of the hashes of runs that may stand twice, and of their first tokens.
  private func repeatedRuns(
    _ grams: consuming RepeatedGrams
  ) async throws -> (rows: SortedRows, count: Int) {
    let (options, batches) = (options, grams.batches)
    var sorter = RowSorter(
      width: 3, memory: run.memoryShares.largeSorter, name: "runs", folder: folder)
    var cursor = GramCursor(grams)
    var (number, count) = (0, 0)
    try await pass("looking for passages").forEachBatch(
      with: { try cursor.part(ofBatch: $0) },
      { batch, part in PassageRuns.rows(of: batch, part, options: options) },
      consume: { (rows: [UInt64]?, _) in
        guard let rows else { throw RunError.inputChanged }
        try sorter.append(rows.span)
        count += rows.count / 3
        number += 1
      })
    guard number == batches.count else { throw RunError.inputChanged }
    return (try sorter.sorted(), count)
  }

  /// The third pass.
  private func bytes(
    of places: consuming PassagePlaces, batches: PassageBatches
  ) async throws -> (rows: SortedRows, indexBytes: Int) {
    let (kernel, isEmpty) = (options.kernel, places.count == 0)
    var writer = PassageByteWriter(shares: run.memoryShares, folder: folder)
    var cursor = PlaceCursor(targets: places.targets, sources: places.sources)
    if isEmpty { return try writer.finish() }
    var number = 0
    try await pass("placing passages").forEachBatch(
      with: { number in
        guard number < batches.count else { throw RunError.inputChanged }
        return try cursor.part(of: batches.records(of: number))
      },
      { batch, part in PassageBytes(of: part, in: batch, kernel: kernel) },
      consume: { (bytes: PassageBytes?, _) in
        guard let bytes else { throw RunError.inputChanged }
        try writer.append(bytes)
        number += 1
      })
    guard number == batches.count else { throw RunError.inputChanged }
    return try writer.finish()
  }
}
