// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Archives through the real binary.
struct `Archives, read and written` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private func record(_ type: String, id: String, fields: [String], block: String) -> String {
    let header = ["WARC/1.0", "WARC-Type: \(type)", "WARC-Record-ID: <urn:\(id)>"] + fields
    return (header + ["Content-Length: \(block.utf8.count)", "", block, "", ""])
      .joined(separator: "\r\n")
  }

  private func text(_ number: Int) -> String {
    (1...40).map { "Line \($0) of page \(number) says something of its own, \($0 * number)." }
      .joined(separator: "\n") + "\nShare\nShare\nShare\n"
  }

  private func page(_ number: Int) -> String {
    record(
      "conversion", id: "page:\(number)",
      fields: [
        "WARC-Target-URI: http://a.example/\(number)", "WARC-Date: 2026-02-11T00:20:31Z",
        "Content-Type: text/plain",
      ], block: text(number))
  }

  private var archive: String {
    record("warcinfo", id: "info", fields: [], block: "software: none\r\n")
      + (1...3).map(page).joined()
      + record("response", id: "x", fields: ["Content-Type: image/png"], block: "x") + page(4)
  }

  @Test func `the summary counts what was passed over, by type`() throws {
    try folder.write("in.warc", archive)
    let run = try folder.tamis("clean", "in.warc", "-o", "out.jsonl", "--summary", "sum.json")
    #expect(run.status == 0)
    #expect(run.errors.contains("  skipped response image/png: 1\n  skipped warcinfo: 1\n"))
    let summary = try JSONSerialization.jsonObject(with: Data(folder.bytes("sum.json")))
    let skipped = (summary as? [String: Any])?["skipped"] as? [String: Int]
    #expect(skipped == ["warcinfo": 1, "response image/png": 1])
    let ids = try folder.read(PageLine.self, "out.jsonl").map(\.id)
    #expect(ids == (1...4).map { "<urn:page:\($0)>" })
  }

  @Test(arguments: ["out.warc", "out.warc.gz", "out.warc.zst"])
  func `what clean writes as an archive is read, cleaned and restored like lines`(
    name: String
  ) throws {
    try folder.write("in.warc", archive)
    let run = try folder.tamis("clean", "in.warc", "-o", name, "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    try folder.tamis("clean", "in.warc", "-o", "lines.jsonl", "--evidence", "ev2.jsonl")
    #expect(try folder.bytes("ev.jsonl") == folder.bytes("ev2.jsonl"))
    #expect(try folder.bytes("ev.jsonl").isEmpty == false)
    for (from, evidence, to) in [
      (name, "ev.jsonl", "a.jsonl"), ("lines.jsonl", "ev2.jsonl", "b.jsonl"),
    ] {
      let restored = try folder.tamis("restore", from, "--evidence", evidence, "-o", to)
      #expect(restored.status == 0)
      let pages = try folder.read(PageLine.self, to)
      #expect(pages.map(\.id) == (1...4).map { "<urn:page:\($0)>" })
      #expect(pages.map(\.text) == (1...4).map(text))
    }
  }

  @Test func `the archive that is written is the same for any number of threads`() throws {
    try folder.write("in.warc", archive)
    for threads in ["1", "2", "5"] {
      try folder.tamis("clean", "in.warc", "-o", "\(threads).warc.gz", "--threads", threads)
      #expect(try folder.bytes("\(threads).warc.gz") == folder.bytes("1.warc.gz"))
    }
    try folder.write("plain.warc", bytes: try folder.gunzipped("1.warc.gz"))
    let text = try folder.text("plain.warc")
    #expect(text.hasPrefix("WARC/1.1\r\nWARC-Type: warcinfo\r\n"))
    #expect(text.components(separatedBy: "\r\nWARC-Refers-To: <urn:page:").count == 5)
    #expect(text.components(separatedBy: "\r\nWARC-Date: 2026-02-11T00:20:31Z\r\n").count == 5)
  }

  @Test func `dedup writes an archive of what it keeps`() throws {
    try folder.write("in.warc", archive + page(2) + page(3))
    let run = try folder.tamis("dedup", "in.warc", "-o", "out.warc.gz")
    #expect(run.status == 0)
    try folder.tamis("dedup", "out.warc.gz", "-o", "back.jsonl")
    let pages = try folder.read(PageLine.self, "back.jsonl")
    #expect(pages.map(\.text) == (1...4).map(text))
  }

  @Test func `what is not known of a page is not written, and no two records share an id`() throws {
    let texts = (1...5).map { "A text of several words, number \($0)." }
    try folder.write(
      "in.jsonl",
      lines: [
        #"{"id":"","text":"\#(texts[0])","date":"nonsense"}"#,
        #"{"id":"<b>","text":"\#(texts[1])","date":"2024-02-30"}"#,
        #"{"id":"same","text":"\#(texts[2])"}"#, #"{"id":"same","text":"\#(texts[2])"}"#,
        #"{"id":"<urn:a>","text":"\#(texts[4])","date":"2024-02-29"}"#,
      ])
    for command in ["clean", "dedup"] {
      #expect(try folder.tamis(command, "in.jsonl", "-o", "out.warc").status == 0)
      let archive = try folder.text("out.warc")
      #expect(archive.contains("WARC-Refers-To: <urn:a>\r\n"))
      #expect(!archive.contains("WARC-Refers-To: <b>"))
      let ids = archive.components(separatedBy: "\r\n").filter { $0.hasPrefix("WARC-Record-ID") }
      #expect(Set(ids).count == ids.count)
      #expect(ids.count == (command == "clean" ? 6 : 5))
      #expect(try folder.tamis("clean", "out.warc", "-o", "back.jsonl").status == 0)
      let lines = try folder.lines("back.jsonl")
      #expect(lines.first == #"{"id":"","text":"\#(texts[0])"}"#)
      #expect(lines[1] == #"{"id":"<b>","text":"\#(texts[1])"}"#)
      #expect(
        lines.last
          == #"{"id":"<urn:a>","captured":"2024-02-29T00:00:00Z","text":"\#(texts[4])"}"#)
    }
  }

  @Test func `the mark of a text is no part of it`() throws {
    let text = "\u{FEFF}Some words of a text."
    let type = ["Content-Type: text/plain"]
    try folder.write(
      "in.warc",
      record("resource", id: "r", fields: type, block: text)
        + record("conversion", id: "c", fields: type, block: text))
    #expect(try folder.tamis("clean", "in.warc", "-o", "out.jsonl").status == 0)
    let texts = try folder.read(PageLine.self, "out.jsonl").map { Array($0.text.utf8) }
    #expect(texts == Array(repeating: Array("Some words of a text.".utf8), count: 2))
  }

  @Test func `restored text does not go to an archive`() throws {
    try folder.write("in.warc", archive)
    try folder.tamis("clean", "in.warc", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "a.warc.gz")
    #expect(run.status == 1)
    #expect(run.errors.contains("cannot be written to the archive a.warc.gz"))
    #expect(!folder.exists("a.warc.gz"))
  }

  /// The table that `Golden/warc_files.py --write` makes, and `--check` compares with warcio.
  @Test func `each file of the public archives gives what the table says`() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let data = environment["TAMIS_DATA"], !data.isEmpty else {
      return print("not run: the table of archives, because TAMIS_DATA is not set")
    }
    let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/warc-files.tsv").path
    let rows = try folder.lines(table).dropFirst().map { $0.components(separatedBy: "\t") }
    #expect(rows.count == 51)
    for row in rows {
      let run = try folder.tamis(
        "clean", "\(data)/warc/\(row[0])", "-o", "out.jsonl", "--summary", "sum.json")
      let summary = try JSONSerialization.jsonObject(with: Data(folder.bytes("sum.json")))
      let skipped = (summary as? [String: Any])?["skipped"] as? [String: Int] ?? [:]
      let types = skipped.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let bad = run.errors.split(separator: "\n").filter { $0.hasPrefix("tamis: ") }
        .compactMap { line in
          line.firstMatch(of: /at byte (\d+)/).map { String($0.output.1) }
        }
      let found = [
        row[0], "\(run.status)", "\(try folder.lines("out.jsonl").count)",
        types.isEmpty ? "-" : types.joined(separator: "; "),
        bad.isEmpty ? "-" : bad.joined(separator: " "),
      ]
      #expect(found == row)
    }
  }
}
