// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels

/// Sorts records by their texts' hashes, so that exact copies come together.
///
/// A record without tokens matches nothing and is left out.
struct ExactCopySorter: ~Copyable {
  private let isByPosition: Bool
  private let shares: MemoryShares
  private let folder: WorkFolder
  private var sorter: StringSorter
  private var string: [UInt8] = []

  /// A string begins with the content hash; the keep key follows.
  private static let contentBytes = 16

  init(options: DuplicateOptions, shares: MemoryShares, folder: WorkFolder) {
    isByPosition = options.keep == .first
    self.shares = shares
    self.folder = folder
    sorter = StringSorter(memory: shares.largeSorter, name: "texts", folder: folder)
  }

  /// Adds the records of a batch, of which the first is the record `first` of the input.
  mutating func append(_ features: RecordFeatures, first: Int) throws(TamisIOError) {
    // The buffer leaves `self` while another member takes it.
    var string = self.string
    self.string = []
    defer { self.string = string }
    for index in 0..<features.count where !features.shingles(of: index).isEmpty {
      string.removeAll(keepingCapacity: true)
      let content = features.contents[index]
      Self.append(content.high, to: &string)
      Self.append(content.low, to: &string)
      // Copies are in the order of the keep policy and then of the ids; or as they were read.
      if !isByPosition {
        Self.append(Self.unsigned(features.keepKeys[index]), to: &string)
        features.appendName(of: index, to: &string)
      }
      try sorter.append(string.span, number: UInt64(first + index))
    }
  }

  private static func append(_ word: UInt64, to string: inout [UInt8]) {
    withUnsafeBytes(of: word.bigEndian) { string.append(contentsOf: $0) }
  }

  /// A number that orders as a signed one does.
  private static func unsigned(_ key: Int) -> UInt64 { UInt64(bitPattern: Int64(key)) ^ 1 << 63 }

  private static func word(_ string: [UInt8], at place: Int) -> UInt64 {
    string.withUnsafeBytes {
      UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  /// Puts all texts into files, and tells which.
  mutating func stored() throws(TamisIOError) -> [StoredFile] { try sorter.stored() }

  /// Goes on from a checkpoint.
  mutating func restore(_ checkpoint: Checkpoint) throws(TamisIOError) {
    try sorter.restore(checkpoint)
  }

  /// Groups the copies, and numbers the groups in the total order of their first records.
  consuming func groups() throws(TamisIOError) -> ExactGroups {
    var strings = try sorter.sorted()
    var firsts = RowSorter(
      width: 4, memory: shares.largeSorter, name: "groups", folder: folder)
    var copies = RowSorter(width: 3, memory: shares.smallSorter, name: "copies", folder: folder)
    var content: (high: UInt64, low: UInt64)?
    var (first, rank): (UInt64, UInt64) = (0, 0)
    while try strings.next() {
      let (high, low) = (Self.word(strings.string, at: 0), Self.word(strings.string, at: 8))
      if let content, content == (high, low) {
        rank += 1
        let row: InlineArray<3, UInt64> = [first, rank, strings.number]
        try copies.append(row.span)
        continue
      }
      content = (high, low)
      (first, rank) = (strings.number, 0)
      let key = isByPosition ? first : Self.word(strings.string, at: Self.contentBytes)
      let row: InlineArray<4, UInt64> = [key, high, low, first]
      try firsts.append(row.span)
    }
    return try ExactGroups.numbered(
      firsts: try firsts.sorted(), copies: try copies.sorted(), shares: shares, folder: folder)
  }
}

/// Groups of exact copies, numbered in the total order.
struct ExactGroups: ~Copyable {
  /// How many there are.
  let count: Int
  /// For each group its first record.
  let firsts: Stash
  /// Rows of a first record and its group, by record.
  var numbers: SortedRows
  /// Rows of a group's first record, a rank and the copy that has it, by first record.
  var copies: SortedRows

  /// Numbers groups, of which rows come in the total order.
  fileprivate static func numbered(
    firsts rows: consuming SortedRows, copies: consuming SortedRows, shares: MemoryShares,
    folder: WorkFolder
  ) throws(TamisIOError) -> ExactGroups {
    var stash = StashWriter("first-records", memory: shares.groups, folder: folder)
    var numbers = RowSorter(
      width: 2, memory: shares.largeSorter, name: "group-numbers", folder: folder)
    var group: UInt64 = 0
    while let part = try rows.next() {
      for start in stride(from: 3, to: part.count, by: 4) {
        let row: InlineArray<2, UInt64> = [part[start], group]
        try stash.append(row.span.extracting(0..<1))
        try numbers.append(row.span)
        group += 1
      }
    }
    return ExactGroups(
      count: Int(group), firsts: try stash.finish(), numbers: try numbers.sorted(), copies: copies)
  }
}

/// The records of each group of exact copies.
struct CopyStore: Sendable {
  /// How many groups there are.
  let count: Int
  /// For each group its first record.
  let firsts: Stash
  /// For each group where its copies end; nothing where no group has any.
  let ends: Stash
  /// The copies of each group beside the first, group after group, in the total order.
  let copies: Stash

  /// Takes rows of a group, a rank and a copy, in ascending order.
  init(
    count: Int, firsts: Stash, rows: consuming SortedRows, shares: MemoryShares,
    folder: WorkFolder
  ) throws(TamisIOError) {
    var writer = CopyStoreWriter(shares: shares, folder: folder)
    while let part = try rows.next() {
      for start in stride(from: 0, to: part.count, by: 3) {
        try writer.append(part.span.extracting(start + 2..<start + 3), to: part[start])
      }
    }
    self = try writer.finish(count: count, firsts: firsts)
  }

  private static let names = ["first-records", "copy-ends", "copies"]

  /// The groups of a checkpoint.
  init(_ checkpoint: Checkpoint, in folder: WorkFolder) throws(TamisIOError) {
    count = checkpoint.values["groups"] ?? 0
    firsts = try Stash(Self.names[0], of: checkpoint, in: folder)
    ends = try Stash(Self.names[1], of: checkpoint, in: folder)
    copies = try Stash(Self.names[2], of: checkpoint, in: folder)
  }

  /// The files of the groups.
  func stored(in folder: WorkFolder) throws(TamisIOError) -> [StoredFile] {
    [
      try firsts.stored(Self.names[0], in: folder), try ends.stored(Self.names[1], in: folder),
      try copies.stored(Self.names[2], in: folder),
    ]
  }

  fileprivate init(count: Int, firsts: Stash, ends: Stash, copies: Stash) {
    self.count = count
    self.firsts = firsts
    self.ends = ends
    self.copies = copies
  }
}

/// Takes the copies of one group after the other.
private struct CopyStoreWriter: ~Copyable {
  private var ends: StashWriter
  private var copies: StashWriter
  private var group: UInt64 = 0

  init(shares: MemoryShares, folder: WorkFolder) {
    ends = StashWriter("copy-ends", memory: shares.groups, folder: folder)
    copies = StashWriter("copies", memory: shares.groups, folder: folder)
  }

  mutating func append(_ copy: Span<UInt64>, to group: UInt64) throws(TamisIOError) {
    try endGroups(before: group)
    try copies.append(copy)
  }

  private mutating func endGroups(before next: UInt64) throws(TamisIOError) {
    let end: InlineArray<1, UInt64> = [UInt64(copies.count / 8)]
    while group < next {
      try ends.append(end.span)
      group += 1
    }
  }

  consuming func finish(count: Int, firsts: Stash) throws(TamisIOError) -> CopyStore {
    if copies.count > 0 { try endGroups(before: UInt64(count)) }
    return CopyStore(
      count: count, firsts: firsts, ends: try ends.finish(), copies: try copies.finish())
  }
}

/// Reads the records of groups; best in the order of the groups.
struct CopyReader: ~Copyable {
  private let hasCopies: Bool
  private var firsts: StashReader
  private var ends: StashReader
  private var copies: StashReader

  init(_ store: CopyStore) {
    hasCopies = store.copies.count > 0
    firsts = StashReader(store.firsts)
    ends = StashReader(store.ends)
    copies = StashReader(store.copies)
  }

  /// The record that stands for a group.
  mutating func first(_ group: Int) throws(TamisIOError) -> Int { Int(try firsts.word(group)) }

  /// The numbers of a group's other records, for `copy`.
  mutating func copies(of group: Int) throws(TamisIOError) -> Range<Int> {
    guard hasCopies else { return 0..<0 }
    let start = group == 0 ? 0 : Int(try ends.word(group - 1))
    return start..<Int(try ends.word(group))
  }

  /// A record that is a copy of a group's first.
  mutating func copy(_ number: Int) throws(TamisIOError) -> Int { Int(try copies.word(number)) }
}
