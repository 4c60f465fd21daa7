// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// Drops records that duplicate another record, which is kept.
public struct Dedup: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// What counts as a duplicate, and which one is kept.
  public var duplicates: DuplicateOptions
  /// Where the kept records go: JSONL, or `-` for standard output.
  public var output: String
  /// Where to write which record duplicates which.
  public var duplicatesOutput: String?
  /// Where to write the dropped records.
  public var droppedOutput: String?

  private enum Slot { case kept, duplicates, dropped }

  /// Makes a run that writes the kept records to `output`.
  public init(run: RunOptions, duplicates: DuplicateOptions, output: String) {
    self.run = run
    self.duplicates = duplicates
    self.output = output
  }

  /// Reads the inputs twice: to find duplicates, and to write what is kept, byte for byte.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes); memory for the shingles of all records.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var run = run
    run.fields.extra = duplicates.keep.fieldName
    var summary = RunSummary(command: "dedup")
    let inputs = try run.openInputs(outputs: [output, duplicatesOutput, droppedOutput])
    let writers = try LineWriters<Slot>([
      (.kept, output), (.duplicates, duplicatesOutput), (.dropped, droppedOutput),
    ])
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    let (found, layout) = try await DuplicatePass(pass: reading, options: duplicates).run(
      summary: &summary)
    let verdicts = found.verdicts
    let dropped = verdicts.count { $0 != nil }
    summary.add("kept", verdicts.count - dropped)
    summary.add("dropped", dropped)
    if droppedOutput == nil, dropped > 0 {
      summary.warnings.append("Not restorable: dropped records were not kept (--dropped FILE).")
    }
    try summary.judge(
      dropped: dropped, of: verdicts.count, unit: "records", maximum: run.maximumDrop)
    let writing = KeptPass(
      inputs: inputs, run: run, layout: layout, verdicts: verdicts, ids: found.ids)
    try await writing.forEachBatch(
      compressions: writers.compressions, slots: (.kept, .dropped, .duplicates)
    ) {
      try writers.write($0)
    }
    summary.isClosedByReader = writers.isClosedByReader
    try writers.commit()
    summary.end()
    return summary
  }
}

/// The second pass of `Dedup`: passes each record on to where its verdict sends it.
private struct KeptPass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let layout: RecordLayout
  let verdicts: [Duplicates.Verdict?]
  let ids: [String]

  /// A batch, and the number of its first record among all.
  private struct Part: Sendable {
    let batch: Batch
    let lines: [Int32]
    let firstRecord: Int
  }

  func forEachBatch<Slot: Hashable & Sendable>(
    compressions: [Slot: Compression], slots: (kept: Slot, dropped: Slot, duplicates: Slot),
    consume: (LineChunks<Slot>) throws -> Void
  ) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    var batches = layout.lines[...]
    var firstRecord = 0
    try await inOrder(
      next: { () throws -> Part? in
        guard let batch = try reader.next() else { return nil }
        guard let lines = batches.popFirst() else {
          throw RunError("\(batch.file.path) has grown while it was read. Run again.")
        }
        defer { firstRecord += lines.count }
        return Part(batch: batch, lines: lines, firstRecord: firstRecord)
      }, threads: run.threads,
      { part in
        var kept: [UInt8] = []
        var dropped: [UInt8] = []
        var evidence = JSONLines()
        for (index, line) in part.lines.enumerated() {
          let record = part.firstRecord + index
          if let verdict = verdicts[record] {
            append(part.batch, line: Int(line), id: ids[record], to: &dropped)
            append(verdict, of: record, to: &evidence)
          } else {
            append(part.batch, line: Int(line), id: ids[record], to: &kept)
          }
        }
        return LineChunks(
          [slots.kept: kept, slots.dropped: dropped, slots.duplicates: evidence.bytes],
          compressions: compressions)
      }, consume: consume)
  }

  /// Appends a JSONL record as it was read; of a text file an object with its id and text.
  private func append(_ batch: Batch, line: Int, id: String, to output: inout [UInt8]) {
    guard line < batch.lines.count else { return }
    let bytes = batch.bytes[batch.lines[line]]
    switch batch.format {
    case .jsonl:
      output += bytes
      output.append(0x0A)
    case .text:
      var object = JSONLines()
      object.beginObject()
      object.field("id", id)
      object.field("text", utf8: Array(String(decoding: bytes, as: UTF8.self).utf8)[...])
      object.endLine()
      output += object.bytes
    }
  }

  private func append(_ verdict: Duplicates.Verdict, of record: Int, to evidence: inout JSONLines) {
    evidence.beginObject()
    evidence.field("id", ids[record])
    evidence.field("of", ids[verdict.keptRecord])
    if let similarity = verdict.similarity {
      evidence.field("similarity", similarity.value)
    } else {
      evidence.null("similarity")
    }
    evidence.field("kind", verdict.isExact ? "exact" : "near")
    evidence.endLine()
  }
}
