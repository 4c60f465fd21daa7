// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisText

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
    var kind: Class
  }

  /// The lexicon of all languages, made on first use.
  static let shared = Lexicon(LexiconSource.all)

  /// The index of the phrase that ends at each prefix of a phrase, -1 where none does, by the
  /// prefix's key.
  private var prefixes: [UInt64: Int32] = [:]
  private var phrases: [Phrase] = []
  /// Bits of the first tokens of all phrases, by the low bits of their keys: most tokens start
  /// none.
  private var firsts = [UInt64](repeating: 0, count: 1 << 10)

  init(_ sources: [LexiconSource]) {
    var tokenizer = Tokenizer(kernel: .scalar, digits: .folded)
    var hashes: [UInt64] = []
    for source in sources {
      source.forEachPhrase { kind, text in
        hashes.removeAll(keepingCapacity: true)
        tokenizer.append(tokensOf: text.utf8.span, to: &hashes)
        insert(hashes, Phrase(text: text, language: source.language, kind: kind))
      }
    }
  }

  private mutating func insert(_ hashes: [UInt64], _ phrase: Phrase) {
    guard !hashes.isEmpty else { return }
    var key: UInt64 = 0
    let first = TokenKey.extended(0, by: hashes[0])
    firsts[Int(first >> 6 & 1023)] |= 1 << (first & 63)
    for hash in hashes {
      key = TokenKey.extended(key, by: hash)
      if prefixes[key] == nil { prefixes[key] = -1 }
    }
    // The language that comes first has the word.
    if prefixes[key] == -1 {
      prefixes[key] = Int32(phrases.count)
      phrases.append(phrase)
    }
  }

  /// The longest phrase that starts at an offset of the tokens, and its length.
  private func match(_ tokens: [UInt64], at start: Int) -> (phrase: Int, count: Int)? {
    let first = TokenKey.extended(0, by: tokens[start])
    guard firsts[Int(first >> 6 & 1023)] & 1 << (first & 63) != 0 else { return nil }
    var key: UInt64 = 0
    var best: (phrase: Int, count: Int)?
    for index in start..<tokens.count {
      key = TokenKey.extended(key, by: tokens[index])
      guard let phrase = prefixes[key] else { break }
      if phrase >= 0 { best = (Int(phrase), index + 1 - start) }
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
    var tally = LineTally()
    var index = 0
    while index < tokens.count {
      guard let hit = match(tokens, at: index) else {
        index += 1
        tally.unknown += 1
        continue
      }
      tally.add(phrases[hit.phrase].kind, phrase: hit.phrase, tokens: hit.count, at: index)
      index += hit.count
    }
    return tally.sign(tokenCount: tokens.count, shape: shape)
  }
}
