// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Takes the ids and shingles of all records, in the order in which they are read.
struct RecordStoreWriter: ~Copyable {
  /// Records taken so far.
  private(set) var count = 0

  private var sets: StashWriter
  private var ids: StashWriter
  /// For each record where its shingles and its id end.
  private var ends: StashWriter
  private var setWords = 0
  private var idBytes = 0

  init(shares: MemoryShares, folder: WorkFolder) {
    sets = StashWriter("shingles", memory: shares.sets, folder: folder)
    ids = StashWriter("ids", memory: shares.records, folder: folder)
    ends = StashWriter("records", memory: shares.records, folder: folder)
  }

  mutating func append(_ features: RecordFeatures) throws(TamisIOError) {
    try sets.append(features.shingles.span)
    try ids.append(features.ids.span)
    var rows: [UInt64] = []
    rows.reserveCapacity(2 * features.count)
    for (set, id) in zip(features.shingleEnds, features.idEnds) {
      rows.append(UInt64(setWords + set))
      rows.append(UInt64(idBytes + id))
    }
    try ends.append(rows.span)
    setWords += features.shingles.count
    idBytes += features.ids.count
    count += features.count
  }

  consuming func finish() throws(TamisIOError) -> RecordStore {
    RecordStore(
      count: count, sets: try sets.finish(), ids: try ids.finish(), ends: try ends.finish())
  }
}

/// The ids and shingles of all records, by their position in the input.
struct RecordStore: Sendable {
  /// How many records there are.
  let count: Int
  fileprivate let sets: Stash
  fileprivate let ids: Stash
  fileprivate let ends: Stash

  init(count: Int, sets: Stash, ids: Stash, ends: Stash) {
    self.count = count
    self.sets = sets
    self.ids = ids
    self.ends = ends
  }

  private static let setsName = "shingles"
  private static let idsName = "ids"
  private static let endsName = "records"

  /// The records of a checkpoint.
  init(_ checkpoint: Checkpoint, in folder: WorkFolder) throws(TamisIOError) {
    count = checkpoint.values["count"] ?? 0
    sets = try Stash(Self.setsName, of: checkpoint, in: folder)
    ids = try Stash(Self.idsName, of: checkpoint, in: folder)
    ends = try Stash(Self.endsName, of: checkpoint, in: folder)
  }

  /// The ids of the records of a checkpoint, whose shingles are not needed any more.
  init(idsOf checkpoint: Checkpoint, in folder: WorkFolder) throws(TamisIOError) {
    count = checkpoint.values["count"] ?? 0
    sets = .empty
    ids = try Stash(Self.idsName, of: checkpoint, in: folder)
    ends = try Stash(Self.endsName, of: checkpoint, in: folder)
  }

  /// The files of the ids and shingles.
  func stored(in folder: WorkFolder) throws(TamisIOError) -> [StoredFile] {
    [try sets.stored(Self.setsName, in: folder)] + (try storedIDs(in: folder))
  }

  /// The files of the ids.
  func storedIDs(in folder: WorkFolder) throws(TamisIOError) -> [StoredFile] {
    [try ids.stored(Self.idsName, in: folder), try ends.stored(Self.endsName, in: folder)]
  }
}

/// Reads ids; best in the order of the records, or where it is the same again and again.
struct IDReader: ~Copyable {
  private var ids: StashReader
  private var ends: StashReader

  init(_ store: RecordStore) {
    ids = StashReader(store.ids)
    ends = StashReader(store.ends)
  }

  /// The id of a record.
  mutating func id(_ record: Int) throws(TamisIOError) -> String {
    let start = record == 0 ? 0 : Int(try ends.word(2 * record - 1))
    return String(
      decoding: try ids.bytes(start..<Int(try ends.word(2 * record + 1))), as: UTF8.self)
  }
}

/// Reads shingles; best in the order of the records.
struct ShingleReader: ~Copyable {
  private var sets: StashReader
  private var ends: StashReader

  init(_ store: RecordStore) {
    sets = StashReader(store.sets)
    ends = StashReader(store.ends)
  }

  /// Where the shingles of a record are.
  mutating func range(of record: Int) throws(TamisIOError) -> Range<Int> {
    let start = record == 0 ? 0 : Int(try ends.word(2 * record - 2))
    return start..<Int(try ends.word(2 * record))
  }

  /// Appends the shingles of a range.
  mutating func append(_ range: Range<Int>, to shingles: inout [UInt64]) throws(TamisIOError) {
    try sets.append(words: range, to: &shingles)
  }
}
