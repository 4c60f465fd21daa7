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
  /// - Parameter firstRecord: The number of the batch's first record among all, from 1.
  func render(_ batch: CleanedBatch, firstRecord: Int) -> OutputChunks<CleanSlot> {
    var chunks = OutputChunks(forms: forms)
    var pages: [UInt8] = []
    var evidence = EvidenceWriter()
    for index in batch.batch.records.indices {
      let number = firstRecord + index
      for (part, text) in zip(batch.parts[index], batch.texts[index]) {
        append(part, text.bytes, index, of: batch.batch, number: number, to: &chunks, &pages)
        guard forms[.evidence] != nil else { continue }
        append(part, text.edits, index, of: batch.batch, number: number, to: &evidence)
      }
    }
    chunks.add(pages, to: .pages)
    chunks.add(evidence.lines.bytes, to: .evidence)
    return chunks
  }

  /// Appends a record of the output.
  private func append(
    _ part: PagePart, _ text: [UInt8], _ index: Int, of batch: RecordBatch, number: Int,
    to chunks: inout OutputChunks<CleanSlot>, _ pages: inout [UInt8]
  ) {
    let record = batch.records[index]
    if forms[.pages] == .folder {
      chunks.add(text: text, id: part.id(record.id), to: .pages)
    } else if case .archive = forms[.pages] {
      var conversion = ConversionRecord(record, number: number, text: text[...])
      conversion.id = part.id(record.id)
      chunks.add(conversion, to: .pages)
    } else {
      append(
        index, of: batch, storyID: part.story.map { _ in part.id(record.id) }, text, to: &pages)
    }
  }

  /// Appends the evidence of a record of the output.
  private func append(
    _ part: PagePart, _ edits: [TextEdit], _ index: Int, of batch: RecordBatch, number: Int,
    to evidence: inout EvidenceWriter
  ) {
    let record = batch.records[index]
    let id = part.id(record.id)
    let text = InputText(batch.text(index), replacements: record.replacements)
    if let story = part.story {
      evidence.append(
        story, id: id, record: number, text: text, isNumber: batch.parsed.hasNumberID(record))
    }
    evidence.append(
      id: id, record: number, text: text, removals: part.removals, in: part.range)
    evidence.append(edits, format: format, id: id, record: number)
    guard let encoding = record.decodedFrom, part.story?.number ?? 1 == 1 else { return }
    evidence.append(
      original: batch.parsed.rawLine(of: record), encoding: encoding, id: id, record: number)
  }

  /// Appends a JSONL record's line with the new text, of other formats an object with its fields
  /// and the text; and what the page states about itself, where the record has no such field.
  ///
  /// - Parameter storyID: The id of a story; nil of a whole page.
  private func append(
    _ index: Int, of batch: RecordBatch, storyID: String?, _ text: [UInt8],
    to pages: inout [UInt8]
  ) {
    guard batch.parsed.batch.format == .jsonl else {
      pages += batch.line(index, id: storyID, text: text[...])
      return
    }
    let record = batch.records[index]
    batch.parsed.appendLine(
      of: record, text: text[...], textField: fields.text,
      id: storyID ?? (record.hasID ? nil : record.id), idField: fields.id,
      adding: batch.statedFields(index).filter { !record.noted.contains($0.name) },
      dropsHTML: dropsHTML, to: &pages)
  }
}

extension ParsedBatch {
  /// Whether a record's id is a number of JSON.
  fileprivate func hasNumberID(_ record: Record) -> Bool {
    guard let place = record.idValue, record.hasID else { return false }
    let line = line(of: record)
    return line[line.startIndex + place.lowerBound] != UInt8(ascii: "\"")
  }
}
