// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisText

/// A term as it was read, with a word for it.
public struct ReadTerm: Sendable, Hashable {
  /// The term, and how often the document has it.
  public internal(set) var term: DocumentTerm
  /// The word, mapped as tokens are, that the term was first cut from.
  public let word: [UInt8]
}

/// Cuts texts into terms.
///
/// A term is the first five letters of a token, so that inflected forms fall together without
/// knowledge of the language; where a script writes no spaces, two neighbouring characters.
public struct TermReader: ~Copyable {
  /// Letters of a word that count.
  static let letters = 5
  /// How often a term of the title counts more.
  static let titleWeight = 2
  /// A token of one character is of a script without spaces from here on (Thai and what follows).
  private static let firstSingle: UInt32 = 0xE00

  private var tokenizer: Tokenizer
  private var places: [UInt32: Int] = [:]
  private var terms: [ReadTerm] = []

  /// Makes a reader; one a worker.
  public init(kernel: Kernel) { tokenizer = Tokenizer(kernel: kernel) }

  /// The terms of a document, each once, in ascending order.
  ///
  /// - Parameters:
  ///   - title: UTF-8 that counts more than the text; may be empty.
  ///   - text: UTF-8 of fewer than 2³² bytes.
  /// - Complexity: O(n log n) for n bytes.
  public mutating func terms(title: Span<UInt8>, text: Span<UInt8>) -> [ReadTerm] {
    places.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    add(title, weight: Self.titleWeight)
    add(text, weight: 1)
    return terms.sorted { $0.term.word < $1.term.word }
  }

  private mutating func add(_ text: Span<UInt8>, weight: Int) {
    var before: [UInt8] = []
    for token in tokenizer.tokens(of: text) {
      guard Self.isSingle(token) else {
        before = []
        add(token, term: Self.stem(token), isPair: false, weight: weight)
        continue
      }
      if !before.isEmpty {
        let pair = before + token
        add(pair, term: pair[...], isPair: true, weight: weight)
      }
      before = token
    }
  }

  private mutating func add(
    _ word: [UInt8], term: ArraySlice<UInt8>, isPair: Bool, weight: Int
  ) {
    let term = Self.hash(term)
    if let place = places[term] {
      let count = terms[place].term.count + weight
      terms[place].term = DocumentTerm(term, count: count, isPair: isPair)
    } else {
      places[term] = terms.count
      let found = DocumentTerm(term, count: weight, isPair: isPair)
      terms.append(ReadTerm(term: found, word: word))
    }
  }

  /// The bytes of the first letters.
  private static func stem(_ token: [UInt8]) -> ArraySlice<UInt8> {
    var seen = 0
    for (index, byte) in token.enumerated() where byte & 0xC0 != 0x80 {
      if seen == letters { return token[..<index] }
      seen += 1
    }
    return token[...]
  }

  private static func isSingle(_ token: [UInt8]) -> Bool {
    guard token.count >= 3, token.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      return false
    }
    return String(decoding: token, as: UTF8.self).unicodeScalars.first.map {
      $0.value >= firstSingle
    } ?? false
  }

  /// FNV-1a (Fowler, Noll, Vo) and the last step of MurmurHash3 (Appleby).
  static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }
}
