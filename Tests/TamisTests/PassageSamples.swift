// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels

@testable import Tamis

typealias PassageRandom = SplitMix

extension SplitMix {
  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// A record of which the tokens are known without asking the tokeniser.
struct PassageRecord {
  let id: String
  private(set) var text: [UInt8] = []
  /// What folding makes of each token.
  private(set) var tokens: [Int] = []
  /// Where each token is in the text.
  private(set) var places: [Range<Int>] = []

  /// Writes tokens as words, with something between them; what word and what is chosen at random.
  init(id: String, tokens: [Int], random: inout PassageRandom) {
    self.id = id
    for token in tokens {
      let isHan = token % 5 == 4
      let between = Self.separator(&random)
      // Han characters need nothing between them.
      if !text.isEmpty, !isHan || random.number(0..<4) == 0 { text += between.utf8 }
      let word = Self.words(token)[random.number(0..<2)]
      places.append(text.count..<text.count + word.utf8.count)
      text += word.utf8
      if isHan, random.number(0..<3) == 0 { text += "。".utf8 }
      if isHan { text += "\u{3000}".utf8 }
    }
    self.tokens = tokens
    if random.number(0..<2) == 0 { text += Self.separator(&random).utf8 }
  }

  private static func separator(_ random: inout PassageRandom) -> String {
    separators[random.number(0..<separators.count)]
  }

  private static let separators = [
    " ", " ", " ", " ", ", ", ". ", "\n", "\n\n", "\r\n", " — ", "\n* * *\n", "\u{A0}(",
  ]

  /// Two ways to write a token.
  private static func words(_ token: Int) -> [String] {
    let letters = String(token / 5, radix: 26)
    switch token % 5 {
    case 0: return ["w\(letters)", "W\(letters)"]
    case 1: return ["e\u{301}\(letters)", "É\(letters)"]
    case 2: return ["ω\(letters)", "Ω\(letters)"]
    case 3: return ["ж\(letters)", "Ж\u{AD}\(letters)"]
    default:
      let character = Unicode.Scalar(UInt32(0x4E00 + token / 5)).map(String.init) ?? "北"
      return [character, character]
    }
  }

  /// Records of random tokens, among which are copies of stretches of others and of themselves.
  static func random(
    _ count: Int, alphabet: Int, lengths: [Int], copies: [Int], seed: UInt64
  ) -> [PassageRecord] {
    var random = PassageRandom(state: seed)
    var texts: [[Int]] = []
    return (0..<count).map { number in
      var tokens: [Int] = []
      let length = lengths[random.number(0..<lengths.count)]
      while tokens.count < length {
        if random.number(0..<3) == 0 {
          let copied = copies[random.number(0..<copies.count)]
          let source =
            texts.isEmpty || random.number(0..<4) == 0
            ? tokens : texts[random.number(0..<texts.count)]
          let start = source.isEmpty ? 0 : random.number(0..<source.count)
          tokens += source[start..<min(source.count, start + copied)]
        }
        for _ in 0..<random.number(1..<9) { tokens.append(random.number(0..<alphabet)) }
      }
      tokens.removeLast(tokens.count - length)
      texts.append(tokens)
      return PassageRecord(id: "r\(number)", tokens: tokens, random: &random)
    }
  }
}

/// Passages found the slow way: all runs of N tokens in a dictionary.
struct PassageOracle {
  private var ranks: [Int]
  /// For each record and token the record and token that it repeats; nil for those that stay.
  private(set) var sources: [[(record: Int, token: Int)?]]

  init(_ records: [PassageRecord], tokens: Int, isFirst: Bool = false) {
    let order = Self.order(records, isFirst: isFirst)
    ranks = [Int](repeating: 0, count: records.count)
    for (rank, record) in order.enumerated() { ranks[record] = rank }
    sources = records.map { [(record: Int, token: Int)?](repeating: nil, count: $0.tokens.count) }
    var firsts: [ArraySlice<Int>: (record: Int, token: Int)] = [:]
    for record in order {
      let all = records[record].tokens
      for start in stride(from: 0, through: all.count - tokens, by: 1) {
        let run = all[start..<start + tokens]
        guard let first = firsts[run] else {
          firsts[run] = (record, start)
          continue
        }
        for offset in 0..<tokens {
          let token = start + offset
          if first.record == record, token < first.token + tokens { continue }
          let source = (record: first.record, token: first.token + offset)
          if let other = sources[record][token],
            (ranks[other.record], other.token) < (ranks[source.record], source.token)
          {
            continue
          }
          sources[record][token] = source
        }
      }
    }
  }

  /// Whether the tokens of a record come before those of another, or the same.
  func precedes(_ record: Int, _ tokens: Range<Int>, _ other: Int, _ others: Range<Int>) -> Bool {
    (ranks[record], tokens.lowerBound) < (ranks[other], others.lowerBound)
  }

  private static func order(_ records: [PassageRecord], isFirst: Bool) -> [Int] {
    records.indices.sorted { a, b in
      if isFirst { return a < b }
      let (first, second) = (records[a], records[b])
      if first.text.count != second.text.count { return first.text.count > second.text.count }
      let hashes = (ContentHash(of: first.text.span), ContentHash(of: second.text.span))
      return hashes.0 != hashes.1 ? hashes.0 < hashes.1 : first.id < second.id
    }
  }
}

/// The tokens of a passage that go, which may be in several rows, and the first of its source.
struct PassageCopy {
  let record: Int
  /// Tokens that go, by their indices.
  private(set) var tokens: Range<Int>
  let keptRecord: Int
  let kept: Range<Int>
  private let keptBytes: Range<Int>

  init(_ row: PassageRow, in records: [PassageRecord]) {
    (record, keptRecord, keptBytes) = (row.record, row.keptRecord, row.kept)
    tokens = Self.tokens(of: row.range, in: records[record])
    kept = Self.tokens(of: row.kept, in: records[keptRecord])
  }

  private static func tokens(of bytes: Range<Int>, in record: PassageRecord) -> Range<Int> {
    let inside = record.places.indices.filter {
      record.places[$0].clamped(to: bytes) == record.places[$0]
    }
    guard let first = inside.first, let last = inside.last else { return 0..<0 }
    return first..<last + 1
  }

  /// Goes on with a row that names the same source; false if it does not follow.
  mutating func append(_ row: PassageRow, in records: [PassageRecord]) -> Bool {
    let next = Self.tokens(of: row.range, in: records[row.record])
    guard row.record == record, row.keptRecord == keptRecord, row.kept == keptBytes,
      next.lowerBound == tokens.upperBound
    else { return false }
    tokens = tokens.lowerBound..<next.upperBound
    return true
  }

  /// Whether the source is as many tokens that are equal to those that go, or to the first of them,
  /// and both are of a run of N tokens that stands at both places.
  func isTrue(in records: [PassageRecord], tokens least: Int) -> Bool {
    let (own, other) = (records[record].tokens, records[keptRecord].tokens)
    guard !kept.isEmpty, kept.count <= tokens.count,
      own[tokens.lowerBound..<tokens.lowerBound + kept.count] == other[kept][...]
    else { return false }
    var (before, after) = (0, kept.count)
    while tokens.lowerBound - before > 0, kept.lowerBound - before > 0,
      own[tokens.lowerBound - before - 1] == other[kept.lowerBound - before - 1]
    { before += 1 }
    while tokens.lowerBound + after < own.count, kept.lowerBound + after < other.count,
      own[tokens.lowerBound + after] == other[kept.lowerBound + after]
    { after += 1 }
    return before + after >= least
  }
}

/// A row that the search gives.
struct PassageRow: Hashable {
  let record: Int
  let range: Range<Int>
  let keptRecord: Int
  let kept: Range<Int>

  init(_ row: ArraySlice<UInt64>) {
    let row = Array(row)
    (record, keptRecord) = (Int(row[0]), Int(row[2]))
    (range, kept) = (UnitPlace.range(row[1]), UnitPlace.range(row[3]))
  }

  /// A row in terms of ids, which do not depend on the order of the input.
  func named(_ records: [PassageRecord]) -> String {
    "\(records[record].id) \(range) \(records[keptRecord].id) \(kept)"
  }
}

/// Searches for passages in records that are written to a file first.
struct PassageSearch {
  var tokens = 8
  var keep = KeepPolicy.longest
  var memory: Int?
  var threads = 1
  var batch = 1 << 14

  struct Found {
    var rows: [PassageRow] = []
    var figures: [String: Int] = [:]
    var spilled = 0
  }

  func callAsFunction(_ records: [(id: String, text: [UInt8])]) async throws -> Found {
    let path = NSTemporaryDirectory() + "tamis-passages-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = try records.map { record in
      let fields = ["id": record.id, "text": String(decoding: record.text, as: UTF8.self)]
      return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self) + "\n"
    }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path + "/in.jsonl"))
    return try await callAsFunction(path + "/in.jsonl", work: path + "/work")
  }

  func callAsFunction(_ file: String, work: String) async throws -> Found {
    var run = RunOptions(inputs: [file])
    run.threads = threads
    run.dividedMemory = memory
    run.limits.batch = batch
    let folder = WorkFolder(work)
    defer { folder.remove() }
    let pass = PassagePass(
      inputs: try run.openInputs(outputs: []), run: run, observer: RunObserver(),
      options: PassageOptions(tokens: tokens, keep: keep, kernel: try .fromEnvironment()),
      folder: folder)
    var summary = RunSummary(command: "dedup")
    var layout = RecordLayout()
    let passages = try await pass.run(summary: &summary, layout: &layout)
    var sorted = try passages.sorted()
    var found = Found()
    while let part = try sorted.next() {
      for row in stride(from: 0, to: part.count, by: 6) {
        found.rows.append(PassageRow(part[row..<row + 6]))
      }
    }
    for case (let name, .count(let count)) in summary.figures { found.figures[name] = count }
    found.figures["text bytes"] = summary.textBytes
    found.spilled = folder.spilledBytes
    return found
  }

  func callAsFunction(_ records: [PassageRecord]) async throws -> Found {
    try await callAsFunction(records.map { ($0.id, $0.text) })
  }
}
