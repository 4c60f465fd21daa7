// SPDX-License-Identifier: Apache-2.0

/// Sorts more byte strings than fit in memory, each with a number that goes with it.
///
/// Strings are in the order of their bytes, a string before those that it begins; equal ones are in
/// the order of their numbers. As ``RowSorter`` does, this writes what fills the memory as a run.
public struct StringSorter: ~Copyable {
  private let name: String
  private let folder: WorkFolder
  private let memory: Int
  private var strings = HeldStrings()
  private var runs: [SpillFile] = []

  /// Bytes that a run's reader holds, at least.
  static let leastBuffer = 64 << 10

  /// Makes a sorter that has no strings.
  ///
  /// - Parameters:
  ///   - memory: Bytes for strings; at least 1 MiB is taken.
  ///   - name: What its files in the work folder are called.
  ///   - folder: Where they go.
  public init(memory: Int, name: String, folder: WorkFolder) {
    self.memory = max(memory, 1 << 20)
    self.name = name
    self.folder = folder
  }

  /// Adds a string and its number.
  ///
  /// - Throws: ``TamisIOError`` when a run cannot be written.
  /// - Complexity: O(n) for a string of n bytes, and O(log n) comparisons for n equal beginnings.
  public mutating func append(
    _ string: Span<UInt8>, number: UInt64
  ) throws(TamisIOError) {
    if strings.size + HeldStrings.size(of: string.count) > memory, !strings.isEmpty { try spill() }
    strings.append(string, number: number, memory: memory)
  }

  private mutating func spill() throws(TamisIOError) {
    strings.sort()
    var run = try SpillWriter("\(name).\(runs.count)", in: folder)
    var buffer: [UInt8] = []
    for index in 0..<strings.count {
      strings.appendElement(index, to: &buffer)
      guard buffer.count >= 256 << 10 else { continue }
      try run.append(buffer.span)
      buffer.removeAll(keepingCapacity: true)
    }
    try run.append(buffer.span)
    strings.removeAll()
    runs.append(run.finish())
  }

  /// Writes what is in memory as a run too, and tells the files of all runs.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public mutating func stored() throws(TamisIOError) -> [StoredFile] {
    if !strings.isEmpty { try spill() }
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

  /// Ends the adding: the strings can be read in order.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public consuming func sorted() throws(TamisIOError) -> SortedStrings {
    if runs.isEmpty {
      strings.sort()
      return SortedStrings(strings)
    }
    if !strings.isEmpty { try spill() }
    strings = HeldStrings()
    let most = max(2, memory / Self.leastBuffer - 1)
    var merges = 0
    while runs.count > most {
      let merged = Array(runs.prefix(min(most, runs.count - most + 1)))
      var source = try SortedStrings(runs: merged, memory: memory)
      var run = try SpillWriter("\(name).merged.\(merges)", in: folder)
      var buffer: [UInt8] = []
      while try source.next() {
        HeldStrings.append(source.string.span, number: source.number, to: &buffer)
        guard buffer.count >= 256 << 10 else { continue }
        try run.append(buffer.span)
        buffer.removeAll(keepingCapacity: true)
      }
      try run.append(buffer.span)
      runs.removeFirst(merged.count)
      runs.append(run.finish())
      merges += 1
    }
    return try SortedStrings(runs: runs, memory: memory)
  }
}

/// Strings in memory: their bytes, one element after the other, and where each begins.
///
/// An element is the number (8 bytes), the string's length (4) and the string.
struct HeldStrings {
  private var bytes: [UInt8] = []
  /// For each string its first 8 bytes, as a number that orders as they do, and its place.
  private var entries: [UInt64] = []

  static let header = 12

  /// What a string of a length takes up, the room for sorting included.
  static func size(of length: Int) -> Int { header + length + 32 }

  var size: Int { bytes.count + 16 * entries.count }
  var count: Int { entries.count / 2 }
  var isEmpty: Bool { entries.isEmpty }

  mutating func append(_ string: Span<UInt8>, number: UInt64, memory: Int) {
    if bytes.capacity < memory / 2, size > memory / 8 {
      // Room for all comes at once: doubling would hold it twice.
      bytes.reserveCapacity(memory * 3 / 4)
      entries.reserveCapacity(memory / 24)
    }
    entries.append(Self.prefix(string))
    entries.append(UInt64(bytes.count))
    Self.append(string, number: number, to: &bytes)
  }

  /// Appends an element as it is written.
  static func append(_ string: Span<UInt8>, number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    let length = UInt32(truncatingIfNeeded: string.count)
    withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
    string.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  private static func prefix(_ string: Span<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    for index in 0..<min(8, string.count) {
      prefix |= UInt64(string[index]) << UInt64(56 - 8 * index)
    }
    return prefix
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// Orders the strings by their first bytes, and those that share them by comparing.
  mutating func sort() {
    RowSort.sort(&entries, width: 2, isDistinct: false)
    var start = 0
    while start < entries.count {
      var end = start + 2
      while end < entries.count, entries[end] == entries[start] { end += 2 }
      if end - start > 2 { sortEqualPrefixes(start..<end) }
      start = end
    }
  }

  private mutating func sortEqualPrefixes(_ range: Range<Int>) {
    var places = stride(from: range.lowerBound + 1, to: range.upperBound, by: 2).map {
      Int(entries[$0])
    }
    bytes.withUnsafeBytes { bytes in
      places.sort { StringElement(bytes, at: $0).precedes(StringElement(bytes, at: $1)) }
    }
    for (index, place) in places.enumerated() {
      entries[range.lowerBound + 2 * index + 1] = UInt64(place)
    }
  }

  /// Appends an element by its place in the order.
  func appendElement(_ index: Int, to buffer: inout [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      buffer.append(contentsOf: StringElement(bytes, at: place(index)).bytes)
    }
  }

  /// Reads an element by its place in the order.
  func element(_ index: Int, into string: inout [UInt8]) -> UInt64 {
    string.removeAll(keepingCapacity: true)
    return bytes.withUnsafeBytes { bytes in
      let element = StringElement(bytes, at: place(index))
      string.append(contentsOf: element.string)
      return element.number
    }
  }

  private func place(_ index: Int) -> Int { Int(entries[2 * index + 1]) }
}
