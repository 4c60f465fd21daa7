// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisText

/// A bit for each of a set of hashes, by their low bits: a key without its bit is not in the set.
struct KeyBits: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1 << 10)

  mutating func insert(_ key: UInt64) { bits[Int(key >> 6 & 0x3FF)] |= 1 << (key & 63) }

  func mayHave(_ key: UInt64) -> Bool { bits[Int(key >> 6 & 0x3FF)] & 1 << (key & 63) != 0 }
}

/// The chrome phrases of many languages, looked up by token hashes.
struct Lexicon: Sendable {
  /// What kind of phrase an entry is.
  enum Class: UInt8, CaseIterable, Sendable {
    /// Chrome wherever it is a line of its own.
    case anywhere
    /// Chrome as a line of its own outside the body.
    case edge
    /// A link past the menu: a short line that starts with it is chrome.
    case skip
    /// Heading of a list of other articles.
    case related
    /// A sentence outside the body that contains it is chrome.
    case notice
    /// A short line outside the body that starts with it is chrome.
    case start
    /// A longer line outside the body that ends with it, and not like a sentence, is a teaser.
    case rest
    /// The name of a network.
    case social
    /// "Share on" and the like.
    case share
    /// A word that says what a date is the date of.
    case stamp
    /// A month, a day of the week, a zone of time.
    case date
    /// How long ago: "0 hours ago".
    case age
    /// A number, with or without a unit of time.
    case number
    /// A word that may stand between phrases.
    case filler
  }

  private struct Phrase {
    var text: String
    var language: String
  }

  /// The lexicon of all languages, made on first use.
  static let shared = Lexicon(LexiconSource.all)

  /// The keys of the prefixes of phrases.
  private var prefixes = KeyTable()
  /// For each prefix by its number the index of the phrase that ends there, -1 where none does.
  private var ends: [Int32] = []
  private var phrases: [Phrase] = []
  /// The kinds of phrases, by their indices.
  private var kinds: [Class] = []
  /// Bits of the first tokens of all phrases, by their low bits: most tokens start none.
  private var firsts = KeyBits()
  /// Bits of those that are a phrase by themselves.
  private var singles = KeyBits()
  /// Bits of the keys of prefixes of two tokens or more: most tokens do not go on with one.
  private var longer = KeyBits()

  init(_ sources: [LexiconSource]) {
    var tokenizer = Tokenizer(kernel: .scalar, digits: .folded)
    var hashes: [UInt64] = []
    for source in sources {
      source.forEachPhrase { kind, text in
        hashes.removeAll(keepingCapacity: true)
        tokenizer.append(tokensOf: text.utf8.span, to: &hashes)
        insert(hashes, Phrase(text: text, language: source.language), kind)
      }
    }
  }

  private mutating func insert(_ hashes: [UInt64], _ phrase: Phrase, _ kind: Class) {
    guard !hashes.isEmpty else { return }
    var key: UInt64 = 0
    firsts.insert(hashes[0])
    if hashes.count == 1 { singles.insert(hashes[0]) }
    for (index, hash) in hashes.enumerated() {
      key = TokenKey.extended(key, by: hash)
      if index > 0 { longer.insert(key) }
      if prefixes.add(key) == ends.count { ends.append(-1) }
    }
    // The language that comes first has the word.
    let number = prefixes.add(key)
    if ends[number] == -1 {
      ends[number] = Int32(phrases.count)
      phrases.append(phrase)
      kinds.append(kind)
    }
  }

  /// The longest phrase that starts at an offset of the tokens, and its length.
  private func match(_ tokens: [UInt64], at start: Int) -> (phrase: Int, count: Int)? {
    guard firsts.mayHave(tokens[start]) else { return nil }
    var key: UInt64 = 0
    var best: (phrase: Int, count: Int)?
    for index in start..<tokens.count {
      key = TokenKey.extended(key, by: tokens[index])
      // The table is looked into only where something can be found: it does not fit the cache.
      if index > start && !longer.mayHave(key) { break }
      if index == start && !singles.mayHave(tokens[start]) { continue }
      guard let number = prefixes.number(of: key) else { break }
      if ends[number] >= 0 { best = (Int(ends[number]), index + 1 - start) }
    }
    return best
  }

  /// A phrase in quotes with its language, as evidence.
  func evidence(of sign: LineSign) -> String {
    guard phrases.indices.contains(Int(sign.phrase)) else { return "" }
    let phrase = phrases[Int(sign.phrase)]
    return "“\(phrase.text)” (\(phrase.language))"
  }

  /// What the lexicon says of a line.
  /// - Complexity: O(*n*) in the tokens, times the length of the longest phrase.
  func sign(of tokens: [UInt64], shape: BlockShape) -> LineSign {
    // Longer sentences are text, whatever phrases are in them.
    if shape.endsSentence && tokens.count - Int(shape.unspacedCount) / 2 > 50 { return .none }
    guard shape.hasCopyrightSign || tokens.contains(where: { firsts.mayHave($0) }) else {
      return .none
    }
    var tally = LineTally()
    var index = 0
    while index < tokens.count {
      guard let hit = match(tokens, at: index) else {
        index += 1
        tally.unknown += 1
        continue
      }
      tally.add(kinds[hit.phrase], phrase: hit.phrase, tokens: hit.count, at: index)
      index += hit.count
    }
    return tally.sign(tokenCount: tokens.count, shape: shape)
  }
}
