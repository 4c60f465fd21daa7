// SPDX-License-Identifier: Apache-2.0

/// Rows in order, from memory or merged from runs, to be read once.
public struct SortedRows: ~Copyable {
  /// Words a row.
  public let width: Int

  private let isDistinct: Bool
  private var whole: [UInt64]?
  private let runs: [SpillFile]
  private var heap: MergeHeap<RunReader>
  private let batch: Int
  private var last: [UInt64] = []

  init(width: Int, rows: [UInt64]) {
    self.width = width
    isDistinct = false
    whole = rows
    runs = []
    heap = MergeHeap([])
    batch = 0
  }

  init(
    width: Int, isDistinct: Bool, runs: [SpillFile], memory: Int
  ) throws(TamisIOError) {
    self.width = width
    self.isDistinct = isDistinct
    let share = max(1, memory / 8 / (runs.count + 1) / width)
    batch = share * width
    self.runs = runs
    var readers: [RunReader] = []
    for run in runs { readers.append(try RunReader(run, width: width, limit: share * width)) }
    heap = MergeHeap(readers)
  }

  /// The next rows, as many as fit well in memory; nil after the last.
  ///
  /// - Throws: ``TamisIOError`` when the disk fails.
  /// - Complexity: O(log r) a row for r runs.
  public mutating func next() throws(TamisIOError) -> [UInt64]? {
    if let whole {
      self.whole = nil
      return whole.isEmpty ? nil : whole
    }
    // The row before the first is kept in front, to be compared with.
    var words = last
    let start = words.count
    words.reserveCapacity(start + batch)
    while words.count < start + batch, !heap.isEmpty {
      if !isDistinct || !heap.least.repeatsEnd(of: words) { heap.least.appendRow(to: &words) }
      try heap.step()
    }
    if isDistinct { last = words.suffix(width) }
    words.removeFirst(start)
    if heap.isEmpty { for run in runs { run.remove() } }
    return words.isEmpty ? nil : words
  }
}

/// Reads a run of rows a buffer at a time.
private struct RunReader: RunReading {
  private let run: SpillFile
  private let width: Int
  private let limit: Int
  private var buffer: [UInt64] = []
  private var place = 0
  private var wordsRead = 0

  init(_ run: SpillFile, width: Int, limit: Int) throws(TamisIOError) {
    self.run = run
    self.width = width
    self.limit = limit
    buffer.reserveCapacity(limit)
    try fill()
  }

  var isAtEnd: Bool { place >= buffer.count }

  /// Goes to the next row.
  @inline(__always)
  mutating func step() throws(TamisIOError) {
    place += width
    if place >= buffer.count { try fill() }
  }

  private mutating func fill() throws(TamisIOError) {
    place = 0
    buffer.removeAll(keepingCapacity: true)
    try run.append(from: wordsRead, limit: limit, to: &buffer)
    wordsRead += buffer.count
  }

  /// Whether the row here comes before another's.
  @inline(__always)
  func precedes(_ other: RunReader) -> Bool {
    for word in 0..<width {
      let (a, b) = (buffer[place &+ word], other.buffer[other.place &+ word])
      if a != b { return a < b }
    }
    return false
  }

  /// Whether the row here is the last of a list.
  func repeatsEnd(of words: [UInt64]) -> Bool {
    words.count >= width && words.suffix(width).elementsEqual(buffer[place..<place + width])
  }

  @inline(__always)
  func appendRow(to words: inout [UInt64]) {
    for word in 0..<width { words.append(buffer[place &+ word]) }
  }
}
