// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels
import TamisSketch
import Testing

@testable import Tamis

/// Runs with so little memory that small inputs go to the disk.
struct `A search that spills` {
  /// A folder with an input, removed with its owner.
  private final class Folder {
    let path: String

    init(_ lines: [String]) throws {
      path = NSTemporaryDirectory() + "tamis-spill-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: url("in.jsonl"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func url(_ name: String) -> URL { URL(fileURLWithPath: "\(path)/\(name)") }

    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
  }

  /// The bytes of all outputs of `dedup` and `cluster`, and what was spilled.
  private struct Outputs {
    var bytes: [String: Data] = [:]
    var spilled = 0
  }

  private func outputs(
    _ folder: Folder, memory: Int?, threads: Int, change: (inout DuplicateOptions) -> Void
  ) async throws -> Outputs {
    var run = RunOptions(inputs: [folder.path + "/in.jsonl"])
    run.threads = threads
    run.dividedMemory = memory
    run.limits.batch = 1 << 14
    var options = DuplicateOptions(kernel: try .fromEnvironment())
    change(&options)
    var dedup = Dedup(run: run, duplicates: options, output: folder.path + "/kept.jsonl")
    dedup.duplicatesOutput = folder.path + "/duplicates.jsonl"
    dedup.droppedOutput = folder.path + "/dropped.jsonl"
    let cluster = ClusterRun(
      run: run, duplicates: options, output: folder.path + "/clusters.jsonl",
      pairsOutput: folder.path + "/pairs.jsonl")
    var outputs = Outputs()
    for summary in [try await dedup(), try await cluster()] {
      for case ("bytes spilled", .count(let bytes)) in summary.figures { outputs.spilled += bytes }
    }
    for name in try folder.names() where name != "in.jsonl" {
      outputs.bytes[name] = try Data(contentsOf: folder.url(name))
    }
    return outputs
  }

  /// Lines of invented words, of which many are copies and near copies of others.
  private static func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = SplitMix(state: seed)
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    var texts: [[Int]] = []
    return (0..<count).map { record in
      var words = (0..<number(4..<90)).map { _ in number(0..<5000) }
      if record > 0, number(0..<10) < 6 { words = texts[number(0..<min(record, 400))] }
      if number(0..<10) < 5, !words.isEmpty {
        for _ in 0..<number(1..<4) { words[number(0..<words.count)] = number(0..<5000) }
      }
      texts.append(words)
      let text = words.map { "w\($0)" }.joined(separator: " ")
      let date = "2026-0\(number(1..<9))-11"
      return #"{"id":"record-\#(number(0..<1 << 40))","date":"\#(date)","text":"\#(text)"}"#
    }
  }

  private static let changes: [@Sendable (inout DuplicateOptions) -> Void] = [
    { _ in },
    { $0.bucketLimit = 10 },
    {
      $0.usesComponents = true
      $0.threshold = Threshold(0.5) ?? .documents
    },
    {
      $0.keep = .earliest
      $0.threshold = Threshold(0.3) ?? .documents
      $0.bucketLimit = 40
    },
    { $0.keep = .first },
  ]

  @Test(arguments: 0..<5) func `gives the bytes of one that does not`(number: Int) async throws {
    let folder = try Folder(Self.lines(8_000, seed: UInt64(number)))
    let change = Self.changes[number]
    let expected = try await outputs(folder, memory: nil, threads: 1, change: change)
    #expect(expected.spilled == 0)
    #expect(expected.bytes.count == 5 && expected.bytes.values.allSatisfy { $0.count > 10_000 })
    for (memory, threads) in [(1 << 20, 1), (2 << 20, 2), (6 << 20, 3)] {
      let found = try await outputs(folder, memory: memory, threads: threads, change: change)
      #expect(found.bytes == expected.bytes, "\(memory) bytes, \(threads) threads")
      #expect(found.spilled > 1 << 20)
    }
    #expect(try folder.names().count == 6)
  }

  @Test func `finds the pairs that comparing all with all finds`() async throws {
    let lines = Self.lines(1500, seed: 77)
    let folder = try Folder(lines)
    struct Line: Decodable { let id, text: String }
    let records = try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    let sets = records.map { record in
      let words = record.text.split(separator: " ")
      return Set((0..<max(1, words.count - 4)).map { words[$0..<min($0 + 5, words.count)] })
    }
    var expected: [Set<String>: Double] = [:]
    for (second, set) in sets.enumerated() {
      for first in 0..<second {
        let common = set.intersection(sets[first]).count
        let all = set.count + sets[first].count - common
        guard 10 * common >= 8 * all else { continue }
        expected[[records[first].id, records[second].id]] = Double(common) / Double(all)
      }
    }
    _ = try await outputs(folder, memory: 1 << 20, threads: 2) { _ in }
    struct Pair: Decodable {
      let a, b: String
      let jaccard: Double
    }
    var found: [Set<String>: Double] = [:]
    for line in try Data(contentsOf: folder.url("pairs.jsonl")).split(separator: 0x0A) {
      let pair = try JSONDecoder().decode(Pair.self, from: line)
      found[[pair.a, pair.b]] = pair.jaccard
    }
    // All of these are short enough for the join that misses none.
    #expect(expected.count > 300)
    #expect(found == expected)
  }

  @Test func `needs a floor of memory, which it names`() async throws {
    let folder = try Folder([#"{"id":"a","text":"One."}"#])
    var run = RunOptions(inputs: [folder.path + "/in.jsonl"])
    run.memory = 32 << 20
    let dedup = Dedup(
      run: run, duplicates: DuplicateOptions(kernel: try .fromEnvironment()),
      output: folder.path + "/kept.jsonl")
    let error = await #expect(throws: RunError.self) { _ = try await dedup() }
    let least = run.leastMemory >> 20
    #expect(error?.description.contains("32 MiB of memory are too few for 1 threads") == true)
    #expect(error?.description.contains("\(least) MiB are needed") == true)
    #expect(try folder.names() == ["in.jsonl"])
  }
}
