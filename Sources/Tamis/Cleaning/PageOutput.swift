// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// The two outputs of cleaning.
enum CleanSlot { case pages, evidence }

/// Turns cleaned batches into what is written.
struct PageRenderer: Sendable {
  let idField: String
  let forms: [CleanSlot: OutputForm]

  /// A batch's cleaned records and the evidence.
  ///
  /// - Parameter firstRecord: The number of the batch's first record in the output, from 1.
  func render(_ batch: CleanedBatch, firstRecord: Int) -> OutputChunks<CleanSlot> {
    var chunks = OutputChunks(forms: forms)
    var pages: [UInt8] = []
    var evidence = EvidenceWriter()
    for (index, record) in batch.parsed.records.enumerated() {
      let text = batch.text(of: index)
      if forms[.pages] == .folder {
        chunks.add(text: text, id: record.id, to: .pages)
      } else if case .archive = forms[.pages] {
        chunks.add(ConversionRecord(record, text: text[...]), to: .pages)
      } else {
        append(record, of: batch, text: text, to: &pages)
      }
      guard forms[.evidence] != nil else { continue }
      evidence.append(
        id: record.id, record: firstRecord + index,
        text: InputText(batch.parsed.text(of: record), replacements: record.replacements),
        drops: batch.drops[index])
    }
    chunks.add(pages, to: .pages)
    chunks.add(evidence.lines.bytes, to: .evidence)
    return chunks
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
    default:
      pages += RecordLine.bytes(id: record.id, text: text)
    }
  }
}
