// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A document as weighted terms, of unit length.
public struct StoryVector: Sendable {
  /// The terms that weigh most, up to ``limit``, in ascending order.
  public private(set) var terms: [UInt32] = []
  /// The weight of each.
  public private(set) var weights: [Float] = []
  /// What similarities are divided by: longer texts that tell of one event have more in common.
  public let scale: Double

  /// So many terms of a document count.
  public static let limit = 256
  /// Distinct terms of a middling document.
  private static let middling = 60.0

  /// The vector of a document's terms, which come in ascending order, each once.
  ///
  /// - Complexity: O(n log n) for n terms.
  public init(_ counts: [DocumentTerm], weights: TermWeights) {
    var entries: [(term: UInt32, weight: Double)] = []
    var length = 0.0
    for entry in counts {
      // Characters are in two pairs each.
      length += entry.isPair ? 0.5 : 1
      entries.append((entry.term, weights.weight(entry.term, count: entry.count)))
    }
    if entries.count > Self.limit {
      entries.sort { ($0.weight, $1.term) > ($1.weight, $0.term) }
      entries.removeSubrange(Self.limit...)
      entries.sort { $0.term < $1.term }
    }
    let norm = entries.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    for entry in entries {
      terms.append(entry.term)
      self.weights.append(Float(entry.weight / norm))
    }
    scale = Double(Float(pow(min(max(length / Self.middling, 0.3), 4), 0.2)))
  }

  /// The mean direction of vectors, of all their terms.
  ///
  /// - Complexity: O(n log n) for n terms.
  public init(sumOf vectors: [StoryVector]) {
    var sums: [UInt32: Float] = [:]
    for vector in vectors {
      for (term, weight) in zip(vector.terms, vector.weights) { sums[term, default: 0] += weight }
    }
    terms = sums.keys.sorted()
    let norm = terms.reduce(0) { $0 + Double(sums[$1] ?? 0) * Double(sums[$1] ?? 0) }.squareRoot()
    weights = terms.map { Float(Double(sums[$0] ?? 0) / norm) }
    scale = 1
  }

  /// Indices of the heaviest terms, the heaviest first.
  public func heaviest(_ count: Int) -> [Int] {
    let order = weights.indices.sorted {
      (weights[$0], terms[$1]) > (weights[$1], terms[$0])
    }
    return Array(order.prefix(count))
  }

  /// The weight of a term, 0 where the document does not have it.
  func weight(of term: UInt32) -> Float {
    let place = terms.partitioningIndex { $0 >= term }
    return place < terms.count && terms[place] == term ? weights[place] : 0
  }

  /// The cosine of the angle to another vector, 0 to 1.
  ///
  /// - Complexity: O(n + m).
  public func similarity(to other: StoryVector) -> Double {
    SparseSum.product(terms, weights, other.terms, other.weights)
  }
}

extension Array {
  /// The first place from which on a condition holds; the number of elements where it never does.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Weighted terms in ascending order, to be added and multiplied.
enum SparseSum {
  /// Where one side has so many times more terms, they are looked up instead of passed.
  private static let lookUpRatio = 16

  /// The inner product; summed in the order of the terms, whichever way they are found.
  static func product(
    _ a: [UInt32], _ x: [Float], _ b: [UInt32], _ y: [Float]
  ) -> Double {
    if a.count > b.count { return product(b, y, a, x) }
    let (a, x, b, y) = (a.span, x.span, b.span, y.span)
    return b.count > lookUpRatio * a.count ? lookUp(a, x, b, y) : merge(a, x, b, y)
  }

  private static func merge(
    _ a: Span<UInt32>, _ x: Span<Float>, _ b: Span<UInt32>, _ y: Span<Float>
  ) -> Double {
    var (i, j) = (0, 0)
    var sum = 0.0
    while i < a.count, j < b.count {
      let (s, t) = (a[i], b[j])
      if s == t { sum += Double(x[i]) * Double(y[j]) }
      i &+= s <= t ? 1 : 0
      j &+= t <= s ? 1 : 0
    }
    return sum
  }

  private static func lookUp(
    _ a: Span<UInt32>, _ x: Span<Float>, _ b: Span<UInt32>, _ y: Span<Float>
  ) -> Double {
    var low = 0
    var sum = 0.0
    for i in 0..<a.count {
      var high = b.count
      while low < high {
        let middle = (low + high) / 2
        if b[middle] < a[i] { low = middle + 1 } else { high = middle }
      }
      if low < b.count, b[low] == a[i] { sum += Double(x[i]) * Double(y[low]) }
    }
    return sum
  }

  /// The sum of two.
  static func add(
    _ a: [UInt32], _ x: [Float], _ b: [UInt32], _ y: [Float]
  ) -> (terms: [UInt32], weights: [Float]) {
    var (terms, weights): ([UInt32], [Float]) = ([], [])
    terms.reserveCapacity(a.count + b.count)
    weights.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let takesFirst = j == b.count || (i < a.count && a[i] <= b[j])
      let takesSecond = i == a.count || (j < b.count && b[j] <= a[i])
      terms.append(takesFirst ? a[i] : b[j])
      weights.append((takesFirst ? x[i] : 0) + (takesSecond ? y[j] : 0))
      i += takesFirst ? 1 : 0
      j += takesSecond ? 1 : 0
    }
    return (terms, weights)
  }
}
