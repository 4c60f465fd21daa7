// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@Suite struct `Sums over trees` {
  /// Against going through each tree with each sample, question by question.
  @Test(arguments: [0, 1, 2, 3, 7, 64, 200, 256])
  func `are those of the leaves that each sample reaches`(trees: Int) {
    var random = SeededGenerator(seed: UInt64(trees))
    for kernel in kernelsUnderTest() {
      for (columnCount, stride, first) in [(1, 32, 0), (9, 32, 0), (5, 96, 32), (3, 100, 68)] {
        let values = (0..<columnCount * stride).map { _ in
          Float(Int.random(in: -9...9, using: &random))
        }
        let columns = (0..<6 * trees).map { _ in
          UInt16.random(in: 0..<UInt16(columnCount), using: &random)
        }
        // Borders that values are equal to, too, and one that nothing exceeds.
        let borders = columns.map { _ in
          [Float(Int.random(in: -10...10, using: &random)), 0.5, .infinity].randomElement(
            using: &random) ?? 0
        }
        let leaves = (0..<128 * trees).map { _ in UInt8.random(in: 0...255, using: &random) }
        var sums = (0..<32).map { Int32($0) * 1000 - 16_000 }
        var expected = sums
        for sample in 0..<32 {
          for tree in 0..<trees {
            var leaf = 0
            for level in 0..<6 {
              let column = Int(columns[6 * tree + level])
              if values[column * stride + first + sample] > borders[6 * tree + level] {
                leaf += 1 << level
              }
            }
            expected[sample] += Int32(leaves[128 * tree + leaf])
            expected[sample] += 256 * (Int32(leaves[128 * tree + 64 + leaf]) - 128)
          }
        }
        var span = sums.mutableSpan
        kernel.sumTrees(
          values.span, first: first, stride: stride, columns: columns.span, borders: borders.span,
          leaves: leaves.span, sums: &span)
        #expect(sums == expected, "\(kernel.name), \(columnCount) columns of \(stride)")
      }
    }
  }

  @Test func `do not overflow with leaves at either end`() {
    for kernel in kernelsUnderTest() {
      for byte in [UInt8.min, .max] {
        let trees = 256
        var sums = [Int32](repeating: 0, count: 32)
        var span = sums.mutableSpan
        let values = [Float](repeating: 0, count: 32)
        kernel.sumTrees(
          values.span, first: 0, stride: 32, columns: [UInt16](repeating: 0, count: 6 * trees).span,
          borders: [Float](repeating: 1, count: 6 * trees).span,
          leaves: [UInt8](repeating: byte, count: 128 * trees).span, sums: &span)
        let worth = Int32(byte) + 256 * (Int32(byte) - 128)
        #expect(sums.allSatisfy { $0 == 256 * worth })
      }
    }
  }
}
