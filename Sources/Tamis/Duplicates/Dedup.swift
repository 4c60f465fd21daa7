// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// The outputs of `Dedup`.
enum DedupSlot { case kept, duplicates, dropped, evidence }

/// Drops records that duplicate another record, which is kept; or paragraphs, lines or passages of
/// records, of which then every record is written once, with what is left of its text.
public struct Dedup: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// What counts as a duplicate, and which one is kept.
  public var duplicates: DuplicateOptions
  /// With a number, runs of so many tokens are taken out that stand elsewhere too, and nothing else
  /// is compared: `PassageOptions` says what that means.
  public var passageTokens: Int?
  /// Where the kept records go: JSONL, `-` for standard output, a folder of text files, or a
  /// web archive.
  public var output: String
  /// Where to write which record duplicates which.
  public var duplicatesOutput: String?
  /// Where to write the dropped records, where whole records are dropped.
  public var droppedOutput: String?
  /// Where to write what was taken out of texts, where that is what is done: `Restore` needs it.
  public var evidenceOutput: String?

  /// Makes a run that writes the kept records to `output`.
  public init(run: RunOptions, duplicates: DuplicateOptions, output: String) {
    self.run = run
    self.duplicates = duplicates
    self.output = output
  }

  /// Reads the inputs twice: to find duplicates, and to write what is kept, byte for byte; four
  /// times for passages.
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
    try checkOutputs()
    var summary = RunSummary(command: "dedup")
    let inputs = try run.openInputs(
      outputs: [output, duplicatesOutput, droppedOutput, evidenceOutput])
    let outputs = try RunOutputs<DedupSlot>(
      records: (.kept, output),
      lines: [
        (.duplicates, duplicatesOutput), (.dropped, droppedOutput), (.evidence, evidenceOutput),
      ])
    if let passageTokens {
      let options = PassageOptions(
        tokens: passageTokens, keep: duplicates.keep, kernel: duplicates.kernel)
      let pass = PassagePass(
        inputs: inputs, run: run, observer: observer, options: options, folder: folder)
      try await writePassages(pass, to: outputs, summary: &summary)
    } else {
      let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
      let pass = DuplicatePass(
        pass: reading, options: duplicates, folder: folder, command: "dedup", wantsPairs: false)
      try await writeDuplicates(pass, to: outputs, summary: &summary)
    }
    summary.add("bytes spilled", folder.spilledBytes)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  /// Searches for repeated passages, and writes the records without them.
  private func writePassages(
    _ pass: PassagePass, to outputs: RunOutputs<DedupSlot>, summary: inout RunSummary
  ) async throws {
    var layout = RecordLayout()
    let found = try await pass.run(summary: &summary, layout: &layout)
    let writing = RepeatsPass(
      inputs: pass.inputs, run: pass.run, layout: layout, kind: .passage, forms: outputs.forms)
    let ids = found.ids
    try await write(
      writing, try RepeatCursor(found.sorted(), ids: ids), to: outputs, summary: &summary)
  }

  /// Searches for duplicate records, paragraphs or lines, and writes what is kept.
  private func writeDuplicates(
    _ search: DuplicatePass, to outputs: RunOutputs<DedupSlot>, summary: inout RunSummary
  ) async throws {
    var layout = RecordLayout()
    let found = try await search.run(summary: &summary, layout: &layout)
    let (inputs, run) = (search.pass.inputs, search.pass.run)
    if let kind = RepeatKind(duplicates.unit) {
      let writing = RepeatsPass(
        inputs: inputs, run: run, layout: layout, kind: kind, forms: outputs.forms)
      let repeats = RepeatCursor(try found.repeats(), ids: found.records.ids)
      try await write(writing, repeats, to: outputs, summary: &summary)
    } else {
      try await write(found, from: inputs, layout, run: run, to: outputs, summary: &summary)
    }
  }

  /// Writes the records that are kept.
  private func write(
    _ found: borrowing Duplicates, from inputs: Inputs, _ layout: RecordLayout, run: RunOptions,
    to outputs: RunOutputs<DedupSlot>, summary: inout RunSummary
  ) async throws {
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
    summary.add(StageCost("writing", since: start))
  }

  /// Writes all records without what stands elsewhere.
  private func write(
    _ pass: RepeatsPass, _ repeats: consuming RepeatCursor, to outputs: RunOutputs<DedupSlot>,
    summary: inout RunSummary
  ) async throws {
    let start = ContinuousClock.now
    var tally = RepeatTally()
    try await pass.forEachBatch(repeats) { chunks, part in
      try outputs.write(chunks)
      tally.merge(part)
    }
    summary.add(StageCost("writing", since: start))
    summary.add("dropped \(pass.kind.plural)", tally.stretches)
    summary.add("dropped bytes", tally.bytes)
    summary.add("emptied records", tally.emptied)
    if evidenceOutput == nil, tally.bytes > 0 {
      summary.warnings.append("Not restorable: no evidence was written (--evidence FILE).")
    }
    try summary.judge(
      dropped: tally.bytes, of: summary.textBytes, unit: "text", maximum: run.maximumDrop)
  }

  /// Checks that the outputs that were asked for are those that the run has.
  private func checkOutputs() throws(RunError) {
    let kind = passageTokens == nil ? RepeatKind(duplicates.unit) : .passage
    let isOfTexts = kind != nil
    if let kind, let droppedOutput {
      throw RunError(
        "No records are dropped when \(kind.plural) are compared, so there is nothing "
          + "to write to \(droppedOutput). Ask for what is taken out of them with --evidence FILE.")
    }
    if !isOfTexts, let evidenceOutput {
      throw RunError(
        "There is nothing to write to \(evidenceOutput) when whole records are dropped. Ask for "
          + "them with --dropped FILE.")
    }
    let isStream = output == "-" || output.hasPrefix("/dev/")
    guard !isOfTexts || run.maximumDrop == nil || !isStream else {
      throw RunError(
        "--max-drop cannot hold back what goes to \(output == "-" ? "standard output" : output) "
          + "as it is written. Name a file or a folder.")
    }
  }
}
