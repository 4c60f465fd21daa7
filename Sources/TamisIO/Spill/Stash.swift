// SPDX-License-Identifier: Apache-2.0

/// Takes bytes or words that are put aside: in memory while they are few, then in a file.
public struct StashWriter: ~Copyable {
  /// Bytes put aside so far.
  public private(set) var count = 0

  private let name: String
  private let memory: Int
  private let folder: WorkFolder
  /// All bytes; once there is a file, those that it does not have yet.
  private var held: [UInt8] = []
  private var file: SpillWriter?

  /// Bytes that are written at a time.
  private static let buffer = 256 << 10

  /// Bytes that are not worth asking for all the room.
  private static let few = 8 << 20

  /// Makes a stash of nothing.
  ///
  /// - Parameters:
  ///   - name: What its file in the work folder is called.
  ///   - memory: Bytes that are held in memory; at least 256 KiB are.
  ///   - folder: Where the file goes.
  public init(_ name: String, memory: Int, folder: WorkFolder) {
    self.name = name
    self.memory = max(memory, Self.buffer)
    self.folder = folder
  }

  /// Appends words.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public mutating func append(_ words: Span<UInt64>) throws(TamisIOError) {
    words.withUnsafeBytes { add($0) }
    try flush()
  }

  /// Appends bytes.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public mutating func append(_ bytes: Span<UInt8>) throws(TamisIOError) {
    bytes.withUnsafeBytes { add($0) }
    try flush()
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    if file == nil, held.capacity < memory, held.count + bytes.count > min(memory / 4, Self.few) {
      // Room for all comes at once: doubling would hold it twice, and copy it. What of it is not
      // used takes no memory.
      held.reserveInLargePages(memory)
    }
    held.append(contentsOf: bytes)
    count += bytes.count
  }

  private mutating func flush() throws(TamisIOError) {
    guard held.count > (file == nil ? memory : Self.buffer) else { return }
    // The buffer leaves `self` while another member takes it.
    var full: [UInt8] = []
    swap(&full, &held)
    if file == nil {
      file = try SpillWriter(name, in: folder)
      try file?.append(full.span)
      held.reserveCapacity(2 * Self.buffer)
    } else {
      try file?.append(full.span)
      full.removeAll(keepingCapacity: true)
      swap(&full, &held)
    }
  }

  /// Ends the appending.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public consuming func finish() throws(TamisIOError) -> Stash {
    guard var file = file.take() else { return Stash(count: count, place: .memory(held)) }
    if !held.isEmpty { try file.append(held.span) }
    return Stash(count: count, place: .file(file.finish()))
  }
}

/// Bytes or words that were put aside, in memory or in a file.
public struct Stash: Sendable {
  enum Place: Sendable {
    case memory([UInt8])
    case file(SpillFile)
  }

  /// Bytes that were put aside.
  public let count: Int
  /// How many words that is.
  public var words: Int { count / 8 }

  /// Nothing.
  public static let empty = Stash(count: 0, place: .memory([]))

  let place: Place

  init(count: Int, place: Place) {
    self.count = count
    self.place = place
  }

  /// Removes the file, if there is one; readers that are there can read on.
  public func remove() {
    if case .file(let file) = place { file.remove() }
  }
}

/// Reads a ``Stash`` at any place; places that follow each other are read together.
public struct StashReader: ~Copyable {
  private let file: SpillFile?
  /// A part of the file, or all of what is in memory.
  private var window: [UInt8] = []
  private var start = 0
  private var ahead = leastAhead

  /// Bytes that are read at least, and at most beyond what was asked for.
  private static let leastAhead = 512
  private static let mostAhead = 512 << 10
  /// Bytes that may be left out between two ranges that follow each other: to read these costs less
  /// than to ask once more, and were they more, reading a few of many would be reading all.
  private static let gap = 1 << 10

  /// Makes a reader.
  public init(_ stash: Stash) {
    switch stash.place {
    case .memory(let bytes):
      window = bytes
      file = nil
    case .file(let file):
      self.file = file
    }
  }

  /// The word at an index.
  ///
  /// - Precondition: There are more than `index` words.
  /// - Throws: ``TamisIOError`` when the disk fails.
  @inline(__always)
  public mutating func word(_ index: Int) throws(TamisIOError) -> UInt64 {
    let place = 8 &* index
    if place < start || place &+ 8 > start &+ window.count { try load(place..<place + 8) }
    return window.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: place - start, as: UInt64.self)
    }
  }

  /// Appends the words of a range to a list.
  ///
  /// - Throws: ``TamisIOError`` when the disk fails.
  public mutating func append(
    words range: Range<Int>, to words: inout [UInt64]
  ) throws(TamisIOError) {
    guard !range.isEmpty else { return }
    let bytes = 8 * range.lowerBound..<8 * range.upperBound
    if let file, bytes.count > Self.mostAhead {
      return try file.append(from: range.lowerBound, limit: range.count, to: &words)
    }
    if !holds(bytes) { try load(bytes) }
    let (first, added) = (bytes.lowerBound - start, range.count)
    window.withUnsafeBytes { window in
      let source = UnsafeRawBufferPointer(rebasing: window[first..<first + 8 * added])
      words.append(addingCapacity: added) { (output: inout OutputSpan<UInt64>) in
        output.withUnsafeMutableBufferPointer { buffer, count in
          UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
            .copyMemory(from: source)
          count += added
        }
      }
    }
  }

  /// The bytes of a range.
  ///
  /// - Throws: ``TamisIOError`` when the disk fails.
  public mutating func bytes(_ range: Range<Int>) throws(TamisIOError) -> ArraySlice<UInt8> {
    if !holds(range) { try load(range) }
    return window[range.lowerBound - start..<range.upperBound - start]
  }

  private func holds(_ range: Range<Int>) -> Bool {
    range.lowerBound >= start && range.upperBound <= start + window.count
  }

  /// Reads a range and something behind it: the more, the longer one range has followed another.
  private mutating func load(_ range: Range<Int>) throws(TamisIOError) {
    guard let file else { preconditionFailure("a place behind the end of what was put aside") }
    let end = start + window.count
    let follows = range.lowerBound >= start && range.lowerBound <= end + Self.gap
    ahead = follows ? min(2 * ahead, Self.mostAhead) : Self.leastAhead
    start = range.lowerBound
    window.removeAll(keepingCapacity: true)
    try file.append(from: start, limit: max(range.count, ahead), to: &window)
    precondition(window.count >= range.count, "a place behind the end of what was put aside")
  }
}
