// SPDX-License-Identifier: Apache-2.0

/// Sorts more rows than fit in memory.
///
/// A row is a fixed number of 64-bit words; rows are ordered by the first word, then the second,
/// and so on. What fills the memory is sorted and written as a run; runs are merged while they are
/// read (Knuth, *Sorting and Searching*, 5.4). Without runs nothing is written.
public struct RowSorter: ~Copyable {
  /// Words a row.
  public let width: Int

  private let name: String
  private let folder: WorkFolder
  private let isDistinct: Bool
  private let capacity: Int
  private let memory: Int
  private var rows: [UInt64] = []
  private var runs: [SpillFile] = []

  /// Words that a run's reader holds, at least: 64 KiB.
  static let leastBuffer = 8 << 10

  /// Words that are not worth asking for all the room.
  private static let few = 512 << 10

  /// Makes a sorter that has no rows.
  ///
  /// - Parameters:
  ///   - width: Words a row, 1 to 4 or 6.
  ///   - memory: Bytes for rows; at least 1 MiB is taken.
  ///   - isDistinct: Whether equal rows are one.
  ///   - name: What its files in the work folder are called.
  ///   - folder: Where they go.
  public init(
    width: Int, memory: Int, isDistinct: Bool = false, name: String, folder: WorkFolder
  ) {
    precondition(RowSort.widths.contains(width), "a row has 1 to 4 or 6 words")
    self.width = width
    self.name = name
    self.folder = folder
    self.isDistinct = isDistinct
    self.memory = max(memory, 1 << 20)
    // The sort needs the room twice.
    capacity = self.memory / 16 / width * width
  }

  /// Appends whole rows.
  ///
  /// - Throws: ``TamisIOError`` when a run cannot be written.
  /// - Complexity: O(n) for n rows, and O(n · w) bytes of disk a merge for rows of w bytes.
  public mutating func append(_ words: Span<UInt64>) throws(TamisIOError) {
    precondition(words.count % width == 0, "a part of a row")
    var start = 0
    while start < words.count {
      let end = min(words.count, start + capacity - rows.count)
      // Room for all comes at once, where it is needed at all: doubling would hold it twice. What of
      // it is not used takes no memory.
      if rows.capacity < capacity, rows.count + end - start > min(capacity / 4, Self.few) {
        rows.reserveInLargePages(capacity)
      }
      let part = words.extracting(start..<end)
      rows.append(addingCapacity: part.count) { (output: inout OutputSpan<UInt64>) in
        for index in part.indices { output.append(part[index]) }
      }
      start = end
      if rows.count == capacity { try spill() }
    }
  }

  private mutating func spill() throws(TamisIOError) {
    RowSort.sort(&rows, width: width, isDistinct: isDistinct)
    var run = try SpillWriter("\(name).\(runs.count)", in: folder)
    try run.append(rows.span)
    rows.removeAll(keepingCapacity: true)
    runs.append(run.finish())
  }

  /// Writes what is in memory as a run too, and tells the files of all runs.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public mutating func stored() throws(TamisIOError) -> [StoredFile] {
    if !rows.isEmpty { try spill() }
    var files: [StoredFile] = []
    for run in runs { files.append(try run.stored()) }
    return files
  }

  /// Takes over the runs of a checkpoint.
  ///
  /// - Throws: ``TamisIOError`` when a file is gone or was changed.
  public mutating func restore(_ checkpoint: Checkpoint) throws(TamisIOError) {
    runs = try checkpoint.runs(of: name, in: folder)
  }

  /// Ends the appending: the rows can be read in order.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public consuming func sorted() throws(TamisIOError) -> SortedRows {
    if runs.isEmpty {
      RowSort.sort(&rows, width: width, isDistinct: isDistinct)
      return SortedRows(width: width, rows: rows)
    }
    if !rows.isEmpty { try spill() }
    rows = []
    // More runs than there is room to read at a time are merged to fewer, the oldest first.
    let most = max(2, memory / 8 / Self.leastBuffer - 1)
    var merges = 0
    while runs.count > most {
      let merged = Array(runs.prefix(min(most, runs.count - most + 1)))
      var source = try SortedRows(
        width: width, isDistinct: isDistinct, runs: merged, memory: memory)
      var run = try SpillWriter("\(name).merged.\(merges)", in: folder)
      while let words = try source.next() { try run.append(words.span) }
      runs.removeFirst(merged.count)
      runs.append(run.finish())
      merges += 1
    }
    return try SortedRows(width: width, isDistinct: isDistinct, runs: runs, memory: memory)
  }
}
