// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Gates on data that is not part of the project: they run where TAMIS_DATA names its folder.
struct `Real data` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  /// The path of a data set; nil, said aloud, where it is not there.
  private func path(_ name: String) -> String? {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      print("not run: \(name), because TAMIS_DATA is not set")
      return nil
    }
    return "\(data)/\(name)"
  }

  @Test func `the page that started it comes out clean`() throws {
    guard let page = path("seed/page.txt") else { return }
    let run = try folder.tamis("clean", page, "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    let before = try folder.text(page).split(separator: "\n").map(String.init)
    let text = try folder.read(PageLine.self, "out.jsonl")[0].text
    let after = text.split(separator: "\n").map(String.init)
    // Everything long is a headline, a caption or a sentence: it stays, and stays once.
    let long = before.filter { $0.count > 60 }
    #expect(Set(after) == Set(long))
    #expect(after.count == Set(after).count)
    #expect(long.count > after.count)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(try folder.bytes("back.txt") == folder.bytes(page))
  }

  @Test func `the page that started it is two stories`() throws {
    guard let page = path("seed/page.txt") else { return }
    let run = try folder.tamis(
      "clean", page, "-o", "out.jsonl", "--evidence", "ev.jsonl", "--split-stories")
    #expect(run.status == 0)
    let texts = try folder.read(PageLine.self, "out.jsonl").map(\.text)
    #expect(texts.count == 2)
    // The second starts behind the second copy of the first one's caption.
    let evidence = try folder.text("ev.jsonl")
    #expect(evidence.contains(#""start":4481,"end":4481,"text":"","reason":"story","story":2"#))
    // Each ends with its caption, once.
    for text in texts {
      let lines = text.split(separator: "\n")
      #expect(lines.last.map { $0.contains("AP Photo") } ?? false)
      #expect(Set(lines).count == lines.count)
    }
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(try folder.bytes("back.txt") == folder.bytes(page))
  }

  @Test(arguments: ["daniel-dev", "cleaneval"])
  func `pages of HTML come back as their visible text`(set: String) throws {
    guard let pages = path("pages/\(set)/pages.jsonl.gz") else { return }
    try folder.tamis("clean", pages, "-o", "out.jsonl", "--evidence", "ev.jsonl")
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    // What dedup writes of HTML files is their visible text, whole.
    try folder.write("html.jsonl", bytes: try folder.gunzipped(pages))
    let read = try folder.read(PageHTML.self, "html.jsonl")
    for (number, page) in read.enumerated() {
      try folder.write("pages/\(number).html", "\u{FEFF}\(page.html)")
    }
    try folder.tamis("dedup", "pages", "-o", "kept.jsonl", "--dropped", "copies.jsonl")
    let files =
      try folder.read(PageLine.self, "kept.jsonl") + folder.read(PageLine.self, "copies.jsonl")
    let visible = Dictionary(files.map { ($0.id, $0.text) }, uniquingKeysWith: { $1 })
    let back = try folder.read(PageLine.self, "back.jsonl")
    #expect(back.map(\.id) == read.map(\.id))
    let same = back.indices.filter { visible["\($0).html"] == back[$0].text }.count
    print("\(set): \(same) of \(back.count) pages of HTML restored")
    #expect(same == back.count)
    #expect(back.count > 700)
    let cleaned = try folder.read(PageLine.self, "out.jsonl")
    #expect(zip(cleaned, back).filter { $0.text.utf8.count < $1.text.utf8.count }.count > 600)
    try folder.tamis(
      "clean", pages, "-o", "out.jsonl", "--evidence", "ev.jsonl", "--text-format", "markdown")
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "again.jsonl")
    let again = try folder.bytes("again.jsonl")
    #expect(try folder.bytes("back.jsonl") == again)
    #expect(try folder.read(PageLine.self, "out.jsonl").contains { $0.text.hasPrefix("# ") })
  }

  @Test func `pages that are given five times come out as if given once`() throws {
    guard let pages = path("pages/daniel-dev/pages.jsonl.gz") else { return }
    try folder.write("pages.jsonl", bytes: try folder.gunzipped(pages))
    let lines = try folder.lines("pages.jsonl")
    let captures = (0..<5).flatMap { capture in
      lines.map { "{\"id\": \"\(capture)-" + $0.dropFirst(#"{"id": ""#.count) }
    }
    try folder.write("captures.jsonl", lines: captures)
    try folder.tamis("clean", "pages.jsonl", "-o", "once.jsonl", "--chrome-model", "once.chrome")
    try folder.tamis("clean", "captures.jsonl", "-o", "five.jsonl", "--chrome-model", "five.chrome")
    let once = try folder.read(PageLine.self, "once.jsonl").map { Array($0.text.utf8) }
    let five = try folder.read(PageLine.self, "five.jsonl").map { Array($0.text.utf8) }
    #expect(once.count > 900)
    #expect(five == [[[UInt8]]](repeating: once, count: 5).flatMap { $0 })
    #expect(try folder.bytes("five.chrome") == folder.bytes("once.chrome"))
  }

  @Test(arguments: [0.5, 0.7, 0.8, 0.9])
  func `pairs of the news agency are all right and nearly all there`(threshold: Double) throws {
    guard let documents = path("neardup/reuters/docs.jsonl.gz"),
      let table = path("neardup/reuters/truth.jsonl.gz")
    else { return }
    let start = Date()
    let run = try folder.tamis(
      "cluster", documents, "--pairs", "pairs.jsonl", "--threshold", "\(threshold)")
    let seconds = Date().timeIntervalSince(start)
    #expect(run.status == 0)
    try folder.write("truth.jsonl", bytes: try folder.gunzipped(table))
    let truth = try folder.read(PairLine.self, "truth.jsonl").filter { $0.jaccard >= threshold }
    let similarities = Dictionary(truth.map { ($0.pair, $0.jaccard) }, uniquingKeysWith: { $1 })
    let found = try folder.read(PairLine.self, "pairs.jsonl")
    let right = found.filter { similarities[$0.pair] != nil }.count
    let recall = Double(right) / Double(similarities.count)
    print(
      "reuters at \(threshold): recall \(right)/\(similarities.count) = \(recall), precision "
        + "\(right)/\(found.count), \(seconds) s, \(run.peakMemory >> 20) MiB")
    #expect(right == found.count)
    #expect(Set(found.map(\.pair)).count == found.count)
    #expect(recall >= 0.99)
    // The table is rounded.
    #expect(found.allSatisfy { abs($0.jaccard - (similarities[$0.pair] ?? -1)) < 1e-5 })
  }

  @Test func `news in many languages is restored byte for byte`() throws {
    guard let gold = path("pages/daniel-dev/gold.jsonl.gz") else { return }
    try folder.write("gold.jsonl", bytes: try folder.gunzipped(gold))
    let pages = try folder.read(PageLine.self, "gold.jsonl").prefix(300)
    try folder.write("in.jsonl", lines: Array(try folder.lines("gold.jsonl").prefix(300)))
    try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    let back = try folder.read(PageLine.self, "back.jsonl")
    #expect(pages.count == 300)
    #expect(back.map { Array($0.text.utf8) } == pages.map { Array($0.text.utf8) })
    for (number, page) in pages.enumerated() where number % 10 == 0 {
      let name = "page-\(number).txt"
      try folder.write(name, page.text)
      try folder.tamis("clean", name, "-o", "one.jsonl", "--evidence", "one-ev.jsonl")
      let run = try folder.tamis("restore", "one.jsonl", "--evidence", "one-ev.jsonl")
      #expect([UInt8](run.output) == Array(page.text.utf8), "\(page.id)")
    }
  }
}
