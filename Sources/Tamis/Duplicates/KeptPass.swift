// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// The second pass of `Dedup`: passes each record on to where its verdict sends it.
struct KeptPass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let layout: RecordLayout
  let forms: [DedupSlot: OutputForm]

  /// A batch, and what is known of its records.
  fileprivate struct Part: Sendable {
    let batch: Batch
    let lines: [Int32]
    /// The number of its first record among all, from 0.
    var firstRecord = 0
    /// For each record that is not kept why, by its index.
    var drops: [Int: Drop] = [:]
  }

  /// Why a record is not kept, with what is written about it.
  fileprivate struct Drop: Sendable {
    let verdict: Verdict
    var id = ""
    var keptID = ""
  }

  /// Reads all batches again and hands over what becomes of each, in order.
  ///
  /// - Throws: `RunError` where a file has changed, what reading and `consume` throw.
  func forEachBatch(
    _ duplicates: borrowing Duplicates, consume: (OutputChunks<DedupSlot>) throws -> Void
  ) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    var source = PartSource(
      verdicts: try duplicates.verdicts(), records: duplicates.records,
      writesEvidence: forms[.duplicates] != nil)
    var number = 0
    try await inOrder(
      next: { () throws -> Part? in
        guard let batch = try reader.next() else { return nil }
        guard let lines = layout.lines(ofBatch: number, lineCount: batch.lines.count) else {
          throw RunError.inputChanged
        }
        number += 1
        return try source.part(Part(batch: batch, lines: lines))
      }, threads: run.threads, { chunks(of: $0) }, consume: consume)
    guard number == layout.batches else { throw RunError.inputChanged }
  }

  private func chunks(of part: Part) -> OutputChunks<DedupSlot> {
    var chunks = OutputChunks(forms: forms)
    let rendered = Rendered(part, run: run, holdsTexts: holdsTexts)
    var (kept, dropped, evidence) = ([UInt8](), [UInt8](), JSONLines())
    for (index, line) in part.lines.enumerated() {
      if let drop = part.drops[index] {
        if forms[.dropped] != nil { rendered.append(index, line: Int(line), to: &dropped) }
        if forms[.duplicates] != nil { append(drop, to: &evidence) }
      } else if forms[.kept] == .folder {
        chunks.add(text: rendered.text(index), id: rendered.id(index), to: .kept)
      } else if holdsTexts {
        if let page = rendered.conversion(index, number: part.firstRecord + index + 1) {
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

  private func append(_ drop: Drop, to evidence: inout JSONLines) {
    evidence.beginObject()
    evidence.field("id", drop.id)
    evidence.field("of", drop.keptID)
    if let likeness = drop.verdict.likeness {
      evidence.field("similarity", likeness.value)
    } else {
      evidence.null("similarity")
    }
    evidence.field("kind", drop.verdict.kind)
    evidence.endLine()
  }
}

/// Adds to batches what was found out about their records.
private struct PartSource: ~Copyable {
  private var verdicts: VerdictCursor
  private var ids: IDReader
  private var keptIDs: IDReader
  private let writesEvidence: Bool
  private var firstRecord = 0

  init(
    verdicts: consuming VerdictCursor, records: RecordStore, writesEvidence: Bool
  ) {
    self.verdicts = verdicts
    ids = IDReader(records.ids)
    keptIDs = IDReader(records.ids)
    self.writesEvidence = writesEvidence
  }

  mutating func part(_ bare: KeptPass.Part) throws(TamisIOError) -> KeptPass.Part {
    var part = bare
    part.firstRecord = firstRecord
    let end = firstRecord + part.lines.count
    while let verdict = try verdicts.next(before: end) {
      var drop = KeptPass.Drop(verdict: verdict)
      if writesEvidence {
        drop.id = try ids.id(verdict.record)
        drop.keptID = try keptIDs.id(verdict.keptRecord)
      }
      part.drops[verdict.record - firstRecord] = drop
    }
    firstRecord = end
    return part
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

  /// The id of a record by its index.
  func id(_ index: Int) -> String {
    guard let records, index < records.records.count else { return "" }
    return records.records[index].id
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
