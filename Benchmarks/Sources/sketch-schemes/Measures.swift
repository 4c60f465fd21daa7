// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisSketch

/// How far estimates of the similarity are from the truth, over many random pairs.
struct EstimateError {
  /// The mean of estimate − truth, which is 0 for an unbiased estimator.
  let mean: Double
  /// The mean in units of its own standard error, as observed.
  let standardErrors: Double
  /// The root of the mean square.
  let rms: Double
  /// What the root of the mean square is for k independent hash functions.
  let theory: Double

  init(
    _ sketcher: consuming Sketcher, _ lengths: ClosedRange<Int>, _ similarity: Double, pairs: Int
  ) {
    var generator = Generator(seed: 1)
    var (sum, squares, variances) = (0.0, 0.0, 0.0)
    for _ in 0..<pairs {
      let size = Int.random(in: lengths, using: &generator)
      let pair = Pair(size: size, similarity: similarity, using: &generator)
      let (a, b) = (sketcher.sketch(pair.first.span), sketcher.sketch(pair.second.span))
      let agreeing = zip(a, b).count { $0 == $1 }
      let error = Double(agreeing) / Double(sketcher.size) - pair.similarity
      sum += error
      squares += error * error
      variances += pair.similarity * (1 - pair.similarity) / Double(sketcher.size)
    }
    let count = Double(pairs)
    mean = sum / count
    rms = (squares / count).squareRoot()
    theory = (variances / count).squareRoot()
    standardErrors = mean / (rms / count.squareRoot())
  }
}

/// How many of many pairs at a threshold share a band.
struct Recall {
  let measured: Double
  /// The mean of the pairs' detection probabilities for k independent hash functions.
  let expected: Double

  init(
    _ sketcher: consuming Sketcher, _ banding: Banding, _ lengths: ClosedRange<Int>,
    _ threshold: Double, pairs: Int
  ) {
    var generator = Generator(seed: 2)
    var found = 0
    var detection = 0.0
    for _ in 0..<pairs {
      let size = Int.random(in: lengths, using: &generator)
      let pair = Pair(size: size, atLeast: threshold, using: &generator)
      var (first, second): ([UInt64], [UInt64]) = ([], [])
      banding.append(keysOf: sketcher.sketch(pair.first.span), to: &first)
      banding.append(keysOf: sketcher.sketch(pair.second.span), to: &second)
      if zip(first, second).contains(where: { $0 == $1 }) { found += 1 }
      detection += banding.detection(at: pair.similarity)
    }
    measured = Double(found) / Double(pairs)
    expected = detection / Double(pairs)
  }
}

/// What single steps take, in nanoseconds.
enum Timing {
  /// One record's sketch.
  static func sketch(_ scheme: Scheme, size: Int, shingles count: Int, _ kernel: Kernel) -> Double {
    var generator = Generator(seed: 3)
    // Many records, so that branches are not learned by heart.
    let records = (0..<64).map { _ in (0..<count).map { _ in generator.next() } }
    var sketcher = Sketcher(scheme: scheme, size: size, kernel: kernel)
    var sum: UInt32 = 0
    let time = medianNanoseconds(repeats: max(1, 20_000 / count)) {
      for record in records { sum &+= sketcher.sketch(record.span)[0] }
    }
    keep(sum)
    return time / Double(records.count)
  }

  /// One band's key.
  static func key(_ banding: Banding, _ kernel: Kernel) -> Double {
    var generator = Generator(seed: 4)
    let sketch = (0..<banding.sketchSize).map { _ in
      UInt32.random(in: 0...(.max), using: &generator)
    }
    var keys: [UInt64] = []
    let time = medianNanoseconds(repeats: 20_000) {
      keys.removeAll(keepingCapacity: true)
      banding.append(keysOf: sketch, to: &keys)
    }
    keep(keys[0])
    return time / Double(banding.bands)
  }

  /// One key added, sorted and looked at among its neighbours.
  static func join() -> Double {
    var generator = Generator(seed: 5)
    let keys = (0..<2_000_000).map { _ in generator.next() }
    var found = 0
    let time = medianNanoseconds(repeats: 1) {
      // So much memory that nothing goes to the folder, and so nothing fails.
      var sorter = RowSorter(width: 2, memory: 1 << 30, name: "keys", folder: WorkFolder("none"))
      for (index, key) in keys.enumerated() {
        let row: InlineArray<2, UInt64> = [key, BucketJoin.entry(index / 16, distinct: nil)]
        try? sorter.append(row.span)
      }
      var join = BucketJoin(bucketLimit: 100, threshold: .documents)
      guard var sorted = try? sorter.sorted() else { return }
      while let rows = try? sorted.next() { join.append(rows) { _ in found += 1 } }
    }
    keep(found)
    return time / Double(keys.count)
  }

  /// One exact comparison of two sets that share little; making the sets is not counted.
  static func verification(size: Int, _ kernel: Kernel) -> Double {
    var generator = Generator(seed: 6)
    let pairs = (0..<2000).map { _ in
      let pair = Pair(size: size, similarity: 0.2, using: &generator)
      return (ShingleSet(pair.first), ShingleSet(pair.second))
    }
    var sum = 0
    let time = medianNanoseconds(repeats: 1) {
      for (a, b) in pairs { sum += a.similarity(to: b, kernel: kernel).intersection }
    }
    keep(sum)
    return time / Double(pairs.count)
  }

  /// Keeps the optimiser from dropping what a result rests on.
  @inline(never)
  private static func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }
}
