// SPDX-License-Identifier: Apache-2.0

extension Tokenizer {
  /// Appends a hash of the first six characters of every token of a text, in order, so that most
  /// forms of a word count as one; of scripts without spaces, one of every two characters in
  /// succession.
  ///
  /// The hash is FNV-1a (32 bits) of the mapped text's UTF-8.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of fewer than 2³² bytes.
  ///   - stems: Receives the hashes.
  /// - Complexity: O(n), n = `text.count`.
  public mutating func append(stemsOf text: Span<UInt8>, to stems: inout [UInt32]) {
    var sink = StemSink(stems: consume stems, properties: properties)
    tokenize(text, into: &sink)
    stems = sink.stems
  }
}

/// Hashes the beginnings of tokens.
private struct StemSink: TokenSink {
  var stems: [UInt32]
  let properties: UnicodeProperties
  let digits = Tokenizer.Digits.kept
  /// The hash of the character before, if it was a token of its own.
  private var single: UInt32?

  private static let characters = 6
  private static let basis: UInt32 = 0x811C_9DC5

  init(stems: [UInt32], properties: UnicodeProperties) {
    self.stems = stems
    self.properties = properties
  }

  mutating func append(in bytes: UnsafePointer<UInt8>, _ places: borrowing WordPlaces) {
    for index in 0..<places.count {
      let start = Int(places.starts[index])
      let count = min(Int(places.ends[index]) - start, Self.characters)
      stems.append(Self.hash(bytes + start, count: count, from: Self.basis))
    }
    if places.count > 0 { single = nil }
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    if isSingle(bytes, count: count) {
      if let single { stems.append(Self.hash(bytes, count: count, from: single)) }
      single = Self.hash(bytes, count: count, from: Self.basis)
      return
    }
    single = nil
    var (length, characters) = (0, 0)
    while length < count {
      if bytes[length] & 0xC0 != 0x80 {
        if characters == Self.characters { break }
        characters += 1
      }
      length += 1
    }
    stems.append(Self.hash(bytes, count: length, from: Self.basis))
  }

  /// Whether the token is one character of a script that writes no spaces.
  private func isSingle(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard (3...4).contains(count), bytes[0] >= 0xE0 else { return false }
    let scalar = DecodedScalar(bytes, at: 0, end: count)
    return scalar.length == count
      && properties[scalar.codePoint].tokenClass == TokenClass.single.rawValue
  }

  private static func hash(
    _ bytes: UnsafePointer<UInt8>, count: Int, from start: UInt32
  ) -> UInt32 {
    var hash = start
    for index in 0..<count { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
    return hash
  }
}
