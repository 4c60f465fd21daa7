// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `dedup`, `cluster` and `clean` where paragraphs or lines are compared, as they are run.
struct `Units below the record` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private struct UnitPair: Decodable {
    var a: String
    var b: String
    var jaccard: Double
  }

  private struct Repeated: Decodable {
    var id: String
    var start: Int
    var end: Int
    var of: String
    var ofStart: Int
    var ofEnd: Int
    var similarity: Double?
    var kind: String
  }

  // MARK: Paragraphs

  /// One word changed, put in or left out.
  private static func edited(_ words: [String], _ generator: inout PageGenerator) -> [String] {
    var words = words
    let place = generator.number(in: 0...(words.count - 1))
    switch generator.number(in: 0...2) {
    case 0: words[place] = "otherwise"
    case 1: words.insert("otherwise", at: place)
    default: words.remove(at: place)
    }
    return words
  }

  @Test(arguments: [8...15, 16...40, 41...100])
  func `a paragraph is found again with one word changed, put in or left out`(
    lengths: ClosedRange<Int>
  ) throws {
    var generator = PageGenerator(seed: UInt64(lengths.upperBound))
    var pages: [PageLine] = []
    for number in 0..<1500 {
      let words = (0..<generator.number(in: lengths)).map { _ in generator.word() }
      let copy = Self.edited(words, &generator)
      pages.append(PageLine(id: "\(number)", text: words.joined(separator: " ")))
      pages.append(PageLine(id: "\(number)+", text: copy.joined(separator: " ")))
    }
    try folder.write("in.jsonl", pages: generator.shuffled(pages))
    let run = try folder.tamis("cluster", "in.jsonl", "--unit", "paragraph", "--pairs", "p.jsonl")
    #expect(run.status == 0)
    let pairs = try folder.read(UnitPair.self, "p.jsonl")
    let found = pairs.filter { Int($0.a.prefix { $0 != "+" }) == Int($0.b.prefix { $0 != "+" }) }
    print("paragraphs of \(lengths) tokens with one edit: \(found.count) of 1500 found")
    #expect(Double(found.count) >= 0.95 * 1500)
    #expect(found.count == pairs.count, "paragraphs of nothing in common were merged")
  }

  /// Pages that share paragraphs, some of them changed a little.
  private func writePages(_ name: String, seed: UInt64, count: Int = 300) throws -> [PageLine] {
    var generator = PageGenerator(seed: seed)
    var seen: [String] = []
    let pages = (0..<count).map { number in
      var paragraphs: [String] = []
      for _ in 0..<generator.number(in: 1...6) {
        if !seen.isEmpty, generator.number(in: 0...2) == 0 {
          let old = seen[generator.number(in: 0...(seen.count - 1))]
          paragraphs.append(generator.edited(old, changes: generator.number(in: 0...1)))
        } else {
          seen.append(generator.sentence(words: generator.number(in: 9...40)))
          paragraphs.append(seen[seen.count - 1])
        }
      }
      let between = ["\n\n", "\n", "\r\n\r\n", " \n\n\n\t"][number % 4]
      return PageLine(
        id: "page-\(number)", url: "https://site-\(number % 7).test/\(number)",
        text: paragraphs.joined(separator: between) + (number % 3 == 0 ? "\n" : ""))
    }
    try folder.write(name, pages: pages)
    return pages
  }

  private static func slice(_ text: String, _ start: Int, _ end: Int) -> [UInt8] {
    Array(Array(text.utf8)[start..<end])
  }

  @Test(arguments: ["paragraph", "line"])
  func `one copy stays, the duplicates say where, and restore gives the input`(
    unit: String
  ) throws {
    let pages = try writePages("in.jsonl", seed: 3)
    let texts = Dictionary(uniqueKeysWithValues: pages.map { ($0.id, $0.text) })
    let run = try folder.tamis(
      "dedup", "in.jsonl", "--unit", unit, "-o", "out.jsonl", "--duplicates", "d.jsonl",
      "--evidence", "e.jsonl", "--summary", "s.json")
    #expect(run.status == 0)
    let kept = try folder.texts("out.jsonl")
    #expect(kept.count == pages.count)
    let repeated = try folder.read(Repeated.self, "d.jsonl")
    #expect(repeated.count > 100)
    #expect(try folder.figure("dropped_\(unit)s", in: "s.json") == Double(repeated.count))
    for line in repeated {
      let copy = Self.slice(try #require(texts[line.of]), line.ofStart, line.ofEnd)
      let gone = Self.slice(try #require(texts[line.id]), line.start, line.end)
      #expect(try #require(kept[line.of]).firstRange(of: copy) != nil, "the copy is gone too")
      let (a, b) = (
        WordGrams(String(decoding: copy, as: UTF8.self), words: unit == "line" ? 1 << 20 : 2),
        WordGrams(String(decoding: gone, as: UTF8.self), words: unit == "line" ? 1 << 20 : 2)
      )
      let (shared, union) = a.compared(with: b)
      #expect(line.similarity == Double(shared) / Double(union))
    }
    let back = try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl", "-o", "b.jsonl")
    #expect(back.status == 0)
    #expect(try folder.texts("b.jsonl") == texts.mapValues { Array($0.utf8) })
  }

  @Test func `of the lines that are the same after folding one stays`() throws {
    let lines = [
      "The Tide Is High Today", "the tide is high today!", "Opening hours",
      "  THE  TIDE is high today",
      "Straße und Weg hier", "STRASSE UND WEG HIER", "one two", "One, two",
    ]
    try folder.write(
      "in.jsonl", pages: lines.enumerated().map { PageLine(id: "\($0)", text: "\($1)\nEnd \($0)") })
    let run = try folder.tamis("dedup", "in.jsonl", "--unit", "line", "-o", "out.jsonl")
    #expect(run.status == 0)
    let kept = try folder.texts("out.jsonl").values.map { String(decoding: $0, as: UTF8.self) }
    #expect(kept.count { $0.lowercased().contains("tide") } == 1)
    #expect(kept.count { $0.lowercased().contains("weg") } == 1)
    // Fewer than three words stay wherever they are.
    #expect(kept.count { $0.lowercased().contains("two") } == 2)
    #expect(kept.count { $0.contains("Opening") } == 1)
  }

  @Test(arguments: [
    ["dedup", "--unit", "paragraph", "--duplicates"], ["dedup", "--unit", "line", "--duplicates"],
    ["clean", "--paragraphs", "--evidence"],
  ])
  func `the order of the input makes no difference, nor does memory`(command: [String]) throws {
    var pages = try writePages("in.jsonl", seed: 8, count: 600)
    var generator = PageGenerator(seed: 9)
    var expected: [String: [UInt8]]?
    for order in 0..<4 {
      if order > 0 {
        pages = generator.shuffled(pages)
        try folder.write("in.jsonl", pages: pages)
      }
      let limits = order == 3 ? ["--memory", "138M", "--threads", "1", "--record-limit", "1M"] : []
      let run = try folder.tamis(command + ["e.jsonl", "in.jsonl", "-o", "out.jsonl"] + limits)
      #expect(run.status == 0, "\(run.errors)")
      let texts = try folder.texts("out.jsonl")
      if let expected { #expect(texts == expected, "order \(order)") }
      expected = texts
    }
  }

  @Test func `cleaning drops paragraphs that stand elsewhere, and restore gives them back`() throws
  {
    let pages = try writePages("in.jsonl", seed: 21)
    let run = try folder.tamis(
      "clean", "in.jsonl", "--paragraphs", "-o", "out.jsonl", "--evidence", "e.jsonl", "--summary",
      "s.json")
    #expect(run.status == 0)
    #expect(try folder.figure("dropped_as_near-paragraph", in: "s.json") > 100)
    let evidence = try folder.text("e.jsonl")
    #expect(evidence.contains(#""reason":"near-paragraph","repeats":{"id":"page-"#))
    let back = try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl", "-o", "b.jsonl")
    #expect(back.status == 0)
    let texts = Dictionary(uniqueKeysWithValues: pages.map { ($0.id, Array($0.text.utf8)) })
    #expect(try folder.texts("b.jsonl") == texts)
  }

  // MARK: Records that are out of the ordinary

  @Test(arguments: ["document", "paragraph", "line"])
  func `short, empty, blank and damaged records are kept as the design says`(unit: String) throws {
    var bytes: [UInt8] = []
    let texts = [
      "", "", " \\n\\t ", " \\n\\t ", "one", "one", "one two three", "one two three", "…",
    ]
    for (number, text) in texts.enumerated() {
      bytes += Array(#"{"id":"\#(number)","text":"\#(text)"}"#.utf8) + [0x0A]
    }
    for number in 0..<2 {
      bytes += Array(#"{"id":"bad\#(number)","text":"a torn page of the old book lies "#.utf8)
      bytes += [0xFF, 0xC3] + Array(#" here"}"#.utf8) + [0x0A]
    }
    try folder.write("in.jsonl", bytes: bytes)
    let run = try folder.tamis("dedup", "in.jsonl", "--unit", unit, "-o", "out.jsonl", "-q")
    #expect(run.status == 0 || run.status == 3)
    // Lines that are passed on byte for byte are not all UTF-8.
    let decoder = JSONDecoder()
    let pages = try folder.lines("out.jsonl").map {
      try decoder.decode(PageLine.self, from: Data($0.utf8))
    }
    let kept = Dictionary(uniqueKeysWithValues: pages.map { ($0.id, $0.text) })
    // What has no token matches nothing.
    for id in ["0", "1", "2", "3", "8"] { #expect(kept[id] != nil, "record \(id)") }
    let has = { (id: String) in kept[id].map { !$0.isEmpty } ?? false }
    #expect(has("bad0") != has("bad1"), "of two damaged copies one stays")
    switch unit {
    case "document":
      #expect(has("4") != has("5"))
      #expect(has("6") != has("7"))
    case "line":
      #expect(has("4") && has("5"))
      #expect(has("6") != has("7"))
    default: #expect(has("4") && has("5") && has("6") && has("7"))
    }
  }

  @Test(arguments: [
    (
      ["--unit", "line", "--threshold", "0.5"], "--threshold does not go with --unit line"
    ),
    (["--unit", "line", "--components"], "--components does not go with --unit line"),
    (["--unit", "line", "--contained", "0.9"], "--contained does not go with --unit line"),
    (["--passages", "50", "--recall", "0.9"], "--recall does not go with --passages"),
    (["--min-tokens", "4"], "--min-tokens is about"),
    (["--unit", "page"], "page"),
  ])
  func `options that mean nothing together are refused`(options: [String], words: String) throws {
    try folder.write("in.jsonl", pages: [PageLine(id: "a", text: "one")])
    let run = try folder.tamis(["dedup", "in.jsonl", "-o", "out.jsonl"] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains(words))
  }

  @Test func `outputs that a unit does not have are refused`() throws {
    try folder.write("in.jsonl", pages: [PageLine(id: "a", text: "one")])
    let line = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--unit", "line", "--dropped", "x.jsonl")
    #expect(line.status == 64)
    #expect(line.errors.contains("--evidence FILE"))
    let document = try folder.tamis("dedup", "in.jsonl", "-o", "out.jsonl", "--evidence", "x.jsonl")
    #expect(document.status == 64)
    #expect(document.errors.contains("--dropped FILE"))
    #expect(try folder.names() == ["in.jsonl"])
  }

  @Test(arguments: [["--unit", "paragraph"], ["--unit", "line"], ["--passages", "8"]])
  func `what is not taken out stays as it was, and comes back`(options: [String]) throws {
    let shared = "the ferry leaves at noon from the pier behind the old market hall"
    let long = String(repeating: "n", count: 3000)
    let lines: [[UInt8]] = [
      Array(#"{"id":"a","text":"One.\n\n\#(shared)\n\nMore of a is here to read today."}"#.utf8),
      Array(
        #"{"id":"b","html":"<p>quite another page</p>","text":"\#(shared)\n\nRest of b."}"#.utf8),
      Array(#"{"id":"c","text":""#.utf8) + [0xFF] + Array(#" torn \u00e9","x":1}"#.utf8),
      Array(#"{"id":"\#(long)","text":"\#(shared)\n\nAnd so on."}"#.utf8),
      Array(#"{"id":"e","text":""#.utf8) + [0xFE] + Array(#"torn\n\n\#(shared)"}"#.utf8),
    ]
    try folder.write("in.jsonl", bytes: lines.flatMap { $0 + [0x0A] })
    let run = try folder.tamis(
      ["dedup", "in.jsonl", "-o", "out.jsonl", "--evidence", "e.jsonl"] + options)
    #expect(run.status == 0, "\(run.errors)")
    let kept = try folder.bytes("out.jsonl").split(separator: 0x0A).map(Array.init)
    #expect(kept.count == lines.count)
    #expect(kept[2] == lines[2])
    #expect(kept.count { $0.firstRange(of: Array(shared.utf8)) != nil } == 1)
    #expect(kept[1].firstRange(of: Array("<p>quite another page</p>".utf8)) != nil)
    let back = try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl", "-o", "b.jsonl")
    #expect(back.status == 0)
    #expect(try folder.bytes("b.jsonl") == folder.bytes("in.jsonl"))
  }
}
