// SPDX-License-Identifier: Apache-2.0

public import TamisKernels

/// Makes MinHash sketches: k 32-bit values of a set of shingle hashes.
///
/// Two sketches agree in a position with the probability of their sets' Jaccard similarity. It sees
/// hashes only, in any order and repeated or not. A sketcher owns buffers; make one a worker.
public struct Sketcher: ~Copyable {
  /// How sketches are made.
  public let scheme: Scheme
  /// Values a sketch, k.
  public let size: Int

  private let kernel: Kernel
  /// One odd number a position, and one number more.
  private let multipliers: [UInt32]
  private let addends: [UInt32]
  /// Values of fast similarity sketching: the round above, the hash below.
  private var tagged: [UInt64]

  /// The value of a position for which there was no shingle.
  static let empty = UInt32.max

  /// Makes a sketcher.
  ///
  /// - Parameters:
  ///   - scheme: How sketches are made.
  ///   - size: Values a sketch, k; less than 1 counts as 1.
  ///   - kernel: The kernel that updates minima; it makes no difference to the result.
  public init(scheme: Scheme = .standard, size: Int, kernel: Kernel) {
    self.scheme = scheme
    self.size = max(1, size)
    self.kernel = kernel
    let positions = 0..<self.size
    multipliers = positions.map { UInt32(truncatingIfNeeded: SketchSeed.value(1, $0)) | 1 }
    addends = positions.map { UInt32(truncatingIfNeeded: SketchSeed.value(2, $0)) }
    tagged = [UInt64](repeating: .max, count: scheme == .fastSimilarity ? self.size : 0)
  }

  /// The sketch of a set of shingle hashes; of an empty set, `UInt32.max` k times.
  ///
  /// - Complexity: That of the scheme.
  public mutating func sketch(_ shingles: Span<UInt64>) -> [UInt32] {
    guard !shingles.isEmpty else { return [UInt32](repeating: Self.empty, count: size) }
    switch scheme {
    case .kMins: return kMins(shingles)
    case .onePermutation: return densified(onePermutation(shingles))
    case .fastSimilarity: return fastSimilarity(shingles)
    case .filledBins: return filledBins(shingles)
    }
  }

  private func kMins(_ shingles: Span<UInt64>) -> [UInt32] {
    var sketch = [UInt32](repeating: Self.empty, count: size)
    var span = sketch.mutableSpan
    kernel.updateMinima(
      &span, multipliers: multipliers.span, addends: addends.span, hashes: shingles)
    return sketch
  }

  // MARK: - One permutation

  /// The bin of a hash, from its upper half.
  @inline(__always)
  private static func bin(_ hash: UInt64, of count: Int) -> Int {
    Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(truncatingIfNeeded: count)) >> 32)
  }

  private func onePermutation(_ shingles: Span<UInt64>) -> [UInt32] {
    var sketch = [UInt32](repeating: Self.empty, count: size)
    let size = size
    sketch.withUnsafeMutableBufferPointer { bins in
      for index in shingles.indices {
        // The bin of a 64-bit hash is below the size, which is what makes this safe.
        let bin = Self.bin(shingles[index], of: size)
        bins[bin] = min(bins[bin], UInt32(truncatingIfNeeded: shingles[index]))
      }
    }
    return sketch
  }

  /// Fills each empty bin from one that is not, found by a walk that is the same for all sets.
  private func densified(_ bins: [UInt32]) -> [UInt32] {
    var sketch = bins
    for bin in bins.indices where bins[bin] == Self.empty {
      var attempt = 0
      var source = bin
      // The chance that a walk of 64 · k steps misses every full bin is below e⁻⁶⁴.
      while bins[source] == Self.empty, attempt < 64 * size {
        source = Self.bin(SketchSeed.value(UInt64(bin) + 16, attempt), of: size)
        attempt += 1
      }
      sketch[bin] = bins[source]
    }
    return sketch
  }

  // MARK: - Filled bins

  private func filledBins(_ shingles: Span<UInt64>) -> [UInt32] {
    var sketch = onePermutation(shingles)
    guard sketch.contains(Self.empty) else { return sketch }
    let size = size
    sketch.withUnsafeMutableBufferPointer { sketch in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * size) { room in
        // The capacity is at least 4, so there is a base address.
        fill(sketch, shingles, room: room.baseAddress.unsafelyUnwrapped)
      }
    }
    return sketch
  }

  /// Gives each empty bin its minimum.
  ///
  /// Safety: `room` has four times `size` values, and there are at most `size` empty bins.
  private func fill(
    _ sketch: UnsafeMutableBufferPointer<UInt32>, _ shingles: Span<UInt64>,
    room: UnsafeMutablePointer<UInt32>
  ) {
    let (bins, factors, terms, minima) = (room, room + size, room + 2 * size, room + 3 * size)
    var count = 0
    for bin in 0..<size {
      // Written for every bin and counted for the empty ones: a branch would be a coin toss.
      bins[count] = UInt32(truncatingIfNeeded: bin)
      factors[count] = multipliers[bin]
      terms[count] = addends[bin]
      minima[count] = Self.empty
      count += sketch[bin] == Self.empty ? 1 : 0
    }
    guard count > 0 else { return }
    shingles.withUnsafeBufferPointer { hashes in
      guard let first = hashes.baseAddress else { return }
      kernel.updateMinima(
        minima: minima, multipliers: factors, addends: terms, k: count,
        hashes: first, count: hashes.count)
    }
    for index in 0..<count { sketch[Int(bins[index])] = minima[index] }
  }

  // MARK: - Fast similarity

  private mutating func fastSimilarity(_ shingles: Span<UInt64>) -> [UInt32] {
    let size = size
    for position in 0..<size { tagged[position] = .max }
    var unfilled = size
    var round = 0
    // In the rounds from k on, each bin has its turn to take every element: 2k rounds fill all.
    while unfilled > 0, round < 2 * size {
      unfilled -= scatter(shingles, round: round)
      round += 1
    }
    return tagged.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Lowers the bins by one round's hashes, and returns how many were empty before.
  ///
  /// A bin that an earlier round has filled holds less than any value of this round.
  private mutating func scatter(_ shingles: Span<UInt64>, round: Int) -> Int {
    let size = size
    let seed = SketchSeed.value(3, round)
    let tag = UInt64(truncatingIfNeeded: round) << 32
    return tagged.withUnsafeMutableBufferPointer { tagged in
      var filled = 0
      for index in shingles.indices {
        let hash = round == 0 ? shingles[index] : SketchSeed.mixed(shingles[index] ^ seed)
        let bin = round < size ? Self.bin(hash, of: size) : round - size
        let before = tagged[bin]
        filled += before == .max ? 1 : 0
        tagged[bin] = min(before, tag | hash & 0xFFFF_FFFF)
      }
      return filled
    }
  }
}
