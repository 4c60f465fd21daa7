// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Which of the copies stays.
struct `Keep policies` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let text =
    "The museum of clocks in Lower Quern opened again on Monday after a long and silent winter, and "
    + "all of its four hundred clocks were wound by hand before the first of the visitors came in "
    + "from the rain, said Ilse Varnum, who keeps them and who has not been late in thirty years."

  /// Runs dedup over copies and gives the one that is kept.
  private func kept(_ pages: [PageLine], _ policy: String...) throws -> String {
    try folder.write("in.jsonl", pages: pages)
    let run = try folder.tamis(
      ["dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "dups.jsonl"] + policy)
    #expect(run.status == 0, "\(run.errors)")
    let kept = try folder.read(PageLine.self, "out.jsonl").map(\.id)
    #expect(kept.count == 1)
    let duplicates = try folder.read(DuplicateLine.self, "dups.jsonl")
    #expect(duplicates.count == pages.count - 1)
    #expect(duplicates.allSatisfy { kept == [$0.of] })
    return kept.first ?? ""
  }

  @Test func `longest is the default`() throws {
    let pages = [
      PageLine(id: "a", text: Self.text), PageLine(id: "b", text: Self.text + " It rained."),
      PageLine(id: "c", text: Self.text + " Yes."),
    ]
    #expect(try kept(pages) == "b")
    #expect(try kept(pages, "--keep", "longest") == "b")
    #expect(try kept(pages.reversed()) == "b")
  }

  @Test func `first is the one that was read first`() throws {
    let pages = ["q", "b", "z"].map { PageLine(id: $0, text: Self.text) }
    #expect(try kept(pages, "--keep", "first") == "q")
    #expect(try kept(pages.reversed(), "--keep", "first") == "z")
  }

  @Test(arguments: [
    ("2026-02-11", "2026-02-12"), ("2025-12-31", "11-FEB-2026 00:20:31"),
    ("Wed, 11 Feb 2026 00:20:30 GMT", "2026-02-11T00:20:31Z"),
    ("2026-02-11T00:30:00+01:00", "2026-02-11T00:00:00Z"),
    ("20260211002031", "20260211002032"), ("1770769230", "2026-02-11T00:20:31Z"),
    ("Wed, 11 Feb 2026 00:20:31 +0900", "Tue, 10 Feb 2026 20:00:00 GMT"),
    ("2026-02-11", "yesterday"), ("11 February 2026", "2026-02-12"),
  ])
  func `earliest reads the dates that crawls carry`(earlier: String, later: String) throws {
    let pages = [
      PageLine(id: "a", date: later, text: Self.text),
      PageLine(id: "b", date: earlier, text: Self.text), PageLine(id: "c", text: Self.text),
    ]
    #expect(try kept(pages, "--keep", "earliest") == "b")
  }

  @Test func `shortest-url puts those without one last`() throws {
    let pages = [
      PageLine(id: "a", text: Self.text),
      PageLine(id: "b", url: "https://h.test/page?session=1", text: Self.text),
      PageLine(id: "c", url: "https://h.test/page", text: Self.text),
    ]
    #expect(try kept(pages, "--keep", "shortest-url") == "c")
  }

  @Test func `a field's values rank by the list`() throws {
    let pages = ["mirror.test", "blog.test", "origin.test"].map {
      PageLine(id: $0, host: $0, text: Self.text)
    }
    #expect(try kept(pages, "--keep", "host=origin.test,blog.test") == "origin.test")
    #expect(try kept(pages, "--keep", "host=none.test,blog.test") == "blog.test")
  }

  @Test func `ties of the same text go to the least id`() throws {
    let pages = ["b", "a", "B", "é", "aa"].map { PageLine(id: $0, text: Self.text) }
    #expect(try kept(pages) == "B")
    #expect(try kept(pages.reversed()) == "B")
  }

  @Test func `ties of other texts do not go by order or id`() throws {
    let texts = (0..<6).map { Self.text + " Clock \($0)." }
    let pages = texts.enumerated().map { PageLine(id: "\($0)", text: $1) }
    let first = Int(try kept(pages))
    #expect(try Int(kept(pages.reversed())) == first)
    let renamed = texts.enumerated().map { PageLine(id: "\(5 - $0)", text: $1) }
    #expect(try Int(kept(renamed)).map { 5 - $0 } == first)
  }
}
