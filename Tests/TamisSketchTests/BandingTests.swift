// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisSketch

@Suite("Bands")
struct BandingTests {
  static let published: [(bands: Int, rows: Int, detection: [Double])] = [
    (14, 8, [0.211, 0.565, 0.924, 1]),
    (450, 20, [0.016, 0.302, 0.995, 1]),
    (20, 13, [0.026, 0.177, 0.677, 0.997]),
    (26, 11, [0.090, 0.405, 0.903, 1]),
    (9, 13, [0.012, 0.084, 0.399, 0.929]),
    (8, 16, [0.002, 0.026, 0.204, 0.806]),
  ]

  @Test("detection at .6, .7, .8 and .9 is that of well-known settings")
  func detection() {
    for setting in Self.published {
      let banding = Banding(bands: setting.bands, rows: setting.rows)
      for (similarity, expected) in zip([0.6, 0.7, 0.8, 0.9], setting.detection) {
        let detection = banding.detection(at: similarity)
        #expect(abs(detection - expected) <= 0.0005, "\(setting) at \(similarity)")
      }
      #expect(banding.detection(at: 0) == 0)
      #expect(banding.detection(at: 1) == 1)
    }
  }

  @Test("reach the recall, and no shape that does costs less", arguments: [0.5, 0.65, 0.8, 0.9, 1])
  func cheapest(_ threshold: Double) {
    for recall in [0.5, 0.9, 0.95, 0.99, 0.999] {
      let banding = Banding(threshold: threshold, recall: recall)
      #expect(banding.detection(at: threshold) >= recall)
      for rows in 1...Banding.mostRows {
        for bands in 1...Banding.mostValues / rows {
          let other = Banding(bands: bands, rows: rows)
          guard other.detection(at: threshold) >= recall else { continue }
          #expect(other.work(threshold: threshold) >= banding.work(threshold: threshold))
          // More bands of as many rows cost more, and that is all that they do.
          break
        }
      }
    }
  }

  @Test("what no shape can reach gets as many values as there may be")
  func unreachable() {
    for (threshold, recall) in [(0.001, 0.99), (0.0, 0.5), (0.8, 1.5), (.nan, 0.5)] {
      let banding = Banding(threshold: threshold, recall: recall)
      #expect(banding.sketchSize == Banding.mostValues, "\(threshold) \(recall)")
    }
    #expect(Banding(bands: 0, rows: -3) == Banding(bands: 1, rows: 1))
  }

  @Test("equal rows give equal keys in the same band and in no other")
  func keys() {
    let banding = Banding(bands: 20, rows: 7)
    let sketch = [UInt32](repeating: 5, count: banding.sketchSize)
    var changed = sketch
    changed[10] = 6
    var (first, second): ([UInt64], [UInt64]) = ([], [])
    banding.append(keysOf: sketch, to: &first)
    banding.append(keysOf: changed, to: &second)
    #expect(first.count == 20)
    #expect(Set(first).count == 20)
    #expect(first.indices.filter { first[$0] != second[$0] } == [1])
  }

  @Test("random pairs are found as often as detection says", arguments: Scheme.allCases)
  func measuredRecall(_ scheme: Scheme) {
    var generator = Generator(seed: 5)
    let banding = Banding(threshold: 0.8, recall: 0.9)
    let pairs = 3000
    var (found, expected) = (0, 0.0)
    for _ in 0..<pairs {
      let pair = RandomPair(size: 180, similarity: 0.8, using: &generator)
      var (a, b): ([UInt64], [UInt64]) = ([], [])
      banding.append(keysOf: sketch(pair.first, scheme, banding.sketchSize), to: &a)
      banding.append(keysOf: sketch(pair.second, scheme, banding.sketchSize), to: &b)
      if zip(a, b).contains(where: { $0 == $1 }) { found += 1 }
      expected += banding.detection(at: pair.similarity)
    }
    let rate = expected / Double(pairs)
    let bound = 3 * (rate * (1 - rate) / Double(pairs)).squareRoot()
    // Rows that are drawn without putting back find a little more than independent ones.
    #expect(Double(found) / Double(pairs) > rate - bound)
    #expect(Double(found) / Double(pairs) < rate + bound + 0.02)
  }
}
