// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A page as a scraper leaves it: two stories, the headline three times, each caption twice.
enum ScrapedPage {
  static let headline = "Ferry to the northern islands will sail again from Monday"
  static let captions = [
    "The ferry Sankt Olm lies at the quay of Port Hallen, Wednesday, March 5, 2031. "
      + "(Photo by Tomas Reke)",
    "Agnes Pell takes the last loaf from the oven in Lower Quern, Thursday, March 6, 2031. "
      + "(Photo by Ruth Amis)",
  ]
  static let ferry = [
    "PORT HALLEN — The ferry to the northern islands will sail again from Monday, the harbour "
      + "office said on Friday, eleven days after a cracked shaft left it tied up at the quay.",
    "“We have tested her twice in rough water and she ran like a clock,” said Ilse Varnum, who has "
      + "been master of the ship since it was built.",
  ]
  static let baker = [
    "A baker in the town of Lower Quern has sold the same loaf every Thursday for sixty years, and "
      + "on Thursday she sold the last of them to her grandson.",
    "Nobody in the queue would say what is going to happen to the oven, which is older than the "
      + "street that it stands in.",
  ]

  /// The page as it was scraped.
  static let scraped = [
    "Skip to Content Facebook Feature Image", headline, "News", headline + "\nNews", "News",
    headline, "2031-03-07 18:40 Last Updated At:18:52", ferry[0], ferry[1], captions[0],
    captions[0], baker[0], baker[1], captions[1], captions[1], "Recommended Articles",
  ].joined(separator: "\n\n")

  /// The page as it should be.
  static let cleaned = ([headline] + ferry + [captions[0]] + baker + [captions[1]])
    .joined(separator: "\n\n")
}

struct `Cleaning a scraped page` {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("page.txt", ScrapedPage.scraped)
  }

  @Test func `leaves the stories, the headline once and each caption once`() throws {
    let run = try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    let pages = try folder.read(PageLine.self, "out.jsonl")
    #expect(pages.map(\.id) == ["page.txt"])
    #expect(pages.first?.text == ScrapedPage.cleaned)
  }

  @Test func `accounts for every dropped byte`() throws {
    try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    let scraped = Array(ScrapedPage.scraped.utf8)
    let evidence = try folder.read(EvidenceLine.self, "ev.jsonl")
    for line in evidence {
      #expect(line.id == "page.txt" && line.record == 1)
      #expect(Array(line.text.utf8) == Array(scraped[line.start..<line.end]))
      #expect(line.base64 == nil)
      #expect(!line.reason.isEmpty && line.detail?.isEmpty == false)
      #expect(line.confidence.map { (0.5...1).contains($0) } == true)
    }
    #expect(zip(evidence, evidence.dropFirst()).allSatisfy { $0.end <= $1.start })
    let dropped = evidence.reduce(0) { $0 + $1.end - $1.start }
    #expect(dropped == scraped.count - ScrapedPage.cleaned.utf8.count)
  }

  @Test func `names the copy that stays of every repeat`() throws {
    try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    let scraped = Array(ScrapedPage.scraped.utf8)
    let repeats = try folder.read(EvidenceLine.self, "ev.jsonl").filter {
      $0.reason.hasPrefix("repeated")
    }
    #expect(repeats.count == 4)
    for line in repeats {
      let kept = try #require(line.repeats)
      let copy = String(decoding: scraped[kept.start..<kept.end], as: UTF8.self)
      #expect(line.text.trimmingCharacters(in: .newlines) == copy)
      #expect(ScrapedPage.cleaned.contains(copy))
    }
  }

  @Test func `can be undone, byte for byte`() throws {
    try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    #expect(run.text == ScrapedPage.scraped)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(try folder.bytes("back.txt") == Array(ScrapedPage.scraped.utf8))
  }

  @Test func `says that it cannot be undone without evidence`() throws {
    let run = try folder.tamis("clean", "page.txt", "-o", "out.jsonl")
    #expect(run.errors.contains("Not restorable"))
    let quiet = try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--quiet")
    #expect(quiet.errors.isEmpty)
  }

  @Test(arguments: ["-", "page.txt"])
  func `writes to standard output, and reads standard input`(input: String) throws {
    let run = try folder.tamis("clean", input, "-o", "-", input: "page.txt")
    #expect(run.status == 0)
    let page = try JSONDecoder().decode(PageLine.self, from: run.output)
    #expect(page.text == ScrapedPage.cleaned)
    #expect(try folder.names() == ["page.txt"])
    #expect(try folder.temporaryNames().isEmpty)
  }

  @Test func `shows what it does, and writes nothing`() throws {
    let run = try folder.tamis("inspect", "page.txt")
    #expect(run.status == 0)
    #expect(run.text.contains("- Recommended Articles"))
    #expect(run.text.contains("  " + ScrapedPage.captions[0]))
    #expect(run.text.contains("- " + ScrapedPage.captions[0]))
    #expect(try folder.names() == ["page.txt"])
  }
}

struct `Cleaning files` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test func `a folder of text files is a record each, in the order of paths`() throws {
    try folder.write("crawl/b/second.txt", ScrapedPage.scraped)
    try folder.write("crawl/a.txt", ScrapedPage.scraped + "\n")
    try folder.write("crawl/.hidden", "Hidden")
    let run = try folder.tamis("clean", "crawl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    let pages = try folder.read(PageLine.self, "out.jsonl")
    #expect(pages.map(\.id) == ["a.txt", "b/second.txt"])
    #expect(
      pages.allSatisfy { $0.text.trimmingCharacters(in: .newlines) == ScrapedPage.cleaned })
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    let texts = try folder.texts("back.jsonl")
    #expect(texts["a.txt"] == Array((ScrapedPage.scraped + "\n").utf8))
    #expect(texts["b/second.txt"] == Array(ScrapedPage.scraped.utf8))
  }

  @Test(arguments: ["plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst"])
  func `every output can be read again`(name: String) throws {
    let texts = ["First text about a harbour.", "Second text about an oven."]
    try folder.write("in.jsonl", pages: texts.map { PageLine(id: $0, text: $0) })
    #expect(try folder.tamis("clean", "in.jsonl", "-o", name).status == 0)
    #expect(try folder.tamis("clean", name, "-o", "again.jsonl").status == 0)
    #expect(try folder.read(PageLine.self, "again.jsonl").map(\.text) == texts)
  }

  @Test func `a pattern that the shell did not expand is expanded`() throws {
    for name in ["x1.txt", "x2.txt", "y.txt"] { try folder.write(name, "A text called \(name).") }
    try folder.tamis("clean", "x*.txt", "-o", "out.jsonl")
    #expect(try folder.read(PageLine.self, "out.jsonl").map(\.id) == ["x1.txt", "x2.txt"])
  }
}
