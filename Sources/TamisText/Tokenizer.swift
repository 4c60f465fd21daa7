// SPDX-License-Identifier: Apache-2.0

public import TamisKernels

/// Cuts UTF-8 text into tokens and hashes them.
///
/// Text is mapped by NFKC_Casefold, so that case, full-width forms, ligatures, soft hyphens and
/// joiners make no difference. A token is a run of letters, marks, numbers and connector
/// punctuation, or one character of Han, kana, Thai, Lao, Khmer or Myanmar text. Bytes that are not
/// UTF-8 stand between tokens, as U+FFFD does. Specification.md defines all of it, with vectors.
///
/// A tokeniser owns buffers that it uses again; make one a worker.
public struct Tokenizer: ~Copyable {
  /// What becomes of digits.
  public enum Digits: Sendable {
    /// Digits count like letters.
    case kept
    /// A run of decimal digits counts as one `0`, so that "12 comments" equals "3 comments".
    case folded
  }

  /// Bytes of ASCII whose words are found and then hashed: what a first-level cache holds.
  private static let piece = 8 << 10

  let kernel: Kernel
  let digits: Digits
  let properties = UnicodeProperties.shared

  /// How many bytes that are not UTF-8 the tokeniser has met so far.
  public internal(set) var invalidBytes = 0

  var masks: ByteMasks
  var starts: [UInt32] = []
  var ends: [UInt32] = []
  var run: MappedRun
  var trace = RunTrace()
  var folded: [UInt8] = []

  /// Makes a tokeniser.
  ///
  /// - Parameters:
  ///   - kernel: The kernel that classifies bytes; it makes no difference to the result.
  ///   - digits: What becomes of digits.
  public init(kernel: Kernel, digits: Digits = .kept) {
    self.kernel = kernel
    self.digits = digits
    masks = ByteMasks(kernel: kernel)
    run = MappedRun(properties: properties)
  }

  /// Appends the hash of every token of a text, in order.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of fewer than 2³² bytes; other bytes are counted in `invalidBytes`.
  ///   - hashes: Receives one hash a token.
  /// - Complexity: O(n), n = `text.count`.
  public mutating func append(tokensOf text: Span<UInt8>, to hashes: inout [UInt64]) {
    var sink = HashSink(hashes: consume hashes, digits: digits)
    tokenize(text, into: &sink)
    hashes = sink.hashes
  }

  /// Appends two hashes of every token of a text, in order: with its digits, and with these folded.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of fewer than 2³² bytes; other bytes are counted in `invalidBytes`.
  ///   - hashes: Receives the hash with digits kept, one a token.
  ///   - folded: Receives the hash with digits folded, one a token.
  /// - Precondition: The tokeniser was made with `Digits.kept`.
  /// - Returns: Whether any two differ.
  /// - Complexity: O(n), n = `text.count`.
  public mutating func append(
    tokensOf text: Span<UInt8>, to hashes: inout [UInt64], folded: inout [UInt64]
  ) -> Bool {
    precondition(digits == .kept, "digits are kept, and folded beside that")
    var sink = BothSink(hashes: consume hashes, folded: consume folded)
    tokenize(text, into: &sink)
    hashes = sink.hashes
    folded = sink.folded
    return sink.differs
  }

  /// The mapped text of every token, in order; for looking at, not for speed.
  ///
  /// - Complexity: O(n), n = `text.count`, with an allocation a token.
  public mutating func tokens(of text: Span<UInt8>) -> [[UInt8]] {
    var sink = TextSink(digits: digits)
    tokenize(text, into: &sink)
    return sink.tokens
  }

  @inline(__always)
  mutating func tokenize(_ text: Span<UInt8>, into sink: inout some TokenSink) {
    text.withUnsafeBufferPointer { text in
      guard let bytes = text.baseAddress, !text.isEmpty else { return }
      masks.classify(bytes, count: text.count)
      var at = 0
      var piece = Self.piece
      while at < text.count {
        // One byte beyond the piece, no further: a long ASCII text is not searched for each piece.
        let high = masks.firstHigh(from: at, end: min(text.count, at + piece + 1))
        let end = min(high, at + piece)
        let open = appendASCII(from: at, to: end, isEnd: end == text.count, into: &sink)
        if end == high, high < text.count {
          // A mark may change the character before it, so that one goes along.
          let start = open ?? max(at, high - 1)
          at = appendMapped(bytes, from: start, end: text.count, into: &sink)
        } else {
          // A word longer than the piece is tried again with a longer one.
          piece = open == at ? piece * 2 : Self.piece
          at = open ?? end
        }
      }
    }
    masks.shrink()
  }
}

/// Takes the tokens of a text, in order.
protocol TokenSink {
  /// What becomes of digits.
  var digits: Tokenizer.Digits { get }
  /// Takes a token's mapped UTF-8 bytes; `TokenHash.padding` bytes after it may be read.
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int)
  /// Takes tokens that lie in one buffer, given by their starts and ends.
  mutating func append(in bytes: UnsafePointer<UInt8>, starts: [UInt32], ends: [UInt32])
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
  static var takesPlaces: Bool { false }
  mutating func append(start: UInt32, end: UInt32) {}
  static var takesBoth: Bool { false }
  mutating func append(zeroed bytes: UnsafePointer<UInt8>, count: Int) {}
}

/// Hashes tokens.
struct HashSink: TokenSink {
  var hashes: [UInt64]
  let digits: Tokenizer.Digits

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    hashes.append(hash(bytes, count: count))
  }

  @inline(__always)
  mutating func append(in bytes: UnsafePointer<UInt8>, starts: [UInt32], ends: [UInt32]) {
    let digits = digits
    hashes.append(addingCapacity: starts.count) { (output: inout OutputSpan<UInt64>) in
      for index in starts.indices {
        let start = Int(starts[index])
        let count = Int(ends[index]) - start
        output.append(Self.hash(bytes + start, count: count, digits: digits))
      }
    }
  }

  @inline(__always)
  private func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    Self.hash(bytes, count: count, digits: digits)
  }

  @inline(__always)
  private static func hash(
    _ bytes: UnsafePointer<UInt8>, count: Int, digits: Tokenizer.Digits
  ) -> UInt64 {
    digits == .kept
      ? TokenHash.hash(bytes, count: count)
      : DigitFolding.withFolded(bytes, count: count) { TokenHash.hash($0, count: $1) }
  }
}

/// Hashes tokens, with digits kept and with digits folded.
struct BothSink: TokenSink {
  var hashes: [UInt64]
  var folded: [UInt64]
  var differs = false

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
  mutating func append(in bytes: UnsafePointer<UInt8>, starts: [UInt32], ends: [UInt32]) {
    let first = folded.count
    hashes.append(addingCapacity: starts.count) { (output: inout OutputSpan<UInt64>) in
      folded.append(addingCapacity: starts.count) { (folded: inout OutputSpan<UInt64>) in
        for index in starts.indices {
          let start = Int(starts[index])
          let hash = TokenHash.hash(bytes + start, count: Int(ends[index]) - start)
          output.append(hash)
          folded.append(hash)
        }
      }
    }
    for index in starts.indices {
      let start = Int(starts[index])
      let count = Int(ends[index]) - start
      guard DigitFolding.hasDigit(bytes + start, count: count) else { continue }
      differs = true
      folded[first + index] = DigitFolding.withFolded(bytes + start, count: count) {
        TokenHash.hash($0, count: $1)
      }
    }
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

  mutating func append(in bytes: UnsafePointer<UInt8>, starts: [UInt32], ends: [UInt32]) {
    for (start, end) in zip(starts, ends) { append(bytes + Int(start), count: Int(end - start)) }
  }
}

/// Replaces each run of decimal digits in a token by one `0`.
enum DigitFolding {
  /// Whether a token of ASCII has a digit.
  ///
  /// - Precondition: `TokenHash.padding` bytes after the token may be read.
  @inline(__always)
  static func hasDigit(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    var at = 0
    while at < count {
      let eight = UInt64(
        littleEndian: UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self))
      // The top bit of a byte below 0x80 says, in one sum, that it is `0` or more, in the other
      // that it is more than `9`.
      let digits =
        (eight &+ 0x5050_5050_5050_5050) & ~(eight &+ 0x4646_4646_4646_4646)
        & 0x8080_8080_8080_8080
      let unused = UInt64(truncatingIfNeeded: 64 - 8 * min(8, count - at))
      if digits &<< unused != 0 { return true }
      at += 8
    }
    return false
  }

  /// Calls `body` with the folded bytes of a token, padded like the token itself.
  @inline(__always)
  static func withFolded<Result>(
    _ bytes: UnsafePointer<UInt8>, count: Int,
    _ body: (UnsafePointer<UInt8>, Int) -> Result
  ) -> Result {
    guard (0..<count).contains(where: { bytes[$0] &- 0x30 < 10 }) else { return body(bytes, count) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + TokenHash.padding) {
      to in
      to.initialize(repeating: 0)
      var length = 0
      for index in 0..<count {
        let isDigit = bytes[index] &- 0x30 < 10
        if isDigit, length > 0, to[length - 1] == 0x30 { continue }
        to[length] = isDigit ? 0x30 : bytes[index]
        length += 1
      }
      // The capacity is at least the padding, so there is a base address.
      return body(UnsafePointer(to.baseAddress.unsafelyUnwrapped), length)
    }
  }
}
