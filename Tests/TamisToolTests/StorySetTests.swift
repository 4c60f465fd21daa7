// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tamis cluster --related` on sets that Benchmarks/Peers/story_sets.py deals out from public
/// pages, with the half of them that the shipped background was not counted on.
@Suite(.serialized)
struct `Stories dealt out from public pages` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  /// The folder of real data; nil, which is said, where it is not there.
  private func data(for gate: String) -> String? {
    let data = ProcessInfo.processInfo.environment["TAMIS_DATA"] ?? ""
    if data.isEmpty { print("not run: \(gate), because TAMIS_DATA is not set") }
    return data.isEmpty ? nil : data
  }

  /// What a script of Benchmarks/Peers prints.
  private func run(_ script: String, _ arguments: [String]) throws -> String {
    let peers = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Benchmarks/Peers/\(script)").path
    let run = try folder.start(["python3", peers] + arguments).wait()
    try #require(run.status == 0, "\(script): \(run.errors)")
    return run.text
  }

  /// The numbers that follow a name in a line, such as `old` in "old 12 P 0.9 R 0.8 F1 0.85".
  private func numbers(_ line: Substring) -> [Double] {
    line.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
  }

  @Test func `precision and recall hold on every set, alone, in threes and unrelated`() throws {
    guard let data = data(for: "stories dealt out from public pages") else { return }
    var arguments = ["sets", "--seed", "1", "--half", "1"]
    for (set, name) in [("daniel-dev", "news"), ("wcxb-dev", "web"), ("cleaneval", "old")] {
      let set = "\(data)/pages/\(set)"
      arguments += ["--articles", "\(set)/pages.jsonl.gz", "\(set)/gold.jsonl.gz", name]
    }
    arguments += ["--wires", "\(data)/neardup/reuters/docs.jsonl.gz", "wires"]
    _ = try run("story_sets.py", arguments)
    var scores: [String: [[Double]]] = [:]
    let sets = try FileManager.default.contentsOfDirectory(atPath: folder.path("sets"))
    for set in sets.sorted() where set != "all-languages.jsonl" {
      let printed = try run("story_scores.py", [try Tamis.binary(), "sets/\(set)"])
      let line = try #require(printed.split(separator: "\n").first)
      // The documents, precision, recall and F1.
      let figures = numbers(line)
      try #require(figures.count == 4)
      let kind = ["unrelated", "one", "three"].first { set.hasSuffix("-\($0).jsonl") }
      scores[kind ?? "sets", default: []].append(figures)
    }
    func mean(_ kind: String, _ column: Int) -> Double {
      let values = scores[kind, default: []].map { $0[column] }
      print("\(kind): mean \(values.reduce(0, +) / Double(values.count)) of \(values)")
      return values.reduce(0, +) / Double(values.count)
    }
    #expect(scores["sets"]?.count == 8)
    #expect(mean("sets", 3) >= 0.86)
    #expect(scores["sets", default: []].allSatisfy { $0[3] >= 0.80 })
    #expect(mean("unrelated", 1) >= 0.90)
    #expect(mean("one", 3) >= 0.95)
    #expect(mean("three", 3) >= 0.95)
  }

  @Test func `the stream agrees with the batch on shuffles`() throws {
    guard let data = data(for: "shuffles of stories/ecb-train") else { return }
    let set = "\(data)/stories/ecb-train/docs.jsonl.gz"
    let printed = try run("story_scores.py", [try Tamis.binary(), set, "--shuffles", "3"])
    let line = try #require(printed.split(separator: "\n").first)
    // The documents, precision, recall and F1, and the F1 of each shuffle.
    let figures = numbers(line)
    try #require(figures.count == 7)
    print("ecb-train and its shuffles: \(figures[3...])")
    #expect(figures[4...].allSatisfy { abs($0 - figures[3]) <= 0.03 })
  }
}
