// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisPage

/// Bytes of a model of two trees of one level.
private func modelBytes(
  version: UInt16 = 1, columns: UInt16 = UInt16(Feature.allCases.count), column: UInt16 = 0
) -> [UInt8] {
  func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
  var bytes = Array("TMBM".utf8) + little(version) + little(UInt16(1)) + little(columns)
  bytes += little(UInt16(2)) + little(Int32(-4096))
  bytes += little(column) + little(Float(5).bitPattern)
  bytes += little(UInt16(Feature.characters.rawValue)) + little(Float(100).bitPattern)
  bytes += [0, 8192, -4096, 4096].flatMap { little(Int16($0)) }
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return bytes + little(hash)
}

@Suite struct `Models of blocks` {
  @Test func `that come with Tamis are read, and tell text from chrome`() {
    #expect(BlockModel.html.probabilities(of: BlockFeatures(count: 0), kernel: .scalar).isEmpty)
    let page = read("Home\n\nContact\n\n" + Story.text(Story.bridge))
    let likely = BlockModel.text.probabilities(of: page.features, kernel: .scalar)
    #expect(likely.count == page.blocks.count)
    #expect(likely[0] < 0.5 && likely[2] > 0.5)
  }

  /// Every number of blocks around the 32 that are looked at together.
  @Test(arguments: 0...70)
  func `add the leaves that each block's features lead to`(count: Int) throws {
    let model = try BlockModel(modelBytes())
    let features = BlockFeatures(count: count)
    for block in 0..<count {
      features[.words, block] = Float(block % 11)
      features[.characters, block] = Float(block * 13 % 201)
    }
    for kernel in Kernel.available {
      let probabilities = model.probabilities(of: features, kernel: kernel)
      #expect(probabilities.count == count)
      for (block, likely) in probabilities.enumerated() {
        let first: Int32 = block % 11 > 5 ? 8192 : 0
        let second: Int32 = block * 13 % 201 > 100 ? 4096 : -4096
        #expect(likely == BlockModel.probability(first + second - 4096))
      }
    }
  }

  @Test(
    arguments: [
      (0, 0.5), (4096, 0.731_058_6), (-4096, 0.268_941_4), (40_960, 0.999_954_6),
      (Int32.max, 1), (Int32.min, 0),
    ] as [(Int32, Double)])
  func `give probabilities`(sum: Int32, probability: Double) {
    #expect(abs(BlockModel.probability(sum) - probability) < 1e-6)
  }

  @Test func `are refused when they are damaged, cut, of another version or of other features`() {
    let bytes = modelBytes()
    #expect(throws: Never.self) { try BlockModel(bytes) }
    for end in 0..<bytes.count {
      #expect(throws: BlockModelError.self) { try BlockModel(Array(bytes[..<end])) }
    }
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x10
      #expect(throws: BlockModelError.self) { try BlockModel(damaged) }
    }
    #expect(throws: BlockModelError.self) { try BlockModel(modelBytes(version: 2)) }
    #expect(throws: BlockModelError.self) { try BlockModel(modelBytes(columns: 7)) }
    #expect(throws: BlockModelError.self) { try BlockModel(modelBytes(column: 60_000)) }
  }
}

@Suite struct `The threshold of a page` {
  /// Against trying every set of likeliest blocks, computed anew.
  @Test(arguments: 0..<100)
  func `is half of the best expected F1`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % limit
    }
    let lines = (0..<(1 + next(20))).map { _ in
      (0..<(1 + next(9))).map { _ in "w\(next(1000))" }.joined(separator: " ")
    }
    let blocks = read(lines.joined(separator: "\n\n")).blocks
    let likely = blocks.map { _ in Double(next(101)) / 100 }
    let expected = zip(blocks, likely).reduce(0) { $0 + Double($1.0.tokenCount) * $1.1 }
    var best = 0.0
    for cut in likely {
      let kept = zip(blocks, likely).filter { $0.1 >= cut }
      let words = kept.reduce(0) { $0 + Double($1.0.tokenCount) }
      let hits = kept.reduce(0) { $0 + Double($1.0.tokenCount) * $1.1 }
      if words + expected > 0 { best = max(best, 2 * hits / (words + expected)) }
    }
    #expect(abs(Judge.threshold(likely, blocks) - best / 2) < 1e-9)
  }
}
