// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Tables, HTML files and HTML fields through the binary.
struct `Tables and HTML` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let table =
    "price,id,url,text\r\n12,a,http://x.example/1,\"A text of some words, with \"\"quotes\"\"\r\n"
    + "and two lines of it.\"\r\n13,b,,too,many\r\n14,,,\"A second text of some more words.\"\r\n"

  @Test(arguments: ["clean", "dedup"])
  func `rows come out as objects with all their columns`(command: String) throws {
    try folder.write("t.csv", Self.table)
    let run = try folder.tamis(command, "t.csv", "-o", "out.jsonl")
    #expect(run.status == 3)
    #expect(run.errors.contains("t.csv: record 2 at byte 106 has 5 values, where the header"))
    let lines = try folder.lines("out.jsonl").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String]
    }
    #expect(lines.count == 2)
    #expect(
      lines.first == [
        "id": "a", "price": "12", "url": "http://x.example/1",
        "text": "A text of some words, with \"quotes\"\r\nand two lines of it.",
      ])
    #expect(lines.last??["price"] == "14")
  }

  @Test func `a table of tabs under another name is read when it is said to be one`() throws {
    try folder.write("t.txt", "key\tbody\nx\tSome words, \"and\" more.\n")
    let run = try folder.tamis(
      "clean", "t.txt", "-o", "-", "--input-format", "tsv", "--id-field", "key", "--text-field",
      "body")
    #expect(run.status == 0)
    let line = String(decoding: run.output, as: UTF8.self)
    #expect(line.contains(#""Some words, \"and\" more.""#))
  }

  @Test func `a table of many batches without a page is one fault`() throws {
    let row = "Some words in a column of another name.\n"
    try folder.write("t.csv", "body\n" + String(repeating: row, count: 80_000))
    for command in ["clean", "dedup"] {
      let run = try folder.tamis(command, "t.csv", "-o", "out.jsonl", "--summary", "sum.json")
      #expect(run.status == 3)
      #expect(try folder.figure("bad", in: "sum.json") == 1)
    }
  }

  @Test func `what was made of a table is said once, though it is read twice`() throws {
    let rows = "x,\"Le café préféré des élèves était fermé.\",1,2\r"
    let bytes = Array(("id,text,n,n\r" + rows).unicodeScalars.map { UInt8($0.value) })
    try folder.write("t.csv", bytes: bytes)
    let run = try folder.tamis("clean", "t.csv", "-o", "out.jsonl")
    #expect(run.status == 0)
    let notes = run.errors.split(separator: "\n").filter { $0.hasPrefix("Note: t.csv ") }
    #expect(notes.count == 2)
    #expect(notes.contains { $0.contains("looks like windows-1252") })
    #expect(notes.contains { $0.contains(#""n" as "n_2""#) })
    #expect(
      try folder.lines("out.jsonl") == [
        #"{"id":"x","n":"1","n_2":"2","text":"Le café préféré des élèves était fermé."}"#
      ])
  }

  @Test func `HTML of a line is cleaned, left out, and kept where that is wished`() throws {
    let html = "<p>A sentence that stays in the text.</p>"
    try folder.write("h.jsonl", #"{"a":1,"page":"\#(html)","id":"x"}"# + "\n")
    let run = try folder.tamis("clean", "h.jsonl", "-o", "-", "--html-field", "page")
    #expect(run.status == 0)
    #expect(
      String(decoding: run.output, as: UTF8.self)
        == #"{"a":1,"text":"A sentence that stays in the text.","id":"x"}"# + "\n")
    let kept = try folder.tamis(
      "clean", "h.jsonl", "-o", "-", "--html-field", "page", "--keep-html")
    #expect(String(decoding: kept.output, as: UTF8.self).contains(#""page":"\#(html)""#))
    #expect(try folder.tamis("clean", "h.jsonl", "-o", "-", "--html-field", "").status == 64)
  }

  @Test func `an HTML file is read in the encoding that it names`() throws {
    let page = Array("<!doctype html><meta charset=windows-1251><p>A sentence with ".utf8)
    try folder.write("p", bytes: page + [0xE4, 0xE0] + Array(" in it.</p>".utf8))
    let run = try folder.tamis("clean", "p", "-o", "out.jsonl")
    #expect(run.status == 0)
    let texts = try folder.read(PageLine.self, "out.jsonl").map(\.text)
    #expect(texts == ["A sentence with да in it."])
  }
}
