// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Of a JSONL record only the text changes: all else stays as it was, byte for byte.
struct `Fields that are passed through` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  static let kept = "The museum of clocks opened again on Monday after a long and silent winter."

  /// Lines in odd spelling, each with TEXT where the text is.
  static let lines = [
    #"{"id":"a","text":TEXT,"n":1e5,"m":1.0,"k":-0.0,"big":123456789012345678901234567890}"#,
    #"  { "z" : [ 1 , 2.50 ,{"a":null}] ,"text" : TEXT , "id":  "b"  }  "#,
    #"{"url":"http:\/\/h.test\/\u00e9","id":"\u0063","e":"\ud83d\ude00","text":TEXT}"#,
    "{\"id\":\"d\",\t\"deep\":{\"text\":\"inner\",\"id\":1},\"text\":TEXT,\"é\":\"日本\"}",
    #"{"id":5,"a":true,"a":false,"text":TEXT}"#,
  ]

  private func filled(_ text: String) -> [String] {
    Self.lines.map { $0.replacingOccurrences(of: "TEXT", with: "\"\(text)\"") }
  }

  @Test(arguments: ["\n", "\r\n"])
  func `keep order, spacing, escapes and numbers`(lineEnd: String) throws {
    let input = filled(#"Skip to content\n\n"# + Self.kept).map { $0 + lineEnd }.joined()
    try folder.write("in.jsonl", input)
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    let expected = filled(Self.kept).map { $0 + lineEnd }.joined()
    #expect(try folder.text("out.jsonl") == expected)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(try folder.text("back.jsonl") == input)
  }

  @Test func `a record without an id gets its file and line`() throws {
    try folder.write(
      "in.jsonl",
      lines: [#"{"text":"One."}"#, "", #" { "text":"Two." }"#, #"{"text":"3","id":null}"#])
    #expect(try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl").status == 0)
    #expect(
      try folder.lines("out.jsonl") == [
        #"{"id":"in.jsonl:1","text":"One."}"#, #" {"id":"in.jsonl:3", "text":"Two." }"#,
        #"{"text":"3","id":"in.jsonl:4"}"#,
      ])
  }

  @Test func `fields may have other names`() throws {
    try folder.write("in.jsonl", lines: [#"{"key":"k","body":"Skip to content\n\nA day."}"#])
    let run = try folder.tamis(
      "clean", "in.jsonl", "-o", "-", "--id-field", "key", "--text-field", "body")
    #expect(run.text == #"{"key":"k","body":"A day."}"# + "\n")
  }

  @Test func `dedup passes lines on byte for byte`() throws {
    let lines = (0..<5).map { index in
      Self.lines[index].replacingOccurrences(
        of: "TEXT", with: #""\u0041 text \/ of its own \#(index)""#)
    }
    try folder.write(
      "in.jsonl", lines: lines + [lines[0].replacingOccurrences(of: "\"a\"", with: "\"z\"")])
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--dropped", "dropped.jsonl")
    #expect(run.status == 0)
    #expect(try folder.lines("out.jsonl") == lines)
    #expect(try folder.lines("dropped.jsonl").count == 1)
  }

  @Test func `a last line without a newline gets one`() throws {
    try folder.write("in.jsonl", #"{"id":"a","text":"One."}"#)
    #expect(
      try folder.tamis("dedup", "in.jsonl", "-o", "-").text == #"{"id":"a","text":"One."}"# + "\n")
  }

  @Test func `a byte order mark is no part of the first line`() throws {
    try folder.write("in.jsonl", "\u{FEFF}" + #"{"id":"a","text":"One."}"# + "\n")
    let run = try folder.tamis("clean", "in.jsonl", "-o", "-")
    #expect(run.status == 0)
    #expect(run.text == #"{"id":"a","text":"One."}"# + "\n")
  }
}
