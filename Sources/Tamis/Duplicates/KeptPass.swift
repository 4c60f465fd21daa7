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
  private struct Part: Sendable {
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
    var (kept, dropped, evidence) = ([UInt8](), [UInt8](), JSONLines())
    for (index, line) in part.lines.enumerated() {
      let record = part.firstRecord + index
      if let verdict = verdicts[record] {
        append(part.batch, line: Int(line), id: ids[record], to: &dropped)
        append(verdict, of: record, to: &evidence)
      } else if !needsTexts {
        append(part.batch, line: Int(line), id: ids[record], to: &kept)
      }
    }
    if needsTexts { addTexts(of: part, to: &chunks) }
    chunks.add(kept, to: .kept)
    chunks.add(dropped, to: .dropped)
    chunks.add(evidence.bytes, to: .duplicates)
    return chunks
  }

  /// Whether what is kept goes to a folder or an archive, which hold texts and not lines.
  private var needsTexts: Bool {
    switch forms[.kept] {
    case .folder, .archive: true
    case .lines, nil: false
    }
  }

  /// Parses the batch once more, since neither a folder nor an archive holds lines.
  private func addTexts(of part: Part, to chunks: inout OutputChunks<DedupSlot>) {
    // The first pass has made a parser of the same options, so this one can be made.
    guard var parser = try? RecordParser(fields: run.fields, limits: run.limits) else { return }
    let parsed = parser.parse(part.batch)
    for (index, record) in parsed.records.enumerated()
    where index < part.lines.count && verdicts[part.firstRecord + index] == nil {
      if forms[.kept] == .folder {
        chunks.add(text: Array(parsed.text(of: record)), id: record.id, to: .kept)
      } else {
        chunks.add(ConversionRecord(record, text: parsed.text(of: record)), to: .kept)
      }
    }
  }

  /// Appends a JSONL record as it was read; of a text file an object with its id and text.
  private func append(_ batch: Batch, line: Int, id: String, to output: inout [UInt8]) {
    guard line < batch.lines.count else { return }
    let bytes = batch.bytes[batch.lines[line]]
    switch batch.format {
    case .jsonl:
      output += bytes
      output.append(0x0A)
    default:
      output += RecordLine.bytes(id: id, text: Array(String(decoding: bytes, as: UTF8.self).utf8))
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
