// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisPage

/// Pages of invented words, in which what belongs together is known.
struct InventedPages {
  var random: SplitMix
  /// The words that any paragraph may have.
  var common = ["the", "of", "and", "to", "in", "that", "was", "for", "on", "with", "as", "at"]

  /// A word of a few syllables.
  private mutating func word() -> String {
    var word = ""
    for _ in 0..<Int.random(in: 3...4, using: &random) {
      word +=
        ["b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"]
        .randomElement(using: &random) ?? ""
      word += ["a", "e", "i", "o", "u"].randomElement(using: &random) ?? ""
    }
    return word
  }

  /// Paragraphs of one story: common words, words of the story, and words that stand once.
  mutating func story(_ paragraphs: Int) -> [String] {
    let own = (0..<14).map { _ in word() }
    return (0..<paragraphs).map { _ in
      let words = (0..<34).map { _ in
        switch Int.random(in: 0..<10, using: &random) {
        case ..<5: common.randomElement(using: &random) ?? ""
        case ..<8: own[min(Int.random(in: 0..<14, using: &random), 13)]
        default: word()
        }
      }
      return words.joined(separator: " ") + "."
    }
  }
}

/// The stories of a page of plain text, nothing of which is dropped.
private func stories(_ text: String, drops: [Drop] = []) -> [TamisPage.Story] {
  var splitter = StorySplitter(kernel: .scalar)
  return splitter.stories(of: read(text), without: drops, in: text.utf8.span)
}

/// Where further stories start.
private func starts(_ text: String) -> [Int] {
  stories(text).dropFirst().map(\.range.lowerBound)
}

struct `Stories of a page` {
  @Test(arguments: UInt64(1)...20)
  func `pages are divided where their stories meet`(seed: UInt64) {
    var pages = InventedPages(random: SplitMix(state: seed))
    let parts = (0..<Int(seed % 3) + 1).map { _ in pages.story(9) }
    var (text, right) = ("", [Int]())
    for part in parts {
      if !text.isEmpty { right.append(text.utf8.count) }
      text += part.joined(separator: "\n\n") + "\n\n"
    }
    #expect(starts(text) == right)
  }

  @Test(arguments: UInt64(1)...20)
  func `a story is on one side of a boundary though a caption stands there`(seed: UInt64) {
    var pages = InventedPages(random: SplitMix(state: seed))
    let (first, second) = (pages.story(9), pages.story(9))
    let caption = String(first[3].dropLast())
    let start = (first + [caption]).joined(separator: "\n\n") + "\n\n"
    #expect(starts(start + second.joined(separator: "\n\n")) == [start.utf8.count])
  }

  @Test(arguments: ["", "\n", "One.", "One.\n\nOne.\n\nOne.", "\u{0}\n\n\u{0}", "…\n\n—\n\n!"])
  func `what has no words to change is one story`(text: String) {
    let found = stories(text)
    #expect(found.count == 1)
    #expect(found[0].range == 0..<text.utf8.count)
    #expect(found[0].blocks == 0..<read(text).blocks.count)
  }

  @Test func `a paragraph many times over is one story`() {
    var pages = InventedPages(random: SplitMix(state: 7))
    let text = String(repeating: pages.story(1)[0] + "\n\n", count: 500)
    #expect(stories(text).count == 1)
  }

  @Test(arguments: UInt64(1)...100)
  func `stories cover the page, and begin with a block that is kept`(seed: UInt64) {
    var pages = InventedPages(random: SplitMix(state: seed))
    var lines: [String] = []
    for _ in 0..<Int.random(in: 0...4, using: &pages.random) {
      lines += pages.story(Int.random(in: 1...9, using: &pages.random))
      lines += ["Share", "Read more", "3 May 2031"].shuffled(using: &pages.random)
    }
    let text = lines.joined(separator: "\n\n")
    let page = read(text)
    let drops = page.drops()
    let found = stories(text, drops: drops)
    #expect(found.first?.range.lowerBound == 0)
    #expect(found.last?.range.upperBound == text.utf8.count)
    #expect(found.first?.blocks.lowerBound == 0)
    #expect(found.last?.blocks.upperBound == page.blocks.count)
    for (story, next) in zip(found, found.dropFirst()) {
      #expect(story.range.upperBound == next.range.lowerBound)
      #expect(story.blocks.upperBound == next.blocks.lowerBound)
      let first = page.blocks[next.blocks.lowerBound]
      #expect(first.lineStart == next.range.lowerBound)
      #expect(!drops.contains { $0.block == first.range })
    }
  }

  @Test func `common words of a language that is not known are told by the input`() {
    var pages = InventedPages(random: SplitMix(state: 11))
    pages.common = [
      "ka", "lum", "ser", "ti", "onna", "mi", "bes", "rhu", "daj", "vok", "zi", "pel",
    ]
    var counts = WordCounts()
    var reader = WordReader(kernel: .scalar)
    for _ in 0..<100 {
      var words: [UInt32] = []
      let text = pages.story(4).joined(separator: "\n\n")
      reader.append(wordsOf: text.utf8.span, to: &words)
      counts.add(words)
    }
    var (known, unknown) = (0, 0)
    for _ in 0..<20 {
      let (first, second) = (pages.story(9), pages.story(9))
      let text = (first + second).joined(separator: "\n\n")
      let start = first.joined(separator: "\n\n").utf8.count + 2
      var splitter = StorySplitter(kernel: .scalar, counts: counts)
      let found = splitter.stories(of: read(text), without: [], in: text.utf8.span)
      if found.dropFirst().map(\.range.lowerBound) == [start] { known += 1 }
      if starts(text) == [start] { unknown += 1 }
    }
    #expect(known == 20)
    #expect(unknown < known)
  }

  @Test func `counts say nothing of a language that is known`() {
    let the = hash("the")
    var counts = WordCounts()
    for _ in 0..<100 { counts.add([WordCounts.word(the)]) }
    #expect(counts.most([[the, 7]], rarity: .shipped) == 0)
    #expect(counts.most([[the, 7]], rarity: WordRarity([])) == 100)
    for _ in 0..<90 { counts.add([WordCounts.word(7), WordCounts.word(8)]) }
    #expect(counts.most([[the, 7, 8]], rarity: .shipped) == 0)
    for _ in 0..<90 { counts.add([WordCounts.word(9)]) }
    #expect(counts.most([[the, 7, 8, 9]], rarity: .shipped) == 100)
  }

  @Test func `counts of few texts say nothing`() {
    var counts = WordCounts()
    for _ in 0..<49 { counts.add([WordCounts.word(7)]) }
    let table = WordRarity([])
    #expect(counts.most([[7]], rarity: table) == 0)
    for _ in 0..<79 { counts.add([WordCounts.word(7)]) }
    for _ in 0..<4 { counts.add([WordCounts.word(8)]) }
    counts.add([WordCounts.word(9), WordCounts.word(9)])
    #expect(counts.most([[8], [7]], rarity: table) == 128)
    #expect(counts.rarity(of: 7, most: 128) == 0)
    #expect(abs((counts.rarity(of: 8, most: 128) ?? 0) - 3.4657) < 0.001)
    #expect(counts.rarity(of: 9, most: 128) == nil)
  }

  @Test func `a page has no more than so many stories`() {
    var pages = InventedPages(random: SplitMix(state: 3))
    let text = (0..<100).flatMap { _ in pages.story(8) }.joined(separator: "\n\n")
    #expect(stories(text).count == Limits.stories)
  }

  @Test func `what comes with Tamis can be read`() {
    #expect(StoryModel.shipped != nil)
    #expect(StoryModel([]) == nil)
    #expect(WordRarity([]).rarity(of: 1) == WordRarity.unknown)
    let the = WordRarity.shipped.rarity(of: hash("the"))
    #expect(the < Vocabulary.common)
    #expect(WordRarity.shipped.rarity(of: hash("zyxwvu")) == WordRarity.unknown)
  }

  /// FNV-1a.
  private func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}

struct `Cues of a story` {
  @Test(arguments: [
    ("LISBON (AB) — The harbour", true), ("ATHENS -- The ferry", true),
    ("МОСКВА, 3 янв – Сегодня", true), ("NEW YORK - The court", true),
    ("Lisbon — The harbour", false),
    ("I — who was there", false), ("LISBON well-known harbour", false), ("東京 — 今日", false),
    ("", false),
  ])
  func `agencies begin with a place in capitals and a dash`(text: String, isDateline: Bool) {
    #expect(Dateline.begins(text.utf8.span, 0..<text.utf8.count) == isDateline)
  }

  @Test func `a dateline, a date and a headline belong to what follows`() {
    let body =
      "The harbour was closed for the night, and nobody could say when it would open again."
    let text = [body, "A Ferry Returns", "3 May 2031", "LISBON (AB) — " + body, body + " Well."]
      .joined(separator: "\n\n")
    let page = read(text)
    let reader = CueReader(page, [], in: text.utf8.span)
    #expect(reader.cues(at: 1) == [.headline, .byline, .dateline])
    #expect(reader.cues(at: 4) == [])
  }

  @Test func `a line of which a copy beside it is dropped is a caption`() {
    let body =
      "The harbour was closed for the night, and nobody could say when it would open again."
    let lines = [body, "A boat lies there.", "A boat lies there.", body + " Well."]
    let text = lines.joined(separator: "\n\n")
    let page = read(text)
    let drop = Drop(
      range: page.blocks[2].range, block: page.blocks[2].range, reason: .repeatedLine,
      repeats: page.blocks[1].range, evidence: .words(""), confidence: 1)
    let reader = CueReader(page, [drop], in: text.utf8.span)
    #expect(reader.kept == [0, 1, 3])
    #expect(reader.cues(at: 2) == [.caption])
    #expect(reader.cues(at: 1) == [])
  }
}
