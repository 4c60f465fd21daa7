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
