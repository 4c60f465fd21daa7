// SPDX-License-Identifier: Apache-2.0

/// How a sketch is cut into bands: two records whose rows agree in one band are candidates.
///
/// A pair of similarity s becomes a candidate with probability 1 − (1 − sʳ)ᵇ (Leskovec, Rajaraman
/// and Ullman, Mining of Massive Datasets, 3.4). More rows make fewer false candidates, more bands
/// make fewer misses.
public struct Banding: Hashable, Sendable {
  /// Bands, b.
  public let bands: Int
  /// Rows a band, r.
  public let rows: Int

  /// Makes a banding of the given shape; less than 1 counts as 1.
  public init(bands: Int, rows: Int) {
    self.bands = max(1, bands)
    self.rows = max(1, rows)
  }

  /// Values a sketch must have.
  public var sketchSize: Int { bands * rows }

  /// The probability that a pair of similarity `similarity`, in 0...1, becomes a candidate.
  public func detection(at similarity: Double) -> Double {
    1 - power(1 - power(similarity, rows), bands)
  }

  /// The banding that costs least among those that find a pair at the threshold often enough.
  ///
  /// The work of a record is modelled as 10 nanoseconds for each value of the sketch, 200 for each
  /// band's key, which is made and sorted, and 2,500 for each false candidate that is verified
  /// (measured for 300 to 1,000 shingles: Benchmarks/Record/sketch-schemes.md); of others a record
  /// is taken to meet 1,000 at similarity .1, 100 at .2, 10 at .3 and one at each further tenth
  /// below the threshold.
  ///
  /// - Parameters:
  ///   - threshold: The similarity that pairs must reach, in 0...1.
  ///   - recall: The probability, below 1, with which a pair exactly at the threshold is found.
  public init(threshold: Double, recall: Double) {
    let candidates = (1...Self.mostRows).compactMap { rows in
      Self.fewestBands(threshold: threshold, recall: recall, rows: rows).map {
        Banding(bands: $0, rows: rows)
      }
    }
    let best = candidates.min { $0.work(threshold: threshold) < $1.work(threshold: threshold) }
    self = best ?? Banding(bands: Self.mostValues, rows: 1)
  }

  static let mostRows = 32
  static let mostValues = 1024

  private static func fewestBands(threshold: Double, recall: Double, rows: Int) -> Int? {
    (1...mostValues / rows).first {
      Banding(bands: $0, rows: rows).detection(at: threshold) >= recall
    }
  }

  /// Nanoseconds a record, by the model that `init(threshold:recall:)` describes.
  func work(threshold: Double) -> Double {
    var falseCandidates = 0.0
    for tenth in 1..<10 where Double(tenth) / 10 < threshold {
      let others = tenth < 4 ? [1000, 100, 10][tenth - 1] : 1
      falseCandidates += Double(others) * detection(at: Double(tenth) / 10)
    }
    return Double(bands) * 200 + Double(sketchSize) * 10 + falseCandidates * 2500
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  /// Appends the key of every band of a sketch: equal rows give equal keys.
  ///
  /// - Precondition: `sketch` has `sketchSize` values.
  /// - Complexity: O(`sketchSize`).
  public func append(keysOf sketch: [UInt32], to keys: inout [UInt64]) {
    for band in 0..<bands {
      // Begins with the band, so that equal rows of different bands do not meet.
      var key = SketchSeed.value(4, band)
      for row in band * rows..<(band + 1) * rows {
        key = SketchSeed.mixed(key ^ UInt64(sketch[row]))
      }
      keys.append(key)
    }
  }
}
