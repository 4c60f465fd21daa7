// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tamis bench` checks what it measures.
struct `The bench command` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let stages = [
    "read", "parse", "html", "blocks", "tokens", "shingles", "sketch", "join", "verify",
    "classify", "write",
  ]

  /// A stage of the JSON that bench writes.
  private struct Stage: Decodable {
    let stage: String
    let kernel: String?
    let bytes: Int
    let records: Int
    let mb_per_second: Double
    let mb_per_second_core: Double
    let checksum: String
  }

  private struct Report: Decodable {
    let threads: Int
    let generated: Bool
    let bad: Int
    let stages: [Stage]
  }

  private func bench(_ arguments: String...) throws -> Report {
    let run = try folder.tamis(["bench", "--json", "--runs", "1"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: run.output)
  }

  @Test func `measures every stage, with the same results on all kernels and threads`() throws {
    let one = try bench("--size", "1M", "--threads", "1")
    #expect(one.stages.map(\.stage) == Self.stages)
    #expect(one.generated)
    for stage in one.stages {
      #expect(stage.bytes > 0 && stage.records > 0, "\(stage.stage)")
      #expect(stage.mb_per_second > 0 && stage.mb_per_second_core > 0, "\(stage.stage)")
    }
    let sums = Dictionary(uniqueKeysWithValues: one.stages.map { ($0.stage, $0.checksum) })
    #expect(Set(sums.values).count == Self.stages.count)
    let all = try bench("--size", "1M", "--threads", "3", "--kernels")
    #expect(all.threads == 3)
    for stage in all.stages { #expect(stage.checksum == sums[stage.stage], "\(stage)") }
    let kernels = Set(all.stages.compactMap(\.kernel))
    #expect(kernels == Set(try Tamis.kernels()))
    print("kernels measured: \(kernels.sorted())")
    let other = try bench("--size", "1M", "--seed", "2")
    #expect(other.stages[4].checksum != sums["tokens"])
  }

  @Test func `measures an input, and says what it lacks`() throws {
    let lines = (0..<40).map { number in
      let words = (0..<60).map { "word\($0 * number % 41)" }.joined(separator: " ")
      return #"{"id":"r\#(number)","body":"\#(words)"}"#
    }
    try folder.write("in.jsonl", lines: lines + lines.map { $0.replacing("word7", with: "w") })
    let report = try bench("in.jsonl", "--text-field", "body")
    #expect(!report.generated)
    let bytes = Dictionary(uniqueKeysWithValues: report.stages.map { ($0.stage, $0.bytes) })
    // The end of the last line belongs to no record.
    #expect(bytes["read"] == (try folder.bytes("in.jsonl")).count - 1)
    #expect(bytes["html"] == 0)
    #expect(report.stages.first { $0.stage == "tokens" }?.records == 80)
    let table = try folder.tamis("bench", "in.jsonl", "--text-field", "body", "--runs", "1")
    #expect(table.status == 0)
    for stage in Self.stages { #expect(table.text.contains("\n\(stage) "), "\(stage)") }
    #expect(try folder.temporaryNames().isEmpty)
  }

  @Test func `refuses an input without records, and wrong usage`() throws {
    try folder.write("empty.jsonl", "")
    let empty = try folder.tamis("bench", "empty.jsonl")
    #expect(empty.status == 1)
    #expect(empty.errors.contains("no record in empty.jsonl"))
    #expect(try folder.tamis("bench", "missing.jsonl").status == 1)
    for wrong in [["--runs", "0"], ["--size", "0"], ["--threads", "0"], ["--fast"]] {
      #expect(try folder.tamis(["bench"] + wrong).status == 64, "\(wrong)")
    }
    let kernel = try folder.tamis("bench", environment: ["TAMIS_KERNEL": "mmx"])
    #expect(kernel.status == 1)
    #expect(kernel.errors.contains("mmx"))
  }

  @Test func `names bad records and goes on`() throws {
    try folder.write("in.jsonl", lines: [#"{"id":"a","text":"One two three."}"#, "{", "[]"])
    let run = try folder.tamis("bench", "in.jsonl", "--runs", "1")
    #expect(run.status == 3)
    #expect(run.errors.contains("record 2") && run.errors.contains("record 3"))
  }
}
