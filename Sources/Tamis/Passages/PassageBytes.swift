// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisText

/// The stretches and sources of one batch, in bytes.
struct PassageBytes: Sendable {
  /// Rows of a stretch's number, its record, bytes that go, a hash of the stretch's tokens, and 1
  /// where it is joined to the stretch before it.
  private(set) var targets: [UInt64] = []
  /// Words of such a row.
  static let targetWidth = 5
  /// Rows of a stretch's number, its source's record, the bytes of that, and a hash of its tokens.
  private(set) var sources: [UInt64] = []

  /// Finds the bytes; nil where the batch is not what it was.
  init?(of part: PlaceCursor.Part, in batch: RecordBatch, kernel: Kernel) {
    guard batch.records.count == part.records.count else { return nil }
    var tokenizer = Tokenizer(kernel: kernel)
    var places = TokenPlaces()
    var hashes: [UInt64] = []
    var (targets, sources) = (part.targets[...], part.sources[...])
    while let record = [targets.first?.record, sources.first?.record].compactMap(\.self).min() {
      let text = batch.text(record)
      places.removeAll()
      tokenizer.append(placesOf: text.span, to: &places)
      hashes.removeAll(keepingCapacity: true)
      tokenizer.append(tokensOf: text.span, to: &hashes)
      let own = targets.prefix { $0.record == record }
      targets = targets.dropFirst(own.count)
      let others = sources.prefix { $0.record == record }
      sources = sources.dropFirst(others.count)
      guard (own + others).allSatisfy({ $0.tokens.upperBound <= places.count }) else { return nil }
      let position = UInt64(part.records.lowerBound + record)
      for range in TextCut.ranges(of: own.map(\.tokens), in: text, places: places) {
        let stretch = own[own.startIndex + range.run]
        let check = Self.hash(hashes, stretch.tokens)
        append(stretch.number, position, range.start..<range.end, check, to: \.targets)
        self.targets.append(stretch.isJoined ? 1 : 0)
      }
      for source in others {
        let start = Int(places.starts[source.tokens.lowerBound])
        let end = Int(places.ends[source.tokens.upperBound - 1])
        append(
          source.number, position, start..<end, Self.hash(hashes, source.tokens), to: \.sources)
      }
    }
  }

  private mutating func append(
    _ number: Int, _ record: UInt64, _ bytes: Range<Int>, _ check: UInt64,
    to rows: WritableKeyPath<PassageBytes, [UInt64]>
  ) {
    self[keyPath: rows] += [UInt64(number), record, UnitPlace.word(bytes), check]
  }

  /// A hash of tokens that has nothing in common with the one by which they were found equal.
  private static func hash(_ hashes: [UInt64], _ range: Range<Int>) -> UInt64 {
    hashes[range].withUnsafeBytes { ContentHash(of: $0).high }
  }
}

/// Brings stretches and their sources together.
struct PassageByteWriter: ~Copyable {
  private let shares: MemoryShares
  private let folder: WorkFolder
  private var targets: StashWriter
  private var sources: RowSorter

  init(shares: MemoryShares, folder: WorkFolder) {
    self.shares = shares
    self.folder = folder
    targets = StashWriter("passage-bytes", memory: shares.lists, folder: folder)
    sources = RowSorter(
      width: 4, memory: shares.smallSorter, name: "passage-source-bytes", folder: folder)
  }

  /// Takes the next batch's.
  mutating func append(_ bytes: PassageBytes) throws(TamisIOError) {
    try targets.append(bytes.targets.span)
    try sources.append(bytes.sources.span)
  }

  /// Ends the taking.
  ///
  /// Each stretch is compared with its source once more, also where it is joined to the stretch
  /// before it and that one's source stands for both.
  ///
  /// - Returns: Rows for a `RepeatCursor`.
  /// - Throws: `RunError` where a stretch and its source are not the same tokens, so that the input
  ///   must have changed.
  consuming func finish() throws -> RowSorter {
    let targets = try targets.finish()
    var reader = StashReader(targets)
    var sources = RowCursor(try sources.sorted())
    var rows = FoundPassages.sorter(shares, folder: folder)
    var before: Row?
    for place in stride(from: 0, to: targets.words, by: PassageBytes.targetWidth) {
      let number = try reader.word(place)
      while let other = try sources.word(0), other < number { sources.step() }
      guard try sources.word(0) == number, let source = try sources.word(1),
        let bytes = try sources.word(2), try sources.word(3) == reader.word(place + 3)
      else { throw RunError.inputChanged }
      var row = Row(
        number: number, record: try reader.word(place + 1),
        range: UnitPlace.range(try reader.word(place + 2)), source: source, bytes: bytes)
      if let last = before {
        let isJoined = try reader.word(place + 4) == 1
        if !isJoined || !row.join(last) { try rows.append(last.words.span) }
      }
      before = row
    }
    if let before { try rows.append(before.words.span) }
    return rows
  }

  /// Bytes that go, and their source.
  private struct Row {
    let number: UInt64
    let record: UInt64
    var range: Range<Int>
    var source: UInt64
    var bytes: UInt64

    /// Joins the row to the one before it, whose source it takes; true where it takes its bytes
    /// too, which it does unless a line end stays between the two.
    mutating func join(_ before: Row) -> Bool {
      // Of a stretch before it may be that no byte goes.
      guard before.record == record, number - before.number <= 1 else { return false }
      (source, bytes) = (before.source, before.bytes)
      guard before.range.upperBound == range.lowerBound else { return false }
      range = before.range.lowerBound..<range.upperBound
      return true
    }

    var words: InlineArray<6, UInt64> {
      [record, UnitPlace.word(range), source, bytes, 1, 1]
    }
  }
}
