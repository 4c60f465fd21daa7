// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisText

/// The stretches and sources of one batch, in bytes.
struct PassageBytes: Sendable {
  /// Rows of a stretch's number, its record and bytes that go.
  private(set) var targets: [UInt64] = []
  /// Rows of a stretch's number, its source's record and the bytes of that.
  private(set) var sources: [UInt64] = []

  /// Finds the bytes; nil where the batch is not what it was.
  init?(of part: PlaceCursor.Part, in batch: RecordBatch, kernel: Kernel) {
    guard batch.records.count == part.records.count else { return nil }
    var tokenizer = Tokenizer(kernel: kernel)
    var places = TokenPlaces()
    var (targets, sources) = (part.targets[...], part.sources[...])
    while let record = [targets.first?.record, sources.first?.record].compactMap(\.self).min() {
      let text = batch.text(record)
      places.removeAll()
      tokenizer.append(placesOf: text.span, to: &places)
      let own = targets.prefix { $0.record == record }
      targets = targets.dropFirst(own.count)
      let others = sources.prefix { $0.record == record }
      sources = sources.dropFirst(others.count)
      guard (own + others).allSatisfy({ $0.tokens.upperBound <= places.count }) else { return nil }
      let position = UInt64(part.records.lowerBound + record)
      for range in TextCut.ranges(of: own.map(\.tokens), in: text, places: places) {
        let number = own[own.startIndex + range.run].number
        append(number, position, range.start..<range.end, to: \.targets)
      }
      for source in others {
        let start = Int(places.starts[source.tokens.lowerBound])
        let end = Int(places.ends[source.tokens.upperBound - 1])
        append(source.number, position, start..<end, to: \.sources)
      }
    }
  }

  private mutating func append(
    _ number: Int, _ record: UInt64, _ bytes: Range<Int>,
    to rows: WritableKeyPath<PassageBytes, [UInt64]>
  ) {
    self[keyPath: rows] += [UInt64(number), record, UnitPlace.word(bytes)]
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
      width: 3, memory: shares.smallSorter, name: "passage-source-bytes", folder: folder)
  }

  /// Takes the next batch's.
  mutating func append(_ bytes: PassageBytes) throws(TamisIOError) {
    try targets.append(bytes.targets.span)
    try sources.append(bytes.sources.span)
  }

  /// Ends the taking.
  consuming func finish() throws(TamisIOError) -> IndexedRows {
    let targets = try targets.finish()
    var reader = StashReader(targets)
    var sources = RowCursor(try sources.sorted())
    var rows = RowSorter(
      width: RepeatCursor.width, memory: shares.largeSorter, name: "passages", folder: folder)
    for place in stride(from: 0, to: targets.words, by: 3) {
      let number = try reader.word(place)
      while let other = try sources.word(0), other < number { sources.step() }
      guard let record = try sources.word(1), let bytes = try sources.word(2) else { break }
      let row: InlineArray<6, UInt64> = [
        try reader.word(place + 1), try reader.word(place + 2), record, bytes, 1, 1,
      ]
      try rows.append(row.span)
    }
    return IndexedRows(
      rows: try rows.sorted(), indexBytes: (24 + 24 + 8 * RepeatCursor.width) * (targets.words / 3))
  }
}
