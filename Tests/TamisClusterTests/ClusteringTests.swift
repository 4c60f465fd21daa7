// SPDX-License-Identifier: Apache-2.0

import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Clusters")
struct ClusteringTests {
  /// A random graph; each pair has a similarity of its own, so that mistaking one shows.
  static func graph(
    _ count: Int, pairs: Int, using generator: inout Generator
  ) -> [UInt64: VerifiedPair] {
    var graph: [UInt64: VerifiedPair] = [:]
    for number in 0..<(count > 1 ? pairs : 0) {
      let second = Int.random(in: 1..<count, using: &generator)
      let first = Int.random(in: 0..<second, using: &generator)
      let similarity = Similarity(intersection: number + 1, 10_000, 10_000)
      let pair = VerifiedPair(first: first, second: second, similarity: similarity)
      graph[UInt64(first) << 32 | UInt64(second)] = pair
    }
    return graph
  }

  static func graphs(_ body: (Int, [UInt64: VerifiedPair], inout Generator) -> Void) {
    var generator = Generator(seed: 1)
    for count in [0, 1, 2, 5, 30, 200] {
      for density in [0, 1, 2, 8] {
        for _ in 0..<10 {
          body(count, graph(count, pairs: count * density / 2, using: &generator), &generator)
        }
      }
    }
  }

  /// What represents each record, and the pair that says so.
  static func greedy(
    _ count: Int, _ pairs: [VerifiedPair]
  ) -> (representatives: [Int], pairs: [Int: VerifiedPair]) {
    var clustering = GreedyClustering(count: count)
    var representatives = Array(0..<count)
    var settled: [Int: VerifiedPair] = [:]
    for pair in pairs.sorted(by: { ($0.second, $0.first) < ($1.second, $1.first) })
    where clustering.settles(first: pair.first, second: pair.second) {
      representatives[pair.second] = pair.first
      settled[pair.second] = pair
    }
    return (representatives, settled)
  }

  static func components(_ count: Int, _ pairs: [VerifiedPair]) -> [Int] {
    var components = Components(count: count)
    for pair in pairs { components.unite(pair.first, pair.second) }
    return (0..<count).map { components.representative($0) }
  }

  @Test("greedy: the first kept record that a record is verified against represents it")
  func greedy() {
    Self.graphs { count, graph, generator in
      var kept: [Int] = []
      var representatives: [Int] = []
      for record in 0..<count {
        let first = kept.first { graph[UInt64($0) << 32 | UInt64(record)] != nil }
        if first == nil { kept.append(record) }
        representatives.append(first ?? record)
      }
      let clustering = Self.greedy(count, Array(graph.values) + graph.values.prefix(3))
      #expect(clustering.representatives == representatives)
      for (record, first) in representatives.enumerated() {
        #expect(clustering.pairs[record] == graph[UInt64(first) << 32 | UInt64(record)])
      }
    }
  }

  @Test("components: the first record that can be reached represents the others")
  func components() {
    Self.graphs { count, graph, generator in
      var neighbours = [[Int]](repeating: [], count: count)
      for pair in graph.values {
        neighbours[Int(pair.first)].append(Int(pair.second))
        neighbours[Int(pair.second)].append(Int(pair.first))
      }
      var representatives = [Int?](repeating: nil, count: count)
      for start in 0..<count where representatives[start] == nil {
        var queue = [start]
        while let record = queue.popLast() {
          guard representatives[record] == nil else { continue }
          representatives[record] = start
          queue += neighbours[record]
        }
      }
      let pairs = Array(graph.values).shuffled(using: &generator)
      #expect(Self.components(count, pairs) == representatives.compactMap(\.self))
    }
  }

  @Test("a long chain is one component and many clusters")
  func chain() {
    let pairs = (0..<99_999).map {
      VerifiedPair(first: $0, second: $0 + 1, similarity: .identical)
    }
    #expect(Self.components(100_000, pairs.reversed()).allSatisfy { $0 == 0 })
    let greedy = Self.greedy(100_000, pairs.reversed())
    #expect(greedy.representatives.enumerated().allSatisfy { $1 == $0 - $0 % 2 })
  }
}
