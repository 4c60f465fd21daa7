// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Rebuilds the input text of cleaned records from the evidence.
public struct Restore: Sendable {
  /// The cleaned records, as `Clean` wrote them.
  public var run: RunOptions
  /// The evidence that was written with them.
  public var evidence: String
  /// Where the restored text goes: a `.jsonl` file, a folder, a `.txt` file for the text of a
  /// single record, or `-` for standard output.
  public var output: String

  /// Makes a run.
  public init(run: RunOptions, evidence: String, output: String) {
    self.run = run
    self.evidence = evidence
    self.output = output
  }

  private enum Slot { case restored }

  /// Reads the evidence, then the records twice, and writes them with the text that was read.
  ///
  /// A single record goes to standard output or to a `.txt` file as its plain text, byte for byte.
  /// In a `.jsonl` file, and on standard output where there are several, each record is a line as
  /// before, with the text restored; in a folder each is a file named after its id, or as the file
  /// that it was read from.
  ///
  /// - Throws: `RunError` where evidence and records do not belong together, `TamisIOError`.
  /// - Complexity: O(bytes); memory for the evidence.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var summary = RunSummary(command: "restore")
    let inputs = try run.openInputs(outputs: [output])
    for path in [output, run.callersOutput].compactMap({ $0 }) {
      try Inputs([evidence]).checkNotOutput(path)
    }
    let index = try await evidenceIndex(for: inputs)
    let pass = RecordPass(inputs: inputs, run: run, observer: observer, stage: "restoring")
    let outputs = try openOutput()
    var progress = Progress(unused: index.records)
    try await pass.forEachBatch(counting: &summary) {
      $0.parsed
    } consume: { parsed in
      try outputs.write(try chunks(of: parsed, index, outputs.forms, &progress))
    }
    try progress.stories.finish()
    if let first = progress.first { try write(alone: first, to: outputs) }
    summary.add("restored", progress.restored)
    try judge(
      unused: progress.unused, of: index.records, restored: progress.restored, summary: &summary)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  /// How far it is.
  private struct Progress {
    var restored = 0
    /// How many records of those that were read once have begun: a page and its stories are one.
    var begun = 0
    var stories = StoryJoiner()
    /// Records there is evidence for that have not come yet.
    var unused: Int
    /// The first record, held back until it is known whether it is the only one.
    var first: RestoredRecord?

    /// The evidence of the next record.
    mutating func evidence(of id: String, _ index: EvidenceIndex, isFile: Bool) -> [Evidence] {
      let found = index.lines(id: id, record: begun, isFile: isFile)
      if let place = StoryPlace(found), stories.isMissing(story: place.story, ofPage: place.page) {
        return found
      }
      begun += 1
      return index.lines(id: id, record: begun, isFile: isFile)
    }

    /// Restores the next record; nil where stories of its page are still to come.
    mutating func restore(
      _ record: Record, of parsed: ParsedBatch, _ index: EvidenceIndex
    ) throws -> RestoredRecord? {
      let evidence = evidence(of: record.id, index, isFile: parsed.holdsFiles)
      if !evidence.isEmpty { unused -= 1 }
      guard let place = StoryPlace(evidence) else {
        return try RestoredRecord(record, of: parsed, evidence, path: index.path)
      }
      return try stories.add(record, of: parsed, evidence, place, path: index.path)
    }
  }

  /// What is written of a batch.
  private func chunks(
    of parsed: ParsedBatch, _ index: EvidenceIndex, _ forms: [Slot: OutputForm],
    _ progress: inout Progress
  ) throws -> OutputChunks<Slot> {
    var chunks = OutputChunks(forms: forms)
    var lines: [UInt8] = []
    for record in parsed.records {
      guard let whole = try progress.restore(record, of: parsed, index) else { continue }
      progress.restored += 1
      if forms[.restored] == .folder {
        chunks.add(text: whole.text, id: whole.id, isFileName: whole.isFile, to: .restored)
      } else if progress.restored == 1 {
        progress.first = whole
      } else {
        if let held = progress.first.take() { lines += try heldLine(held) }
        lines += whole.line
      }
    }
    chunks.add(lines, to: .restored)
    return chunks
  }

  /// Writes the only record there is.
  private func write(alone record: RestoredRecord, to outputs: RunOutputs<Slot>) throws {
    var chunks = OutputChunks(forms: outputs.forms)
    chunks.add(holdsLines ? record.line : record.text, to: .restored)
    try outputs.write(chunks)
  }

  /// Says so where evidence speaks of records that were not there.
  private func judge(
    unused: Int, of total: Int, restored: Int, summary: inout RunSummary
  ) throws {
    guard unused > 0 else { return }
    guard unused < total else {
      throw RunError(
        "The evidence in \(evidence) speaks of none of the \(restored) records that were given. "
          + "Nothing was restored.")
    }
    summary.warnings.append(
      "The evidence speaks of \(unused) more records, which are not in the input.")
  }

  /// The evidence, told of all ids: it has to know which are shared.
  private func evidenceIndex(for inputs: Inputs) async throws -> EvidenceIndex {
    var index = try EvidenceIndex(evidence)
    let pass = RecordPass(inputs: inputs, run: run, observer: RunObserver(), stage: "counting ids")
    try await pass.forEachBatch { batch, _ in
      (batch.records.map(\.id), batch.parsed.holdsFiles)
    } consume: { names, _ in
      index.count(ids: names.0, areFiles: names.1)
    }
    return index
  }

  /// Whether the output holds lines even of a single record.
  private var holdsLines: Bool { output != "-" && !isText }

  private var isText: Bool { output.lowercased().hasSuffix(".txt") }

  private func openOutput() throws -> RunOutputs<Slot> {
    if case .archive = try? OutputForm(recordsAt: output) {
      throw RunError(
        "Restored text cannot be written to the archive \(output). Name a file ending in .jsonl, "
          + "or a folder.")
    }
    return try isText
      ? RunOutputs(lines: [(.restored, output)])
      : RunOutputs(records: (.restored, output), lines: [])
  }

  /// The line of the first record, now that there is another.
  private func heldLine(_ held: RestoredRecord) throws -> [UInt8] {
    guard !isText else {
      throw RunError(
        "There is more than one record, and \(output) can hold the text of one only. "
          + "Name a file that ends in .jsonl, or a folder.")
    }
    return held.line
  }
}
