// SPDX-License-Identifier: Apache-2.0

import TamisKernels

extension Tokenizer {
  /// Takes the tokens of an ASCII range straight from the masks.
  ///
  /// - Parameter isEnd: Whether the text ends with the range; a word that ends there is then whole.
  /// - Returns: Where a word starts that goes on after the range.
  @inline(__always)
  mutating func appendASCII(
    from: Int, to end: Int, isEnd: Bool, into sink: inout some TokenSink
  ) -> Int? {
    let isOpen = masks.findWords(from: from, to: end, places: &places)
    var unfinished: Int?
    if isOpen {
      if isEnd { places.endLast(at: end) } else { unfinished = places.popLast() }
    }
    sink.append(in: masks.lowered, places)
    return unfinished
  }

  /// Maps text code point by code point, from a token's start to where ASCII takes over.
  ///
  /// - Returns: The position after the last byte whose token, if any, was taken.
  @inline(__always)
  mutating func appendMapped<Sink: TokenSink>(
    _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, into sink: inout Sink
  ) -> Int {
    var at = from
    while at < end {
      let settled = appendSettled(bytes, from: at, end: end, into: &sink)
      guard settled.stop == .movable else { return settled.at }
      at = appendMovable(bytes, from: settled.at, end: end, into: &sink)
    }
    return at
  }

  /// Maps text that has characters which may change others, from a token's start to where nothing
  /// of that goes on.
  ///
  /// - Returns: The position after the last byte whose token, if any, was taken.
  private mutating func appendMovable<Sink: TokenSink>(
    _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, into sink: inout Sink
  ) -> Int {
    var at = from
    var flushAt = 1024
    while at < end {
      let scalar = DecodedScalar(maybeASCII: bytes, at: at, end: end)
      // Nothing after an ASCII separator that a settled character follows can change what precedes
      // it.
      if scalar.length == 1, at > from, !scalar.isInvalid,
        properties[scalar.codePoint].tokenClass == TokenClass.separator.rawValue,
        goesOnSettled(bytes, at: at + 1, end: end, for: Sink.self)
      {
        break
      }
      if scalar.isInvalid { invalidBytes += scalar.length }
      append(scalar.codePoint, start: at, end: at + scalar.length, for: Sink.self)
      at += scalar.length
      if run.count >= flushAt {
        flush(isEnd: false, into: &sink)
        // A long open token must not be scanned again and again.
        flushAt = max(1024, run.count * 2)
      }
    }
    flush(isEnd: true, into: &sink)
    return at
  }

  /// Appends a code point to the run, and to the trace where places are asked for.
  @inline(__always)
  private mutating func append<Sink: TokenSink>(
    _ codePoint: UInt32, start: Int, end: Int, for sink: Sink.Type
  ) {
    if Sink.takesPlaces {
      trace.append(codePoint, start: start, end: end, to: &run, properties: properties)
    } else {
      run.append(codePoint)
    }
  }

  /// Takes the tokens of the mapped run that nothing can change any more, and drops them from it.
  private mutating func flush<Sink: TokenSink>(isEnd: Bool, into sink: inout Sink) {
    if isEnd { Sink.takesPlaces ? trace.settle(&run) : run.settle() }
    let limit = isEnd ? run.count : run.settledCount
    var tokenStart = 0
    let units = run.units
    for index in 0..<limit {
      let unit = units[index]
      let tokenClass = MappedRun.tokenClass(unit)
      if tokenClass == TokenClass.word.rawValue { continue }
      if tokenStart < index { sink.append(units[tokenStart..<index], trace, buffer: &folded) }
      if tokenClass == TokenClass.single.rawValue {
        sink.append(units[index...index], trace, buffer: &folded)
      }
      tokenStart = index + 1
    }
    if isEnd, tokenStart < limit {
      sink.append(units[tokenStart..<limit], trace, buffer: &folded)
      tokenStart = limit
    }
    run.removeFirst(min(tokenStart, limit))
    if Sink.takesPlaces { trace.removeFirst(min(tokenStart, limit)) }
  }
}

extension TokenSink {
  /// Takes a token given as units of a `MappedRun`.
  @inline(__always)
  fileprivate mutating func append(
    _ units: Slice<UnsafeBufferPointer<UInt32>>, _ trace: RunTrace, buffer: inout [UInt8]
  ) {
    if Self.takesPlaces {
      let place = trace.place(of: units.startIndex..<units.endIndex)
      return append(start: place.start, end: place.end)
    }
    let room = units.count * 4 + TokenHash.padding
    if buffer.count < room { buffer = [UInt8](repeating: 0, count: room * 2) }
    let folds = digits == .folded
    buffer.withUnsafeMutableBufferPointer { buffer in
      guard let to = buffer.baseAddress else { return }
      append(UnsafePointer(to), count: UTF8Encoding.encode(units, zeroed: folds, to: to))
      guard Self.takesBoth, units.contains(where: MappedRun.isDigit) else { return }
      append(zeroed: UnsafePointer(to), count: UTF8Encoding.encode(units, zeroed: true, to: to))
    }
  }
}

/// Writes code points as UTF-8.
enum UTF8Encoding {
  /// Writes units of a `MappedRun`, `0` for digits of every script where these fold alike (what
  /// folds them looks for ASCII), and returns how many bytes they took.
  ///
  /// - Precondition: Four bytes a unit at `to` may be written.
  @inline(__always)
  static func encode(
    _ units: Slice<UnsafeBufferPointer<UInt32>>, zeroed: Bool, to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var count = 0
    for unit in units {
      let isZero = zeroed && MappedRun.isDigit(unit)
      count += encode(isZero ? 0x30 : MappedRun.codePoint(unit), to: to + count)
    }
    return count
  }

  /// Writes a code point, and returns how many bytes it took.
  ///
  /// - Precondition: Four bytes at `to` may be written.
  @inline(__always)
  static func encode(_ codePoint: UInt32, to: UnsafeMutablePointer<UInt8>) -> Int {
    func byte(_ shift: UInt32, _ tag: UInt32, _ mask: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: tag | codePoint >> shift & mask)
    }
    switch codePoint {
    case ..<0x80:
      to[0] = UInt8(truncatingIfNeeded: codePoint)
      return 1
    case ..<0x800:
      to[0] = byte(6, 0xC0, 0x1F)
      to[1] = byte(0, 0x80, 0x3F)
      return 2
    case ..<0x1_0000:
      to[0] = byte(12, 0xE0, 0x0F)
      to[1] = byte(6, 0x80, 0x3F)
      to[2] = byte(0, 0x80, 0x3F)
      return 3
    default:
      to[0] = byte(18, 0xF0, 0x07)
      to[1] = byte(12, 0x80, 0x3F)
      to[2] = byte(6, 0x80, 0x3F)
      to[3] = byte(0, 0x80, 0x3F)
      return 4
    }
  }
}
