// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the bytes of a model.
public struct BlockModelError: Error, CustomStringConvertible {
  /// A sentence for the user.
  public let description: String
}

/// How likely each block of a page is to be of what the page is about: boosted oblivious trees
/// (Prokhorenkova and others, CatBoost, 2018) over ``BlockFeatures``.
///
/// A tree asks the same questions of every block, one a level, and the answers are the bits of the
/// number of a leaf: so sixteen blocks go through a tree at a time. The leaves are integers, and
/// features are compared only, never added: all machines come to the same result.
public struct BlockModel: Sendable {
  /// Version of the bytes; others are refused.
  static let version: UInt16 = 1
  /// What a leaf of 1 means, in log-odds.
  static let scale = 1.0 / 4096

  private let bias: Int32
  private let depth: Int
  /// For each tree and level the column that is asked for, and what it has to be more than.
  private let columns: [Int]
  private let borders: [Float]
  /// For each tree 2^depth leaves.
  private let leaves: [Int16]

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
    depth = Int(reader.next(UInt16.self))
    let columnCount = Int(reader.next(UInt16.self))
    let trees = Int(reader.next(UInt16.self))
    bias = reader.next(Int32.self)
    guard columnCount == Feature.allCases.count, (1...8).contains(depth),
      bytes.count == 24 + trees * (6 * depth + 2 << depth), reader.checksumHolds
    else { throw BlockModelError(description: "The model is damaged, or of other features.") }
    var columns: [Int] = []
    var borders: [Float] = []
    for _ in 0..<trees * depth {
      columns.append(Int(reader.next(UInt16.self)))
      borders.append(Float(bitPattern: reader.next(UInt32.self)))
    }
    guard columns.allSatisfy({ $0 < columnCount }) else {
      throw BlockModelError(description: "The model asks for features that there are not.")
    }
    self.columns = columns
    self.borders = borders
    leaves = (0..<trees << depth).map { _ in reader.next(Int16.self) }
  }

  /// For each block the probability, from 0 to 1, that it belongs to what the page is about.
  ///
  /// - Complexity: O(blocks · trees).
  public func probabilities(of features: BlockFeatures) -> [Double] {
    var sums = [Int32](repeating: bias, count: features.stride)
    for start in stride(from: 0, to: features.stride, by: BlockFeatures.lanes) {
      add(features, start, to: &sums)
    }
    return (0..<features.count).map { Self.probability(sums[$0]) }
  }

  /// Adds the leaves of all trees for sixteen blocks.
  private func add(_ features: BlockFeatures, _ start: Int, to sums: inout [Int32]) {
    var split = 0
    var sum = SIMD16<Int32>(repeating: bias)
    for tree in 0..<columns.count / depth {
      var leaf = SIMD16<Int32>(repeating: Int32(truncatingIfNeeded: tree << depth))
      for level in 0..<depth {
        let values = features.sixteen(columns[split], at: start)
        let isMore = values .> borders[split]
        leaf.replace(with: leaf | (1 << Int32(truncatingIfNeeded: level)), where: isMore)
        split += 1
      }
      for lane in 0..<16 { sum[lane] &+= Int32(leaves[Int(leaf[lane])]) }
    }
    for lane in 0..<16 { sums[start + lane] = sum[lane] }
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
