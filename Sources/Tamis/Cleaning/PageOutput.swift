// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// The outputs of cleaning.
enum CleanSlot { case pages, evidence, chromeModel }

/// Turns cleaned batches into what is written.
struct PageRenderer: Sendable {
  let fields: FieldNames
  /// Whether the HTML of JSONL records is left out.
  let dropsHTML: Bool
  let forms: [CleanSlot: OutputForm]
  /// The format of the texts.
  let format: TextFormat

  /// A batch's cleaned records and the evidence.
  ///
  /// - Parameter firstRecord: The number of the batch's first record in the output, from 1.
  func render(_ batch: CleanedBatch, firstRecord: Int) -> OutputChunks<CleanSlot> {
    var chunks = OutputChunks(forms: forms)
    var pages: [UInt8] = []
    var evidence = EvidenceWriter()
    for (index, record) in batch.batch.records.enumerated() {
      let formatted = batch.texts[index]
      let text = formatted.bytes
      if forms[.pages] == .folder {
        chunks.add(text: text, id: record.id, to: .pages)
      } else if case .archive = forms[.pages] {
        let number = firstRecord + index
        chunks.add(ConversionRecord(record, number: number, text: text[...]), to: .pages)
      } else {
        append(index, of: batch.batch, text: text, to: &pages)
      }
      guard forms[.evidence] != nil else { continue }
      evidence.append(
        id: record.id, record: firstRecord + index,
        text: InputText(batch.batch.text(index), replacements: record.replacements),
        removals: batch.removals(of: index))
      evidence.append(
        formatted.edits, format: format, id: record.id, record: firstRecord + index)
      guard let encoding = record.decodedFrom else { continue }
      evidence.append(
        original: batch.batch.parsed.rawLine(of: record), encoding: encoding, id: record.id,
        record: firstRecord + index)
    }
    chunks.add(pages, to: .pages)
    chunks.add(evidence.lines.bytes, to: .evidence)
    return chunks
  }

  /// Appends a JSONL record's line with the new text, of other formats an object with its fields
  /// and the text; and what the page states about itself, where the record has no such field.
  private func append(
    _ index: Int, of batch: RecordBatch, text: [UInt8], to pages: inout [UInt8]
  ) {
    guard batch.parsed.batch.format == .jsonl else {
      pages += batch.line(index, text: text[...])
      return
    }
    let record = batch.records[index]
    batch.parsed.appendLine(
      of: record, text: text[...], textField: fields.text, id: record.hasID ? nil : record.id,
      idField: fields.id,
      adding: batch.statedFields(index).filter { !record.noted.contains($0.name) },
      dropsHTML: dropsHTML, to: &pages)
  }
}
