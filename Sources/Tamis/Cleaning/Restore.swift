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
    /// Records there is evidence for that have not come yet.
    var unused: Int
    /// The first record, held back until it is known whether it is the only one.
    var first: RestoredRecord?
  }

  /// What is written of a batch.
  private func chunks(
    of parsed: ParsedBatch, _ index: EvidenceIndex, _ forms: [Slot: OutputForm],
    _ progress: inout Progress
  ) throws -> OutputChunks<Slot> {
    var chunks = OutputChunks(forms: forms)
    var lines: [UInt8] = []
    for record in parsed.records {
      progress.restored += 1
      let whole = try RestoredRecord(record, of: parsed, number: progress.restored, index: index)
      if whole.isChanged { progress.unused -= 1 }
      if forms[.restored] == .folder {
        chunks.add(text: whole.text, id: record.id, isFileName: parsed.holdsFiles, to: .restored)
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

extension ParsedBatch {
  /// Whether its records are text files, whose ids are the files' names.
  fileprivate var holdsFiles: Bool { batch.format == .text }
}

/// A record with the text that was read before it was cleaned.
private struct RestoredRecord {
  /// The text's bytes as they were read.
  let text: [UInt8]
  /// The record's line with this text, and a newline.
  let line: [UInt8]
  /// Whether there was evidence for the record.
  let isChanged: Bool

  init(_ record: Record, of parsed: ParsedBatch, number: Int, index: EvidenceIndex) throws {
    let evidence = index.lines(id: record.id, record: number, isFile: parsed.holdsFiles)
    guard let text = Evidence.restore(parsed.text(of: record), evidence) else {
      throw RunError(
        "The evidence in \(index.path) for the record \(record.id) does not fit its text. "
          + "Was one of the two changed, or is it of another run?")
    }
    // Lines of JSON are UTF-8, whatever the file was.
    self.text = evidence.first { $0.reason == Evidence.original }?.bytes ?? text
    isChanged = !evidence.isEmpty
    let line = parsed.line(of: record)
    guard let value = record.textValue else {
      self.line = RecordLine.bytes(id: record.id, text: text[...])
      return
    }
    guard isChanged else {
      // Nothing was done to it: neither is now, be it UTF-8 or not.
      self.line = parsed.rawLine(of: record) + [0x0A]
      return
    }
    self.line =
      line.prefix(value.lowerBound) + Self.jsonString(text) + line.dropFirst(value.upperBound)
      + [0x0A]
  }

  /// A JSON string of any bytes; a surrogate in UTF-8's scheme is written as the escape it was.
  private static func jsonString(_ text: [UInt8]) -> [UInt8] {
    var string: [UInt8] = []
    JSONLines.appendString(text, to: &string)
    guard text.contains(0xED) else { return string }
    var escaped: [UInt8] = []
    var rest = string[...]
    while let byte = rest.popFirst() {
      if byte == 0xED, let second = rest.first, (0xA0...0xBF).contains(second),
        let third = rest.dropFirst().first, third & 0xC0 == 0x80
      {
        let unit = 0xD000 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
        escaped += "\\u\(String(unit, radix: 16))".utf8
        rest = rest.dropFirst(2)
      } else {
        escaped.append(byte)
      }
    }
    return escaped
  }
}
