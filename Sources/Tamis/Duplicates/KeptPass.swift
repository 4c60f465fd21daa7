// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// The second pass of `Dedup`: passes each record on to where its verdict sends it.
struct KeptPass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let layout: RecordLayout
  let verdicts: [Duplicates.Verdict?]
  let ids: [String]
  let forms: [DedupSlot: OutputForm]

  /// A batch, and the number of its first record among all, from 0.
  fileprivate struct Part: Sendable {
    let batch: Batch
    let lines: [Int32]
    let firstRecord: Int
  }

  /// Reads all batches again and hands over what becomes of each, in order.
  ///
  /// - Throws: `RunError` where a file has changed, what reading and `consume` throw.
  func forEachBatch(consume: (OutputChunks<DedupSlot>) throws -> Void) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    var number = 0
    var firstRecord = 0
    try await inOrder(
      next: { () throws -> Part? in
        guard let batch = try reader.next() else { return nil }
        guard number < layout.lines.count, layout.lineCounts[number] == batch.lines.count else {
          throw RunError.inputChanged
        }
        let lines = layout.lines[number]
        defer {
          number += 1
          firstRecord += lines.count
        }
        return Part(batch: batch, lines: lines, firstRecord: firstRecord)
      }, threads: run.threads, { chunks(of: $0) }, consume: consume)
    guard number == layout.lines.count else { throw RunError.inputChanged }
  }

  private func chunks(of part: Part) -> OutputChunks<DedupSlot> {
    var chunks = OutputChunks(forms: forms)
    let rendered = Rendered(part, run: run, holdsTexts: holdsTexts)
    var (kept, dropped, evidence) = ([UInt8](), [UInt8](), JSONLines())
    for (index, line) in part.lines.enumerated() {
      let record = part.firstRecord + index
      if let verdict = verdicts[record] {
        rendered.append(index, line: Int(line), to: &dropped)
        append(verdict, of: record, to: &evidence)
      } else if forms[.kept] == .folder {
        chunks.add(text: rendered.text(index), id: ids[record], to: .kept)
      } else if holdsTexts {
        if let page = rendered.conversion(index, number: record + 1) {
          chunks.add(page, to: .kept)
        }
      } else {
        rendered.append(index, line: Int(line), to: &kept)
      }
    }
    chunks.add(kept, to: .kept)
    chunks.add(dropped, to: .dropped)
    chunks.add(evidence.bytes, to: .duplicates)
    return chunks
  }

  /// Whether what is kept goes to a folder or an archive, which hold texts and not lines.
  private var holdsTexts: Bool {
    switch forms[.kept] {
    case .folder, .archive: true
    case .lines, nil: false
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

/// The records of one batch as they are written.
private struct Rendered {
  private let batch: Batch
  /// The records; nil where lines are passed on as they are.
  private let records: RecordBatch?

  init(_ part: KeptPass.Part, run: RunOptions, holdsTexts: Bool) {
    batch = part.batch
    guard holdsTexts || part.batch.format != .jsonl,
      // The first pass has made a parser of the same options, so this one can be made.
      var parser = try? RecordParser(fields: run.fields, limits: run.limits)
    else {
      records = nil
      return
    }
    records = RecordBatch(parser.parse(part.batch))
  }

  /// The text of a record by its index.
  func text(_ index: Int) -> [UInt8] {
    guard let records, index < records.records.count else { return [] }
    return Array(records.text(index))
  }

  /// A record by its index, for an archive.
  func conversion(_ index: Int, number: Int) -> ConversionRecord? {
    guard let records, index < records.records.count else { return nil }
    return ConversionRecord(records.records[index], number: number, text: records.text(index))
  }

  /// Appends a record of JSONL as it was read, of other formats an object with its fields and text.
  func append(_ index: Int, line: Int, to output: inout [UInt8]) {
    if batch.format == .jsonl {
      guard line < batch.lines.count else { return }
      output += batch.bytes[batch.lines[line]]
      output.append(0x0A)
    } else if let records, index < records.records.count {
      output += records.line(index, text: records.text(index))
    }
  }
}
