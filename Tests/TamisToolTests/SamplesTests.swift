// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What cleaning the samples must reach at least. Raise a floor when the cleaner gets better;
/// lowering one needs a reason in the change's message.
private enum Floor {
  /// Lines that must stay and do, each exactly once.
  static let must = 442
  /// Lines that must go and do.
  static let mustNot = 637
  /// Lines that repeat on purpose and do so as often as before.
  static let mustRepeat = 25
}

/// The small crawl in Samples/Crawl.
enum SampleCrawl {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Samples/Crawl")

  static let pages = folder.appendingPathComponent("pages.jsonl.gz").path
  static let expected = folder.appendingPathComponent("expected.jsonl").path
  static let duplicates = folder.appendingPathComponent("duplicates.jsonl").path

  /// What a page should be when it is cleaned.
  struct Expectation: Decodable {
    struct Line: Decodable {
      var line: String
      var times: Int
    }

    var id: String
    var must: [String]
    var mustNot: [String]
    var mustRepeat: [Line]?
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
    let lines = try folder.texts("out.jsonl").mapValues { text in
      text.split(separator: 0x0A).reduce(into: [:]) { counts, line in
        counts[[UInt8](line), default: 0] += 1
      }
    }
    let expected = try folder.read(SampleCrawl.Expectation.self, SampleCrawl.expected)
    var score = Score()
    for page in expected {
      let id =
        page.id.hasPrefix("pages.jsonl.gz:") ? SampleCrawl.pages + page.id.dropFirst(14) : page.id
      score.add(page, lines: try #require(lines[id], "no page \(id)"))
    }
    print(score)
    #expect(score.must.right >= Floor.must)
    #expect(score.mustNot.right >= Floor.mustNot)
    #expect(score.mustRepeat.right >= Floor.mustRepeat)
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
    samples cleaned: must \(must.right)/\(must.all), mustNot \(mustNot.right)/\(mustNot.all), \
    mustRepeat \(mustRepeat.right)/\(mustRepeat.all)
    """ + wrong.map { "\n  " + $0.prefix(140) }.joined()
  }
}
