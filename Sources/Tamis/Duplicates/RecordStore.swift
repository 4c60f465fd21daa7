// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Takes the ids of all records and the shingles of all units, in the order in which they are read.
struct RecordStoreWriter: ~Copyable {
  /// Units taken so far.
  private(set) var count = 0

  private var ids: IDStoreWriter
  private var sets: StashWriter
  /// For each unit where its shingles end.
  private var ends: StashWriter
  /// For each unit its record, and where it stands in that; nothing where records are units.
  private var places: StashWriter

  init(shares: MemoryShares, folder: WorkFolder) {
    ids = IDStoreWriter(shares: shares, folder: folder)
    sets = StashWriter(RecordStore.names[0], memory: shares.sets, folder: folder)
    ends = StashWriter(RecordStore.names[1], memory: shares.records / 2, folder: folder)
    places = StashWriter(RecordStore.names[2], memory: shares.records / 2, folder: folder)
  }

  mutating func append(_ features: RecordFeatures) throws(TamisIOError) {
    let first = ids.count
    try ids.append(features.ids, ends: features.idEnds)
    let before = sets.count / 8
    try sets.append(features.shingles.span)
    let words = features.shingleEnds.map { UInt64(before + $0) }
    try ends.append(words.span)
    var rows: [UInt64] = []
    for place in features.places {
      rows.append(UInt64(first + place.record))
      rows.append(UnitPlace.word(place.range ?? 0..<0))
    }
    try places.append(rows.span)
    count += features.count
  }

  consuming func finish() throws(TamisIOError) -> RecordStore {
    RecordStore(
      count: count, ids: try ids.finish(), sets: try sets.finish(), ends: try ends.finish(),
      places: try places.finish())
  }
}

/// The ids of all records, and the shingles of all units by their position in the input.
struct RecordStore: Sendable {
  /// How many units there are.
  let count: Int
  /// The ids of the records.
  let ids: IDStore
  fileprivate let sets: Stash
  fileprivate let ends: Stash
  fileprivate let places: Stash

  fileprivate static let names = ["shingles", "units", "places"]

  fileprivate init(count: Int, ids: IDStore, sets: Stash, ends: Stash, places: Stash) {
    self.count = count
    self.ids = ids
    self.sets = sets
    self.ends = ends
    self.places = places
  }

  /// What a checkpoint has; of one that is about compared records no shingles, which are not needed
  /// any more.
  init(_ checkpoint: Checkpoint, hasSets: Bool, in folder: WorkFolder) throws(TamisIOError) {
    count = checkpoint.values["count"] ?? 0
    ids = try IDStore(checkpoint, in: folder)
    sets = hasSets ? try Stash(Self.names[0], of: checkpoint, in: folder) : .empty
    ends = hasSets ? try Stash(Self.names[1], of: checkpoint, in: folder) : .empty
    places = try Stash(Self.names[2], of: checkpoint, in: folder)
  }

  /// The files of everything, or of all but the shingles.
  func stored(withSets: Bool, in folder: WorkFolder) throws(TamisIOError) -> [StoredFile] {
    var files = try ids.stored(in: folder)
    files.append(try places.stored(Self.names[2], in: folder))
    guard withSets else { return files }
    files.append(try sets.stored(Self.names[0], in: folder))
    files.append(try ends.stored(Self.names[1], in: folder))
    return files
  }
}

/// Reads where units stand; best in their order.
struct PlaceReader: ~Copyable {
  private let areRecords: Bool
  private var places: StashReader

  init(_ store: RecordStore) {
    areRecords = store.places.count == 0
    places = StashReader(store.places)
  }

  /// The record of a unit, and where in that it stands.
  mutating func place(_ unit: Int) throws(TamisIOError) -> UnitPlace {
    guard !areRecords else { return UnitPlace(record: unit) }
    let record = Int(try places.word(2 * unit))
    return UnitPlace(record: record, range: UnitPlace.range(try places.word(2 * unit + 1)))
  }
}

/// Reads shingles; best in the order of the units.
struct ShingleReader: ~Copyable {
  private var sets: StashReader
  private var ends: StashReader

  init(_ store: RecordStore) {
    sets = StashReader(store.sets)
    ends = StashReader(store.ends)
  }

  /// Where the shingles of a unit are.
  mutating func range(of unit: Int) throws(TamisIOError) -> Range<Int> {
    let start = unit == 0 ? 0 : Int(try ends.word(unit - 1))
    return start..<Int(try ends.word(unit))
  }

  /// Appends the shingles of a range.
  mutating func append(_ range: Range<Int>, to shingles: inout [UInt64]) throws(TamisIOError) {
    try sets.append(words: range, to: &shingles)
  }
}

/// Reads what units are called for the user: the id of the record, and the place in that.
struct NameReader: ~Copyable {
  private var places: PlaceReader
  private var ids: IDReader

  init(_ store: RecordStore) {
    places = PlaceReader(store)
    ids = IDReader(store.ids)
  }

  mutating func name(_ unit: Int) throws(TamisIOError) -> (id: String, range: Range<Int>?) {
    let place = try places.place(unit)
    return (try ids.id(place.record), place.range)
  }
}
