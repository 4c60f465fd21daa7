// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels
import TamisSketch

@testable import Tamis

/// SplitMix64: the same numbers on every machine.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Words that hardly come again by chance.
  mutating func words(_ count: Int) -> [Int] { (0..<count).map { _ in number(0..<1_000_000) } }
}

/// A record, and the tests' own measure of it: the set of its runs of five words.
struct WordRecord {
  let id: String
  let words: [Int]
  let grams: Set<[Int]>

  init(_ id: String, _ words: [Int]) {
    self.id = id
    self.words = words
    grams = Set((0..<max(1, words.count - 4)).map { Array(words[$0..<min($0 + 5, words.count)]) })
  }

  var text: String { words.map { "w\($0)" }.joined(separator: " ") }

  /// n-grams of both, and of either.
  func compared(with other: WordRecord) -> (common: Int, union: Int) {
    let common = grams.intersection(other.grams).count
    return (common, grams.count + other.grams.count - common)
  }
}

/// Why a record is dropped, as the tests work it out and as outputs tell it.
struct DropLine: Decodable, Hashable {
  let id, of, kind: String
  let similarity: Double
}

/// A line of `--pairs`.
struct LikePair: Decodable, Hashable {
  let a, b: String
  let jaccard: Double
  let containment: Double?
}

/// Records in a file, and the outputs of searches in it; removed with its owner.
final class ContainmentCorpus {
  private let path = NSTemporaryDirectory() + "tamis-contained-\(UUID().uuidString)"

  init(_ records: [WordRecord]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try write(records)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ records: [WordRecord]) throws {
    let lines = records.map { #"{"id":"\#($0.id)","text":"\#($0.text)"}"# + "\n" }
    try Data(lines.joined().utf8).write(to: url("in.jsonl"))
  }

  private func url(_ name: String) -> URL { URL(fileURLWithPath: "\(path)/\(name)") }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  func read<Line: Decodable>(_ type: Line.Type, _ name: String) throws -> [Line] {
    try bytes(name).split(separator: 0x0A).map { try JSONDecoder().decode(type, from: $0) }
  }

  private func run(_ memory: Int?, _ threads: Int) -> RunOptions {
    var run = RunOptions(inputs: [path + "/in.jsonl"])
    run.threads = threads
    run.dividedMemory = memory
    run.limits.batch = 1 << 14
    return run
  }

  private func options(_ contained: Double?, keep: KeepPolicy) throws -> DuplicateOptions {
    var options = DuplicateOptions(kernel: try .fromEnvironment())
    options.contained = contained.flatMap { Threshold($0) }
    options.recall = 0.9999
    options.keep = keep
    return options
  }

  /// Runs `dedup`, which writes kept.jsonl and duplicates.jsonl.
  @discardableResult func dedup(
    contained: Double?, keep: KeepPolicy = .longest, memory: Int? = nil, threads: Int = 2
  ) async throws -> RunSummary {
    var dedup = Dedup(
      run: run(memory, threads), duplicates: try options(contained, keep: keep),
      output: path + "/kept.jsonl")
    dedup.duplicatesOutput = path + "/duplicates.jsonl"
    return try await dedup()
  }

  /// Runs `cluster`, which writes clusters.jsonl and pairs.jsonl.
  @discardableResult func cluster(
    contained: Double?, memory: Int? = nil, threads: Int = 2
  ) async throws -> RunSummary {
    try await ClusterRun(
      run: run(memory, threads), duplicates: try options(contained, keep: .longest),
      output: path + "/clusters.jsonl", pairsOutput: path + "/pairs.jsonl")()
  }
}

extension RunSummary {
  /// A count among the figures.
  func count(_ name: String) -> Int? {
    for case (name, .count(let count)) in figures { return count }
    return nil
  }
}
