// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisStory

/// What is known of the records that are no near-duplicates, which are called documents, in the
/// total order.
struct StoryDocuments: Sendable {
  /// The record of each document, by its position in the input.
  let records: [UInt32]
  /// For each document its place in the order of the input, among documents.
  let places: [UInt32]
  /// When each is from, in seconds since 1970; `unknown` where that is not known.
  let seconds: [Int]
  /// How many documents have which term.
  let weights: TermWeights
  /// The terms of each document, by its place.
  let terms: Stash
  /// Where these end, for each place.
  let termEnds: Stash
  /// The words that the terms were cut from.
  let words: Stash
  /// Where a document's words end, for each place.
  let wordEnds: Stash

  /// A time that stands for none.
  static let unknown = Int.min

  /// How many documents there are.
  var count: Int { records.count }

  /// When a document is from.
  func time(of document: Int) -> Int? {
    seconds[document] == Self.unknown ? nil : seconds[document]
  }
}

/// Reads the inputs once more, and takes the terms of each document.
struct TermPass: Sendable {
  let pass: RecordPass
  let kernel: Kernel
  let folder: WorkFolder
  /// What is known of terms before the first record.
  let background: Background

  /// Bytes of a word that is put aside; a longer one is no label.
  private static let longestWord = 64

  /// A record's terms, as they are put aside.
  private struct Terms: Sendable {
    var terms: [UInt64] = []
    var words: [UInt8] = []
    var seconds = StoryDocuments.unknown
  }

  func run(_ found: borrowing Duplicates) async throws -> StoryDocuments {
    let shares = pass.run.memoryShares
    var records: [UInt32] = []
    var rows = RowCursor(try numbered(found, records: &records))
    var weights = TermWeights(background: background)
    var terms = StashWriter("terms", memory: shares.smallSorter, folder: folder)
    var termEnds = StashWriter("term-ends", memory: shares.records, folder: folder)
    var words = StashWriter("words", memory: shares.smallSorter, folder: folder)
    var wordEnds = StashWriter("word-ends", memory: shares.records, folder: folder)
    var places = [UInt32](repeating: 0, count: records.count)
    var seconds = [Int](repeating: StoryDocuments.unknown, count: records.count)
    var (record, place) = (0, 0)
    let kernel = kernel
    try await pass.forEachBatch { batch, _ in
      Self.terms(of: batch, kernel: kernel)
    } consume: { batch, _ in
      for entry in batch {
        defer { record += 1 }
        guard try rows.word(0) == UInt64(record), let number = try rows.word(1) else { continue }
        rows.step()
        weights.count(entry.terms.lazy.map { DocumentTerm(word: $0).term })
        try terms.append(entry.terms.span)
        try words.append(entry.words.span)
        let end: InlineArray<2, UInt64> = [UInt64(terms.count / 8), UInt64(words.count)]
        try termEnds.append(end.span.extracting(0..<1))
        try wordEnds.append(end.span.extracting(1..<2))
        places[Int(number)] = UInt32(place)
        seconds[Int(number)] = entry.seconds
        place += 1
      }
    }
    guard place == records.count else { throw RunError.inputChanged }
    return StoryDocuments(
      records: records, places: places, seconds: seconds, weights: weights,
      terms: try terms.finish(), termEnds: try termEnds.finish(), words: try words.finish(),
      wordEnds: try wordEnds.finish())
  }

  /// Numbers the groups that are kept, in the total order: rows of a first record and its number,
  /// by record; and appends the records by number.
  private func numbered(
    _ found: borrowing Duplicates, records: inout [UInt32]
  ) throws -> SortedRows {
    var rows = RowSorter(
      width: 2, memory: found.shares.smallSorter, name: "documents", folder: folder)
    var groups = CopyReader(found.copies)
    var settled = SettlementReader(found.settlement)
    for group in 0..<found.copies.count {
      guard try settled.representative(of: group) == nil else { continue }
      let record = try groups.first(group)
      guard record <= UInt32.max, records.count < Int32.max else {
        throw RunError(
          "tamis cluster --related takes up to \(UInt32.max) records, of which \(Int32.max) are no "
            + "near-duplicates. Divide the input.")
      }
      let row: InlineArray<2, UInt64> = [UInt64(record), UInt64(records.count)]
      try rows.append(row.span)
      records.append(UInt32(record))
    }
    return try rows.sorted()
  }

  private static func terms(of batch: RecordBatch, kernel: Kernel) -> [Terms] {
    var reader = TermReader(kernel: kernel)
    return batch.records.indices.map { index in
      let record = batch.records[index]
      var title = record.group ?? ""
      if title.isEmpty, batch.html(index) != nil {
        title = batch.statedFields(index).first { $0.name == "title" }?.value ?? ""
      }
      var entry = Terms()
      entry.seconds = record.date.flatMap(DateField.seconds) ?? StoryDocuments.unknown
      let titleBytes = Array(title.utf8)
      for term in reader.terms(title: titleBytes.span, text: batch.text(index).span) {
        entry.terms.append(term.term.word)
        let word = term.word.count <= longestWord ? term.word : []
        entry.words.append(UInt8(word.count))
        entry.words += word
      }
      return entry
    }
  }
}

/// Reads the terms of documents; best in the order of the input.
struct TermStashReader: ~Copyable {
  private let documents: StoryDocuments
  private var terms: StashReader
  private var termEnds: StashReader
  private var words: StashReader
  private var wordEnds: StashReader
  private var buffer: [UInt64] = []

  init(_ documents: StoryDocuments) {
    self.documents = documents
    terms = StashReader(documents.terms)
    termEnds = StashReader(documents.termEnds)
    words = StashReader(documents.words)
    wordEnds = StashReader(documents.wordEnds)
  }

  /// The terms of a document, in ascending order.
  mutating func terms(
    of document: Int
  ) throws(TamisIOError) -> [DocumentTerm] {
    let place = Int(documents.places[document])
    let start = place == 0 ? 0 : Int(try termEnds.word(place - 1))
    buffer.removeAll(keepingCapacity: true)
    try terms.append(words: start..<Int(try termEnds.word(place)), to: &buffer)
    return buffer.map(DocumentTerm.init(word:))
  }

  /// The words that these were cut from; empty ones where they were too long.
  mutating func words(of document: Int) throws(TamisIOError) -> [ArraySlice<UInt8>] {
    let place = Int(documents.places[document])
    let start = place == 0 ? 0 : Int(try wordEnds.word(place - 1))
    var rest = try words.bytes(start..<Int(try wordEnds.word(place)))
    var words: [ArraySlice<UInt8>] = []
    while let length = rest.popFirst() {
      words.append(rest.prefix(Int(length)))
      rest = rest.dropFirst(Int(length))
    }
    return words
  }
}
