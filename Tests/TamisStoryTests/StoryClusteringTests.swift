// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisStory

struct StoryClusteringTests {
  @Test func `Affinity is the mean over all pairs, less the doubt`() {
    for seed in UInt64(1)...20 {
      let documents = RandomDocuments(seed: seed, count: 12, stories: 2)
      let densities = documents.vectors.indices.map { Double($0) / 300 }
      func story(_ members: Range<Int>) -> Story {
        var story = Story(
          documents.vectors[members.lowerBound], density: densities[members.lowerBound],
          seconds: nil)
        for member in members.dropFirst() {
          story.add(Story(documents.vectors[member], density: densities[member], seconds: nil))
        }
        return story
      }
      for cut in 1..<12 {
        let affinity = story(0..<cut).affinity(to: story(cut..<12))
        var sum = 0.0
        for a in 0..<cut {
          for b in cut..<12 {
            let (x, y) = (documents.vectors[a], documents.vectors[b])
            let excess = Oracle.cosine(x, y) - (densities[a] + densities[b]) / 2
            sum += excess / (x.scale * y.scale)
          }
        }
        let pairs = Double(cut * (12 - cut))
        #expect(abs(affinity - (sum / pairs - 0.085 / pairs.squareRoot())) < 1e-6)
      }
    }
  }

  @Test func `Stories are those of average linkage over all pairs`() {
    for seed in UInt64(1)...30 {
      let documents = RandomDocuments(seed: seed, count: 30, stories: 6)
      let nearest = documents.allNeighbours
      let clustering = StoryClustering(
        documents.vectors, seconds: documents.seconds, nearest: nearest)
      #expect(clustering.joined() == Oracle.stories(documents, nearest: nearest))
    }
  }

  @Test func `Neighbours are those that a comparison of all pairs finds`() {
    for seed in UInt64(1)...10 {
      let documents = RandomDocuments(seed: seed, count: 120, stories: 30)
      let index = NeighbourIndex(documents.vectors)
      // In portions, as threads ask for them.
      let found = index.neighbours(of: 0..<50) + index.neighbours(of: 50..<120)
      for (document, all) in documents.allNeighbours.enumerated() {
        // Those who have no heavy term in common are not found, and are not near.
        let near = all.prefix(SearchLimits.kept).filter { $0.similarity > 0.25 }
        #expect(found[document].prefix(near.count).elementsEqual(near))
      }
    }
  }

  @Test func `Days between two documents count against their being one story`() {
    let documents = RandomDocuments(seed: 3, count: 2, stories: 1)
    func affinity(days: Int) -> Double {
      let a = Story(documents.vectors[0], density: 0, seconds: 1_000_000)
      let b = Story(documents.vectors[1], density: 0, seconds: 1_000_000 + days * 86_400)
      #expect(a.affinity(to: b) == b.affinity(to: a))
      return a.affinity(to: b)
    }
    #expect(abs(affinity(days: 0) - affinity(days: 1) - 0.02) < 1e-9)
    #expect(abs(affinity(days: 0) - affinity(days: 3) - 0.04) < 1e-9)
    #expect(abs(affinity(days: 0) - affinity(days: -7) - 0.06) < 1e-9)
    let undated = Story(documents.vectors[1], density: 0, seconds: nil)
    let dated = Story(documents.vectors[0], density: 0, seconds: .max)
    #expect(dated.affinity(to: undated) == affinity(days: 0))
    let first = Story(documents.vectors[1], density: 0, seconds: .min)
    #expect(dated.affinity(to: first) < 0)
  }

  @Test func `A heap gives the greatest first`() {
    var chance = SplitMix(seed: 9)
    for count in 0..<40 {
      let numbers = (0..<count).map { _ in Int.random(in: 0..<20, using: &chance) }
      var heap = Heap<Int>()
      for number in numbers { heap.insert(number) }
      var sorted: [Int] = []
      while let number = heap.popGreatest() { sorted.append(number) }
      #expect(sorted == numbers.sorted(by: >))
    }
  }
}

/// The obvious way to do what the clustering does.
enum Oracle {
  static func cosine(_ a: StoryVector, _ b: StoryVector) -> Double {
    let weights = Dictionary(uniqueKeysWithValues: zip(b.terms, b.weights))
    return zip(a.terms, a.weights).reduce(0) { $0 + Double($1.1) * Double(weights[$1.0] ?? 0) }
  }

  static func stories(_ documents: RandomDocuments, nearest: [[Neighbour]]) -> [Int] {
    let vectors = documents.vectors
    let densities = nearest.map { Density.of($0.map(\.similarity)) }
    var stories = vectors.indices.map { [$0] }
    func affinity(_ a: [Int], _ b: [Int]) -> Double {
      var sum = 0.0
      for x in a {
        for y in b {
          let excess = cosine(vectors[x], vectors[y]) - (densities[x] + densities[y]) / 2
          sum += excess / (vectors[x].scale * vectors[y].scale)
        }
      }
      let pairs = Double(a.count * b.count)
      return sum / pairs - 0.085 / pairs.squareRoot()
    }
    while true {
      var best = (affinity: 0.0, a: -1, b: -1)
      for a in stories.indices {
        for b in stories.indices where b > a {
          let value = affinity(stories[a], stories[b])
          if value > best.affinity { best = (value, a, b) }
        }
      }
      guard best.a >= 0 else { break }
      stories[best.a] += stories.remove(at: best.b)
    }
    var roots = [Int](repeating: 0, count: vectors.count)
    for story in stories { for member in story { roots[member] = story.min() ?? 0 } }
    return roots
  }
}
