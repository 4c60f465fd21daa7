// SPDX-License-Identifier: Apache-2.0

public import TamisKernels

/// What is wrong with the bytes of a model.
public struct BlockModelError: Error, CustomStringConvertible {
  /// A sentence for the user.
  public let description: String
}

/// How likely each block of a page is to be of what the page is about: boosted oblivious trees
/// (Prokhorenkova and others, CatBoost, 2018) over ``BlockFeatures``.
///
/// A tree asks the same questions of every block, one a level, and the answers are the bits of the
/// number of a leaf: so many blocks go through a tree at a time. The leaves are integers, and
/// features are compared only, never added: all machines come to the same result.
public struct BlockModel: Sendable {
  /// Version of the bytes; others are refused.
  static let version: UInt16 = 1
  /// What a leaf of 1 means, in log-odds.
  static let scale = 1.0 / 4096

  /// Levels of a tree, as kernels want them; shallower trees are filled up.
  private static let levels = 6

  private let bias: Int32
  /// For each tree and level the column that is asked for, and what it has to be more than.
  private let columns: [UInt16]
  private let borders: [Float]
  /// For each tree the low bytes of its leaves, and the high ones, as `Kernel.sumTrees` wants them.
  private let leaves: [UInt8]

  /// Reads a model.
  ///
  /// Little-endian: `TMBM`, the version (16 bits), levels a tree (16), columns (16), trees (16), the
  /// bias (32); for each tree and level a column (16) and a border (32-bit float); for each tree its
  /// leaves (16 each); a checksum of all before it (FNV-1a, 64).
  /// - Throws: `BlockModelError` for other bytes.
  public init(_ bytes: [UInt8]) throws(BlockModelError) {
    var reader = ModelBytes(bytes)
    guard bytes.count >= 24, bytes.prefix(4).elementsEqual("TMBM".utf8) else {
      throw BlockModelError(description: "These bytes are not a model of blocks.")
    }
    reader.skip(4)
    let version = reader.next(UInt16.self)
    guard version == Self.version else {
      throw BlockModelError(
        description: "The model has version \(version); this program reads \(Self.version).")
    }
    let depth = Int(reader.next(UInt16.self))
    let columnCount = Int(reader.next(UInt16.self))
    let trees = Int(reader.next(UInt16.self))
    bias = reader.next(Int32.self)
    guard columnCount == Feature.allCases.count, (1...Self.levels).contains(depth), trees <= 256,
      bytes.count == 24 + trees * (6 * depth + 2 << depth), reader.checksumHolds
    else { throw BlockModelError(description: "The model is damaged, or of other features.") }
    let filling = Self.levels - depth
    var (columns, borders): ([UInt16], [Float]) = ([], [])
    for _ in 0..<trees {
      for _ in 0..<depth {
        columns.append(reader.next(UInt16.self))
        borders.append(Float(bitPattern: reader.next(UInt32.self)))
      }
      columns += Array(repeating: 0, count: filling)
      borders += Array(repeating: .infinity, count: filling)
    }
    guard columns.allSatisfy({ $0 < columnCount }) else {
      throw BlockModelError(description: "The model asks for features that there are not.")
    }
    self.columns = columns
    self.borders = borders
    leaves = Self.leaves(trees: trees, depth: depth, &reader)
  }

  private static func leaves(trees: Int, depth: Int, _ reader: inout ModelBytes) -> [UInt8] {
    var leaves: [UInt8] = []
    for _ in 0..<trees {
      let values = (0..<1 << depth).map { _ in reader.next(Int16.self) }
      let filled = values + Array(repeating: 0, count: (1 << levels) - values.count)
      leaves += filled.map { UInt8(truncatingIfNeeded: $0) }
      leaves += filled.map { UInt8(truncatingIfNeeded: ($0 >> 8) + 128) }
    }
    return leaves
  }

  /// For each block the probability, from 0 to 1, that it belongs to what the page is about.
  ///
  /// - Parameter kernel: What adds up the leaves; it makes no difference to the result.
  /// - Complexity: O(blocks · trees).
  public func probabilities(of features: borrowing BlockFeatures, kernel: Kernel) -> [Double] {
    var probabilities: [Double] = []
    probabilities.reserveCapacity(features.count)
    var sums = [Int32](repeating: bias, count: Kernel.treeSamples)
    while probabilities.count < features.count {
      for lane in sums.indices { sums[lane] = bias }
      add(features, probabilities.count, kernel, to: &sums)
      let left = features.count - probabilities.count
      for sum in sums.prefix(left) { probabilities.append(Self.probability(sum)) }
    }
    return probabilities
  }

  /// Adds the leaves of all trees for the blocks from `start` on, as many as there are sums.
  private func add(
    _ features: borrowing BlockFeatures, _ start: Int, _ kernel: Kernel, to sums: inout [Int32]
  ) {
    let values = features.columns(from: start)
    let stride = features.stride
    // Columns are those of `Feature`, and of each the lists have what trees need: see `init`.
    columns.withUnsafeBufferPointer { columns in
      borders.withUnsafeBufferPointer { borders in
        leaves.withUnsafeBufferPointer { leaves in
          sums.withUnsafeMutableBufferPointer { sums in
            guard let columns = columns.baseAddress, let borders = borders.baseAddress,
              let leaves = leaves.baseAddress, let sums = sums.baseAddress
            else { return }
            kernel.sumTrees(
              values: values, stride: stride, columns: columns, borders: borders, leaves: leaves,
              trees: self.columns.count / Self.levels, sums: sums)
          }
        }
      }
    }
  }

  /// 1 / (1 + e^-x), by operations that all machines do alike.
  static func probability(_ sum: Int32) -> Double {
    let logOdds = max(-30, min(30, Double(sum) * scale))
    // e^x = (e^(x / 2^20))^(2^20)
    var power = 1 - logOdds / 1_048_576
    for _ in 0..<20 { power *= power }
    return 1 / (1 + power)
  }
}

/// Reads little-endian numbers.
private struct ModelBytes {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func skip(_ count: Int) { index += count }

  /// The next number; 0 beyond the end.
  mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
    var number: Number = 0
    for offset in 0..<Number.bitWidth / 8 where index + offset < bytes.count {
      number |= Number(truncatingIfNeeded: bytes[index + offset]) << Number(8 * offset)
    }
    index += Number.bitWidth / 8
    return number
  }

  /// Whether the last eight bytes are the checksum of those before.
  var checksumHolds: Bool {
    var last = self
    last.index = bytes.count - 8
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes.dropLast(8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return last.next(UInt64.self) == hash
  }
}
