// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `dedup --passages`: from the command to the restored texts.
struct `Passages that stand elsewhere` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  /// A passage of 26 words, and texts that hold it whole, in part, in other dress and not at all.
  private static let passage =
    "Le bac s’arrête à l’île où, dit-on, personne ne descend; the ferryman waits all the same, "
    + "because the rules of 1911 say so."
  private static let texts = [
    "First of all a headline that is long enough to make this the longest of the texts, so that "
      + "it keeps everything.\n\n\(passage)\n\nAnd then a last line.",
    "Elsewhere: \(passage.uppercased()) Nobody knew why.",
    passage,
    "Le bac s’arrête à l’île où, dit-on, personne. Too little to be a passage.",
    "第一行\n\(passage)\n第二行",
  ]

  private func write(_ texts: [String]) throws {
    let lines = try texts.enumerated().map { number, text in
      let line = try JSONEncoder().encode(["id": "t\(number)", "text": text])
      return String(decoding: line, as: UTF8.self)
    }
    try folder.write("in.jsonl", lines: lines)
  }

  @Test func `are taken out and come back`() throws {
    try write(Self.texts)
    let run = try folder.tamis(
      "dedup", "in.jsonl", "--passages", "20", "-o", "out.jsonl", "--evidence", "e.jsonl",
      "--duplicates", "d.jsonl", "--summary", "s.json")
    #expect(run.status == 0, "\(run.errors)")
    let kept = try folder.read(PageLine.self, "out.jsonl")
    #expect(kept.first { $0.id == "t0" }?.text == Self.texts[0])
    #expect(kept.first { $0.id == "t1" }?.text == "Elsewhere: Nobody knew why.")
    #expect(kept.first { $0.id == "t3" }?.text == Self.texts[3])
    #expect(kept.first { $0.id == "t4" }?.text == "第一行\n第二行")
    #expect(try folder.figure("passages", in: "s.json") == 3)
    #expect(try folder.text("d.jsonl").contains(#""of":"t0""#))
    try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl", "-o", "back.jsonl")
    let back = try folder.read(PageLine.self, "back.jsonl")
    #expect(back.first { $0.id == "t1" }?.text == Self.texts[1])
    #expect(back.first { $0.id == "t4" }?.text == Self.texts[4])
  }

  @Test func `leave the lines of records without any as they are`() throws {
    try folder.write("in.jsonl", lines: [#"{ "text" : "a b c d e f g h i","id":"x" , "n":1.0}"#])
    let run = try folder.tamis("dedup", "in.jsonl", "--passages", "8", "-o", "out.jsonl")
    #expect(run.status == 0)
    #expect(try folder.text("out.jsonl") == folder.text("in.jsonl"))
  }

  #if os(Linux)
    @Test func `are written by a run that goes on where another had no room`() throws {
      var generator = PageGenerator(seed: 816)
      let texts = generator.texts(14_000, paragraphs: 1...6)
      try folder.write(
        "in.jsonl", pages: texts.enumerated().map { PageLine(id: "page-\($0)", text: $1) })
      func tamis(_ tokens: Int, evidence: String, _ flags: String...) throws -> Ending {
        try folder.tamis(
          [
            "dedup", "in.jsonl", "-o", "out.jsonl", "--passages", "\(tokens)", "--evidence",
            evidence,
          ]
            + ["--memory", "138M", "--threads", "1", "--record-limit", "1M", "-q"] + flags)
      }
      #expect(try tamis(20, evidence: "e.jsonl").status == 0)
      let expected = [try folder.bytes("out.jsonl"), try folder.bytes("e.jsonl")]
      #expect(expected[1].count > 100_000)
      let run = try tamis(20, evidence: "/dev/full")
      #expect(run.status == 1)
      #expect(run.errors.contains("out.jsonl.tamis: --resume continues."))
      let other = try tamis(21, evidence: "e.jsonl", "--resume")
      #expect(other.errors.contains("because --passages is not the same: 20 then, 21 now"))
      #expect(try tamis(20, evidence: "e.jsonl", "--resume").status == 0)
      #expect([try folder.bytes("out.jsonl"), try folder.bytes("e.jsonl")] == expected)
      #expect(try folder.names() == ["e.jsonl", "in.jsonl", "out.jsonl"])
    }
  #endif

  @Test(arguments: [
    ["--passages", "7"], ["--passages", "10001"], ["--passages", "20", "--unit", "line"],
    ["--passages", "20", "--threshold", ".5"], ["--passages", "20", "--ngram", "3"],
    ["--passages", "20", "--components"], ["--passages", "20", "--contained", ".9"],
  ]) func `are not asked for otherwise`(flags: [String]) throws {
    try write(Self.texts)
    let run = try folder.tamis(["dedup", "in.jsonl", "-o", "out.jsonl"] + flags)
    #expect(run.status == 64)
    #expect(run.errors.contains("--passages"))
    #expect(!folder.exists("out.jsonl"))
  }
}
