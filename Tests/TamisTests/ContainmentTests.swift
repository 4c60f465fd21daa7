// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisSketch
import Testing

@testable import Tamis

struct `Contained records` {
  /// Pages of unlike lengths, and pieces of some of them: cut out, changed in a few places, put
  /// together of two cuts, or with words of their own.
  ///
  /// No two texts are equally long, so that the total order is that of the lengths.
  private static func records(seed: UInt64) -> [WordRecord] {
    var random = SeededNumbers(seed: seed)
    var texts: [[Int]] = []
    let chrome = random.words(40)
    for page in 0..<120 {
      let words = random.words(random.number(40..<1500))
      texts.append(page % 3 == 0 ? chrome + words : words)
      for _ in 0..<random.number(0..<5) {
        // From 17 shingles on nothing is missed of what has no more changes than these.
        let length = random.number(22..<words.count + 1)
        let start = random.number(0..<words.count - length + 1)
        var piece = Array(words[start..<start + length])
        for _ in 0..<random.number(0..<length / 50 + 2) {
          let place = random.number(0..<piece.count)
          switch random.number(0..<4) {
          case 0: piece.insert(random.number(0..<1_000_000), at: place)
          case 1: piece.remove(at: place)
          case 2: piece = Array(piece[place...] + piece[..<place])
          default: piece[place] = random.number(0..<1_000_000)
          }
        }
        if random.number(0..<4) == 0 { piece += random.words(length / 12) }
        texts.append(piece)
      }
    }
    var lengths: Set<Int> = []
    let records = texts.enumerated().map { WordRecord("record-\($0)", $1) }
    return records.filter { lengths.insert($0.text.utf8.count).inserted }
      .shuffled(using: &random)
  }

  /// What becomes of records, by comparing all with all: each is kept unless it is similar to one
  /// that is kept before it or lies in it.
  private static func drops(
    _ records: [WordRecord], tenths: Int
  ) -> (drops: Set<DropLine>, pairs: Set<LikePair>) {
    let order = records.sorted { $0.text.utf8.count > $1.text.utf8.count }
    var drops: Set<DropLine> = []
    var pairs: Set<LikePair> = []
    var kept: [String: Bool] = [:]
    for (place, record) in order.enumerated() {
      kept[record.id] = true
      for first in order[..<place] {
        let (common, union) = record.compared(with: first)
        let isNear = 10 * common >= 8 * union
        guard isNear || 10 * common >= tenths * record.grams.count else { continue }
        let jaccard = Double(common) / Double(union)
        let share = isNear ? nil : Double(common) / Double(record.grams.count)
        pairs.insert(LikePair(a: first.id, b: record.id, jaccard: jaccard, containment: share))
        guard kept[record.id] == true, kept[first.id] == true else { continue }
        kept[record.id] = false
        drops.insert(
          DropLine(
            id: record.id, of: first.id, kind: isNear ? "near" : "contained",
            similarity: share ?? jaccard))
      }
    }
    return (drops, pairs)
  }

  @Test(arguments: [(1, 9), (2, 9), (3, 10), (4, 9)])
  func `are those that comparing all with all finds`(seed: UInt64, tenths: Int) async throws {
    let records = Self.records(seed: seed)
    let expected = Self.drops(records, tenths: tenths)
    let corpus = try ContainmentCorpus(records)
    let summary = try await corpus.dedup(contained: Double(tenths) / 10)
    let contained = expected.drops.filter { $0.kind == "contained" }
    print("of \(records.count) records \(contained.count) are contained in one before")
    #expect(contained.count > 25)
    #expect(Set(try corpus.read(DropLine.self, "duplicates.jsonl")) == expected.drops)
    try await corpus.cluster(contained: Double(tenths) / 10)
    let pairs = try corpus.read(LikePair.self, "pairs.jsonl")
    let found = pairs.filter { $0.containment != nil }.count
    #expect(summary.count("contained pairs") == found)
    #expect(Set(pairs).count == pairs.count && Set(pairs).isSubset(of: expected.pairs))
    // Of a record that lies in several, a pair may not be looked up.
    #expect(Double(pairs.count) >= 0.99 * Double(expected.pairs.count))
    struct Cluster: Decodable {
      struct Member: Decodable {
        let id: String
        let similarity: Double
        let kind: String?
      }
      let representative: String
      let members: [Member]
    }
    var members: Set<DropLine> = []
    for cluster in try corpus.read(Cluster.self, "clusters.jsonl") {
      for member in cluster.members.dropFirst() {
        members.insert(
          DropLine(
            id: member.id, of: cluster.representative, kind: member.kind ?? "near",
            similarity: member.similarity))
      }
    }
    #expect(members == expected.drops)
  }

  @Test func `are not looked for unless asked`() async throws {
    let records = Self.records(seed: 1)
    let corpus = try ContainmentCorpus(records)
    let summary = try await corpus.dedup(contained: nil)
    #expect(summary.count("contained pairs") == nil)
    let lines = try corpus.read(DropLine.self, "duplicates.jsonl")
    #expect(!lines.isEmpty && lines.allSatisfy { $0.kind == "near" })
  }

  @Test func `are the same with any memory, threads and order`() async throws {
    var records = (0..<12).flatMap { seed in
      Self.records(seed: UInt64(100 + seed)).map { WordRecord("\(seed)-\($0.id)", $0.words) }
    }
    let corpus = try ContainmentCorpus(records)
    try await corpus.dedup(contained: 0.9, threads: 1)
    try await corpus.cluster(contained: 0.9, threads: 1)
    let (kept, clusters, pairs) = (
      try corpus.bytes("kept.jsonl"), try corpus.bytes("clusters.jsonl"),
      try corpus.bytes("pairs.jsonl")
    )
    let drops = Set(try corpus.read(DropLine.self, "duplicates.jsonl"))
    #expect(drops.count > 1500)
    for (memory, threads) in [(1 << 20, 1), (2 << 20, 3)] {
      let summary = try await corpus.dedup(contained: 0.9, memory: memory, threads: threads)
      #expect((summary.count("bytes spilled") ?? 0) > 1 << 20)
      try await corpus.cluster(contained: 0.9, memory: memory, threads: threads)
      #expect(try corpus.bytes("kept.jsonl") == kept)
      #expect(try corpus.bytes("clusters.jsonl") == clusters)
      #expect(try corpus.bytes("pairs.jsonl") == pairs)
    }
    var random = SeededNumbers(seed: 7)
    for _ in 0..<3 {
      records.shuffle(using: &random)
      try corpus.write(records)
      try await corpus.dedup(contained: 0.9)
      try await corpus.cluster(contained: 0.9)
      #expect(Set(try corpus.read(DropLine.self, "duplicates.jsonl")) == drops)
      #expect(try corpus.bytes("clusters.jsonl") == clusters)
      #expect(try corpus.bytes("pairs.jsonl") == pairs)
    }
  }

  @Test func `count as such only after the record that they lie in`() async throws {
    var random = SeededNumbers(seed: 8)
    let page = WordRecord("page", random.words(400))
    let piece = WordRecord("piece", Array(page.words[100..<180]))
    let copy = WordRecord("copy", piece.words)
    for (records, keep, dropped) in [
      ([piece, page, copy], KeepPolicy.longest, ["copy", "piece"]),
      ([page, piece, copy], .first, ["copy", "piece"]), ([piece, page], .first, []),
    ] {
      let corpus = try ContainmentCorpus(records)
      try await corpus.dedup(contained: 0.9, keep: keep)
      let lines = try corpus.read(DropLine.self, "duplicates.jsonl")
      #expect(lines.map(\.id).sorted() == dropped)
      #expect(lines.allSatisfy { $0.of == "page" && $0.kind == "contained" && $0.similarity == 1 })
    }
  }

  @Test func `a chain drops what lies in a kept record only`() async throws {
    // The least lies in the middle one, of which less than a part lies in the longest.
    var random = SeededNumbers(seed: 9)
    let longest = random.words(500)
    let middle = Array(longest[..<280]) + random.words(20)
    let least = Array(middle[200...])
    let records = [("a", longest), ("b", middle), ("c", least)].map { WordRecord($0, $1) }
    let corpus = try ContainmentCorpus(records)
    try await corpus.dedup(contained: 0.9)
    let lines = try corpus.read(DropLine.self, "duplicates.jsonl")
    #expect(lines.map(\.id) == ["b"] && lines.map(\.of) == ["a"])
  }
}

struct `A search for contained records` {
  /// Pieces in pages that are so many times as long.
  private static func planted(
    ratio: Int, random: inout SeededNumbers
  ) -> (records: [WordRecord], pieces: [(piece: WordRecord, page: WordRecord)]) {
    let chrome = random.words(40)
    var planted: [(piece: WordRecord, page: WordRecord)] = []
    for (length, count) in [(30, 40), (60, 40), (200, 20), (1000, 4)] {
      for number in 0..<count {
        for changes in [0, 1, 3] {
          let id = "\(length)-\(number)-\(changes)"
          let words = random.words(length)
          var inPage = words
          for _ in 0..<changes { inPage[random.number(0..<length)] = random.number(0..<1_000_000) }
          let rest = random.words((ratio - 1) * length)
          let place = random.number(0..<rest.count + 1)
          let page = chrome + rest[..<place] + inPage + rest[place...]
          planted.append((WordRecord("piece-\(id)", words), WordRecord("page-\(id)", page)))
        }
      }
    }
    return (planted.flatMap { [$0.piece, $0.page] }.shuffled(using: &random), planted)
  }

  @Test(arguments: [2, 10, 100]) func `finds pieces in pages`(ratio: Int) async throws {
    var random = SeededNumbers(seed: UInt64(ratio))
    let (records, planted) = Self.planted(ratio: ratio, random: &random)
    let corpus = try ContainmentCorpus(records)
    for (share, floor) in [(0.9, 1.0), (0.5, 0.98)] {
      let summary = try await corpus.dedup(contained: share)
      let found = try corpus.read(DropLine.self, "duplicates.jsonl")
      var truth: [DropLine] = []
      for (piece, page) in planted {
        let common = piece.compared(with: page).common
        let similarity = Double(common) / Double(piece.grams.count)
        guard similarity >= share else { continue }
        truth.append(
          DropLine(id: piece.id, of: page.id, kind: "contained", similarity: similarity))
      }
      let right = Set(found).intersection(truth).count
      print(
        "1:\(ratio) at \(share): \(right) of \(truth.count) pieces found, \(found.count) in all; "
          + "\(summary.count("pairs compared for containment") ?? -1) compared")
      #expect(truth.count > 150)
      #expect(right == found.count)
      #expect(Double(right) >= floor * Double(truth.count))
    }
  }

  @Test func `compares few of the pages that a host's chrome is on`() async throws {
    var random = SeededNumbers(seed: 30)
    let chrome = random.words(120)
    var records: [WordRecord] = []
    for number in 0..<3000 {
      let words = random.words(random.number(40..<80))
      records.append(WordRecord("page-\(number)", chrome + words))
      if number % 100 == 50 { records.append(WordRecord("piece-\(number)", words)) }
    }
    let corpus = try ContainmentCorpus(records)
    let summary = try await corpus.dedup(contained: 0.9)
    let lines = try corpus.read(DropLine.self, "duplicates.jsonl")
    #expect(lines.count == 30)
    #expect(lines.allSatisfy { $0.kind == "contained" && $0.id.dropFirst(6) == $0.of.dropFirst(5) })
    let compared = try #require(summary.count("pairs compared for containment"))
    print("3,000 pages with the same chrome: \(compared) pairs compared, of 4,500,000")
    #expect(compared < 3030 * 2 * ContainmentJoin.groupsPerLookUp)
    #expect((summary.count("look-ups cut short") ?? 0) > 3000)
  }
}

struct `The words of a row` {
  @Test func `keep how two records are alike`() {
    for (common, own, other) in [(1, 1, 1), (90, 100, 1000), (7, 9, 1 << 20), (0, 5, 6)] {
      let similarity = Similarity(intersection: common, own, other)
      let near = Likeness(words: Likeness(similarity).words)
      #expect(near?.similarity == similarity)
      #expect(near?.containment == nil && near?.value == similarity.value)
      let inside = Likeness(words: Likeness(similarity, contained: own).words)
      #expect(inside?.similarity == similarity)
      #expect(inside?.isContained == true)
      #expect(inside?.value == Double(common) / Double(own))
    }
    #expect(Likeness(words: Likeness.notCompared) == nil)
  }
}
