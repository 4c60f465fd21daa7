// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Takes the ids of all records, in the order in which they are read.
struct IDStoreWriter: ~Copyable {
  /// Records taken so far.
  private(set) var count = 0

  private var ids: StashWriter
  /// For each record where its id ends.
  private var ends: StashWriter

  init(shares: MemoryShares, folder: WorkFolder) {
    ids = StashWriter(IDStore.names[0], memory: shares.records / 2, folder: folder)
    ends = StashWriter(IDStore.names[1], memory: shares.records / 2, folder: folder)
  }

  /// Appends ids, one after the other, and where each ends.
  mutating func append(_ bytes: [UInt8], ends: [Int]) throws(TamisIOError) {
    let before = ids.count
    var (short, words): ([UInt8], [UInt64]) = ([], [])
    var start = 0
    for end in ends {
      short += ShortID.of(bytes[start..<end])
      words.append(UInt64(before + short.count))
      start = end
    }
    try ids.append(short.span)
    try self.ends.append(words.span)
    count += ends.count
  }

  consuming func finish() throws(TamisIOError) -> IDStore {
    IDStore(count: count, ids: try ids.finish(), ends: try ends.finish())
  }
}

/// The ids of all records, by their position in the input; of long ones what `ShortID` makes of
/// them.
struct IDStore: Sendable {
  /// How many records there are.
  let count: Int
  fileprivate let ids: Stash
  fileprivate let ends: Stash

  fileprivate static let names = ["ids", "id-ends"]

  fileprivate init(count: Int, ids: Stash, ends: Stash) {
    self.count = count
    self.ids = ids
    self.ends = ends
  }

  /// The ids of a checkpoint.
  init(_ checkpoint: Checkpoint, in folder: WorkFolder) throws(TamisIOError) {
    ids = try Stash(Self.names[0], of: checkpoint, in: folder)
    ends = try Stash(Self.names[1], of: checkpoint, in: folder)
    count = ends.words
  }

  /// The files of the ids.
  func stored(in folder: WorkFolder) throws(TamisIOError) -> [StoredFile] {
    [try ids.stored(Self.names[0], in: folder), try ends.stored(Self.names[1], in: folder)]
  }
}

/// Reads ids; best in the order of the records, or where it is the same again and again.
struct IDReader: ~Copyable {
  private var ids: StashReader
  private var ends: StashReader

  init(_ store: IDStore) {
    ids = StashReader(store.ids)
    ends = StashReader(store.ends)
  }

  /// The id of a record.
  mutating func id(_ record: Int) throws(TamisIOError) -> String {
    let start = record == 0 ? 0 : Int(try ends.word(record - 1))
    return String(decoding: try ids.bytes(start..<Int(try ends.word(record))), as: UTF8.self)
  }
}
