// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// Takes the tokens of a text, in order.
protocol TokenSink {
  /// What becomes of digits.
  var digits: Tokenizer.Digits { get }
  /// Takes a token's mapped UTF-8 bytes; `TokenHash.padding` bytes after it may be read.
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int)
  /// Takes tokens of ASCII that lie in one buffer.
  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces)
  /// Takes mapped tokens that lie in one buffer.
  mutating func append(mappedIn bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces)
  /// Whether the sink takes the places of mapped tokens instead of their bytes.
  static var takesPlaces: Bool { get }
  /// Takes the place in the text of a token that was mapped.
  mutating func append(start: UInt32, end: UInt32)
  /// Whether the sink takes mapped tokens that have digits both as they are and with `0` for each.
  static var takesBoth: Bool { get }
  /// Takes a token's bytes with `0` for each digit, after its own bytes.
  mutating func append(zeroed bytes: UnsafePointer<UInt8>, count: Int)
}

extension TokenSink {
  mutating func append(mappedIn bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    for index in 0..<places.count {
      let start = Int(places.starts[index])
      append(bytes + start, count: Int(places.ends[index]) - start)
    }
  }
  static var takesPlaces: Bool { false }
  mutating func append(start: UInt32, end: UInt32) {}
  static var takesBoth: Bool { false }
  mutating func append(zeroed bytes: UnsafePointer<UInt8>, count: Int) {}
}

/// Hashes tokens.
struct HashSink: TokenSink {
  var hashes: [UInt64]
  let digits: Tokenizer.Digits
  let kernel: Kernel

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    hashes.append(
      digits == .kept
        ? TokenHash.hash(bytes, count: count)
        : DigitFolding.withFolded(bytes, count: count) { TokenHash.hash($0, count: $1) })
  }

  @inline(__always)
  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    hashes.append(hashesOf: places, in: bytes, kernel)
    guard digits == .folded else { return }
    let first = hashes.count - places.count
    for index in 0..<places.count {
      let start = Int(places.starts[index])
      let count = Int(places.ends[index]) - start
      guard DigitFolding.hasDigit(bytes + start, count: count) else { continue }
      hashes[first + index] = DigitFolding.withFolded(bytes + start, count: count) {
        TokenHash.hash($0, count: $1)
      }
    }
  }

  @inline(__always)
  mutating func append(mappedIn bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    hashes.append(hashesOf: places, in: bytes, kernel)
  }
}

extension [UInt64] {
  /// Appends the hashes of words that lie in one buffer.
  @inline(__always)
  fileprivate mutating func append(
    hashesOf places: borrowing WordPlaces, in bytes: UnsafePointer<UInt8>, _ kernel: Kernel
  ) {
    let (starts, ends, added) = (places.starts, places.ends, places.count)
    append(addingCapacity: added) { (output: inout OutputSpan<UInt64>) in
      output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        kernel.hashWords(bytes, starts: starts, ends: ends, count: added, hashes: base + count)
        count += added
      }
    }
  }
}

/// Hashes tokens, with digits kept and with digits folded.
struct BothSink: TokenSink {
  var hashes: [UInt64]
  var folded: [UInt64]
  let kernel: Kernel
  var differs = false

  init(hashes: consuming [UInt64], folded: consuming [UInt64], kernel: Kernel) {
    self.hashes = hashes
    self.folded = folded
    self.kernel = kernel
  }

  var digits: Tokenizer.Digits { .kept }
  static var takesBoth: Bool { true }

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    let hash = TokenHash.hash(bytes, count: count)
    hashes.append(hash)
    folded.append(hash)
  }

  mutating func append(zeroed bytes: UnsafePointer<UInt8>, count: Int) {
    differs = true
    folded[folded.count - 1] = DigitFolding.withFolded(bytes, count: count) {
      TokenHash.hash($0, count: $1)
    }
  }

  @inline(__always)
  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    let first = folded.count
    append(mappedIn: bytes, places)
    for index in 0..<places.count {
      let start = Int(places.starts[index])
      let count = Int(places.ends[index]) - start
      guard DigitFolding.hasDigit(bytes + start, count: count) else { continue }
      differs = true
      folded[first + index] = DigitFolding.withFolded(bytes + start, count: count) {
        TokenHash.hash($0, count: $1)
      }
    }
  }

  @inline(__always)
  mutating func append(mappedIn bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    hashes.append(hashesOf: places, in: bytes, kernel)
    folded += hashes[(hashes.count - places.count)...]
  }
}

/// Keeps the text of tokens.
struct TextSink: TokenSink {
  var tokens: [[UInt8]] = []
  let digits: Tokenizer.Digits

  init(digits: Tokenizer.Digits) { self.digits = digits }

  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    let token = { (bytes: UnsafePointer<UInt8>, count: Int) in
      Array(UnsafeBufferPointer(start: bytes, count: count))
    }
    tokens.append(
      digits == .kept
        ? token(bytes, count) : DigitFolding.withFolded(bytes, count: count, token))
  }

  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    append(mappedIn: bytes, places)
  }
}
