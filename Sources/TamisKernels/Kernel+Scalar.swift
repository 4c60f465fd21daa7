// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// The kernel in plain Swift, which every machine runs and the others must agree with.
  public static let scalar = Kernel(
    name: .scalar,
    classifyFunction: { scalarClassify($0, $1, $2, $3, $4) },
    updateMinimaFunction: { scalarUpdateMinima($0, $1, $2, $3, $4, $5) },
    intersectionCountFunction: { scalarIntersectionCount($0, $1, $2, $3) })
}

// MARK: - Classification, eight bytes to a UInt64

/// The same byte eight times.
@inline(__always)
private func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// 0x80 in each byte of `low` that lies in `range`; each byte of `low` must be below 0x80.
@inline(__always)
private func inRange(_ low: UInt64, _ range: ClosedRange<UInt8>) -> UInt64 {
  let fromStart = low &+ eight(0x80 &- range.lowerBound)
  let pastEnd = low &+ eight(0x7F &- range.upperBound)
  return (fromStart ^ pastEnd) & eight(0x80)
}

/// The top bits of the eight bytes, as the low eight bits of the result.
@inline(__always)
private func topBits(_ bytes: UInt64) -> UInt64 {
  (((bytes >> 7) & eight(0x01)) &* 0x0102_0408_1020_4080) >> 56
}

private struct ClassifiedEight {
  var lowered: UInt64
  var words: UInt64
  var high: UInt64

  @inline(__always)
  init(_ bytes: UInt64) {
    let low = bytes & eight(0x7F)
    let above = bytes & eight(0x80)
    let upper = inRange(low, 0x41...0x5A) & ~above
    lowered = bytes | upper >> 2  // 0x80 >> 2 is the bit that tells `a` from `A`.
    let letters = inRange(low | eight(0x20), 0x61...0x7A)
    let word = letters | inRange(low, 0x30...0x39) | inRange(low, 0x5F...0x5F) | above
    words = topBits(word)
    high = topBits(above)
  }
}

private func scalarClassify(
  _ source: UnsafePointer<UInt8>, _ count: Int, _ lowered: UnsafeMutablePointer<UInt8>,
  _ words: UnsafeMutablePointer<UInt64>, _ high: UnsafeMutablePointer<UInt64>
) {
  let from = UnsafeRawPointer(source)
  let to = UnsafeMutableRawPointer(lowered)
  var position = 0
  while position < count {
    let end = min(count, position &+ 64)
    let block = position / 64
    var wordMask: UInt64 = 0
    var highMask: UInt64 = 0
    var shift: UInt64 = 0
    while position &+ 8 <= end {
      let bytes = from.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let eight = ClassifiedEight(UInt64(littleEndian: bytes))
      to.storeBytes(of: eight.lowered.littleEndian, toByteOffset: position, as: UInt64.self)
      wordMask |= eight.words &<< shift
      highMask |= eight.high &<< shift
      shift &+= 8
      position &+= 8
    }
    while position < end {
      let one = ClassifiedEight(UInt64(source[position]))
      lowered[position] = UInt8(truncatingIfNeeded: one.lowered)
      wordMask |= (one.words & 1) &<< shift
      highMask |= (one.high & 1) &<< shift
      shift &+= 1
      position &+= 1
    }
    words[block] = wordMask
    high[block] = highMask
  }
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
