// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What is kept of hosts from one run to the next.
struct `A chrome model` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let frame = ["The Harbour Gazette of Port Hallen", "Tides Ships Weather Letters"]

  /// Pages of one host that have a frame in common, and each a text of its own.
  private func pages(_ numbers: Range<Int>) -> [PageLine] {
    numbers.map { number in
      var words = PageGenerator(seed: UInt64(100 + number))
      let text = Self.frame + [words.sentence(words: 8), words.paragraphs(6)]
      return PageLine(
        id: "\(number)", url: "https://harbour.test/news/\(number)",
        text: text.joined(separator: "\n\n"))
    }
  }

  @discardableResult
  private func clean(_ name: String, _ more: String...) throws -> [String] {
    let run = try folder.tamis(["clean", name, "-o", "out.jsonl"] + more)
    #expect(run.status == 0, "\(run.errors)")
    return try folder.read(PageLine.self, "out.jsonl").map(\.text)
  }

  @Test func `lets a single page start with what a crawl has shown`() throws {
    try folder.write("crawl.jsonl", pages: pages(0..<6))
    try folder.write("page.jsonl", pages: pages(6..<7))
    try folder.write("all.jsonl", pages: pages(0..<7))
    let alone = try clean("page.jsonl")
    #expect(alone[0].contains(Self.frame[1]))
    try clean("crawl.jsonl", "--chrome-model", "hosts.chrome")
    let expected = try clean("all.jsonl")[6]
    #expect(!expected.contains(Self.frame[1]))
    let before = try folder.bytes("hosts.chrome")
    #expect(try clean("page.jsonl", "--read-chrome-model", "hosts.chrome") == [expected])
    #expect(try folder.bytes("hosts.chrome") == before)
    #expect(try clean("page.jsonl", "--chrome-model", "hosts.chrome") == [expected])
    try clean("all.jsonl", "--chrome-model", "whole.chrome")
    #expect(try folder.bytes("hosts.chrome") == folder.bytes("whole.chrome"))
    let shown = try folder.tamis("inspect", "page.jsonl", "--read-chrome-model", "whole.chrome")
    #expect(shown.status == 0 && shown.text.contains("on 7 of 7 pages of the host"))
    #expect(try folder.temporaryNames().isEmpty)
  }

  @Test func `does not change when the same crawl is cleaned again`() throws {
    try folder.write("crawl.jsonl", pages: pages(0..<30))
    let first = try clean("crawl.jsonl", "--chrome-model", "hosts.chrome")
    let model = try folder.bytes("hosts.chrome")
    let second = try clean(
      "crawl.jsonl", "--chrome-model", "hosts.chrome", "--summary", "summary.json")
    #expect(second == first)
    #expect(try folder.bytes("hosts.chrome") == model)
    #expect(try folder.figure("pages_known_before", in: "summary.json") == 30)
    #expect(try folder.figure("hosts_in_the_chrome_model", in: "summary.json") == 1)
  }

  @Test func `is the same whatever the order in which parts are merged`() throws {
    let parts = [0..<3, 3..<4, 4..<8]
    for (number, range) in parts.enumerated() {
      try folder.write("\(number).jsonl", pages: pages(range))
      try clean("\(number).jsonl", "--chrome-model", "\(number).chrome")
    }
    try folder.write("all.jsonl", pages: pages(0..<8))
    try clean("all.jsonl", "--chrome-model", "all.chrome")
    try folder.write("none.jsonl", "")
    for order in [[0, 1, 2], [2, 0, 1]] {
      let read = order.flatMap { ["--read-chrome-model", "\($0).chrome"] }
      let run = try folder.tamis(
        ["clean", "none.jsonl", "-o", "none-out.jsonl", "--chrome-model", "merged\(order[0])"]
          + read)
      #expect(run.status == 0, "\(run.errors)")
      #expect(try folder.bytes("merged\(order[0])") == folder.bytes("all.chrome"))
    }
  }

  @Test func `that cannot be read is refused, and nothing is written`() throws {
    try folder.write("crawl.jsonl", pages: pages(0..<3))
    try clean("crawl.jsonl", "--chrome-model", "good.chrome")
    let good = try folder.bytes("good.chrome")
    var damaged = good
    damaged[good.count / 2] ^= 1
    try folder.write("damaged.chrome", bytes: damaged)
    try folder.write("cut.chrome", bytes: good.dropLast(30))
    try folder.write("long.chrome", bytes: good + [0])
    try folder.write("next.chrome", "tamis chrome model 2\n" + String(repeating: "?", count: 90))
    try folder.write("empty.chrome", "")
    let cases = [
      ("damaged.chrome", "is damaged at byte"), ("cut.chrome", "ends before its end"),
      ("long.chrome", "goes on after its end"),
      ("next.chrome", "is a chrome model of version 2, and version 1 is expected"),
      ("empty.chrome", "is no chrome model"), ("crawl.jsonl", "is no chrome model"),
    ]
    for (name, message) in cases {
      for flag in ["--chrome-model", "--read-chrome-model"] {
        guard name != "crawl.jsonl" || flag != "--chrome-model" else { continue }
        let before = try folder.bytes(name)
        let run = try folder.tamis("clean", "crawl.jsonl", "-o", "new.jsonl", flag, name)
        #expect(run.status == 1)
        #expect(run.errors.contains(name) && run.errors.contains(message), "\(run.errors)")
        #expect(!folder.exists("new.jsonl"))
        #expect(try folder.bytes(name) == before)
      }
    }
  }

  @Test func `is not written over an input, nor where it could not be read again`() throws {
    try folder.write("crawl.jsonl", pages: pages(0..<3))
    try clean("crawl.jsonl", "--chrome-model", "good.chrome")
    let cases = [
      ["--chrome-model", "crawl.jsonl"], ["--chrome-model", "hosts.gz"], ["--chrome-model", "-"],
      ["--chrome-model", "new.jsonl"], ["--read-chrome-model", "missing.chrome"],
      ["--chrome-model", "good.chrome", "--read-chrome-model", "good.chrome"],
    ]
    for more in cases {
      let run = try folder.tamis(["clean", "crawl.jsonl", "-o", "new.jsonl"] + more)
      #expect(run.status == 1, "\(more)")
      #expect(run.errors.contains(more[1]), "\(run.errors)")
      #expect(!folder.exists("new.jsonl"))
    }
  }

  @Test func `is kept as it was where the run fails`() throws {
    try folder.write("crawl.jsonl", pages: pages(0..<6))
    try folder.write("more.jsonl", pages: pages(6..<9))
    try clean("crawl.jsonl", "--chrome-model", "hosts.chrome")
    let before = try folder.bytes("hosts.chrome")
    let run = try folder.tamis(
      "clean", "more.jsonl", "-o", "new.jsonl", "--chrome-model", "hosts.chrome", "--max-drop", "0%"
    )
    #expect(run.status == 1)
    #expect(try folder.bytes("hosts.chrome") == before)
    #expect(!folder.exists("new.jsonl"))
  }
}
