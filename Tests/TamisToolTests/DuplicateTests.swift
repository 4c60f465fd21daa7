// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What is called a duplicate, checked against a count of shared word 5-grams of the tests' own.
struct `Duplicates are verified` {
  let folder: Scratch
  private let texts: [String: String]
  private let grams: [String: WordGrams]

  init() throws {
    folder = try Scratch()
    var generator = PageGenerator(seed: 5)
    var texts = generator.texts(280, paragraphs: 1...3)
    // Short ones too, of which one word is a large part.
    for _ in 0..<20 {
      let short = generator.sentence(words: generator.number(in: 3...12))
      texts += [short, generator.edited(short, changes: 1)]
    }
    let named = texts.enumerated().map { ("doc-\($0)", $1) }
    self.texts = Dictionary(uniqueKeysWithValues: named)
    grams = self.texts.mapValues { WordGrams($0) }
    try folder.write("in.jsonl", pages: named.map { PageLine(id: $0, text: $1) })
  }

  /// All pairs that reach a threshold, given as a fraction, with their similarity.
  private func truth(_ numerator: Int, _ denominator: Int) -> [Pair: Double] {
    let ids = grams.keys.sorted()
    var truth: [Pair: Double] = [:]
    for (index, a) in ids.enumerated() {
      for b in ids[(index + 1)...] {
        guard let (shared, union) = similarity(a, b), shared * denominator >= union * numerator
        else { continue }
        truth[Pair(a, b)] = Double(shared) / Double(union)
      }
    }
    return truth
  }

  private func similarity(_ a: String, _ b: String) -> (shared: Int, union: Int)? {
    guard let first = grams[a], let second = grams[b] else { return nil }
    return first.compared(with: second)
  }

  @Test(arguments: [(8, 10), (5, 10), (9, 10), (1, 1)])
  func `pairs are those of brute force`(numerator: Int, denominator: Int) throws {
    let threshold = Double(numerator) / Double(denominator)
    let truth = truth(numerator, denominator)
    let run = try folder.tamis(
      "cluster", "in.jsonl", "--pairs", "pairs.jsonl", "--threshold", "\(threshold)")
    #expect(run.status == 0)
    let pairs = try folder.read(PairLine.self, "pairs.jsonl")
    #expect(Set(pairs.map(\.pair)).count == pairs.count)
    for pair in pairs { #expect(truth[pair.pair] == pair.jaccard, "\(pair.pair)") }
    let recall = Double(pairs.count) / Double(truth.count)
    print("generated texts at \(threshold): \(pairs.count) of \(truth.count) pairs")
    #expect(truth.count >= 15)
    #expect(recall >= 0.98)
  }

  @Test(arguments: [(8, 10), (5, 10)])
  func `of two alike only one is kept`(numerator: Int, denominator: Int) throws {
    let threshold = Double(numerator) / Double(denominator)
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "kept.jsonl", "--duplicates", "dups.jsonl", "--dropped",
      "dropped.jsonl", "--threshold", "\(threshold)", "--recall", "0.9999")
    #expect(run.status == 0)
    let kept = Set(try folder.read(PageLine.self, "kept.jsonl").map(\.id))
    let dropped = try folder.read(PageLine.self, "dropped.jsonl").map(\.id)
    #expect(kept.count + dropped.count == texts.count)
    #expect(kept.isDisjoint(with: dropped))
    let left = truth(numerator, denominator).keys.filter {
      kept.contains($0.first) && kept.contains($0.second)
    }
    #expect(left.isEmpty, "\(left)")
    let duplicates = try folder.read(DuplicateLine.self, "dups.jsonl")
    #expect(duplicates.map(\.id) == dropped)
    for line in duplicates {
      #expect(kept.contains(line.of))
      let (shared, union) = try #require(similarity(line.id, line.of))
      #expect(line.similarity == Double(shared) / Double(union))
      #expect(shared * denominator >= union * numerator)
      #expect((line.kind == "exact") == (texts[line.id] == texts[line.of]))
    }
  }

  @Test func `clusters hold their members to the representative`() throws {
    try folder.tamis("cluster", "in.jsonl", "-o", "out.jsonl", "--threshold", "0.5")
    let clusters = try folder.read(ClusterLine.self, "out.jsonl")
    #expect(clusters.map(\.cluster) == Array(1...clusters.count))
    let members = clusters.flatMap { $0.members.map(\.id) }
    #expect(Set(members).count == members.count)
    for cluster in clusters {
      #expect(cluster.members.count > 1)
      #expect(cluster.members.first?.id == cluster.representative)
      for member in cluster.members {
        let (shared, union) = try #require(similarity(member.id, cluster.representative))
        #expect(shared * 2 >= union)
        #expect(member.similarity == Double(shared) / Double(union))
      }
    }
  }
}

struct `Duplicates at the edges` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private func pairs(_ texts: [String], _ options: String...) throws -> [Pair: Double] {
    try folder.write("in.jsonl", pages: texts.enumerated().map { PageLine(id: "\($0)", text: $1) })
    let run = try folder.tamis(["cluster", "in.jsonl", "--pairs", "pairs.jsonl"] + options)
    #expect(run.status == 0, "\(run.errors)")
    let found = try folder.read(PairLine.self, "pairs.jsonl").map { ($0.pair, $0.jaccard) }
    return Dictionary(found, uniquingKeysWith: { $1 })
  }

  @Test func `short records are compared as a whole`() throws {
    let texts = ["Four words are here", "four WORDS, are here!", "Four words are there", "Four"]
    #expect(try pairs(texts) == [Pair("0", "1"): 1])
  }

  @Test(arguments: [10, 20, 30, 35, 55, 60, 70, 80, 90, 95])
  func `a pair exactly at the threshold counts, just above it does not`(percent: Int) throws {
    // A text of `percent` 5-grams that is the start of one of 100.
    let words = (0..<104).map { "word\($0)" }
    let texts = [words.prefix(percent + 4).joined(separator: " "), words.joined(separator: " ")]
    let exact = Double(percent) / 100
    #expect(try pairs(texts, "--threshold", "\(exact)") == [Pair("0", "1"): exact])
    #expect(try pairs(texts, "--threshold", "\(exact + 0.001)").isEmpty)
  }

  @Test func `empty records match nothing`() throws {
    #expect(try pairs(["", "", " \n", "?!", "?!", "—"]).isEmpty)
    let run = try folder.tamis("dedup", "in.jsonl", "-o", "out.jsonl")
    #expect(run.status == 0)
    #expect(try folder.lines("out.jsonl").count == 6)
  }

  @Test func `components join what a chain joins, clusters do not`() throws {
    // Twelve words a text, so that one step changes a third of the 5-grams and two steps more.
    let words = (0..<60).map { "word\($0)" }
    let chain = (0..<4).map { words[($0 * 5)..<($0 * 5 + 40)].joined(separator: " ") }
    try folder.write("in.jsonl", pages: chain.enumerated().map { PageLine(id: "\($0)", text: $1) })
    let options = ["cluster", "in.jsonl", "-o", "out.jsonl", "--threshold", "0.7"]
    try folder.tamis(options + ["--components"])
    let components = try folder.read(ClusterLine.self, "out.jsonl")
    #expect(components.map { Set($0.members.map(\.id)) } == [["0", "1", "2", "3"]])
    #expect(components[0].members.contains { $0.similarity == nil })
    try folder.tamis(options)
    let clusters = try folder.read(ClusterLine.self, "out.jsonl")
    #expect(clusters.allSatisfy { $0.members.count < 4 })
    #expect(clusters.flatMap(\.members).allSatisfy { ($0.similarity ?? 0) >= 0.7 })
  }

  @Test func `a page that holds another is longer, and is kept`() throws {
    let words = (0..<300).map { "word\($0)" }
    var piece = words[100..<150]
    piece[102] = "changed"
    let texts = [piece.joined(separator: " "), words.joined(separator: " ")]
    try folder.write("in.jsonl", pages: texts.enumerated().map { PageLine(id: "\($0)", text: $1) })
    try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "dups.jsonl", "--contained", "0.9")
    #expect(
      try folder.lines("dups.jsonl")
        == [#"{"id":"0","of":"1","similarity":\#(43.0 / 46),"kind":"contained"}"#])
    #expect(try folder.read(PageLine.self, "out.jsonl").map(\.id) == ["1"])
    try folder.tamis(
      "cluster", "in.jsonl", "-o", "clusters.jsonl", "--pairs", "pairs.jsonl", "--contained", "0.9")
    #expect(
      try folder.lines("pairs.jsonl")
        == [#"{"a":"1","b":"0","jaccard":\#(43.0 / 299),"containment":\#(43.0 / 46)}"#])
    #expect(try folder.text("clusters.jsonl").contains(#""kind":"contained"}]"#))
    try folder.tamis("dedup", "in.jsonl", "-o", "out.jsonl", "--contained", "0.95")
    #expect(try folder.read(PageLine.self, "out.jsonl").count == 2)
  }

  @Test func `thousands of exact copies are one record and linear work`() throws {
    var generator = PageGenerator(seed: 3)
    let (page, other) = (generator.paragraphs(4), generator.paragraphs(4))
    let pages = (0..<3000).map { PageLine(id: "copy-\($0)", text: page) }
    try folder.write("in.jsonl", pages: pages + [PageLine(id: "other", text: other)])
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "dups.jsonl", "--summary", "s.json")
    #expect(run.status == 0)
    #expect(try folder.read(PageLine.self, "out.jsonl").map(\.id) == ["copy-0", "other"])
    let duplicates = try folder.read(DuplicateLine.self, "dups.jsonl")
    #expect(duplicates.count == 2999)
    #expect(duplicates.allSatisfy { $0.kind == "exact" && $0.similarity == 1 && $0.of == "copy-0" })
    #expect(try folder.figure("exact_copies", in: "s.json") == 2999)
    try folder.tamis("cluster", "in.jsonl", "--pairs", "pairs.jsonl")
    let pairs = try folder.read(PairLine.self, "pairs.jsonl")
    #expect(pairs.count == 2999)
    #expect(pairs.allSatisfy { $0.a == "copy-0" && $0.jaccard == 1 })
  }

  @Test func `a bucket beyond the limit is still split rightly, and counted`() throws {
    var generator = PageGenerator(seed: 4)
    let base = generator.paragraphs(6)
    let texts = (0..<300).map { _ in generator.edited(base, changes: 2) }
    try folder.write("in.jsonl", pages: texts.enumerated().map { PageLine(id: "\($0)", text: $1) })
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "dups.jsonl", "--bucket-limit", "20",
      "--summary", "s.json")
    #expect(run.status == 0)
    #expect(try folder.figure("pairs_not_compared", in: "s.json") < 300 * 299 / 2)
    #expect(run.errors.contains("a larger --bucket-limit would"))
    let kept = try folder.texts("out.jsonl")
    let grams = kept.mapValues { WordGrams(String(decoding: $0, as: UTF8.self)) }
    let ids = kept.keys.sorted()
    for (index, a) in ids.enumerated() {
      for b in ids[(index + 1)...] {
        let (shared, union) = try #require(grams[a]).compared(with: try #require(grams[b]))
        #expect(shared * 10 < union * 8, "\(a) and \(b) are both kept")
      }
    }
    for line in try folder.read(DuplicateLine.self, "dups.jsonl") {
      #expect(kept[line.of] != nil)
      #expect((line.similarity ?? 0) >= 0.8)
    }
  }
}
