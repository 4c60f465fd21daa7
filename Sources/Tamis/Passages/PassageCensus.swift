// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisText

/// What the first pass takes of one batch: the records that are long enough to hold a passage.
struct PassageFeatures: Sendable {
  /// A record of N tokens or more.
  struct Entry: Sendable {
    /// Its index in the batch.
    let index: Int
    let tokens: Int
    let content: ContentHash
    let keepKey: Int
  }

  private(set) var entries: [Entry] = []
  /// The hashes of selected k-grams, record after record.
  private(set) var fingerprints: [UInt64] = []
  /// The ids of all records of the batch, one after the other.
  private(set) var ids: [UInt8] = []
  /// Where each record's id ends.
  private(set) var idEnds: [Int] = []
  /// How many records there are.
  var records: Int { idEnds.count }

  func id(_ index: Int) -> ArraySlice<UInt8> {
    ids[(index == 0 ? 0 : idEnds[index - 1])..<idEnds[index]]
  }

  /// Tokenises the records of a batch and selects k-grams.
  init(_ batch: RecordBatch, options: PassageOptions) {
    var scanner = PassageScanner(options: options)
    for (index, record) in batch.records.enumerated() {
      let text = batch.text(index)
      ids += record.id.utf8
      idEnds.append(ids.count)
      guard scanner.scan(text) else { continue }
      scanner.forEachSelected { fingerprints.append($0) }
      let candidate = KeepCandidate(
        length: text.count, position: 0, date: record.date, urlLength: record.url?.utf8.count,
        fieldValue: record.extra)
      entries.append(
        Entry(
          index: index, tokens: scanner.tokens.count, content: ContentHash(of: text.span),
          keepKey: options.keep.key(candidate)))
    }
  }
}

/// Tokenises texts and selects k-grams of them; one a worker.
struct PassageScanner: ~Copyable {
  private let options: PassageOptions
  private let winnowing: GramSelection
  private let shingler: Shingler
  private var tokenizer: Tokenizer
  private var grams: [UInt64] = []
  private var room: [Int] = []
  /// The hashes of the tokens of the last text.
  private(set) var tokens: [UInt64] = []

  init(options: PassageOptions) {
    self.options = options
    winnowing = GramSelection(tokens: options.tokens)
    shingler = Shingler(width: winnowing.gram)
    tokenizer = Tokenizer(kernel: options.kernel)
  }

  /// Reads a text; false if it is too short to hold a passage.
  mutating func scan(_ text: ArraySlice<UInt8>) -> Bool {
    var (hashes, grams): ([UInt64], [UInt64]) = ([], [])
    // The buffers leave `self` while other members fill them.
    swap(&hashes, &tokens)
    swap(&grams, &self.grams)
    defer {
      tokens = hashes
      self.grams = grams
    }
    hashes.removeAll(keepingCapacity: true)
    grams.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text.span, to: &hashes)
    guard hashes.count >= options.tokens else { return false }
    shingler.append(shinglesOf: hashes.span, to: &grams)
    return true
  }

  /// Calls `body` with the hash of each selected k-gram of the text, in order.
  mutating func forEachSelected(_ body: (UInt64) -> Void) {
    let grams = grams
    var last: Int?
    winnowing.forEachWindow(of: grams, room: &room) { _, selected in
      if selected != last { body(grams[selected]) }
      last = selected
    }
  }

  /// For each run of N tokens which of the selected k-grams is its own, by their numbers from 0.
  mutating func selections() -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(grams.count)
    var last: Int?
    var count: UInt32 = 0
    winnowing.forEachWindow(of: grams, room: &room) { _, selected in
      if selected != last { count &+= 1 }
      last = selected
      numbers.append(count &- 1)
    }
    return numbers
  }
}

/// Where each batch's records and selected k-grams end, among all.
struct PassageBatches: Sendable {
  private var recordEnds: [Int] = []
  private var selectedEnds: [Int] = []

  var count: Int { recordEnds.count }
  var records: Int { recordEnds.last ?? 0 }
  var selected: Int { selectedEnds.last ?? 0 }

  mutating func append(records: Int, selected: Int) {
    recordEnds.append(self.records + records)
    selectedEnds.append(self.selected + selected)
  }

  func records(of batch: Int) -> Range<Int> { range(batch, recordEnds) }
  func selected(of batch: Int) -> Range<Int> { range(batch, selectedEnds) }

  private func range(_ batch: Int, _ ends: [Int]) -> Range<Int> {
    (batch == 0 ? 0 : ends[batch - 1])..<ends[batch]
  }
}

/// What the first pass finds, of all batches.
struct PassageCensus: ~Copyable {
  private(set) var batches = PassageBatches()
  private(set) var order: PassageOrder
  /// Rows of a fingerprint and the number of the selected k-gram, in the order of the input.
  private(set) var fingerprints: RowSorter
  /// Bytes put into sorters.
  var indexBytes: Int { 16 * batches.selected + order.indexBytes }

  init(options: PassageOptions, shares: MemoryShares, folder: WorkFolder) {
    order = PassageOrder(isByPosition: options.keep == .first, shares: shares, folder: folder)
    fingerprints = RowSorter(
      width: 2, memory: shares.largeSorter, name: "fingerprints", folder: folder)
  }

  /// Takes the next batch.
  mutating func append(_ features: PassageFeatures) throws(TamisIOError) {
    for entry in features.entries {
      try order.append(
        entry, id: features.id(entry.index), record: batches.records + entry.index)
    }
    let first = UInt64(batches.selected)
    var rows: [UInt64] = []
    rows.reserveCapacity(2 * features.fingerprints.count)
    for (offset, fingerprint) in features.fingerprints.enumerated() {
      rows.append(fingerprint)
      rows.append(first + UInt64(offset))
    }
    try fingerprints.append(rows.span)
    batches.append(records: features.records, selected: features.fingerprints.count)
  }

  /// Sorts, and leaves what repeats.
  consuming func finish(shares: MemoryShares, folder: WorkFolder) throws -> RepeatedGrams {
    let batches = batches
    let bytes = indexBytes
    let order = try order.finish()
    return RepeatedGrams(
      batches: batches, bases: order.bases, ranks: order.ranks,
      numbers: try Self.repeated(try fingerprints.sorted(), shares: shares, folder: folder),
      indexBytes: bytes)
  }

  /// The numbers of the k-grams whose fingerprints there are twice or more, ascending.
  private static func repeated(
    _ rows: consuming SortedRows, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) -> SortedRows {
    var numbers = RowSorter(
      width: 1, memory: shares.smallSorter, name: "repeated-grams", folder: folder)
    var before: (fingerprint: UInt64, number: UInt64, isTaken: Bool)?
    while let part = try rows.next() {
      for row in stride(from: 0, to: part.count, by: 2) {
        var isTaken = false
        if let before, before.fingerprint == part[row] {
          let number: InlineArray<1, UInt64> = [before.number]
          if !before.isTaken { try numbers.append(number.span) }
          try numbers.append(part.span.extracting(row + 1..<row + 2))
          isTaken = true
        }
        before = (part[row], part[row + 1], isTaken)
      }
    }
    return try numbers.sorted()
  }
}

/// What is known after the first pass.
struct RepeatedGrams: ~Copyable {
  let batches: PassageBatches
  /// Rows of a record and its first token's number in the total order, by record.
  var bases: SortedRows
  /// The same the other way round, by the token's number.
  let ranks: Stash
  /// The numbers of selected k-grams that are there twice or more.
  var numbers: SortedRows
  /// Bytes put into sorters.
  let indexBytes: Int
}
