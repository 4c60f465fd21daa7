// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels

/// What a search for passages gives.
struct FoundPassages: ~Copyable {
  /// Rows for a `RepeatCursor`. Where a line end stays inside a passage, several name the same
  /// source.
  var rows: RowSorter
  /// The ids of all records.
  let ids: IDStore
  /// How many passages there are, each with one source.
  let count: Int
  /// The tokens in them.
  let tokens: Int
  /// Bytes put into sorters to find them.
  let indexBytes: Int

  private static let name = "passages"

  /// A sorter for the rows.
  static func sorter(_ shares: MemoryShares, folder: WorkFolder) -> RowSorter {
    RowSorter(width: RepeatCursor.width, memory: shares.largeSorter, name: name, folder: folder)
  }

  /// Adds what was found.
  func describe(in summary: inout RunSummary, options: PassageOptions) {
    summary.add("kernel", options.kernel.name.rawValue)
    summary.add("passage tokens", options.tokens)
    summary.add("passages", count)
    summary.add("tokens in passages", tokens)
    summary.add("passage index bytes", indexBytes)
  }

  /// Writes a checkpoint from which a run can go on that has only to write its outputs.
  mutating func save(
    _ layout: RecordLayout, _ summary: RunSummary, _ parameters: [Checkpoint.Entry],
    in folder: WorkFolder
  ) throws(TamisIOError) {
    var checkpoint = Checkpoint(stage: "passages", parameters: parameters)
    checkpoint.values = ["passages": count, "tokens": tokens, "index": indexBytes]
    checkpoint.files = try rows.stored()
    checkpoint.files += try ids.stored(in: folder)
    try StoredLayout.save(layout, summary, in: folder, to: &checkpoint)
    try folder.save(checkpoint)
  }

  /// Goes on from a checkpoint.
  static func restored(
    _ checkpoint: Checkpoint, shares: MemoryShares, folder: WorkFolder,
    layout: inout RecordLayout, summary: inout RunSummary
  ) throws(TamisIOError) -> FoundPassages {
    try StoredLayout.restore(&layout, &summary, from: checkpoint, in: folder)
    let ids = try IDStore(checkpoint, in: folder)
    var rows = sorter(shares, folder: folder)
    try rows.restore(checkpoint)
    let values = checkpoint.values
    return FoundPassages(
      rows: rows, ids: ids, count: values["passages"] ?? 0, tokens: values["tokens"] ?? 0,
      indexBytes: values["index"] ?? 0)
  }
}
