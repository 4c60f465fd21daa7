// SPDX-License-Identifier: Apache-2.0

/// SplitMix64: random sets that are the same on every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Two random sets of about a given Jaccard similarity.
struct Pair {
  let first: [UInt64]
  let second: [UInt64]
  /// The similarity that they have exactly.
  let similarity: Double

  /// Makes two sets that share the number of elements nearest to what the similarity asks for.
  init(size: Int, similarity: Double, using generator: inout Generator) {
    let common = Int((2 * Double(size) * similarity / (1 + similarity)).rounded())
    let shared = (0..<common).map { _ in generator.next() }
    first = shared + (0..<size - common).map { _ in generator.next() }
    second = shared + (0..<size - common).map { _ in generator.next() }
    self.similarity = Double(common) / Double(2 * size - common)
  }

  /// Makes two sets whose similarity is the given one or the next above it that their size allows.
  init(size: Int, atLeast similarity: Double, using generator: inout Generator) {
    var common = Int(2 * Double(size) * similarity / (1 + similarity))
    while Double(common) < similarity * Double(2 * size - common) { common += 1 }
    let own = size - common
    let shared = (0..<common).map { _ in generator.next() }
    first = shared + (0..<own).map { _ in generator.next() }
    second = shared + (0..<own).map { _ in generator.next() }
    self.similarity = Double(common) / Double(2 * size - common)
  }
}
