// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A string and its number as they stand in memory and in files.
struct StringElement {
  let bytes: UnsafeRawBufferPointer
  let number: UInt64
  var string: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[HeldStrings.header...])
  }

  /// - Precondition: A whole element begins at `place`.
  init(_ buffer: UnsafeRawBufferPointer, at place: Int) {
    number = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    let end = place + Self.size(buffer, at: place)
    bytes = UnsafeRawBufferPointer(rebasing: buffer[place..<end])
  }

  /// The bytes of the element whose header begins at `place`.
  static func size(_ buffer: UnsafeRawBufferPointer, at place: Int) -> Int {
    let length = buffer.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self)
    return HeldStrings.header + Int(UInt32(littleEndian: length))
  }

  func precedes(_ other: StringElement) -> Bool {
    let (a, b) = (string, other.string)
    let common = min(a.count, b.count)
    if common > 0, let a = a.baseAddress, let b = b.baseAddress {
      let order = memcmp(a, b, common)
      if order != 0 { return order < 0 }
    }
    return a.count == b.count ? number < other.number : a.count < b.count
  }
}

/// Strings in order, from memory or merged from runs, to be read once.
public struct SortedStrings: ~Copyable {
  /// The string read last.
  public private(set) var string: [UInt8] = []
  /// Its number.
  public private(set) var number: UInt64 = 0

  private var held: HeldStrings?
  private var place = 0
  private let runs: [SpillFile]
  private var heap: MergeHeap<StringRunReader>

  init(_ held: HeldStrings) {
    self.held = held
    runs = []
    heap = MergeHeap([])
  }

  init(runs: [SpillFile], memory: Int) throws(TamisIOError) {
    let share = max(StringSorter.leastBuffer, memory / (runs.count + 1))
    self.runs = runs
    var readers: [StringRunReader] = []
    for run in runs { readers.append(try StringRunReader(run, limit: share)) }
    heap = MergeHeap(readers)
  }

  /// Reads the next string; false after the last.
  ///
  /// - Throws: ``TamisIOError`` when the disk fails.
  /// - Complexity: O(log r) comparisons for r runs.
  public mutating func next() throws(TamisIOError) -> Bool {
    if let held {
      guard place < held.count else { return false }
      number = held.element(place, into: &string)
      place += 1
      return true
    }
    guard !heap.isEmpty else {
      for run in runs { run.remove() }
      return false
    }
    number = heap.least.take(into: &string)
    try heap.step()
    return true
  }
}

/// Reads a run of strings a buffer at a time; the element at `place` is always whole.
private struct StringRunReader: RunReading {
  private let run: SpillFile
  private let limit: Int
  private var buffer: [UInt8] = []
  private var place = 0
  private var size = 0
  private var bytesRead = 0

  init(_ run: SpillFile, limit: Int) throws(TamisIOError) {
    self.run = run
    self.limit = limit
    try find()
  }

  var isAtEnd: Bool { size == 0 }

  mutating func step() throws(TamisIOError) {
    place += size
    try find()
  }

  /// Measures the element at `place`, after reading as much as that takes.
  private mutating func find() throws(TamisIOError) {
    size = 0
    if buffer.count - place < HeldStrings.header { try fill(HeldStrings.header) }
    guard buffer.count - place >= HeldStrings.header else { return }
    let place = place
    let wanted = buffer.withUnsafeBytes { StringElement.size($0, at: place) }
    if buffer.count - place < wanted { try fill(wanted) }
    guard buffer.count - self.place >= wanted else { return }
    size = wanted
  }

  /// Moves what is left to the front and reads on, so that `wanted` bytes are there unless the run
  /// ends before.
  private mutating func fill(_ wanted: Int) throws(TamisIOError) {
    buffer.removeFirst(place)
    place = 0
    let more = max(limit, wanted) - buffer.count
    let old = buffer.count
    try run.append(from: bytesRead, limit: more, to: &buffer)
    bytesRead += buffer.count - old
  }

  func precedes(_ other: StringRunReader) -> Bool {
    buffer.withUnsafeBytes { a in
      other.buffer.withUnsafeBytes { b in
        StringElement(a, at: place).precedes(StringElement(b, at: other.place))
      }
    }
  }

  func take(into string: inout [UInt8]) -> UInt64 {
    string.removeAll(keepingCapacity: true)
    return buffer.withUnsafeBytes { bytes in
      let element = StringElement(bytes, at: place)
      string.append(contentsOf: element.string)
      return element.number
    }
  }
}
