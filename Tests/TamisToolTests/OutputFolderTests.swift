// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A folder as output holds a text file a record.
struct `A folder of text files as output` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test func `of clean goes back to what was read`() throws {
    let names = ["crawl/a.txt", "crawl/b/c.txt", "crawl/b/d"]
    for name in names { try folder.write(name, ScrapedPage.scraped + " " + name) }
    let run = try folder.tamis("clean", "crawl", "-o", "clean", "--evidence", "ev.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("clean/b/c.txt").hasPrefix(ScrapedPage.headline + "\n\nPORT HALLEN"))
    let back = try folder.tamis("restore", "clean", "--evidence", "ev.jsonl", "-o", "back")
    #expect(back.status == 0, "\(back.errors)")
    for name in ["a.txt", "b/c.txt"] {
      #expect(try folder.bytes("back/\(name)") == folder.bytes("crawl/\(name)"))
    }
  }

  @Test func `is named by ids, of which none leads out of it`() throws {
    let ids = ["../up", "/etc/x", "a/../../b", "..", ".hidden", "", "a b", "https://h.test/p?q=1"]
    try folder.write("in.jsonl", pages: ids.map { PageLine(id: $0, text: "Text of \($0)") })
    let run = try folder.tamis("clean", "in.jsonl", "-o", "sub/out")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("tamis: The output folder sub/out cannot be created: "))
    #expect(try folder.tamis("clean", "in.jsonl", "-o", "out").status == 0)
    #expect(try folder.names() == ["in.jsonl", "out"])
    let inside = try #require(FileManager.default.enumerator(atPath: folder.path("out")))
    let files = inside.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") }
    #expect(files.count == ids.count)
    #expect(Set(try files.map { try folder.text("out/\($0)") }) == Set(ids.map { "Text of \($0)" }))
  }

  @Test func `keeps records of one id apart`() throws {
    let texts = (0..<3).map { "Text of number \($0)." }
    try folder.write("in.jsonl", pages: texts.map { PageLine(id: "same", text: $0) })
    #expect(try folder.tamis("dedup", "in.jsonl", "-o", "out").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
    #expect(Set(try names.map { try folder.text("out/\($0)") }) == Set(texts))
  }

  /// Ids that are shared, that names have to encode or shorten, or that are each other's names.
  private static let hardIDs = [
    "x", "x", "x", "a b", "a b", "a/b", "a/b", "a", "a.txt", "a%20b", "x~2", "x~2.txt", "é?/ü",
    String(repeating: "long", count: 100), String(repeating: "long", count: 100),
    String(repeating: "/longer", count: 100), String(repeating: "longest?", count: 300),
  ]

  @Test(arguments: [["clean"], ["dedup", "--unit", "line"], ["dedup", "--passages", "8"]])
  func `of records of hard names comes back, under the same names`(command: [String]) throws {
    let passage = "the ferry leaves the island at seven and comes back at noon"
    // Every third record has nothing to be taken out.
    let texts = Self.hardIDs.indices.map { index in
      index % 3 == 1
        ? "Only number \(index) stands here"
        : "Share\nShare\nShare\nText of number \(index)\n\(passage)\nThe end of \(index)"
    }
    try folder.write("in.jsonl", pages: zip(Self.hardIDs, texts).map { PageLine(id: $0, text: $1) })
    for (form, output) in [("lines", "lines.jsonl"), ("files", "out")] {
      let run = try folder.tamis(
        [command[0], "in.jsonl", "-o", output, "--evidence", "\(form).ev.jsonl", "--keep", "first"]
          .filter { command[0] != "clean" || ($0 != "--keep" && $0 != "first") }
          + command.dropFirst())
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try folder.bytes("files.ev.jsonl") == folder.bytes("lines.ev.jsonl"))
    let back = try folder.tamis("restore", "out", "--evidence", "files.ev.jsonl", "-o", "back")
    #expect(back.status == 0, "\(back.errors)")
    #expect(!back.errors.contains("more records"))
    let names = try files("back")
    #expect(try names == files("out") && names.count == texts.count)
    #expect(try names.map { try folder.text("back/\($0)") }.sorted() == texts.sorted())
    try folder.tamis("restore", "lines.jsonl", "--evidence", "lines.ev.jsonl", "-o", "back.jsonl")
    #expect(try folder.read(PageLine.self, "back.jsonl").map(\.text) == texts)
  }

  @Test(arguments: [["--unit", "line"], ["--passages", "8"]])
  func `of records with bytes that are no UTF-8 comes back, though nothing is taken out`(
    flags: [String]
  ) throws {
    let text = Array("Le caf".utf8) + [0xE9] + Array(" est ferm".utf8) + [0xE9]
    let line = Array(#"{"id":"a","text":""#.utf8) + text + Array("\"}\n".utf8)
    try folder.write("in.jsonl", bytes: line)
    let run = try folder.tamis(["dedup", "in.jsonl", "-o", "out", "--evidence", "e.jsonl"] + flags)
    #expect(run.status == 0)
    try folder.tamis("restore", "out", "--evidence", "e.jsonl", "-o", "back")
    #expect(try folder.bytes("back/a.txt") == text)
  }

  @Test func `and other files name long ids by their beginning and a hash`() throws {
    let long = String(repeating: "é", count: 100_000)
    let text = "the ferry leaves the island at seven and comes back at noon"
    try folder.write("in.jsonl", pages: [long, "b", "c", "d"].map { PageLine(id: $0, text: text) })
    for flags in [[], ["--unit", "line"], ["--passages", "8"]] {
      let run = try folder.tamis(
        ["dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "d.jsonl", "--keep", "first"]
          + flags)
      #expect(run.status == 0)
      let lines = try folder.lines("d.jsonl")
      let name = String(repeating: "é", count: 128) + "…"
      #expect(lines.count == 3 && lines.allSatisfy { $0.contains(#""of":"\#(name)"#) })
      #expect(lines.allSatisfy { $0.utf8.count < 500 })
      // The record itself keeps its id.
      #expect(try folder.text("out.jsonl").contains(long))
    }
  }

  /// The paths of all files below a folder, sorted.
  private func files(_ name: String) throws -> [String] {
    let inside = try #require(FileManager.default.enumerator(atPath: folder.path(name)))
    return inside.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test func `that fails leaves nothing`() throws {
    try folder.write("in.jsonl", lines: [#"{"id":"a","text":"One."}"#, "{"])
    #expect(try folder.tamis("clean", "in.jsonl", "-o", "out", "--strict").status == 1)
    #expect(try folder.names() == ["in.jsonl"])
  }

  @Test(arguments: ["out.txt", "out.csv", "out.parquet", "out.gz"])
  func `or a file of lines, nothing else`(name: String) throws {
    try folder.write("in.jsonl", lines: [#"{"id":"a","text":"One."}"#])
    let run = try folder.tamis("clean", "in.jsonl", "-o", name)
    #expect(run.status == 1)
    #expect(run.errors.contains("Name a file that ends in .jsonl"))
    #expect(try folder.names() == ["in.jsonl"])
  }
}
