// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// The three outputs of `Dedup`.
enum DedupSlot { case kept, duplicates, dropped }

/// Drops records that duplicate another record, which is kept.
public struct Dedup: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// What counts as a duplicate, and which one is kept.
  public var duplicates: DuplicateOptions
  /// Where the kept records go: JSONL, `-` for standard output, a folder of text files, or a
  /// web archive.
  public var output: String
  /// Where to write which record duplicates which.
  public var duplicatesOutput: String?
  /// Where to write the dropped records.
  public var droppedOutput: String?

  /// Makes a run that writes the kept records to `output`.
  public init(run: RunOptions, duplicates: DuplicateOptions, output: String) {
    self.run = run
    self.duplicates = duplicates
    self.output = output
  }

  /// Reads the inputs twice: to find duplicates, and to write what is kept, byte for byte.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes); memory as the run's options allow, and disk for what does not fit.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    try run.checkMemory()
    return try await run.withWorkFolder(besides: output) { folder in
      try await callAsFunction(in: folder, observer: observer)
    }
  }

  private func callAsFunction(
    in folder: WorkFolder, observer: RunObserver
  ) async throws -> RunSummary {
    var run = run
    run.fields.extra = duplicates.keep.fieldName
    var summary = RunSummary(command: "dedup")
    let inputs = try run.openInputs(outputs: [output, duplicatesOutput, droppedOutput])
    let outputs = try RunOutputs<DedupSlot>(
      records: (.kept, output),
      lines: [(.duplicates, duplicatesOutput), (.dropped, droppedOutput)])
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    var layout = RecordLayout()
    let found = try await DuplicatePass(
      pass: reading, options: duplicates, folder: folder, command: "dedup",
      wantsPairs: false
    ).run(summary: &summary, layout: &layout)
    summary.add("kept", found.records.count - found.dropped)
    summary.add("dropped", found.dropped)
    if droppedOutput == nil, found.dropped > 0 {
      summary.warnings.append("Not restorable: dropped records were not kept (--dropped FILE).")
    }
    try summary.judge(
      dropped: found.dropped, of: found.records.count, unit: "records", maximum: run.maximumDrop)
    let start = ContinuousClock.now
    let writing = KeptPass(inputs: inputs, run: run, layout: layout, forms: outputs.forms)
    try await writing.forEachBatch(found) { try outputs.write($0) }
    summary.add("seconds writing", (ContinuousClock.now - start) / .seconds(1))
    summary.add("bytes spilled", folder.spilledBytes)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }
}
