// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// The kernel in plain Swift, which every machine runs and the others must agree with.
  public static let scalar = Kernel(
    name: .scalar,
    classifyFunction: { scalarClassify($0, $1, $2, $3, $4) },
    findWordsFunction: { scalarFindWords($0, $1, $2, $3, $4) },
    hashWordsFunction: { scalarHashWords($0, $1, $2, $3, $4) },
    updateMinimaFunction: { scalarUpdateMinima($0, $1, $2, $3, $4, $5) },
    intersectionCountFunction: { scalarIntersectionCount($0, $1, $2, $3) },
    sumTreesFunction: { scalarSumTrees($0, $1, $2, $3, $4, $5, $6) })
}

// MARK: - Classification, eight bytes to a UInt64

/// The same byte eight times.
@inline(__always)
private func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// Bit 7 of each byte says whether that byte of `low` lies in `range`; the other bits are noise.
/// Each byte of `low` must be below 0x80.
@inline(__always)
private func inRange(_ low: UInt64, _ range: ClosedRange<UInt8>) -> UInt64 {
  let fromStart = low &+ eight(0x80 &- range.lowerBound)
  let pastEnd = low &+ eight(0x7F &- range.upperBound)
  return fromStart ^ pastEnd
}

/// The top bits of the eight bytes, as the low eight bits of the result.
@inline(__always)
private func topBits(_ bytes: UInt64) -> UInt64 {
  (((bytes >> 7) & eight(0x01)) &* 0x0102_0408_1020_4080) >> 56
}

private struct ClassifiedEight {
  let lowered: UInt64
  let words: UInt64
  let high: UInt64

  @inline(__always)
  init(_ bytes: UInt64) {
    let low = bytes & eight(0x7F)
    let upper = inRange(low, 0x41...0x5A) & ~bytes & eight(0x80)
    lowered = bytes | upper >> 2  // 0x80 >> 2 is the bit that tells `a` from `A`.
    let letters = inRange(low | eight(0x20), 0x61...0x7A)
    let digits = inRange(low, 0x30...0x39)
    let underscores = inRange(low, 0x5F...0x5F)
    words = topBits(letters | digits | underscores | bytes)
    high = topBits(bytes)
  }
}

private func scalarClassify(
  _ source: UnsafePointer<UInt8>, _ count: Int, _ lowered: UnsafeMutablePointer<UInt8>,
  _ words: UnsafeMutablePointer<UInt64>, _ high: UnsafeMutablePointer<UInt64>
) {
  let blocks = count / 64
  for block in 0..<blocks {
    var wordMask: UInt64 = 0
    var highMask: UInt64 = 0
    for part in 0..<8 {
      let offset = 64 &* block &+ 8 &* part
      let classified = classifyEight(source + offset, lowered + offset)
      wordMask |= classified.words &<< UInt64(8 &* part)
      highMask |= classified.high &<< UInt64(8 &* part)
    }
    words[block] = wordMask
    high[block] = highMask
  }
  guard count > 64 &* blocks else { return }
  words[blocks] = 0
  high[blocks] = 0
  for i in 64 &* blocks..<count {
    let one = ClassifiedEight(UInt64(source[i]))
    lowered[i] = UInt8(truncatingIfNeeded: one.lowered)
    words[blocks] |= one.words &<< UInt64(i)
    high[blocks] |= one.high &<< UInt64(i)
  }
}

@inline(__always)
private func classifyEight(
  _ source: UnsafePointer<UInt8>, _ lowered: UnsafeMutablePointer<UInt8>
) -> ClassifiedEight {
  let bytes = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
  let classified = ClassifiedEight(UInt64(littleEndian: bytes))
  UnsafeMutableRawPointer(lowered).storeBytes(of: classified.lowered.littleEndian, as: UInt64.self)
  return classified
}

// MARK: - MinHash

private func scalarUpdateMinima(
  _ minima: UnsafeMutablePointer<UInt32>, _ multipliers: UnsafePointer<UInt32>,
  _ addends: UnsafePointer<UInt32>, _ k: Int, _ hashes: UnsafePointer<UInt64>, _ count: Int
) {
  for lane in 0..<k {
    let multiplier = multipliers[lane]
    let addend = addends[lane]
    var least = minima[lane]
    for i in 0..<count {
      let hash = hashes[i]
      var value = UInt32(truncatingIfNeeded: hash ^ hash >> 32) &* multiplier &+ addend
      value ^= value >> 16
      value = value &* 0x7FEB_352D
      value ^= value >> 15
      least = min(least, value)
    }
    minima[lane] = least
  }
}

// MARK: - Sorted intersection

private func scalarIntersectionCount(
  _ a: UnsafePointer<UInt64>, _ aCount: Int, _ b: UnsafePointer<UInt64>, _ bCount: Int
) -> Int {
  var i = 0
  var j = 0
  var found = 0
  // Three comparisons turned to numbers: which side advances is a coin toss to a predictor.
  while i < aCount && j < bCount {
    let x = a[i]
    let y = b[j]
    found &+= x == y ? 1 : 0
    i &+= x <= y ? 1 : 0
    j &+= y <= x ? 1 : 0
  }
  return found
}

// MARK: - Trees

private func scalarSumTrees(
  _ values: UnsafePointer<Float>, _ stride: Int, _ columns: UnsafePointer<UInt16>,
  _ borders: UnsafePointer<Float>, _ leaves: UnsafePointer<UInt8>, _ trees: Int,
  _ sums: UnsafeMutablePointer<Int32>
) {
  for half in 0..<2 {
    let values = UnsafeRawPointer(values + 16 &* half)
    for tree in 0..<trees {
      var leaf = SIMD16<Int32>(repeating: 0)
      for level in 0..<6 {
        let split = 6 &* tree &+ level
        let column = values + 4 &* stride &* Int(columns[split])
        let answers = column.loadUnaligned(as: SIMD16<Float>.self) .> borders[split]
        leaf.replace(with: leaf | 1 &<< Int32(truncatingIfNeeded: level), where: answers)
      }
      let table = leaves + 128 &* tree
      for lane in 0..<16 {
        let index = Int(leaf[lane])
        let value = Int32(table[index]) &+ 256 &* (Int32(table[64 &+ index]) &- 128)
        sums[16 &* half &+ lane] &+= value
      }
    }
  }
}
