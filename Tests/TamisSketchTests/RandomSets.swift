// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch

/// SplitMix64: random sets that are the same on every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Two random sets of one size that share the number of elements nearest to a similarity.
struct RandomPair {
  let first: [UInt64]
  let second: [UInt64]
  /// The similarity that they have exactly.
  let similarity: Double

  init(size: Int, similarity: Double, using generator: inout Generator) {
    let common = Int((2 * Double(size) * similarity / (1 + similarity)).rounded())
    let shared = (0..<common).map { _ in generator.next() }
    first = shared + (0..<size - common).map { _ in generator.next() }
    second = (0..<size - common).map { _ in generator.next() } + shared
    self.similarity = Double(common) / Double(2 * size - common)
  }
}

func sketch(
  _ shingles: [UInt64], _ scheme: Scheme, _ size: Int, kernel: Kernel = .scalar
) -> [UInt32] {
  var sketcher = Sketcher(scheme: scheme, size: size, kernel: kernel)
  return sketcher.sketch(shingles.span)
}
