// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `restore` does with what does not fit, and `clean` with what it cannot hold back.
struct `Restoring` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test(arguments: [
    #"{"id":"x","record":1,"start":-9223372036854775808,"end":5,"text":"ab","reason":"a"}"#,
    #"{"id":"x","record":1,"start":9,"end":5,"text":"","reason":"a"}"#,
    #"{"id":"x","record":0,"start":0,"end":2,"text":"ab","reason":"a"}"#,
    #"{"id":"x","record":1,"start":0,"end":3,"text":"ab","reason":"a"}"#,
    #"{"id":"x","record":1,"start":0,"end":2,"text":"ab","base64":"!","reason":"a"}"#, "[]", "{",
  ])
  func `evidence that makes no sense is named by its line`(line: String) throws {
    try folder.write("clean.jsonl", lines: [#"{"id":"x","text":"one"}"#])
    try folder.write("evidence.jsonl", lines: [line])
    let run = try folder.tamis("restore", "clean.jsonl", "--evidence", "evidence.jsonl")
    #expect(run.status == 1)
    #expect(run.errors.contains("evidence.jsonl: line 1 is not a line of evidence"))
  }

  @Test func `a folder made from lines comes back by the names of its files`() throws {
    #expect(
      try folder.tamis("clean", SampleCrawl.pages, "-o", "pages", "--evidence", "e.jsonl").status
        == 0)
    #expect(try folder.tamis("clean", SampleCrawl.pages, "-o", "kept.jsonl").status == 0)
    #expect(try folder.tamis("restore", "pages", "--evidence", "e.jsonl", "-o", "back").status == 0)
    let run = try folder.tamis("clean", "back", "-o", "again.jsonl", "--group-field", "none")
    #expect(run.status == 0)
    let restored = try folder.text("back/gazette-05.txt")
    #expect(restored.hasPrefix("Skip to content"))
  }

  @Test func `evidence of other records restores nothing`() throws {
    try folder.write("clean.jsonl", lines: [#"{"id":"x","text":"one"}"#])
    try folder.write(
      "evidence.jsonl",
      lines: [#"{"id":"y","record":1,"start":0,"end":2,"text":"ab","reason":"a"}"#])
    let run = try folder.tamis(
      "restore", "clean.jsonl", "--evidence", "evidence.jsonl", "-o", "b.jsonl")
    #expect(run.status == 1)
    #expect(!folder.exists("b.jsonl"))
  }

  @Test func `many invalid bytes take linear time and come back`() throws {
    let bytes = Array(
      repeatElement(Array("caf".utf8) + [0xE9, 0x20, 0xFF, 0xFF, 0x0A], count: 100_000).joined())
    try folder.write("page.txt", bytes: bytes)
    #expect(
      try folder.tamis("clean", "page.txt", "-o", "c.jsonl", "--evidence", "e.jsonl").status == 0)
    let run = try folder.tamis("restore", "c.jsonl", "--evidence", "e.jsonl", "-o", "back.txt")
    #expect(run.status == 0)
    #expect(try folder.bytes("back.txt") == bytes)
  }

  private static let encodings: [(name: String, encoding: String.Encoding, text: String)] = [
    ("windows-1252", .windowsCP1252, "Le café préféré des élèves était fermé."),
    ("UTF-16LE", .utf16LittleEndian, "\u{FEFF}A ferry, données, данные."),
    ("UTF-16BE", .utf16BigEndian, "\u{FEFF}A ferry, données, данные."),
    ("windows-1251", .windowsCP1251, "В деревне давно ждали почту, и все вышли навстречу."),
  ]

  @Test(arguments: encodings.indices)
  func `text files in another encoding are decoded, and come back byte for byte`(
    index: Int
  ) throws {
    let (name, encoding, body) = Self.encodings[index]
    let text = body + "\n\nShare\nShare\nShare\nTweet\n"
    let bytes = [UInt8](try #require(text.data(using: encoding)))
    try folder.write("page.txt", bytes: bytes)
    let run = try folder.tamis(
      "clean", "page.txt", "-o", "c.jsonl", "--evidence", "e.jsonl", "--summary", "s.json")
    #expect(run.status == 0)
    #expect(run.errors.contains("1 decoded from another encoding than UTF-8"))
    #expect(try folder.figure("decoded", in: "s.json") == 1)
    #expect(try folder.figure("dropped_bytes", in: "s.json") > 0)
    #expect(try folder.text("e.jsonl").contains(#""reason":"encoding","detail":"\#(name)""#))
    let decoded = text.replacing("\u{FEFF}", with: "")
    let cleaned = try folder.read(PageLine.self, "c.jsonl").map(\.text)
    #expect(cleaned.count == 1 && decoded.hasPrefix(cleaned[0].prefix(20)))
    #expect(
      try folder.tamis("restore", "c.jsonl", "--evidence", "e.jsonl", "-o", "back.txt").status == 0)
    #expect(try folder.bytes("back.txt") == bytes)
    try folder.tamis("restore", "c.jsonl", "--evidence", "e.jsonl", "-o", "back.jsonl")
    #expect(try folder.read(PageLine.self, "back.jsonl").map(\.text) == [decoded])
    let unsafe = try folder.tamis("clean", "page.txt", "-o", "d.jsonl")
    #expect(unsafe.errors.contains("Not restorable"))
  }

  @Test func `a limit on drops cannot hold back standard output, and says so`() throws {
    try folder.write("in.jsonl", lines: [#"{"id":"x","text":"one"}"#])
    let run = try folder.tamis("clean", "in.jsonl", "-o", "-", "--max-drop", "1%")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("--max-drop"))
  }

  @Test func `hosts given as URLs are hosts, and not all one`() throws {
    let lines = (1...4).flatMap { site in
      (1...3).map { page in
        PageLine(
          id: "\(site)-\(page)", host: "http://site\(site).example/",
          text: "Site \(site) says hello to all\n\n"
            + "Page \(page) of site \(site) tells of a bridge, a barge and a baker who met in the rain."
        )
      }
    }
    try folder.write("in.jsonl", pages: lines)
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl")
    #expect(run.status == 0)
    #expect(run.errors.contains("hosts with several pages: 4"))
  }

  @Test func `nothing on standard input is no record`() throws {
    let run = try folder.shell(": | \"$TAMIS\" dedup - -o out.jsonl")
    #expect(run.status == 0)
    #expect(try folder.bytes("out.jsonl").isEmpty)
  }
}
