// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Records of invented prose, of which every other one is a page of HTML, for `Bench`.
///
/// Every record follows from the seed and its number alone. One of eight is a near copy of another,
/// so that the search for duplicates has something to find.
struct BenchCorpus: Sendable {
  let seed: UInt64

  /// Appends a record as a line of JSON.
  func append(_ number: Int, to lines: inout JSONLines) {
    var words = self.words(of: number)
    lines.beginObject()
    lines.field("id", "record-\(number)")
    lines.field("url", "https://site-\(number % 97).example/\(number)")
    if number % 2 == 0 {
      lines.field("text", words.prose(paragraphs: 6))
    } else {
      lines.field("html", page(&words, number: number))
    }
    lines.endLine()
  }

  /// What a record is written with: of a near copy the source's words, some of them changed.
  private func words(of number: Int) -> BenchWords {
    let isCopy = number % 8 == 6
    var words = BenchWords(seed: seed, stream: UInt64(isCopy ? number - 4 : number))
    if isCopy { words.changes = 1 + number % 5 }
    return words
  }

  private func page(_ words: inout BenchWords, number: Int) -> String {
    let (title, site) = (words.title(), "Site \(number % 97)")
    let links = (0..<12).map { #"<li><a href="/part/\#($0)">\#(words.title())</a></li>"# }
    let body = (0..<4).map { _ in "<p>\(words.paragraph())</p>\n" }
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(title) | \(site)</title>
      <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/all.css">
      <style>body { margin: 0 auto; max-width: 60em } nav li { display: inline-block }</style>
      <script>window.visits = (window.visits || 0) + 1; if (visits > 3) { document.title = "" }</script>
      </head><body class="page page-\(number)">
      <header><a class="logo" href="/">\(site)</a><nav><ul>\(links[..<6].joined())</ul></nav></header>
      <main><article><h1>\(title)</h1><p class="byline">By \(words.name()) &middot; 3 min read</p>
      \(body.joined())<figure><img src="/\(number).jpg" alt=""><figcaption>\(words.sentence())\
      </figcaption></figure><p>\(words.paragraph())</p></article>
      <aside><h2>Read next</h2><ul>\(links[6...].joined())</ul></aside></main>
      <footer><p>&copy; \(site). All rights reserved.</p><a href="/terms">Terms of use</a></footer>
      </body></html>
      """
  }
}

/// Invented prose: frequent words of English, and longer ones made of syllables.
struct BenchWords {
  /// How many words are still to be other ones than the stream says.
  var changes = 0
  private var state: UInt64
  private var written = 0

  init(seed: UInt64, stream: UInt64) {
    // Mixed once, or one stream would be the next one shifted.
    state = Self.mixed(seed &* 0xD134_2543_DE82_EF95 &+ stream)
  }

  /// The next number below a bound, by SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: Self.mixed(state) >> 1) % bound
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  private mutating func word() -> String {
    let choice = below(100)
    let first = below(Self.stems.count)
    // The lower of two draws: some words come more often than others.
    let stem = Self.stems[min(first, below(Self.stems.count))]
    let ending = Self.endings[below(Self.endings.count)]
    written += 1
    if changes > 0, written % 31 == 0 {
      changes -= 1
      return "otherwise"
    }
    if choice < 45 { return Self.frequent[min(choice / 2, Self.frequent.count - 1)] }
    return choice < 97 ? stem + ending : "\(1900 + first)"
  }

  mutating func name() -> String { "\(capital(word())) \(capital(word()))" }

  mutating func title() -> String { capital((0..<4 + below(4)).map { _ in word() }.spaced) }

  mutating func sentence() -> String {
    let length = 8 + below(14)
    let comma = 3 + below(length)
    let words = (0..<length).map { index in index == comma ? word() + "," : word() }
    return capital(words.spaced) + (below(12) == 0 ? "?" : ".")
  }

  mutating func paragraph() -> String { (0..<3 + below(4)).map { _ in sentence() }.spaced }

  mutating func prose(paragraphs: Int) -> String {
    (0..<paragraphs).map { _ in paragraph() }.joined(separator: "\n\n")
  }

  private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static let frequent = [
    "the", "the", "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on",
    "with", "as", "by", "at", "from", "this", "which", "were", "had",
  ]
  private static let endings = ["", "", "", "s", "ed", "ing", "er", "ly", "ness", "able"]
  private static let stems: [String] = {
    let onsets = ["b", "cl", "d", "fr", "gr", "h", "l", "m", "pr", "r", "st", "t", "v", "w"]
    let codas = ["an", "arm", "eld", "ent", "ill", "ind", "old", "orn", "und", "ust"]
    return onsets.flatMap { onset in codas.map { onset + $0 } }
      + onsets.flatMap { onset in codas.map { "con" + onset + $0 } }
  }()
}

extension [String] {
  fileprivate var spaced: String { joined(separator: " ") }
}
