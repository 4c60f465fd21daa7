// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

/// The lanes of a signature and the hashes they see.
private struct Case {
  var minima: [UInt32]
  var multipliers: [UInt32]
  var addends: [UInt32]
  var hashes: [UInt64]

  init(k: Int, count: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let extremes: [UInt64] = [0, 1, .max, 1 << 63, 0xFFFF_FFFF, 0xFFFF_FFFF_0000_0000]
    minima = (0..<k).map { $0 % 5 == 4 ? UInt32.random(in: 0...9, using: &generator) : .max }
    multipliers = (0..<k).map { $0 == 0 ? .max : .random(in: 0 ... .max, using: &generator) | 1 }
    addends = (0..<k).map { $0 == 1 ? .max : .random(in: 0 ... .max, using: &generator) }
    hashes = (0..<count).map { i in
      i % 7 == 3 ? extremes[i / 7 % extremes.count] : generator.next()
    }
  }

  /// From the definition, in 64-bit remainders, each lane's values gathered before the least is
  /// taken.
  var expected: [UInt32] {
    let modulus: UInt64 = 1 << 32
    return minima.indices.map { lane in
      let values = hashes.map { hash in
        let folded = (hash / modulus) ^ (hash % modulus)
        var value = (folded * UInt64(multipliers[lane]) + UInt64(addends[lane])) % modulus
        value ^= value / 65536
        value = value * 0x7FEB_352D % modulus
        return UInt32(value ^ value / 32768)
      }
      return ([minima[lane]] + values).min() ?? 0
    }
  }
}

@Suite struct `Update of minima` {
  @Test func `every number of lanes`() {
    for kernel in kernelsUnderTest() {
      for k in 0...200 {
        let lanes = Case(k: k, count: 5, seed: UInt64(k))
        #expect(updateBetweenCanaries(kernel, lanes) == lanes.expected, "\(kernel.name), k \(k)")
      }
    }
  }

  @Test func `every number of hashes`() {
    for kernel in kernelsUnderTest() {
      for count in Array(0...80) + [511, 512, 513, 1023, 1024, 1025, 1500] {
        let lanes = Case(k: 45, count: count, seed: 500 + UInt64(count))
        #expect(
          updateBetweenCanaries(kernel, lanes) == lanes.expected, "\(kernel.name), \(count) hashes")
      }
    }
  }

  @Test func `every alignment`() {
    for kernel in kernelsUnderTest() {
      for alignment in 0...16 {
        let lanes = Case(k: 171, count: 9, seed: 900 + UInt64(alignment))
        let found = updateBetweenCanaries(kernel, lanes, alignment: alignment)
        #expect(found == lanes.expected, "\(kernel.name) at \(alignment)")
      }
    }
  }

  @Test func `memory against both guards`() throws {
    let minima = try GuardedMemory<UInt32>(capacity: 300)
    let multipliers = try GuardedMemory<UInt32>(capacity: 300)
    let addends = try GuardedMemory<UInt32>(capacity: 300)
    let hashes = try GuardedMemory<UInt64>(capacity: 600)
    for kernel in kernelsUnderTest() {
      for (k, count) in (0...140).map({ ($0, 3) }) + [(16, 512), (300, 513), (5, 600)] {
        let lanes = Case(k: k, count: count, seed: 700 + UInt64(k))
        for side in GuardedMemory<UInt32>.Side.allCases {
          let out = minima.copy(lanes.minima, side)
          kernel.updateMinima(
            minima: out, multipliers: multipliers.copy(lanes.multipliers, side),
            addends: addends.copy(lanes.addends, side), k: k,
            hashes: hashes.copy(lanes.hashes, side == .afterGuard ? .afterGuard : .beforeGuard),
            count: count)
          let found = Array(UnsafeBufferPointer(start: out, count: k))
          #expect(found == lanes.expected, "\(kernel.name), k \(k), \(side)")
        }
      }
    }
  }

  @Test func `one call or many, in any order`() {
    let lanes = Case(k: 128, count: 700, seed: 42)
    for kernel in kernelsUnderTest() {
      var minima = lanes.minima
      for part in [600..<700, 0..<1, 1..<600] {
        var span = minima.mutableSpan
        kernel.updateMinima(
          &span, multipliers: lanes.multipliers.span, addends: lanes.addends.span,
          hashes: lanes.hashes.span.extracting(part))
      }
      #expect(minima == lanes.expected, "\(kernel.name)")
    }
  }

  @Test func `a lane without a multiplier is refused`() async {
    await #expect(processExitsWith: .failure) {
      let (multipliers, addends, hashes): ([UInt32], [UInt32], [UInt64]) = ([1], [0, 0], [7])
      var minima: [UInt32] = [1, 2]
      var span = minima.mutableSpan
      Kernel.scalar.updateMinima(
        &span, multipliers: multipliers.span, addends: addends.span, hashes: hashes.span)
    }
  }
}

/// Runs the update with lanes that surround the given ones; an empty result says that one of those
/// changed.
private func updateBetweenCanaries(
  _ kernel: Kernel, _ lanes: Case, alignment: Int = 1
) -> [UInt32]? {
  let k = lanes.minima.count
  let before = [UInt32](repeating: .max, count: alignment)
  let after = [UInt32](repeating: .max, count: 64)
  var minima = before + lanes.minima + after
  let multipliers = before + lanes.multipliers + after
  let addends = before + lanes.addends + after
  let hashes = [0] + lanes.hashes + [0]
  minima.withUnsafeMutableBufferPointer { minima in
    multipliers.withUnsafeBufferPointer { multipliers in
      addends.withUnsafeBufferPointer { addends in
        hashes.withUnsafeBufferPointer { hashes in
          guard let minima = minima.baseAddress, let multipliers = multipliers.baseAddress,
            let addends = addends.baseAddress, let first = hashes.baseAddress
          else { return }
          kernel.updateMinima(
            minima: minima + alignment, multipliers: multipliers + alignment,
            addends: addends + alignment, k: k, hashes: first + 1, count: lanes.hashes.count)
        }
      }
    }
  }
  let outside = minima[..<alignment] + minima[(alignment + k)...]
  return outside.allSatisfy { $0 == .max } ? Array(minima[alignment..<alignment + k]) : nil
}
