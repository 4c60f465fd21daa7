// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A host's chrome is counted over distinct pages, never captures.
struct `Captures of one page` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let address = "https://www.harbour.test/news/ferry"

  private func cleaned(_ pages: [PageLine]) throws -> [String] {
    try folder.write("in.jsonl", pages: pages)
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl")
    #expect(run.status == 0)
    return try folder.read(PageLine.self, "out.jsonl").map(\.text)
  }

  /// A page whose lines differ enough from another's to be another page, but for its frame.
  private func article(_ seed: UInt64, frame: [String] = []) -> String {
    var words = PageGenerator(seed: seed)
    return (frame + [words.sentence(words: 8)] + [words.paragraphs(6)]).joined(separator: "\n\n")
  }

  @Test func `of the same address lose nothing`() throws {
    let text = article(1)
    let alone = try cleaned([PageLine(id: "1", url: Self.address, text: text)])
    #expect(alone == [text])
    let urls = [
      Self.address, Self.address + "#comments", "http://HARBOUR.test:80/news/ferry",
    ]
    let several = try cleaned(
      urls.enumerated().map { PageLine(id: "\($0.offset)", url: $0.element, text: text) })
    #expect(several == [text, text, text])
  }

  @Test func `of other addresses but the same text lose nothing`() throws {
    let text = article(2)
    let pages = (0..<3).map { PageLine(id: "\($0)", url: Self.address + "?s=\($0)", text: text) }
    #expect(try cleaned(pages) == [text, text, text])
  }

  @Test func `that differ in the time of capture lose nothing`() throws {
    let body = article(3)
    let pages = (0..<3).map { number in
      PageLine(
        id: "\(number)", url: Self.address + "?s=\(number)",
        text: "2031-03-0\(number + 1) 18:4\(number)\n\n" + body)
    }
    let alone = try pages.map { try cleaned([$0])[0] }
    #expect(alone.allSatisfy { $0.hasSuffix(body) })
    #expect(try cleaned(pages) == alone)
  }

  @Test func `of one address with other text each lose nothing`() throws {
    let pages = (0..<3).map { number in
      PageLine(
        id: "\(number)", url: Self.address,
        text: article(UInt64(10 + number), frame: ["Ilse Varnum keeps the log of the harbour"]))
    }
    #expect(try cleaned(pages) == pages.map(\.text))
  }

  @Test func `do not hide what other pages of the host repeat`() throws {
    let frame = ["The Harbour Gazette of Port Hallen", "Tides Ships Weather Letters"]
    let pages = (0..<6).map { number in
      PageLine(
        id: "\(number)", url: Self.address + "/\(number)",
        text: article(UInt64(20 + number), frame: frame))
    }
    let once = try cleaned(pages)
    #expect(once.allSatisfy { !$0.contains("Tides Ships Weather Letters") })
    #expect(zip(once, pages).allSatisfy { $1.text.hasSuffix($0) })
    let captures = (0..<3).flatMap { capture in
      pages.map { PageLine(id: $0.id + "-\(capture)", url: $0.url, text: $0.text) }
    }
    #expect(try cleaned(captures) == once + once + once)
  }

  @Test func `five of every sample page change nothing`() throws {
    try folder.write("pages.jsonl", bytes: try folder.gunzipped(SampleCrawl.pages))
    var captures: [String] = []
    for capture in 0..<5 {
      captures += try folder.lines("pages.jsonl").map { line in
        line.contains("{\"id\": \"")
          ? line.replacingOccurrences(of: "{\"id\": \"", with: "{\"id\": \"\(capture)-") : line
      }
    }
    try folder.write("captures.jsonl", lines: captures)
    #expect(try folder.tamis("clean", "pages.jsonl", "-o", "once.jsonl").status == 0)
    #expect(try folder.tamis("clean", "captures.jsonl", "-o", "five.jsonl").status == 0)
    let once = try folder.read(PageLine.self, "once.jsonl").map { Array($0.text.utf8) }
    let five = try folder.read(PageLine.self, "five.jsonl").map { Array($0.text.utf8) }
    #expect(once.count == 49)
    #expect(five == [[[UInt8]]](repeating: once, count: 5).flatMap { $0 })
  }
}
