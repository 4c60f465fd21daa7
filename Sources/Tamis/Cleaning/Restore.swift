// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Rebuilds the input text of cleaned records from the evidence.
public struct Restore: Sendable {
  /// The cleaned records, as `Clean` wrote them.
  public var run: RunOptions
  /// The evidence that was written with them.
  public var evidence: String
  /// Where the restored text goes: a `.jsonl` file, `-` for standard output, or another file for
  /// the text of a single record.
  public var output: String

  /// Makes a run.
  public init(run: RunOptions, evidence: String, output: String) {
    self.run = run
    self.evidence = evidence
    self.output = output
  }

  private enum Slot { case restored }

  /// Reads the evidence, then the records, and writes them with the text that was read.
  ///
  /// A single record goes to standard output, or to a file that is not named `.jsonl`, as its plain
  /// text, byte for byte; otherwise each record is a line as before, with the text restored.
  ///
  /// - Throws: `RunError` where evidence and records do not belong together, `TamisIOError`.
  /// - Complexity: O(bytes); memory for the evidence.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var summary = RunSummary(command: "restore")
    let inputs = try run.openInputs(outputs: [output])
    try Inputs([evidence]).checkNotOutput(output)
    let index = try EvidenceIndex(evidence)
    let pass = RecordPass(inputs: inputs, run: run, observer: observer, stage: "restoring")
    let writers = try LineWriters<Slot>([(.restored, output)])
    var restored = 0
    // The first record is held back until it is known whether it is the only one.
    var first: RestoredRecord?
    func write(_ bytes: [UInt8]) throws {
      try writers.write(LineChunks([.restored: bytes], compressions: writers.compressions))
    }
    try await pass.forEachBatch(counting: &summary) {
      $0
    } consume: { parsed in
      var lines: [UInt8] = []
      for record in parsed.records {
        restored += 1
        let whole = try RestoredRecord(record, of: parsed, number: restored, index: index)
        if restored == 1 {
          first = whole
          continue
        }
        if let held = first.take() {
          try checkSeveralRecords()
          lines += held.line
        }
        lines += whole.line
      }
      try write(lines)
    }
    if let first { try write(holdsLines ? first.line : first.text) }
    summary.add("restored", restored)
    summary.isClosedByReader = writers.isClosedByReader
    try writers.commit()
    summary.end()
    return summary
  }

  private var holdsLines: Bool {
    let name = output.lowercased()
    return [".jsonl", ".jsonl.gz", ".jsonl.zst"].contains { name.hasSuffix($0) }
  }

  private func checkSeveralRecords() throws {
    guard output != "-", !holdsLines else { return }
    throw RunError(
      "There is more than one record, and \(output) can hold the text of one only. "
        + "Name a file that ends in .jsonl.")
  }
}

/// A record with the text that was read before it was cleaned.
private struct RestoredRecord {
  /// The text's bytes as they were read.
  let text: [UInt8]
  /// The record's line with this text, and a newline.
  let line: [UInt8]

  init(_ record: Record, of parsed: ParsedBatch, number: Int, index: EvidenceIndex) throws {
    let evidence = index.lines(id: record.id, record: number)
    guard let text = Evidence.restore(parsed.text(of: record), evidence) else {
      throw RunError(
        "The evidence in \(index.path) for the record \(record.id) does not fit its text. "
          + "Was one of the two changed, or is it of another run?")
    }
    self.text = text
    let line = parsed.line(of: record)
    guard let value = record.textValue else {
      self.line = text
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
