// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels
import Testing

@testable import Tamis

struct `Repeated passages` {
  /// Checks what is found against the slow way, and what is left for itself.
  private func expect(
    _ records: [PassageRecord], _ search: PassageSearch, _ comment: String
  ) async throws {
    let found = try await search(records)
    let oracle = PassageOracle(records, tokens: search.tokens, isFirst: search.keep == .first)
    var gone = records.map { [Bool](repeating: false, count: $0.tokens.count) }
    var end = (record: -1, byte: 0)
    var copies: [PassageCopy] = []
    for row in found.rows {
      let record = records[row.record]
      #expect((row.record, row.range.lowerBound) >= end && !row.range.isEmpty, "\(comment)")
      end = (row.record, row.range.upperBound)
      #expect(row.range.upperBound <= record.text.count)
      let left = record.text[..<row.range.lowerBound] + record.text[row.range.upperBound...]
      #expect(String(validating: left, as: UTF8.self) != nil, "cut inside a character: \(comment)")
      for (token, place) in record.places.enumerated() where place.overlaps(row.range) {
        #expect(place.clamped(to: row.range) == place, "cut inside a word: \(comment)")
        gone[row.record][token] = true
      }
      if copies.isEmpty || !copies[copies.count - 1].append(row, in: records) {
        copies.append(PassageCopy(row, in: records))
      }
    }
    for copy in copies {
      #expect(copy.isTrue(in: records, tokens: search.tokens), "\(copy): \(comment)")
      #expect(oracle.precedes(copy.keptRecord, copy.kept, copy.record, copy.tokens), "\(comment)")
    }
    for (record, sources) in oracle.sources.enumerated() {
      #expect(gone[record] == sources.map { $0 != nil }, "\(records[record].id): \(comment)")
    }
    expectNothingTwice(records, gone, tokens: search.tokens, comment)
  }

  /// Checks that no run of N tokens without a cut in it is left twice.
  private func expectNothingTwice(
    _ records: [PassageRecord], _ gone: [[Bool]], tokens: Int, _ comment: String
  ) {
    var runs: Set<ArraySlice<Int>> = []
    for (record, gone) in zip(records, gone) {
      for piece in gone.indices.split(whereSeparator: { gone[$0] }) where piece.count >= tokens {
        for start in piece.startIndex...piece.endIndex - tokens {
          #expect(runs.insert(record.tokens[start..<start + tokens]).inserted, "\(comment)")
        }
      }
    }
  }

  @Test(arguments: [8, 9, 20, 50]) func `are those that comparing all runs finds`(
    tokens: Int
  ) async throws {
    let t = GramSelection(tokens: tokens).window
    let lengths = [
      0, 1, tokens - 1, tokens, tokens + 1, 2 * tokens - 1, 2 * tokens, 2 * tokens + 1,
      tokens + t - 1, tokens + t, tokens + t + 1, 3 * tokens, 10 * tokens,
    ]
    for (seed, alphabet) in [1, 2, 3, 7, 40, 3000, 3000].enumerated() {
      let records = PassageRecord.random(
        60, alphabet: alphabet, lengths: lengths,
        copies: [tokens - 1, tokens, tokens + 1, tokens + t, 3 * tokens],
        seed: UInt64(100 * tokens + seed))
      let search = PassageSearch(tokens: tokens, keep: seed % 3 == 1 ? .first : .longest)
      try await expect(records, search, "\(tokens) tokens of \(alphabet)")
    }
  }

  @Test func `are found wherever they stand in records`() async throws {
    var random = PassageRandom(state: 5)
    var next = 0
    func fresh(_ count: Int) -> [Int] {
      defer { next += count }
      return Array(next..<next + count)
    }
    // Each repeat of exactly N tokens, in its own surroundings, before and after its source.
    var records: [PassageRecord] = []
    for before in 0..<24 {
      let passage = fresh(12)
      for (copy, length) in [(0, before), (1, 23 - before), (2, 0)] {
        let tokens = fresh(length) + passage + fresh(copy)
        records.append(PassageRecord(id: "\(before)-\(copy)", tokens: tokens, random: &random))
      }
    }
    let found = try await PassageSearch(tokens: 12)(records)
    #expect(found.figures["passages"] == 48)
    #expect(found.figures["tokens in passages"] == 48 * 12)
    try await expect(records, PassageSearch(tokens: 12), "one passage thrice")
    let none = try await PassageSearch(tokens: 13)(records)
    #expect(none.rows.isEmpty && none.figures["passages"] == 0)
  }

  @Test func `leave one copy of what repeats itself`() async throws {
    var random = PassageRandom(state: 6)
    for period in [1, 2, 3, 7, 49, 50, 51] {
      for length in [49, 50, 51, 99, 100, 101, 1000] {
        let tokens = (0..<length).map { $0 % period }
        let record = PassageRecord(id: "a", tokens: tokens, random: &random)
        try await expect([record], PassageSearch(tokens: 50), "\(length) of period \(period)")
        let found = try await PassageSearch(tokens: 50)([record])
        // All but the first N go as soon as a run of N has come again.
        let isRepeated = length >= 50 + period
        #expect(
          found.figures["tokens in passages"] == (isRepeated ? length - max(50, period) : 0),
          "\(length) of period \(period)")
      }
    }
  }

  /// Texts of one period each, with words of their own around them or not, in records of several
  /// lengths; of some the period begins elsewhere.
  private func periodic(_ period: Int, tokens: Int, random: inout PassageRandom) -> [PassageRecord]
  {
    let lengths = [
      tokens - 1, tokens, tokens + period - 1, tokens + period, 2 * tokens + period, 20 * tokens,
    ]
    return lengths.indices.flatMap { index in
      (0..<3).map { form in
        let phase = form == 2 ? random.number(0..<period) : 0
        let body = (0..<lengths[index]).map { ($0 + phase) % period }
        let own = (0..<random.number(1..<9)).map { 1000 + 100 * index + 20 * form + $0 }
        return PassageRecord(
          id: "\(index)-\(form)", tokens: form == 0 ? body : own + body + own.reversed(),
          random: &random)
      }
    }
  }

  @Test(arguments: [8, 50]) func `of one period are one stretch a record, over records`(
    tokens: Int
  ) async throws {
    var random = PassageRandom(state: 7)
    for period in [1, 2, 3, 7, tokens - 1, tokens, tokens + 1] {
      let records = periodic(period, tokens: tokens, random: &random)
      for keep in [KeepPolicy.longest, .first] {
        let search = PassageSearch(tokens: tokens, keep: keep)
        try await expect(records, search, "\(tokens) tokens, period \(period)")
        let found = try await search(records)
        // Longer periods than a run may begin in one record and go on in another.
        let most = period > tokens ? 2 * records.count : records.count
        #expect(found.figures["passages"] ?? .max <= most, "\(tokens) tokens, period \(period)")
      }
    }
  }

  @Test func `of one period are few, however long the text and little the memory`() async throws {
    for period in [1, 5, 20, 33] {
      let text = (0..<200_000).map { "w\($0 % period)" }.joined(separator: " ")
      let records = (0..<3).map { (id: "\($0)", text: Array(text.utf8)) }
      let found = try await PassageSearch(tokens: 20, memory: 1 << 20)(records)
      #expect(found.rows.count == 3)
      #expect(found.figures["passages"] == 3)
      #expect(found.figures["tokens in passages"] == 600_000 - max(20, period))
      // Fingerprints of all k-grams at most; a row for each run of N tokens only where the period
      // is longer than a run.
      let most = period > 20 ? 60 : 20
      #expect(found.figures["passage index bytes"] ?? .max < most * 600_000)
    }
  }

  @Test func `of two words at random are stretches of N tokens or more`() async throws {
    var random = PassageRandom(state: 8)
    let text = (0..<100_000).map { _ in "w\(random.number(0..<2))" }.joined(separator: " ")
    let found = try await PassageSearch(tokens: 8)([(id: "a", text: Array(text.utf8))])
    #expect(found.rows.count <= 100_000 / 8)
    #expect(found.figures["tokens in passages"] ?? 0 > 99_000)
  }

  @Test func `are nothing in records too short, empty or blank`() async throws {
    let texts = ["", " ", "\n\n", "one two three", "—", "one two three", "a b c d e f g", "", " "]
    let records = texts.enumerated().map { (id: "\($0)", text: Array($1.utf8)) }
    #expect(try await PassageSearch()(records).rows.isEmpty)
    #expect(try await PassageSearch()([] as [PassageRecord]).rows.isEmpty)
  }

  @Test func `are taken whole, with their lines`() async throws {
    let passage = "One two three four five six seven eight."
    let found = try await PassageSearch()([
      ("a", Array("Title here\n\n\(passage)\n\nThe end of the longest of all texts here".utf8)),
      ("b", Array(passage.uppercased().utf8)),
      ("c", Array("Before, \(passage) After".utf8)),
    ])
    let start = "Title here\n\n".utf8.count
    let kept = start..<start + passage.utf8.count - 1
    let words = found.rows.map { "\($0.record) \($0.range) \($0.keptRecord) \($0.kept)" }
    #expect(words == ["1 0..<40 0 \(kept)", "2 8..<49 0 \(kept)"])
  }

  @Test func `do not depend on threads, memory or order`() async throws {
    let records = PassageRecord.random(
      3000, alphabet: 4000, lengths: [5, 60, 150, 400], copies: [8, 20, 21, 70, 300], seed: 9)
    var search = PassageSearch(tokens: 20)
    let expected = try await search(records)
    #expect(expected.spilled == 0 && expected.rows.count > 3000)
    for (memory, threads, batch) in [(1 << 20, 1, 1 << 14), (1 << 20, 3, 1 << 16)] {
      search = PassageSearch(tokens: 20, memory: memory, threads: threads, batch: batch)
      let found = try await search(records)
      #expect(found.rows == expected.rows)
      #expect(found.figures == expected.figures)
      #expect(found.spilled > 4 << 20)
    }
    let names = Set(expected.rows.map { $0.named(records) })
    var random = PassageRandom(state: 10)
    for _ in 0..<3 {
      let shuffled = records.shuffled(using: &random)
      let found = try await PassageSearch(tokens: 20, threads: 2)(shuffled)
      #expect(Set(found.rows.map { $0.named(shuffled) }) == names)
    }
  }

  @Test func `take an index of a fraction of the text`() async throws {
    let records = PassageRecord.random(
      2000, alphabet: 50_000, lengths: [300], copies: [10], seed: 11)
    let found = try await PassageSearch(tokens: 50)(records)
    let (index, text) = (found.figures["passage index bytes"], found.figures["text bytes"])
    // 16 bytes for 2 of t + 1 k-grams, and some 60 a record.
    #expect((index ?? .max) < (text ?? 0) / 4)
  }
}
