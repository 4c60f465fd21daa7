// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Two stories that a page may carry, written for the tests.
private enum Told {
  static let lighthouse = [
    """
    The lighthouse on Skerry Point will stay dark until spring, because the lamp that was lowered \
    for cleaning in October fell and broke, the harbour office of Norrby said on Monday.
    """,
    """
    The keeper, Hanna Lund, found the lamp in pieces at the foot of the lighthouse stairs. She told \
    the harbour office that the rope had been eaten by salt.
    """,
    """
    Fishing boats from Norrby have been asked to stay inside the skerries after sunset. A buoy with \
    a lantern of its own was laid out south of Skerry Point, but Lund says no skipper trusts it.
    """,
    """
    A new lamp has to be ground by hand, and the only workshop that still grinds lenses for a \
    lighthouse has three in front of it. The harbour office hopes that the lens comes in April.
    """,
    """
    "We had fog for nine days in November," said Lund, who has kept the lighthouse for thirty years. \
    "A keeper without a lamp is a person who listens to boats."
    """,
    """
    The skippers of Norrby have offered to pay for a second lamp, so that the lighthouse never has \
    to wait again. The harbour office will answer them when the lens is there.
    """,
  ]

  static let beetle = [
    """
    Growers in the Valdera hills are pulling up vines by the hundred, after a beetle that nobody in \
    the region had seen before was found under the bark of old vineyards.
    """,
    """
    The beetle is smaller than a grain of rice and bores into the trunk, where its larvae cut off \
    the sap. Vines that carried grapes in September were dry by the first frost.
    """,
    """
    Pia Castagno, who studies insects at the school of wine in Orsano, believes that the larvae came \
    with barrels of chestnut wood. She has set traps with resin between the rows of twelve vineyards.
    """,
    """
    "The beetle does not fly far, so that every trap tells us something," said Castagno. Growers \
    bring her bark in jars, and pupils of the school count larvae until late at night.
    """,
    """
    The province pays for each of the vines that is burned, but growers say the sum does not buy a \
    young plant. Some vineyards around Orsano are older than the road that leads there.
    """,
    """
    Castagno expects to know by the harvest whether the traps hold the beetle back. Until then no \
    bark, wood or vines may leave Valdera, and barrels are opened at the border.
    """,
  ]

  static let boats = "Boats in the harbour of Norrby wait for the lighthouse. (Photo: Ida Berg)"
  static let traps = "A trap for the beetle between vines in Valdera. (Photo: Ugo Neri)"

  /// A page with both, captions twice, as scrapers leave it.
  static let both =
    (["Skip to content"] + lighthouse + [boats, boats] + beetle + [
      traps, traps, "Related articles",
    ])
    .joined(separator: "\n\n") + "\n"
}

struct `Pages of several stories` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private struct Line: Decodable, Equatable {
    var id: String
    var text: String
  }

  private func split(_ input: String, to output: String, _ more: String...) throws {
    let run = try folder.tamis(
      ["clean", input, "-o", output, "--split-stories", "--evidence", "ev.jsonl"] + more)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// A line of JSON, its id as it is given.
  private func line(_ id: String, _ text: String, idLast: Bool = false) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\"": quoted += "\\\""
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return idLast
      ? "{\"text\":\"\(quoted)\",\"id\":\(id)}" : "{\"id\":\(id),\"text\":\"\(quoted)\",\"n\":1}"
  }

  @Test func `each story is a record with its caption once`() throws {
    try folder.write("page.txt", Told.both)
    try split("page.txt", to: "out.jsonl", "--summary", "s.json")
    let lines = try folder.read(Line.self, "out.jsonl")
    #expect(lines.map(\.id) == ["page.txt#1", "page.txt#2"])
    #expect(lines[0].text == (Told.lighthouse + [Told.boats]).joined(separator: "\n\n"))
    #expect(lines[1].text == (Told.beetle + [Told.traps]).joined(separator: "\n\n") + "\n")
    #expect(try folder.figure("stories_of_these", in: "s.json") == 2)
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(run.status == 0)
    #expect(try folder.text("back.txt") == Told.both)
  }

  @Test func `of the samples the pages with a second story are divided, and no others`() throws {
    try split(SampleCrawl.pages, to: "out.jsonl")
    let ids = try folder.read(Line.self, "out.jsonl").map(\.id).filter { $0.contains("#") }
    #expect(ids == ["gazette-03#1", "gazette-03#2", "gazette-06#1", "gazette-06#2"])
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(run.status == 0)
    try folder.tamis(
      "clean", SampleCrawl.pages, "-o", "whole.jsonl", "--evidence", "whole.ev.jsonl")
    try folder.tamis("restore", "whole.jsonl", "--evidence", "whole.ev.jsonl", "-o", "read.jsonl")
    #expect(try folder.bytes("back.jsonl") == folder.bytes("read.jsonl"))
  }

  @Test func `a page of one story is written as without the option`() throws {
    let text = Told.lighthouse.joined(separator: "\n\n")
    try folder.write(
      "in.jsonl", lines: [line("\"a\"", text), line("\"b\"", "Short."), line("3", "")])
    try split("in.jsonl", to: "split.jsonl")
    try folder.tamis("clean", "in.jsonl", "-o", "whole.jsonl")
    #expect(try folder.bytes("split.jsonl") == folder.bytes("whole.jsonl"))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `lines come back with the ids that they had`(end: String) throws {
    let both = Told.both.replacing("\n\n", with: end + end)
    let lines = [
      line("\"a\"", both), line("17", both), line("\"a\"", both), line("\"a#2\"", "Alone."),
      line("\"z\"", both, idLast: true),
    ]
    try folder.write("in.jsonl", lines: lines)
    try split("in.jsonl", to: "out.jsonl")
    let ids = try folder.read(Line.self, "out.jsonl").map(\.id)
    #expect(ids == ["a#1", "a#2", "17#1", "17#2", "a#1", "a#2", "a#2", "z#1", "z#2"])
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.bytes("back.jsonl") == folder.bytes("in.jsonl"))
  }

  @Test(arguments: ["pages", "pages.warc.gz"])
  func `stories in folders and archives come back`(output: String) throws {
    try folder.write("in.jsonl", lines: [line("\"a\"", Told.both), line("\"b\"", "Short.\n")])
    try split("in.jsonl", to: output)
    let run = try folder.tamis("restore", output, "--evidence", "ev.jsonl", "-o", "back")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("back/a.txt") == Told.both)
    #expect(try folder.text("back/b.txt") == "Short.\n")
  }

  @Test func `bytes that are not UTF-8 come back on both sides of a boundary`() throws {
    var bytes = Array(Told.both.utf8)
    let middle = bytes.count / 2
    bytes.insert(0xFF, at: middle + 400)
    bytes.insert(0xFE, at: middle - 400)
    try folder.write("page.txt", bytes: bytes)
    try split("page.txt", to: "out.jsonl")
    #expect(try folder.read(Line.self, "out.jsonl").count == 2)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(try folder.bytes("back.txt") == bytes)
  }

  @Test func `a text file in another encoding comes back whole`() throws {
    let bytes = [UInt8](try #require(("\u{FEFF}" + Told.both).data(using: .utf16LittleEndian)))
    try folder.write("page.txt", bytes: bytes)
    try split("page.txt", to: "out.jsonl")
    #expect(try folder.read(Line.self, "out.jsonl").count == 2)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    #expect(try folder.bytes("back.txt") == bytes)
  }

  @Test func `a page of which a story is missing is named`() throws {
    try folder.write("in.jsonl", lines: [line("\"a\"", Told.both)])
    try split("in.jsonl", to: "out.jsonl")
    let lines = try folder.text("out.jsonl").split(separator: "\n").map(String.init)
    try folder.write("part.jsonl", lines: [lines[1]])
    let run = try folder.tamis("restore", "part.jsonl", "--evidence", "ev.jsonl", "-o", "b.jsonl")
    #expect(run.status == 1)
    #expect(run.errors.contains("a#1 is not among the records"))
    #expect(!folder.exists("b.jsonl"))
  }

  @Test func `stories that were moved come back`() throws {
    try folder.write("in.jsonl", lines: [line("\"a\"", Told.both), line("\"b\"", Told.both)])
    try split("in.jsonl", to: "out.jsonl")
    let lines = try folder.text("out.jsonl").split(separator: "\n").map(String.init)
    try folder.write("moved.jsonl", lines: [lines[3], lines[1], lines[0], lines[2]])
    let run = try folder.tamis("restore", "moved.jsonl", "--evidence", "ev.jsonl", "-o", "b.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(Set(try folder.read(Line.self, "b.jsonl").map(\.id)) == ["a", "b"])
    #expect(try folder.read(Line.self, "b.jsonl").allSatisfy { $0.text == Told.both })
  }

  @Test func `the same bytes with one thread and two, and on every kernel`() throws {
    let lines = (0..<300).map { line("\($0)", $0 % 3 == 0 ? Told.both : "Short \($0).") }
    try folder.write("in.jsonl", lines: lines)
    try split("in.jsonl", to: "one.jsonl", "--threads", "1")
    let evidence = try folder.bytes("ev.jsonl")
    try split("in.jsonl", to: "two.jsonl", "--threads", "2")
    #expect(try folder.bytes("one.jsonl") == folder.bytes("two.jsonl"))
    #expect(try folder.bytes("ev.jsonl") == evidence)
    for kernel in try Tamis.kernels() {
      let run = try folder.tamis(
        "clean", "in.jsonl", "-o", "kernel.jsonl", "--split-stories",
        environment: ["TAMIS_KERNEL": kernel])
      #expect(run.status == 0)
      #expect(try folder.bytes("kernel.jsonl") == folder.bytes("one.jsonl"), "\(kernel)")
    }
  }

  @Test func `HTML is divided, and its visible text comes back`() throws {
    let body = { (lines: [String]) in lines.map { "<p>\($0)</p>" }.joined() }
    let html =
      "<title>A lamp fell</title><article><h1>A lamp fell</h1>\(body(Told.lighthouse))</article>"
      + "<article><h1>A beetle under the bark</h1>\(body(Told.beetle))</article>"
    try folder.write("page.html", html)
    try split("page.html", to: "out.jsonl")
    let lines = try folder.read(Line.self, "out.jsonl")
    #expect(lines.count == 2)
    #expect(lines.last?.text.hasPrefix("A beetle under the bark\n") ?? false)
    try folder.tamis("restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.txt")
    try folder.tamis(
      "clean", "page.html", "-o", "whole.jsonl", "--evidence", "whole.ev.jsonl")
    try folder.tamis("restore", "whole.jsonl", "--evidence", "whole.ev.jsonl", "-o", "visible.txt")
    #expect(try folder.bytes("back.txt") == folder.bytes("visible.txt"))
  }
}
