// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Bad records are named with file, record and offset; nothing else is lost.
struct `Bad records` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let good = [
    #"{"id":"a","text":"The first good text."}"#, #"{"id":"b","text":"The second good text."}"#,
  ]

  struct Flaw: Sendable, CustomTestStringConvertible {
    let line: String
    let reason: String

    init(_ line: String, _ reason: String) { (self.line, self.reason) = (line, reason) }

    var testDescription: String { line }
  }

  private static let flaws = [
    Flaw(#"{"id":"x","text":"no end"#, "is not valid JSON (a string does not end"),
    Flaw(#"{"id":"x","text":"no end""#, "is not valid JSON (an object does not end"),
    Flaw(
      #"{"id":"x" "text":"a"}"#, "is not valid JSON (a comma or the end of an object is missing"),
    Flaw(#"{"id":"x","text":"a",}"#, "is not valid JSON (a field's name is missing"),
    Flaw(#"{"id":"x","text":"a"}}"#, "is not valid JSON (something follows the object"),
    Flaw(#"{"id":"x","text":"\q"}"#, "is not valid JSON (a string holds an invalid escape"),
    Flaw(#"{"id":"x","text":"a","n":01}"#, "is not valid JSON (a number is malformed"),
    Flaw(#"{"id":"x","text":"a","n":nul}"#, "is not valid JSON (a value is malformed"),
    Flaw("{\"id\":\"x\",\"text\":\"a\u{1}b\"}", "is not valid JSON (a string holds a bare control"),
    Flaw(#"["text","a"]"#, "is not valid JSON (it is not an object"),
    Flaw("plain words", "is not valid JSON"),
    Flaw(
      #"{"text":"a","deep":"# + String(repeating: "[", count: 200)
        + String(repeating: "]", count: 200) + "}", "is not valid JSON (it is nested deeper than"),
    Flaw(#"{"id":"x","body":"a"}"#, "has neither a field \"text\" nor \"html\""),
    Flaw(#"{"id":"x","text":null}"#, "has neither a field \"text\" nor \"html\""),
    Flaw(#"{"id":"x","text":7}"#, "has a number in field \"text\" where a string belongs"),
    Flaw(#"{"id":"x","text":true}"#, "has a boolean in field \"text\" where a string belongs"),
    Flaw(#"{"id":"x","text":{"a":1}}"#, "has an object in field \"text\" where a string belongs"),
    Flaw(#"{"id":"x","text":["a"]}"#, "has an array in field \"text\" where a string belongs"),
    Flaw(#"{"id":{"a":1},"text":"a"}"#, "has an object in field \"id\" where a string or a number"),
    Flaw(#"{"id":"x","text":"a","url":[]}"#, "has an array in field \"url\""),
  ]

  @Test(arguments: flaws)
  func `are named, and the good ones come out`(flaw: Flaw) throws {
    let good = Self.good
    try folder.write("in.jsonl", lines: [good[0], flaw.line, good[1]])
    let place = "tamis: in.jsonl: record 2 at byte \(good[0].utf8.count + 1) \(flaw.reason)"
    for command in ["clean", "dedup"] {
      let run = try folder.tamis(command, "in.jsonl", "-o", "out.jsonl", "--summary", "s.json")
      #expect(run.status == 3)
      #expect(run.errors.hasPrefix(place), "\(run.errors)")
      #expect(run.errors.split(separator: "\n")[0].contains("; it was skipped"))
      #expect(try folder.lines("out.jsonl") == good)
      #expect(try folder.figure("bad", in: "s.json") == 1)
      #expect(try folder.figure("records", in: "s.json") == 2)
    }
    #expect(try folder.tamis("cluster", "in.jsonl", "-o", "out.jsonl").status == 3)
  }

  @Test func `end a strict run without output`() throws {
    try folder.write("in.jsonl", lines: [Self.good[0], "{", Self.good[1], "}"])
    try folder.write("out.jsonl", "older")
    for command in ["clean", "dedup", "cluster"] {
      let run = try folder.tamis(command, "in.jsonl", "-o", "out.jsonl", "--strict")
      #expect(run.status == 1)
      #expect(run.errors.contains("--strict"))
      #expect(run.errors.contains("in.jsonl: record 2 at byte \(Self.good[0].utf8.count + 1) "))
      #expect(!run.errors.contains("record 4"))
      #expect(try folder.text("out.jsonl") == "older")
      #expect(try folder.names() == ["in.jsonl", "out.jsonl"])
    }
  }

  @Test func `are counted when they are too many to be shown`() throws {
    try folder.write("in.jsonl", lines: Self.good + (0..<250).map { _ in "{" })
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--quiet")
    #expect(run.status == 3)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 101)
    #expect(lines.last == "tamis: 150 more faults not shown.")
  }

  @Test func `of several files carry each file's name`() throws {
    try folder.write("one.jsonl", lines: [Self.good[0], "{"])
    try folder.write("two.jsonl", lines: ["", "[]", Self.good[1]])
    let run = try folder.tamis("clean", "one.jsonl", "two.jsonl", "-o", "out.jsonl", "-q")
    #expect(run.status == 3)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("tamis: one.jsonl: record 2 at byte 41 "))
    #expect(lines[1].hasPrefix("tamis: two.jsonl: record 2 at byte 1 "))
    #expect(try folder.lines("out.jsonl") == Self.good)
  }
}

struct `Bytes that are not UTF-8` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let broken: [[UInt8]] = [
    [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0x80, 0x80, 0x80],
  ]

  private func line(_ parts: [any Sequence<UInt8>]) -> [UInt8] { parts.flatMap { Array($0) } }

  @Test(arguments: broken)
  func `in a text are replaced, counted and restored`(bytes: [UInt8]) throws {
    // Of text with hardly a valid character, it would be another encoding that is looked for.
    let start = Array(
      "Skip to content\n\nDie Fähre für müde Gäste fährt über die größte Bucht: ".utf8)
    let before = start + Array(" ÄÖÜ ä".utf8) + bytes + Array(" sails".utf8) + bytes
    try folder.write("page.txt", bytes: before)
    let run = try folder.tamis(
      "clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl", "--summary", "s.json")
    #expect(run.status == 0)
    #expect(run.errors.contains("invalid bytes replaced"))
    #expect(try folder.figure("replaced", in: "s.json") >= 2)
    let page = try folder.read(PageLine.self, "out.jsonl")[0]
    #expect(page.text.contains("ÄÖÜ ä\u{FFFD}"))
    #expect(page.text.contains(" sails\u{FFFD}"))
    let back = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl")
    #expect([UInt8](back.output) == before)
  }

  @Test(arguments: broken)
  func `in a record's text are restored in its line`(bytes: [UInt8]) throws {
    let parts = [#"{"n":1.0,"text":"Skip to content\n\nA "#, #" b\u0041","id":"x"}"#]
    let good = Array((#"{"id":"y","text":"Good."}"# + "\n").utf8)
    let before = Array(parts[0].utf8) + bytes + Array(parts[1].utf8) + [0x0A] + good
    try folder.write("in.jsonl", bytes: before)
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    #expect(
      try folder.texts("out.jsonl")["x"].map { String(decoding: $0, as: UTF8.self) }
        .map { $0.hasPrefix("A \u{FFFD}") && $0.hasSuffix(" bA") } == true)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    // A surrogate in UTF-8's scheme is written as the escape that means the same.
    let restored = bytes == [0xED, 0xA0, 0x80] ? Array(#"\ud800"#.utf8) : bytes
    let expected = Array(parts[0].utf8) + restored + Array(#" bA","id":"x"}"#.utf8) + [0x0A] + good
    #expect(try folder.bytes("back.jsonl") == expected)
  }

  @Test func `in another field do no harm`() throws {
    let before =
      Array(#"{"id":"x","text":"Good text.","note":"a"#.utf8) + [0xFF] + Array(#"b"}"#.utf8) + [
        0x0A
      ]
    try folder.write("in.jsonl", bytes: before)
    let run = try folder.tamis(
      "clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl", "--summary", "s.json")
    #expect(run.status == 0)
    #expect(try folder.figure("replaced", in: "s.json") == 1)
    #expect(try folder.read(PageLine.self, "out.jsonl").map(\.text) == ["Good text."])
    let dedup = try folder.tamis("dedup", "in.jsonl", "-o", "kept.jsonl")
    #expect(dedup.status == 0)
    #expect(try folder.bytes("kept.jsonl") == before)
  }

  @Test func `as a lone surrogate are restored`() throws {
    try folder.write("in.jsonl", lines: [#"{"id":"x","text":"A \ud800 b \udfff"}"#])
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0)
    #expect(try folder.texts("out.jsonl")["x"] == Array("A \u{FFFD} b \u{FFFD}".utf8))
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(try folder.text("back.jsonl") == folder.text("in.jsonl"))
  }

  @Test func `or a NUL among them do not end a text`() throws {
    try folder.write("page.txt", bytes: Array("One\u{0}two\r\nthree\u{0}".utf8))
    try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(try folder.read(PageLine.self, "out.jsonl")[0].text == "One\u{0}two\r\nthree\u{0}")
  }
}

struct `Records sharing an id` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test func `are restored each to its own text`() throws {
    let texts = (0..<4).map { number in
      "Skip to content\n\nPage number \(number) has a sentence of its own, said the owner.\n\n"
        + String(repeating: "News\n\n", count: number) + "Recommended Articles"
    }
    try folder.write("in.jsonl", pages: texts.map { PageLine(id: "same", text: $0) })
    #expect(
      try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl").status == 0
    )
    #expect(try folder.text("out.jsonl") != folder.text("in.jsonl"))
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(try folder.read(PageLine.self, "back.jsonl").map(\.text) == texts)
  }

  @Test func `are restored though others among them lost nothing`() throws {
    let plain = "A page without anything to drop, and with a sentence that is its own."
    let texts = [plain, "Skip to content\n\n" + plain, plain + " Twice."]
    try folder.write("in.jsonl", pages: texts.map { PageLine(id: "same", text: $0) })
    try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.read(PageLine.self, "back.jsonl").map(\.text) == texts)
  }
}
