// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("HTML pages")
struct PageTests {
  @Test(arguments: [
    ("a", "<!DOCTYPE html><p>x", InputFormat.html), ("a.txt", " \n<HTML lang=en>", .html),
    ("a", "\u{FEFF}<!-- > a -->\n<!--b--><head>", .html), ("a", "<title>x", .html),
    ("a", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"\">", .html), ("a", "<body>", .html),
    ("a", "<?xml version=\"1.0\"?><rss>", .text), ("a", "<!doctype htmlx>", .text),
    ("a", "<htmlx>", .text), ("a", "<p>a", .text), ("a.html", "<p>a", .html), ("a", "", .text),
    ("a.HTM.gz", "words", .html), ("a.xhtml", "<div>", .html), ("a.html", "{\"text\":1}", .jsonl),
    ("a", "<html", .text), ("a", "<!-- <html>", .text), ("a.csv", "x", .csv),
    ("a.tsv.zst", "x", .tsv),
    ("a.jsonl", "", .jsonl), ("html", "x", .text), ("a.csv.txt", "x", .text),
  ])
  func `a file's format is known by its start, then by its name`(
    name: String, start: String, format: InputFormat
  ) throws {
    try withScratch { scratch in
      let bytes = Array(start.utf8)
      for batch in [1, 7, 1 << 20] {
        var limits = ReadLimits()
        limits.batch = batch
        let file = try Inputs([try scratch.file(name, bytes)]).files[0]
        let stream = try ByteStream(file, limits: limits.clamped)
        var window = ByteWindow(stream, size: nil, limits: limits.clamped)
        #expect(window.format(name: name) == format)
      }
    }
  }

  @Test func `a page in UTF-16 is a page`() {
    let page = "<!doctype html>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(PageStart.isPage(([0xFF, 0xFE] + page)[...]) == true)
  }

  @Test func `a comment that does not end is sought to the limit, and not further`() throws {
    try withScratch { scratch in
      let bytes = Array("<!--".utf8) + [UInt8](repeating: 0x2D, count: 1 << 18)
      let reading = try Reading([try scratch.file("a.txt", bytes)])
      #expect(reading.items.count == 1)
    }
  }

  @Test func `a file is one record, decoded`() throws {
    try withScratch { scratch in
      let page = Array("<meta charset=koi8-r><p>".utf8) + [0xC1, 0xC2]
      let path = try scratch.file("pages/a.html", page)
      let reading = try Reading([scratch.path + "/pages"])
      #expect(reading.texts == ["<meta charset=koi8-r><p>аб"])
      #expect(reading.items.map(\.id) == ["a.html"])
      #expect(reading.records.map(\.content) == [.html])
      #expect(reading.items[0].line == page)
      #expect(reading.faults.isEmpty)
      let damaged = try scratch.file("b.html", Array("<html>é".utf8) + [0xC3, 0xA9, 0xFF])
      let record = try Reading([damaged]).records[0]
      #expect(record.replacementsElsewhere == 1)
      #expect(record.replacements.isEmpty)
      var limits = ReadLimits()
      limits.record = 10
      #expect(try Reading([path], limits: limits).faults.map(\.kind) == [.tooLong])
    }
  }
}

@Suite("The HTML field")
struct HTMLFieldTests {
  private func parse(_ line: String, prefersHTML: Bool = true) throws -> ParsedBatch {
    try withScratch { scratch in
      var fields = FieldNames()
      fields.prefersHTML = prefersHTML
      var reader = BatchReader(try Inputs([try scratch.file("a.jsonl", line)]))
      var parser = try RecordParser(fields: fields)
      return parser.parse(try #require(try reader.next()))
    }
  }

  @Test(arguments: [
    (#"{"html":"<p>h","text":"t"}"#, "<p>h", "t"),
    (#"{"text":"t","html":"h\u00e9\n"}"#, "hé\n", "t"),
    (#"{"html":"h"}"#, "h", "h"), (#"{"text":"t"}"#, "t", "t"),
    (#"{"html":null,"text":"t"}"#, "t", "t"),
    (#"{"html":"h","text":null}"#, "h", "h"), (#"{"html":5,"text":"t"}"#, "t", "t"),
    (#"{"html":"","text":"t"}"#, "", "t"), (#"{"html":"a","html":"b","text":"t"}"#, "b", "t"),
  ])
  func `what is preferred is read, or what is there`(
    line: String, preferring: String, otherwise: String
  ) throws {
    for (prefersHTML, expected) in [(true, preferring), (false, otherwise)] {
      let parsed = try parse(line, prefersHTML: prefersHTML)
      let record = try #require(parsed.records.first)
      #expect(String(decoding: parsed.text(of: record), as: UTF8.self) == expected)
      #expect((record.content == .text) == (expected == "t"))
    }
  }

  @Test(arguments: [
    (#"{"id":1}"#, "has neither a field \"text\" nor \"html\""),
    (#"{"text":null,"html":null}"#, "has neither a field \"text\" nor \"html\""),
    (#"{"html":5}"#, "has a number in field \"html\" where a string belongs"),
    (#"{"html":"h","text":{}}"#, "has an object in field \"text\" where a string belongs"),
  ])
  func `without a page the line is a fault`(line: String, reason: String) throws {
    let parsed = try parse(line)
    #expect(parsed.records.isEmpty)
    #expect(parsed.faults.map(\.reason) == [reason])
  }

  @Test func `replacements in HTML are only counted`() throws {
    let record = try #require(try parse(#"{"html":"\ud800","text":"\ud800"}"#).records.first)
    #expect(record.replacements.isEmpty)
    #expect(record.replacementsElsewhere == 1)
  }

  @Test(arguments: [
    (#"{"html":"h","text":"t","a":1}"#, #"{"text":"X","a":1}"#),
    (#"{"text":"t","html":"h","a":1}"#, #"{"text":"X","a":1}"#),
    (#"{"a":1,"text":"t","html":"h"}"#, #"{"a":1,"text":"X"}"#),
    (#"{"html":"h"}"#, #"{"text":"X"}"#),
    (#"{"a":1,"html":"h","b":2}"#, #"{"a":1,"text":"X","b":2}"#),
    (#"{"html":"h","text":null}"#, #"{"text":"X"}"#),
    (#"{"html":null,"text":"t"}"#, #"{"text":"X"}"#),
    (#"{ "a" : 1 , "html" : "h" , "text" : "t" } "#, #"{ "a" : 1  , "text" : "X" } "#),
    (#"{ "html" : "h" , "text" : "t" }"#, #"{ "text" : "X" }"#),
    (#"{"text":"t" , "html" : "h" }"#, #"{"text":"X"  }"#),
    (#"{"html":"a","html":"b"}"#, #"{"text":"X"}"#),
    (#"{"html":"a","b":1,"html":"c","d":2}"#, #"{"b":1,"text":"X","d":2}"#),
    (#"{"html":"a","html":"b","text":"t"}"#, #"{"text":"X"}"#),
    (#"{"text":"t","html":"a","html":"b"}"#, #"{"text":"X"}"#),
    (#"{"html":"a","text":"t","html":"b"}"#, #"{"text":"X"}"#),
    (#"{"b":{"html":"a"},"text":"t","\u0068tml":"b"}"#, #"{"b":{"html":"a"},"text":"X"}"#),
    (#"{"text":"a","text":"t","html":"b"}"#, #"{"text":"a","text":"X"}"#),
    (#"{"text":"t","html":[1]}"#, #"{"text":"X","html":[1]}"#),
  ])
  func `the line gets its text and loses its HTML`(line: String, expected: String) throws {
    let parsed = try parse(line)
    let record = try #require(parsed.records.first)
    var output: [UInt8] = []
    parsed.appendLine(of: record, text: Array("X".utf8)[...], dropsHTML: true, to: &output)
    #expect(String(decoding: output, as: UTF8.self) == expected + "\n")
  }

  @Test(arguments: [
    (#"{"html":"h"}"#, #"{"id":"i","text":"X","html":"h"}"#),
    (#"{"html":"h","text":"t"}"#, #"{"id":"i","html":"h","text":"X"}"#),
    (#"{"id":null,"a":"b","html":"h"}"#, #"{"id":"i","a":"b","text":"X","html":"h"}"#),
  ])
  func `HTML that is kept stays as it is, with the text before it`(
    line: String, expected: String
  ) throws {
    let parsed = try parse(line)
    let record = try #require(parsed.records.first)
    var output: [UInt8] = []
    parsed.appendLine(of: record, text: Array("X".utf8)[...], id: "i", to: &output)
    #expect(String(decoding: output, as: UTF8.self) == expected + "\n")
  }

  @Test func `an id is put before HTML that goes, and one field may have two names`() throws {
    let parsed = try parse(#"{"html":"h","text":"t"}"#)
    var output: [UInt8] = []
    parsed.appendLine(
      of: parsed.records[0], text: [0x58], id: "i", dropsHTML: true, to: &output)
    #expect(output == Array("{\"id\":\"i\",\"text\":\"X\"}\n".utf8))
    try withScratch { scratch in
      var fields = FieldNames()
      (fields.text, fields.html, fields.prefersHTML) = ("html", "html", true)
      var parser = try RecordParser(fields: fields)
      var reader = BatchReader(try Inputs([try scratch.file("a.jsonl", "{\"html\":\"h\"}")]))
      let parsed = parser.parse(try #require(try reader.next()))
      #expect(parsed.records.map(\.content) == [.html])
      output = []
      parsed.appendLine(of: parsed.records[0], text: [0x58], dropsHTML: true, to: &output)
      #expect(output == Array("{\"html\":\"X\"}\n".utf8))
    }
  }
}
