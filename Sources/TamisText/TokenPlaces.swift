// SPDX-License-Identifier: Apache-2.0

/// Where the tokens of a text stand in it, as half-open ranges of its bytes, in order.
///
/// Both bounds are boundaries of characters, and a character and the combining marks on it are not
/// taken apart. Tokens are apart, but where one character is mapped to several: the two of "½"
/// share its place.
public struct TokenPlaces: Sendable {
  /// For each token its first byte.
  public private(set) var starts: [UInt32] = []
  /// For each token the byte after it.
  public private(set) var ends: [UInt32] = []

  /// How many tokens there are.
  public var count: Int { starts.count }

  /// No tokens.
  public init() {}

  /// Forgets all tokens.
  public mutating func removeAll() {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func append(start: UInt32, end: UInt32) {
    starts.append(start)
    ends.append(end)
  }

  fileprivate mutating func append(_ places: borrowing WordPlaces) {
    starts += UnsafeBufferPointer(start: places.starts, count: places.count)
    ends += UnsafeBufferPointer(start: places.ends, count: places.count)
  }
}

extension Tokenizer {
  /// Appends the place of every token of a text, as many and in the same order as
  /// ``append(tokensOf:to:)`` appends hashes.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of fewer than 2³² bytes; other bytes are counted in `invalidBytes`.
  ///   - places: Receives one place a token.
  /// - Complexity: O(n), n = `text.count`.
  public mutating func append(placesOf text: Span<UInt8>, to places: inout TokenPlaces) {
    var sink = PlaceSink(places: places)
    places = TokenPlaces()
    tokenize(text, into: &sink)
    places = sink.places
  }
}

/// Keeps the places of tokens.
private struct PlaceSink: TokenSink {
  var places: TokenPlaces
  let digits = Tokenizer.Digits.kept
  static var takesPlaces: Bool { true }

  /// Does nothing: a sink that takes places is told those of mapped tokens.
  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {}

  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    self.places.append(places)
  }

  mutating func append(start: UInt32, end: UInt32) { places.append(start: start, end: end) }
}
