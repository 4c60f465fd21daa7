// SPDX-License-Identifier: Apache-2.0

/// Says of a place how likely it is that a story begins there, by what words stand around it.
///
/// Boosted trees whose splits are the same throughout a level, made by `train.py`. It sees no cues:
/// a model that does waits for a caption on pages that have none. What the cues are worth is added.
struct StoryModel: Sendable {
  private let depth: Int
  private let bias: Int32
  private let columns: [Int]
  private let borders: [Float]
  private let leaves: [Int16]
  /// For each member of `StoryCues`, by its bit.
  private let cues: [Int32]

  /// Steps of log-odds in one of them.
  static let scale = 4096
  private static let version: UInt16 = 1
  private static let cueCount = 5

  /// The one that comes with Tamis.
  static let shipped = StoryModel(BlockModel.decoded(StoryModelBytes.model))

  /// Reads the bytes that `train.py` writes, little-endian: `TMST`, the version, depth, numbers of
  /// columns and trees (16 bits each), the bias and what each cue is worth (32 each, in steps of
  /// log-odds); for each tree and level a column (16) and a border (32-bit float); for each tree
  /// its leaves (16 each).
  ///
  /// Returns nil for other bytes.
  init?(_ bytes: [UInt8]) {
    var at = 4
    func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
      var number: Number = 0
      for byte in 0..<Number.bitWidth / 8 where at + byte < bytes.count {
        number |= Number(truncatingIfNeeded: bytes[at + byte]) << Number(8 * byte)
      }
      at += Number.bitWidth / 8
      return number
    }
    guard bytes.starts(with: [0x54, 0x4D, 0x53, 0x54]), next(UInt16.self) == Self.version else {
      return nil
    }
    depth = Int(next(UInt16.self))
    let columnCount = Int(next(UInt16.self))
    let trees = Int(next(UInt16.self))
    bias = next(Int32.self)
    cues = (0..<Self.cueCount).map { _ in next(Int32.self) }
    guard columnCount == StoryCandidate.names.count, (1...8).contains(depth),
      bytes.count == at + trees * (6 * depth + 2 << depth)
    else { return nil }
    var columns: [Int] = []
    var borders: [Float] = []
    for _ in 0..<trees * depth {
      columns.append(Int(next(UInt16.self)))
      borders.append(Float(bitPattern: next(UInt32.self)))
    }
    guard columns.allSatisfy({ $0 < columnCount }) else { return nil }
    leaves = (0..<trees << depth).map { _ in next(Int16.self) }
    self.columns = columns
    self.borders = borders
  }

  /// The log-odds that a story begins at a place, in steps.
  ///
  /// - Complexity: O(trees).
  func odds(of candidate: StoryCandidate) -> Int {
    var sum = Int(bias)
    for tree in 0..<columns.count / depth {
      var leaf = tree << depth
      for level in 0..<depth {
        let split = tree * depth + level
        if candidate.features[columns[split]] > borders[split] { leaf |= 1 << level }
      }
      sum += Int(leaves[leaf])
    }
    for (bit, worth) in cues.enumerated() where candidate.cues.rawValue >> UInt8(bit) & 1 == 1 {
      sum += Int(worth)
    }
    return sum
  }
}
