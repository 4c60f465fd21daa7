// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// Room for the mapped bytes of tokens, and for where these are.
///
/// Safety: `bytes` has room for `capacity` bytes and for the padding of the last token, all of it
/// initialised.
struct SettledText: ~Copyable {
  fileprivate let bytes: UnsafeMutablePointer<UInt8>
  fileprivate var places = WordPlaces(capacity: SettledText.tokens)
  fileprivate let capacity: Int

  /// Tokens that are held at most, and the bytes of those there is room for at first.
  fileprivate static let tokens = 2048
  private static let leastCapacity = 16 << 10

  init(capacity: Int = SettledText.leastCapacity) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + TokenHash.padding)
    bytes.initialize(repeating: 0, count: capacity + TokenHash.padding)
  }

  deinit { bytes.deallocate() }
}

/// The tokens of a stretch of text whose characters all map to one code point that stays where it
/// is: nothing that follows changes them.
///
/// Safety: the pointers are those of a `SettledText`, whose owner outlives this; `isFull` is asked
/// before each character.
struct SettledRun {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let starts: UnsafeMutablePointer<UInt32>
  private let ends: UnsafeMutablePointer<UInt32>
  private let capacity: Int
  private var byteCount = 0
  private var count = 0
  /// Where in the bytes the open token begins.
  private var openStart = 0
  /// The class of the open token's characters; that of separators where none is open.
  private(set) var openClass = TokenClass.separator.rawValue

  init(_ text: borrowing SettledText) {
    bytes = text.bytes
    starts = text.places.starts
    ends = text.places.ends
    capacity = text.capacity
  }

  var hasOpenToken: Bool { openClass != TokenClass.separator.rawValue }

  /// Whether there is no room for one more character, or one more token.
  var isFull: Bool { byteCount &+ 4 > capacity || count &+ 1 >= SettledText.tokens }

  /// Begins a token.
  @inline(__always)
  mutating func begin(_ tokenClass: UInt32) {
    openClass = tokenClass
    openStart = byteCount
  }

  /// Adds a character to the open token.
  @inline(__always)
  mutating func append(_ entry: UInt32) {
    byteCount = Self.append(entry, to: bytes, at: byteCount)
  }

  /// Writes four bytes, of which one to three count, and returns where they end.
  @inline(__always)
  private static func append(
    _ entry: UInt32, to bytes: UnsafeMutablePointer<UInt8>, at place: Int
  ) -> Int {
    UnsafeMutableRawPointer(bytes + place).storeBytes(of: entry.littleEndian, as: UInt32.self)
    return place &+ SettledCharacters.length(entry)
  }

  /// Adds the characters that go on the open word, as far as there is room, and returns where in
  /// the text they end.
  ///
  /// - Parameter unwanted: The bits that no entry may have.
  @inline(__always)
  mutating func appendWord(
    _ text: UnsafePointer<UInt8>, from: Int, end: Int, _ table: UnsafePointer<UInt32>,
    unwanted: UInt32
  ) -> Int {
    var (at, place) = (from, byteCount)
    let (bytes, limit) = (bytes, capacity &- 4)
    let tested = unwanted | 3 << 26
    while at < end, place <= limit {
      let character = SettledCharacter(text, at: at, end: end, table)
      guard character.entry & tested == TokenClass.word.rawValue << 26 else { break }
      place = Self.append(character.entry, to: bytes, at: place)
      at &+= character.length
    }
    byteCount = place
    return at
  }

  /// Adds the characters of their own that follow the open one, as far as there is room.
  ///
  /// - Parameters:
  ///   - last: Where in the text the open token begins; that of the last one is put in its place.
  ///   - unwanted: The bits that no entry may have.
  /// - Returns: Where in the text they end.
  @inline(__always)
  mutating func appendSingles(
    _ text: UnsafePointer<UInt8>, from: Int, end: Int, _ table: UnsafePointer<UInt32>,
    last: inout Int, unwanted: UInt32
  ) -> Int {
    var (at, place, start, count) = (from, byteCount, openStart, count)
    let (bytes, starts, ends, limit) = (bytes, starts, ends, capacity &- 4)
    let tested = unwanted | 3 << 26
    while at < end, place <= limit, count &+ 1 < SettledText.tokens {
      let character = SettledCharacter(text, at: at, end: end, table)
      guard character.entry & tested == TokenClass.single.rawValue << 26 else { break }
      starts[count] = UInt32(truncatingIfNeeded: start)
      ends[count] = UInt32(truncatingIfNeeded: place)
      count &+= 1
      (start, last) = (place, at)
      place = Self.append(character.entry, to: bytes, at: place)
      at &+= character.length
    }
    (byteCount, openStart, self.count) = (place, start, count)
    return at
  }

  /// Ends the open token, if there is one.
  @inline(__always)
  mutating func end() {
    guard hasOpenToken else { return }
    starts[count] = UInt32(truncatingIfNeeded: openStart)
    ends[count] = UInt32(truncatingIfNeeded: byteCount)
    count &+= 1
    openClass = TokenClass.separator.rawValue
  }

  /// Hands the ended tokens over, and keeps the bytes of the open one, with more room if they need
  /// it.
  mutating func flush(_ text: inout SettledText, into sink: inout some TokenSink) {
    text.places.replace(room: 0) { _, _ in count }
    sink.append(mappedIn: bytes, text.places)
    let (start, tokenClass) = (bytes + openStart, openClass)
    let kept = hasOpenToken ? byteCount - openStart : 0
    if kept > capacity / 2 {
      let larger = SettledText(capacity: 2 * capacity)
      larger.bytes.update(from: start, count: kept)
      text = larger
    } else {
      bytes.update(from: start, count: kept)
    }
    self = SettledRun(text)
    openClass = tokenClass
    byteCount = kept
  }
}
