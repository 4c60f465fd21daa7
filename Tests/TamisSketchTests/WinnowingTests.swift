// SPDX-License-Identifier: Apache-2.0

import TamisSketch
import Testing

@Suite("Winnowing")
struct WinnowingTests {
  private func places(_ hashes: [UInt64], window: Int) -> [Int] {
    var places: [Int] = []
    Winnowing(window: window).append(placesOf: hashes.span, to: &places)
    return places
  }

  /// Windows of a text: all of it where it is shorter than one.
  private func windows(_ count: Int, _ window: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    return (0...max(0, count - window)).map { $0..<min($0 + window, count) }
  }

  /// Hashes of which many are equal if `limit` is small.
  private func hashes(_ count: Int, below limit: UInt64, _ random: inout Generator) -> [UInt64] {
    (0..<count).map { _ in UInt64.random(in: 0..<limit, using: &random) }
  }

  @Test("chooses the least hash of every window, and nothing else", arguments: [1, 2, 5, 16])
  func least(window: Int) {
    var random = Generator(seed: UInt64(window))
    for limit in [1, 2, 4, 50, UInt64.max] {
      for count in 0...(3 * window + 3) {
        let hashes = hashes(count, below: limit, &random)
        let chosen = places(hashes, window: window)
        #expect(chosen == Array(Set(chosen)).sorted())
        let minima = windows(count, window).map { hashes[$0].min() }
        // Every window has a chosen place with its least hash; every chosen place is such a place.
        for (range, minimum) in zip(windows(count, window), minima) {
          #expect(chosen.contains { range.contains($0) && hashes[$0] == minimum })
        }
        for place in chosen {
          #expect(
            zip(windows(count, window), minima).contains {
              $0.contains(place) && hashes[place] == $1
            })
        }
      }
    }
  }

  @Test("of texts that share a run of a window a chosen hash is shared, wherever the run is")
  func guarantee() {
    var random = Generator(seed: 3)
    for limit in [3, 1000, UInt64.max] {
      for _ in 0..<300 {
        let run = hashes(16, below: limit, &random)
        let texts = (0..<2).map { _ in
          hashes(Int.random(in: 0...60, using: &random), below: limit, &random) + run
            + hashes(Int.random(in: 0...60, using: &random), below: limit, &random)
        }
        let chosen = texts.map { text in Set(places(text, window: 16).map { text[$0] }) }
        #expect(!chosen[0].isDisjoint(with: chosen[1]))
      }
    }
  }

  @Test("of random hashes 2 of window + 1 are chosen")
  func density() {
    var random = Generator(seed: 4)
    let hashes = hashes(200_000, below: .max, &random)
    let share = Double(places(hashes, window: 16).count) / Double(hashes.count)
    // The chosen are some 23,500, of which the standard deviation is below √23,500.
    #expect(abs(share - 2.0 / 17) < 3 * 153.4 / 200_000)
  }
}
