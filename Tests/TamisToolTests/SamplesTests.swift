// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What cleaning the samples must reach at least. Raise a floor when the cleaner gets better;
/// lowering one needs a reason in the change's message.
private enum Floor {
  /// Lines that must stay and do, each exactly once.
  static let must = 437
  /// Lines that must go and do.
  static let mustNot = 637
  /// Lines that repeat on purpose and do so as often as before.
  static let mustRepeat = 23

  /// The same of the pages as HTML, in which there is more chrome.
  static let mustInHTML = 432
  static let mustNotInHTML = 1055
  static let mustRepeatInHTML = 24
}

/// The small crawl in Samples/Crawl.
enum SampleCrawl {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Samples/Crawl")

  static let pages = folder.appendingPathComponent("pages.jsonl.gz").path
  static let archive = folder.appendingPathComponent("pages.warc.gz").path
  static let expected = folder.appendingPathComponent("expected.jsonl").path
  static let duplicates = folder.appendingPathComponent("duplicates.jsonl").path

  /// What a page should be when it is cleaned.
  struct Expectation: Decodable {
    struct Line: Decodable {
      var line: String
      var times: Int
    }

    var id: String
    /// The page's id in the archive.
    var record: String
    var must: [String]
    var mustNot: [String]
    var mustNotInHTML: [String]
    var mustRepeat: [Line]?
    /// What the page as HTML states about itself.
    var fields: Fields
  }

  /// The fields of a page's record.
  struct Fields: Decodable, Equatable {
    var title: String?
    var author: String?
    var date: String?
    var language: String?
    var canonical: String?
    var description: String?
  }

  /// A planted pair.
  struct Planted: Decodable {
    var a: String
    var b: String
    var jaccard: Double
    var shared: Int
    var union: Int

    var pair: Pair { Pair(a, b) }
  }
}

struct `The sample crawl` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test func `is cleaned as expected`() throws {
    #expect(try folder.tamis("clean", SampleCrawl.pages, "-o", "out.jsonl").status == 0)
    let lines = try countedLines("out.jsonl")
    let expected = try folder.read(SampleCrawl.Expectation.self, SampleCrawl.expected)
    var score = Score()
    for page in expected {
      let id =
        page.id.hasPrefix("pages.jsonl.gz:") ? SampleCrawl.pages + page.id.dropFirst(14) : page.id
      score.add(page, lines: try #require(lines[id], "no page \(id)"))
    }
    print("samples as text cleaned: \(score)")
    #expect(score.must.right >= Floor.must)
    #expect(score.mustNot.right >= Floor.mustNot)
    #expect(score.mustRepeat.right >= Floor.mustRepeat)
  }

  @Test func `is cleaned as expected from an archive of its HTML`() throws {
    #expect(try folder.tamis("clean", SampleCrawl.archive, "-o", "out.jsonl").status == 0)
    let lines = try countedLines("out.jsonl")
    let expected = try folder.read(SampleCrawl.Expectation.self, SampleCrawl.expected)
    #expect(lines.count == expected.count)
    var score = Score()
    for var page in expected {
      let id = "<\(page.record)>"
      page.mustNot += page.mustNotInHTML
      score.add(page, lines: try #require(lines[id], "no page \(id)"))
    }
    print("samples as HTML cleaned: \(score)")
    #expect(score.must.right >= Floor.mustInHTML)
    #expect(score.mustNot.right >= Floor.mustNotInHTML)
    #expect(score.mustRepeat.right >= Floor.mustRepeatInHTML)
  }

  @Test func `has the fields that its HTML states, and no others`() throws {
    struct Page: Decodable { var id: String }
    try folder.tamis("clean", SampleCrawl.archive, "-o", "out.jsonl")
    let ids = try folder.read(Page.self, "out.jsonl").map(\.id)
    let fields = try folder.read(SampleCrawl.Fields.self, "out.jsonl")
    let found = Dictionary(zip(ids, fields), uniquingKeysWith: { $1 })
    for page in try folder.read(SampleCrawl.Expectation.self, SampleCrawl.expected) {
      #expect(found["<\(page.record)>"] == page.fields, "\(page.id)")
    }
  }

  /// How often each line or cell is in each record's text, less what it is indented by.
  private func countedLines(_ file: String) throws -> [String: [[UInt8]: Int]] {
    try folder.texts(file).mapValues { text in
      text.split { $0 == 0x0A || $0 == 0x09 }.reduce(into: [:]) { counts, line in
        counts[[UInt8](line.drop { $0 == 0x20 }), default: 0] += 1
      }
    }
  }

  @Test func `comes back from the evidence, every text the same`() throws {
    try folder.tamis("clean", SampleCrawl.pages, "-o", "out.jsonl.gz", "--evidence", "ev.jsonl.gz")
    let run = try folder.tamis(
      "restore", "out.jsonl.gz", "--evidence", "ev.jsonl.gz", "-o", "back.jsonl")
    #expect(run.status == 0)

    try folder.write("pages.jsonl", bytes: try folder.gunzipped(SampleCrawl.pages))
    let before = try folder.read(SampleText.self, "pages.jsonl").map { Array($0.text.utf8) }
    let after = try folder.read(SampleText.self, "back.jsonl").map { Array($0.text.utf8) }
    #expect(before.count == 49)
    #expect(before == after)
  }

  /// The visible text of the pages is what `dedup` writes of them.
  @Test func `comes back from the evidence as the visible text of its HTML`() throws {
    try folder.tamis("clean", SampleCrawl.archive, "-o", "out.jsonl", "--evidence", "ev.jsonl")
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    try folder.tamis(
      "dedup", SampleCrawl.archive, "-o", "visible.jsonl", "--threshold", "1", "--dropped",
      "dropped.jsonl")
    let visible = try folder.texts("visible.jsonl")
    let restored = try folder.texts("back.jsonl")
    #expect(restored.count == 49)
    // Copies of a page are dropped there.
    #expect(visible.count > 40)
    for (id, text) in visible { #expect(restored[id] == text, "\(id)") }
  }

  @Test(arguments: [0.8, 0.5, 0.4])
  func `has exactly the planted pairs`(threshold: Double) throws {
    let planted = try folder.read(SampleCrawl.Planted.self, SampleCrawl.duplicates)
    let expected = planted.filter { $0.jaccard >= threshold }
    // Found by recall 1 where the sketch of so few pages could miss one.
    let run = try folder.tamis(
      "cluster", SampleCrawl.pages, "--pairs", "pairs.jsonl", "--threshold", "\(threshold)",
      "--recall", "0.9999")
    #expect(run.status == 0)
    let found = try folder.read(PairLine.self, "pairs.jsonl")
    #expect(Set(found.map(\.pair)) == Set(expected.map(\.pair)))
    #expect(found.count == expected.count)
    let similarities = Dictionary(found.map { ($0.pair, $0.jaccard) }, uniquingKeysWith: { $1 })
    for pair in expected {
      #expect(similarities[pair.pair] == Double(pair.shared) / Double(pair.union))
    }
    print("samples at \(threshold): \(found.count) pairs found of \(expected.count) planted")
  }
}

/// A page of which only the text is read; one of the samples has no id.
private struct SampleText: Decodable {
  var text: String
}

/// How many of the expected lines came out right.
private struct Score: CustomStringConvertible {
  struct Count {
    var right = 0
    var all = 0

    mutating func add(_ isRight: Bool) {
      right += isRight ? 1 : 0
      all += 1
    }
  }

  var must = Count()
  var mustNot = Count()
  var mustRepeat = Count()
  private var wrong: [String] = []

  mutating func add(_ page: SampleCrawl.Expectation, lines: [[UInt8]: Int]) {
    func times(_ line: String) -> Int { lines[Array(line.utf8)] ?? 0 }
    for line in page.must {
      must.add(times(line) == 1)
      if times(line) != 1 { wrong.append("\(page.id): \(times(line)) times: \(line)") }
    }
    for line in page.mustNot {
      mustNot.add(times(line) == 0)
      if times(line) != 0 { wrong.append("\(page.id): left: \(line)") }
    }
    for line in page.mustRepeat ?? [] {
      mustRepeat.add(times(line.line) == line.times)
      if times(line.line) != line.times {
        wrong.append("\(page.id): \(times(line.line)), not \(line.times) times: \(line.line)")
      }
    }
  }

  var description: String {
    """
    must \(must.right)/\(must.all), mustNot \(mustNot.right)/\(mustNot.all), \
    mustRepeat \(mustRepeat.right)/\(mustRepeat.all)
    """ + wrong.map { "\n  " + $0.prefix(140) }.joined()
  }
}
