// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisSketch

/// Makes the keys of records under which a ``JoinPlan`` joins them; one a worker.
public struct KeyMaker: ~Copyable {
  private let plan: JoinPlan
  private let prefixes: PrefixFilter
  private var sketcher: Sketcher
  private var counter: DistinctCounter
  private var keys: [UInt64] = []

  /// Makes a maker of keys.
  ///
  /// - Parameters:
  ///   - plan: Which keys a record gets.
  ///   - prefixes: What has counted the shingles of all short records.
  ///   - kernel: The kernel of the hot loops; it makes no difference to the keys.
  public init(plan: JoinPlan, prefixes: PrefixFilter, kernel: Kernel) {
    self.plan = plan
    self.prefixes = prefixes
    sketcher = Sketcher(size: plan.banding.sketchSize, kernel: kernel)
    counter = DistinctCounter(limit: plan.longestWithPrefix)
  }

  /// Appends the keys of a record.
  ///
  /// - Parameter shingles: Its shingle hashes in any order, repeated ones included.
  /// - Returns: How many distinct shingles it has; nil for more than matter.
  /// - Complexity: O(n), and that of a sketch.
  public mutating func append(
    keysOf shingles: ArraySlice<UInt64>, to keys: inout [UInt64]
  ) -> Int? {
    let distinct = counter.count(shingles.span)
    if plan.usesBands(distinct: distinct) {
      // The sketch is of the distinct shingles, however often each comes.
      let sketch = sketcher.sketch(shingles.span)
      plan.banding.append(keysOf: sketch, to: &keys)
    }
    if plan.usesPrefix(distinct: distinct) { keys += prefixes.keys(ShingleSet(shingles)) }
    return distinct
  }

  /// Appends the rows of a record that ``BucketJoin`` takes: each of its keys, with its entry.
  ///
  /// - Parameter shingles: Its shingle hashes in any order, repeated ones included.
  /// - Complexity: O(n), and that of a sketch.
  public mutating func append(
    _ record: Int, shingles: ArraySlice<UInt64>, to rows: inout [UInt64]
  ) {
    // The buffer leaves `self` while it is written to by another member.
    var keys = self.keys
    self.keys = []
    keys.removeAll(keepingCapacity: true)
    let entry = BucketJoin.entry(record, distinct: append(keysOf: shingles, to: &keys))
    for key in keys {
      rows.append(key)
      rows.append(entry)
    }
    self.keys = keys
  }
}
