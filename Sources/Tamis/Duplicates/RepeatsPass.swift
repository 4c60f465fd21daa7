// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage
import TamisSketch

/// The last pass of `Dedup` below whole records: writes each record without the stretches of its
/// text that stand elsewhere too.
struct RepeatsPass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let layout: RecordLayout
  let kind: RepeatKind
  let forms: [DedupSlot: OutputForm]

  /// A batch, and what of its records stands elsewhere.
  private struct Part: Sendable {
    let batch: Batch
    let firstRecord: Int
    /// By the record's index.
    var repeats: [Int: [Repeat]] = [:]
  }

  /// Reads all batches again and hands over what becomes of each, in order.
  ///
  /// - Throws: `RunError` where a file has changed, what reading and `consume` throw.
  func forEachBatch(
    _ repeats: consuming RepeatCursor,
    consume: (OutputChunks<DedupSlot>, RepeatTally) throws -> Void
  ) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    var (number, firstRecord) = (0, 0)
    try await inOrder(
      next: { () throws -> Part? in
        guard let batch = try reader.next() else { return nil }
        guard let lines = layout.lines(ofBatch: number, lineCount: batch.lines.count) else {
          throw RunError.inputChanged
        }
        var part = Part(batch: batch, firstRecord: firstRecord)
        number += 1
        firstRecord += lines.count
        part.repeats = try repeats.next(of: part.firstRecord..<firstRecord)
        return part
      }, threads: run.threads, { rendered($0) },
      consume: { (rendered: Rendered?) in
        guard let rendered else { throw RunError.inputChanged }
        try consume(rendered.chunks, rendered.tally)
      })
    guard number == layout.batches else { throw RunError.inputChanged }
  }

  private struct Rendered: Sendable {
    var chunks: OutputChunks<DedupSlot>
    var tally = RepeatTally()
    var kept: [UInt8] = []
    var duplicates = JSONLines()
    var evidence = EvidenceWriter()
  }

  /// What becomes of a batch; nil where it is not what it was.
  private func rendered(_ part: Part) -> Rendered? {
    // The first pass has made a parser of the same options, so this one can be made.
    guard var parser = try? RecordParser(fields: run.fields, limits: run.limits) else { return nil }
    let batch = RecordBatch(parser.parse(part.batch))
    var rendered = Rendered(chunks: OutputChunks(forms: forms))
    for index in batch.records.indices {
      let repeats = part.repeats[index] ?? []
      guard let removals = kind.removals(repeats, in: batch.text(index)) else { return nil }
      append(
        index, of: batch, number: part.firstRecord + index + 1, repeats, removals, to: &rendered)
    }
    rendered.chunks.add(rendered.kept, to: .kept)
    rendered.chunks.add(rendered.duplicates.bytes, to: .duplicates)
    rendered.chunks.add(rendered.evidence.lines.bytes, to: .evidence)
    return rendered
  }

  private func append(
    _ index: Int, of batch: RecordBatch, number: Int, _ repeats: [Repeat],
    _ removals: [Removal], to rendered: inout Rendered
  ) {
    let record = batch.records[index]
    var text = batch.text(index)
    rendered.tally.count(removals, of: text)
    if !removals.isEmpty { text = Removal.text(text, without: removals)[...] }
    switch forms[.kept] {
    case .folder: rendered.chunks.add(text: Array(text), id: record.id, to: .kept)
    case .archive:
      rendered.chunks.add(ConversionRecord(record, number: number, text: text), to: .kept)
    case .lines, nil: appendLine(index, of: batch, text, !removals.isEmpty, to: &rendered.kept)
    }
    let input = InputText(batch.text(index), replacements: record.replacements)
    if forms[.duplicates] != nil {
      for stretch in repeats {
        stretch.append(kind, id: record.id, text: input, to: &rendered.duplicates)
      }
    }
    // Lines are passed on as they are; files and archives hold text, in which bytes may be
    // replaced.
    var isAsRead = removals.isEmpty && batch.parsed.batch.format == .jsonl
    if case .lines = forms[.kept] {} else { isAsRead = false }
    guard forms[.evidence] != nil, !isAsRead else { return }
    rendered.evidence.append(
      id: record.id, record: number, text: input, removals: removals)
    guard let encoding = record.decodedFrom else { return }
    rendered.evidence.append(
      original: batch.parsed.rawLine(of: record), encoding: encoding, id: record.id,
      record: number)
  }

  /// A record of JSONL of which nothing is gone is passed on byte for byte.
  private func appendLine(
    _ index: Int, of batch: RecordBatch, _ text: ArraySlice<UInt8>, _ isChanged: Bool,
    to lines: inout [UInt8]
  ) {
    let record = batch.records[index]
    guard batch.parsed.batch.format == .jsonl else {
      lines += batch.line(index, text: text)
      return
    }
    guard isChanged else {
      lines += batch.parsed.rawLine(of: record)
      lines.append(0x0A)
      return
    }
    batch.parsed.appendLine(
      of: record, text: text, textField: run.fields.text, id: record.hasID ? nil : record.id,
      idField: run.fields.id, adding: [], dropsHTML: record.content == .html, to: &lines)
  }
}

/// What repeated stretches are.
enum RepeatKind: String, Sendable {
  case paragraph = "near-paragraph"
  case line = "same-line"
  case passage

  /// What is taken out where a unit is compared; nil where whole records are.
  init?(_ unit: Unit) {
    switch unit {
    case .document: return nil
    case .paragraph: self = .paragraph
    case .line: self = .line
    }
  }

  /// What several are called.
  var plural: String {
    switch self {
    case .paragraph: "paragraphs"
    case .line: "lines"
    case .passage: "passages"
    }
  }

  /// What goes of a text; nil where the text has no such stretches.
  func removals(_ repeats: [Repeat], in text: ArraySlice<UInt8>) -> [Removal]? {
    guard (repeats.last?.range.upperBound ?? 0) <= text.count else { return nil }
    let ranges = repeats.map(\.range)
    // A passage's range says all of it; of paragraphs and lines their line ends go too.
    let cuts = self == .passage ? ranges : TextLines.cuts(of: ranges, in: text.span)
    return zip(repeats, cuts).map { stretch, range in
      Removal(
        range: range, reason: rawValue, repeats: stretch.kept, of: stretch.keptID,
        similarity: stretch.likeness?.value, drop: nil, confidence: 1)
    }
  }
}

/// A stretch of a text that stands elsewhere too.
struct Repeat: Sendable {
  /// Bytes of the record's text.
  let range: Range<Int>
  /// The record that has the copy that is kept, and where.
  let keptID: String
  let kept: Range<Int>
  /// How it is like that; nil for members of a component that were not compared.
  let likeness: Likeness?

  private func kind(_ kind: RepeatKind) -> String {
    guard kind == .paragraph, likeness?.similarity != .identical else { return "exact" }
    return likeness?.isContained == true ? "contained" : "near"
  }

  fileprivate func append(
    _ kind: RepeatKind, id: String, text: InputText, to lines: inout JSONLines
  ) {
    lines.beginObject()
    lines.field("id", ShortID.of(id))
    lines.field("start", text.position(range.lowerBound))
    lines.field("end", text.position(range.upperBound))
    lines.field("of", keptID)
    lines.field("ofStart", kept.lowerBound)
    lines.field("ofEnd", kept.upperBound)
    likeness.map { lines.field("similarity", $0.value) } ?? lines.null("similarity")
    lines.field("kind", self.kind(kind))
    lines.endLine()
  }
}

/// Goes through repeated stretches in the order of the input.
struct RepeatCursor: ~Copyable {
  /// Words of a row: the record, the range in it (`UnitPlace.word`), the record that keeps a copy,
  /// the range in that, and how alike the two are (`Likeness.words`).
  static let width = 6

  private var rows: RowCursor
  private var ids: IDReader
  /// The last record that keeps a copy, and its id: many repeats in a row may have it.
  private var kept: (record: UInt64, id: String)?

  /// Reads rows, ascending; those of one record are disjoint.
  init(_ rows: consuming SortedRows, ids: IDStore) {
    self.rows = RowCursor(rows)
    self.ids = IDReader(ids)
  }

  /// The stretches of the next records, by the record's index among these.
  mutating func next(of records: Range<Int>) throws(TamisIOError) -> [Int: [Repeat]] {
    var repeats: [Int: [Repeat]] = [:]
    while let record = try rows.word(0), record < UInt64(records.upperBound) {
      let stretch = try stretch()
      rows.step()
      repeats[Int(record) - records.lowerBound, default: []].append(stretch)
    }
    return repeats
  }

  private mutating func stretch() throws(TamisIOError) -> Repeat {
    var row: [UInt64] = []
    for index in 1..<Self.width { row.append(try rows.word(index) ?? 0) }
    if kept?.record != row[1] { kept = (row[1], try ids.id(Int(row[1]))) }
    return Repeat(
      range: UnitPlace.range(row[0]), keptID: kept?.id ?? "",
      kept: UnitPlace.range(row[2]),
      likeness: Likeness(words: (row[3], row[4])))
  }
}

extension Duplicates {
  /// The units that are not kept, for a `RepeatCursor`.
  func repeats() throws(TamisIOError) -> SortedRows {
    var rows = RowSorter(
      width: RepeatCursor.width, memory: shares.largeSorter, name: "repeats", folder: folder)
    var verdicts = try verdicts()
    var places = PlaceReader(records)
    var keptPlaces = PlaceReader(records)
    while let verdict = try verdicts.next(before: .max) {
      let place = try places.place(verdict.record)
      let kept = try keptPlaces.place(verdict.keptRecord)
      let likeness = verdict.likeness?.words ?? Likeness.notCompared
      let row: InlineArray<6, UInt64> = [
        UInt64(place.record), UnitPlace.word(place.range ?? 0..<0),
        UInt64(kept.record), UnitPlace.word(kept.range ?? 0..<0),
        likeness.0, likeness.1,
      ]
      try rows.append(row.span)
    }
    return try rows.sorted()
  }
}

/// What went, counted.
struct RepeatTally: Sendable {
  private(set) var stretches = 0
  private(set) var bytes = 0
  /// Records of whose text nothing is left.
  private(set) var emptied = 0

  mutating func count(_ removals: [Removal], of text: ArraySlice<UInt8>) {
    guard !removals.isEmpty else { return }
    let removed = removals.reduce(0) { $0 + $1.range.count }
    stretches += removals.count
    bytes += removed
    if removed == text.count { emptied += 1 }
  }

  mutating func merge(_ other: RepeatTally) {
    stretches += other.stretches
    bytes += other.bytes
    emptied += other.emptied
  }
}
