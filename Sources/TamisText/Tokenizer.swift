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
  var places = WordPlaces()
  var settled = SettledText()
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
    var sink = HashSink(hashes: consume hashes, digits: digits, kernel: kernel)
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
    var sink = BothSink(hashes: consume hashes, folded: consume folded, kernel: kernel)
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
