// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Where cleaned pages and their evidence go.
struct PageOutput {
  /// The two outputs of cleaning.
  enum Slot { case pages, evidence }

  private let writers: LineWriters<Slot>

  /// Creates the outputs.
  ///
  /// - Throws: `RunError` for a kind of output that is not there, `TamisIOError`.
  init(path: String, evidence: String?) throws {
    writers = try LineWriters([(.pages, path), (.evidence, evidence)])
  }

  /// Whether the reader of standard output has gone.
  var isClosedByReader: Bool { writers.isClosedByReader }

  /// How workers turn cleaned batches into what `write` takes.
  func recipe(idField: String) -> PageRecipe {
    PageRecipe(idField: idField, compressions: writers.compressions)
  }

  /// Writes a batch.
  func write(_ chunks: LineChunks<Slot>) throws { try writers.write(chunks) }

  /// Gives the outputs their names.
  func commit() throws { try writers.commit() }
}

/// Turns cleaned batches into lines.
struct PageRecipe: Sendable {
  let idField: String
  let compressions: [PageOutput.Slot: Compression]

  /// The lines of a batch's cleaned records and of the evidence.
  ///
  /// - Parameter firstRecord: The number of the batch's first record in the output, from 1.
  func render(_ batch: CleanedBatch, firstRecord: Int) -> LineChunks<PageOutput.Slot> {
    var pages: [UInt8] = []
    var evidence = EvidenceWriter()
    for (index, record) in batch.parsed.records.enumerated() {
      append(record, of: batch, text: batch.text(of: index), to: &pages)
      guard compressions[.evidence] != nil else { continue }
      evidence.append(
        id: record.id, record: firstRecord + index,
        text: InputText(batch.parsed.text(of: record), replacements: record.replacements),
        drops: batch.drops[index])
    }
    return LineChunks(
      [.pages: pages, .evidence: evidence.lines.bytes], compressions: compressions)
  }

  /// Appends a JSONL record's line with the new text; of a text file an object with id and text.
  private func append(
    _ record: Record, of batch: CleanedBatch, text: [UInt8], to pages: inout [UInt8]
  ) {
    switch batch.parsed.batch.format {
    case .jsonl:
      batch.parsed.appendLine(
        of: record, text: text[...], id: record.hasID ? nil : record.id, idField: idField,
        to: &pages)
    case .text:
      var object = JSONLines()
      object.beginObject()
      object.field("id", record.id)
      object.field("text", utf8: text[...])
      object.endLine()
      pages += object.bytes
    }
  }
}
