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
      let pair = VerifiedPair(
        first: UInt32(first), second: UInt32(second), similarity: similarity)
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

  @Test("greedy: the first kept record that a record is verified against represents it")
  func greedy() {
    Self.graphs { count, graph, generator in
      var kept: [Int] = []
      var representatives: [UInt32] = []
      for record in 0..<count {
        let first = kept.first { graph[UInt64($0) << 32 | UInt64(record)] != nil }
        if first == nil { kept.append(record) }
        representatives.append(UInt32(first ?? record))
      }
      let pairs = Array(graph.values) + graph.values.prefix(3)
      let clustering = Clustering.greedy(
        count: count, pairs: pairs.shuffled(using: &generator))
      #expect(clustering.representatives == representatives)
      for (record, first) in representatives.enumerated() {
        let pair = graph[UInt64(first) << 32 | UInt64(record)]
        #expect(clustering.similarities[record] == pair?.similarity ?? .identical)
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
      var representatives = [UInt32?](repeating: nil, count: count)
      for start in 0..<count where representatives[start] == nil {
        var queue = [start]
        while let record = queue.popLast() {
          guard representatives[record] == nil else { continue }
          representatives[record] = UInt32(start)
          queue += neighbours[record]
        }
      }
      let pairs = Array(graph.values).shuffled(using: &generator)
      let clustering = Clustering.components(count: count, pairs: pairs)
      #expect(clustering.representatives == representatives.compactMap(\.self))
      for (record, first) in clustering.representatives.enumerated() {
        let pair = graph[UInt64(first) << 32 | UInt64(record)]
        let expected = Int(first) == record ? .identical : pair?.similarity
        #expect(clustering.similarities[record] == expected)
      }
    }
  }

  @Test("a long chain is one component and many clusters")
  func chain() {
    let pairs = (0..<99_999).map {
      VerifiedPair(first: UInt32($0), second: UInt32($0 + 1), similarity: .identical)
    }
    let components = Clustering.components(count: 100_000, pairs: pairs.reversed())
    #expect(components.representatives.allSatisfy { $0 == 0 })
    let greedy = Clustering.greedy(count: 100_000, pairs: pairs.reversed())
    #expect(greedy.representatives.enumerated().allSatisfy { Int($1) == $0 - $0 % 2 })
  }
}
