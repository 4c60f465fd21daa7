// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisText

/// Finds the passages that stand elsewhere too, for which the inputs are read three times.
///
/// First some k-grams of each text are selected (`GramSelection`) and their hashes sorted. A run of
/// N tokens can stand twice only where the k-gram that it selects does: in the second pass such
/// runs, and no others, are hashed and sorted, and all but the first of a hash are repeats
/// (`PassageRepeats`). The third turns tokens into bytes (`TextCut`).
struct PassagePass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let observer: RunObserver
  let options: PassageOptions
  let folder: WorkFolder

  /// Finds passages; notes where the records are. Goes on where an earlier run has ended, if that
  /// was asked for.
  ///
  /// - Throws: `RunError` where a file has changed, what reading throws, ``TamisIOError`` when the
  ///   disk is full or fails.
  /// - Complexity: O(n) for n bytes of input and O(p log p) for p selected k-grams and runs of N
  ///   tokens that stand twice; memory as `run` allows.
  func run(summary: inout RunSummary, layout: inout RecordLayout) async throws -> FoundPassages {
    let parameters = SearchParameters(self)
    if run.resumes, let checkpoint = try parameters.resume(from: folder) {
      let found = try FoundPassages.restored(
        checkpoint, shares: run.memoryShares, folder: folder, layout: &layout, summary: &summary)
      found.describe(in: &summary, options: options)
      return found
    }
    let start = ContinuousClock.now
    var found = try await search(summary: &summary, layout: &layout)
    // What fits in memory is done again sooner than it would be written.
    if folder.isOpen, let entries = parameters.entries {
      try found.save(layout, summary, entries, in: folder)
    }
    found.describe(in: &summary, options: options)
    summary.add(StageCost("finding passages", since: start))
    return found
  }

  private func search(
    summary: inout RunSummary, layout: inout RecordLayout
  ) async throws -> FoundPassages {
    let shares = run.memoryShares
    var ids = IDStoreWriter(shares: shares, folder: folder)
    let grams = try await repeatedGrams(summary: &summary, layout: &layout, ids: &ids)
    let (batches, ranks, gramBytes) = (grams.batches, grams.ranks, grams.indexBytes)
    var near = PassageRepeats.segmentSorter(shares, folder: folder)
    let runs = try await repeatedRuns(grams, near: &near)
    let runBytes = runs.indexBytes
    let repeats = PassageRepeats(tokens: options.tokens, shares: shares, folder: folder)
    let stretches = try repeats.stretches(runs.rows, near: near, ranks: ranks)
    let stretchBytes = stretches.indexBytes
    let places = try PassagePlaces.placed(
      stretches.rows, ranks: ranks, passage: options.tokens, shares: shares, folder: folder)
    let (count, tokens, placeBytes) = (places.count, places.tokens, places.indexBytes)
    let rows = try await bytes(of: places, batches: batches)
    return FoundPassages(
      rows: rows, ids: try ids.finish(), count: count, tokens: tokens,
      indexBytes: gramBytes + runBytes + stretchBytes + placeBytes)
  }

  private func pass(_ stage: String) -> RecordPass {
    RecordPass(inputs: inputs, run: run, observer: observer, stage: stage)
  }

  /// The first pass.
  private func repeatedGrams(
    summary: inout RunSummary, layout: inout RecordLayout, ids: inout IDStoreWriter
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
      try ids.append(features.ids, ends: features.idEnds)
      layout.append(lines, of: lineCount)
    }
    return try census.finish(shares: shares, folder: folder)
  }

  /// The second pass: rows of the hashes of runs that may stand twice, and of their first tokens.
  ///
  /// - Parameter near: Takes the segments of runs that repeat one a little before them.
  private func repeatedRuns(
    _ grams: consuming RepeatedGrams, near: inout RowSorter
  ) async throws -> IndexedRows {
    let (options, batches) = (options, grams.batches)
    var sorter = RowSorter(
      width: 3, memory: run.memoryShares.largeSorter, name: "runs", folder: folder)
    var cursor = GramCursor(grams)
    var (number, bytes) = (0, 0)
    try await pass("looking for passages").forEachBatch(
      with: { try cursor.part(ofBatch: $0) },
      { batch, _, part in PassageRuns(of: batch, part, options: options) },
      consume: { (runs: PassageRuns?, _) in
        guard let runs else { throw RunError.inputChanged }
        try sorter.append(runs.rows.span)
        try near.append(runs.near.span)
        bytes += 8 * (runs.rows.count + runs.near.count)
        number += 1
      })
    guard number == batches.count else { throw RunError.inputChanged }
    return IndexedRows(rows: try sorter.sorted(), indexBytes: bytes)
  }

  /// The third pass.
  private func bytes(
    of places: consuming PassagePlaces, batches: PassageBatches
  ) async throws -> RowSorter {
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
      { batch, _, part in PassageBytes(of: part, in: batch, kernel: kernel) },
      consume: { (bytes: PassageBytes?, _) in
        guard let bytes else { throw RunError.inputChanged }
        try writer.append(bytes)
        number += 1
      })
    guard number == batches.count else { throw RunError.inputChanged }
    return try writer.finish()
  }
}

/// Rows, with the bytes that were put into sorters to get them.
struct IndexedRows: ~Copyable {
  var rows: SortedRows
  let indexBytes: Int
}
