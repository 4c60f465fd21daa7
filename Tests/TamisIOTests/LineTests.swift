// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("JSON lines")
struct LineTests {
  /// Reads one file of the given bytes.
  private func read(
    _ bytes: [UInt8], name: String = "a.jsonl", fields: FieldNames = FieldNames(),
    limits: ReadLimits = ReadLimits()
  ) throws -> Reading {
    try withScratch { scratch in
      let path = try scratch.file(name, bytes)
      return try Reading([path], fields: fields, limits: limits)
    }
  }

  private func read(_ text: String) throws -> Reading { try read(Array(text.utf8)) }

  @Test func `fields, numbers, offsets and raw lines`() throws {
    let lines = "{\"id\":17,\"text\":\"one\\n\\u00e9\",\"url\":\"http://a/\"}\r\n\n"
    let reading = try read(lines + "{\"text\":\"two\",\"host\":null}")
    #expect(reading.faults.isEmpty)
    #expect(reading.texts == ["one\né", "two"])
    #expect(reading.items[0].id == "17")
    #expect(reading.items[1].id.hasSuffix("a.jsonl:3"))
    #expect(reading.items.map(\.number) == [1, 3])
    #expect(reading.items.map(\.offset) == [0, lines.utf8.count])
    #expect(reading.records.map(\.url) == ["http://a/", nil])
    #expect(reading.records.map(\.hasID) == [true, false])
    #expect(reading.items[0].line.last == UInt8(ascii: "\r"))
  }

  @Test func `the text's range in the line is exact`() throws {
    let value = "\"a \\\"b\\\\\\u00e9 \\/ \u{1F600}\""
    for padding in ["", "  "] {
      let line = "{ \"x\" : [\"text\"] ,\"text\"\(padding):\(padding)\(value)\(padding)} "
      let reading = try read(line)
      let record = try #require(reading.records.first)
      let range = try #require(record.textValue)
      #expect(String(decoding: reading.items[0].line[range], as: UTF8.self) == value)
      #expect(reading.texts == ["a \"b\\é / \u{1F600}"])
    }
  }

  @Test func `the last of two equal names counts, escaped or not`() throws {
    let reading = try read(#"{"text":"a","id":1,"te\u0078t":"b","id":"2","\u0069d":null}"#)
    #expect(reading.texts == ["b"])
    #expect(reading.records.map(\.hasID) == [false])
    #expect(reading.records[0].idValue != nil)
  }

  @Test func `fields of inner objects are not the record's`() throws {
    let reading = try read(#"{"x":{"text":"no","id":5},"text":"yes","y":[{"text":"no"}]}"#)
    #expect(reading.texts == ["yes"])
    #expect(reading.records[0].hasID == false)
  }

  @Test func `one field may be read under two roles`() throws {
    var fields = FieldNames()
    fields.extra = "url"
    fields.group = "host"
    let reading = try read(Array(#"{"text":"t","url":"u","host":"h"}"#.utf8), fields: fields)
    let record = try #require(reading.records.first)
    #expect([record.url, record.extra, record.host, record.group] == ["u", "u", "h", "h"])
  }

  @Test(arguments: [
    (#"{"id":1}"#, "has neither a field \"text\" nor \"html\"; it was skipped; --text-field and"),
    (#"{"text":null}"#, "has neither a field \"text\" nor \"html\""),
    (#"{"text":5}"#, "has a number in field \"text\" where a string belongs"),
    (#"{"text":"","id":[1]}"#, "has an array in field \"id\" where a string or a number belongs"),
    (#"{"text":"","url":{}}"#, "has an object in field \"url\""),
    (#"{"text":"","host":true}"#, "has a boolean in field \"host\""),
  ])
  func `a field of the wrong type or missing is a fault that names it`(
    line: String, expected: String
  ) throws {
    let reading = try read("{\"text\":\"good\"}\n\(line)\n{\"text\":\"good\"}\n")
    #expect(reading.texts == ["good", "good"])
    let fault = try #require(reading.faults.first)
    #expect(reading.faults.count == 1)
    #expect(fault.description.contains("a.jsonl: record 2 at byte 16 \(expected)"))
  }

  @Test func `a date or a keep policy's field that is none is passed over`() throws {
    var fields = FieldNames()
    fields.extra = "title"
    let line = #"{"text":"t","date":{"$date":"2024-02-29"},"title":["a"]}"#
    let reading = try read(Array(line.utf8), fields: fields)
    #expect(reading.texts == ["t"])
    #expect(reading.faults.isEmpty)
    #expect(reading.records.first?.date == nil)
    #expect(reading.records.first?.extra == nil)
  }

  @Test(arguments: [
    (#"{"text":"a"} x"#, "something follows the object"),
    (#"{"text":"a"}{}"#, "something follows the object"),
    (#"{"text":"a"}}"#, "something follows the object"),
    (#"{"text":"a""#, "an object does not end"), (#"{"text":"a"#, "a string does not end"),
    (#"{"text":"a",}"#, "a field's name is missing"), (#"{"text" "a"}"#, "a colon is missing"),
    (#"{"text":"a","x":[1 2]}"#, "a comma or the end of an array is missing"),
    (#"{"text":"a","x":{}"#, "an object does not end"),
    (#"{"text":"a","x":[}"#, "a value is malformed"), (#"{"text":}"#, "a value is malformed"),
    (#"{"text":"a","x":01}"#, "a number is malformed"),
    (#"{"text":"a","x":1"b"}"#, "a number is malformed"),
    (#"{"text":"a","x":tru}"#, "a value is malformed"),
    (#"{"text":"a","x":"\q"}"#, "an invalid escape"),
    (#"{"text":"a","x":"\u12g4"}"#, "an invalid escape"),
    ("{\"text\":\"a\u{1}\"}", "a bare control character"), (#"["text"]"#, "it is not an object"),
    ("17", "it is not an object"), ("null", "it is not an object"), ("{", "an object does not end"),
  ])
  func `a line that is not JSON is a fault and the next line is read`(
    line: String, reason: String
  ) throws {
    let reading = try read("{\"text\":\"good\"}\n\(line)\n{\"text\":\"good\"}")
    #expect(reading.texts == ["good", "good"])
    #expect(reading.faults.map(\.kind) == [.invalidJSON])
    #expect(reading.faults.first?.description.contains("is not valid JSON (") == true)
    #expect(reading.faults.first?.description.contains(reason) == true)
    #expect(reading.faults.first?.description.hasSuffix("; it was skipped.") == true)
  }

  @Test func `nesting has a limit`() throws {
    var limits = ReadLimits()
    limits.nesting = 3
    func line(_ depth: Int) -> [UInt8] {
      let open = String(repeating: "[", count: depth - 1)
      let close = String(repeating: "]", count: depth - 1)
      return Array("{\"text\":\"a\",\"x\":\(open)\(close)}".utf8)
    }
    #expect(try read(line(3), limits: limits).faults.isEmpty)
    let reading = try read(line(4), limits: limits)
    #expect(reading.faults.first?.description.contains("deeper than 3 levels") == true)
    #expect(try read(line(1_000_000)).faults.count == 1)
  }

  @Test func `blank lines, byte order mark and NUL`() throws {
    let text = "\u{FEFF}{\"text\":\"a\"}\n \t\r\n\r\n{\"text\":\"b\"}\n\n"
    let reading = try read(Array(text.utf8), name: "a")
    #expect(reading.faults.isEmpty)
    #expect(reading.items.map(\.number) == [1, 4])
    #expect(reading.items[0].offset == 3)
    let withNUL = try read(
      "{\"text\":\"a\"}\n\0\n{\"text\":\"b\\u0000\"}\0\n{\"text\":\"c\\u0000\"}")
    #expect(withNUL.texts == ["a", "c\0"])
    #expect(withNUL.faults.map(\.record) == [2, 3])
  }

  @Test func `an empty file has no record, and only white space none either`() throws {
    #expect(try read("").items.isEmpty)
    #expect(try read(" \n\n").items.isEmpty)
    #expect(try read("\u{FEFF}").faults.isEmpty)
  }
}
