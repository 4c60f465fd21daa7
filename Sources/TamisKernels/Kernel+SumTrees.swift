// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// How many samples `sumTrees` takes at a time.
  public static let treeSamples = 32

  /// Adds up, for 32 samples, the leaves that they reach in oblivious trees of six levels.
  ///
  /// Bit *l* of the number of a leaf is whether the sample's value in the column that level *l* of
  /// the tree asks for is more than that level's border. Leaf *i* of tree *t* is worth
  /// `leaves[128 t + i] + 256 (leaves[128 t + 64 + i] - 128)`.
  ///
  /// - Parameters:
  ///   - values: Columns of values, one after the other.
  ///   - first: The first of the 32 samples; `first + 32` at most `stride`.
  ///   - stride: How long a column is.
  ///   - columns: Six a tree.
  ///   - borders: Six a tree.
  ///   - leaves: 128 bytes a tree.
  ///   - sums: Receives 32 sums, added to what is there.
  /// - Precondition: The counts fit each other, there are at most 256 trees, and `values` has all
  ///   columns that are asked for.
  /// - Complexity: O(trees).
  public func sumTrees(
    _ values: Span<Float>, first: Int, stride: Int, columns: Span<UInt16>, borders: Span<Float>,
    leaves: Span<UInt8>, sums: inout MutableSpan<Int32>
  ) {
    let trees = columns.count / 6
    precondition(trees <= 256 && columns.count == 6 * trees, "six columns a tree, of 256 trees")
    precondition(borders.count == 6 * trees && leaves.count == 128 * trees, "as many as trees need")
    precondition(sums.count == Self.treeSamples && first >= 0, "32 samples")
    precondition(first + Self.treeSamples <= stride, "the samples are within a column")
    for index in columns.indices {
      precondition((Int(columns[index]) + 1) * stride <= values.count, "the columns are there")
    }
    values.withUnsafeBufferPointer { values in
      columns.withUnsafeBufferPointer { columns in
        borders.withUnsafeBufferPointer { borders in
          leaves.withUnsafeBufferPointer { leaves in
            sums.withUnsafeMutableBufferPointer { sums in
              guard let values = values.baseAddress, let columns = columns.baseAddress,
                let borders = borders.baseAddress, let leaves = leaves.baseAddress,
                let sums = sums.baseAddress
              else { return }
              sumTrees(
                values: values + first, stride: stride, columns: columns, borders: borders,
                leaves: leaves, trees: trees, sums: sums)
            }
          }
        }
      }
    }
  }

  /// Adds up, for 32 samples, the leaves that they reach, without checks.
  ///
  /// - Precondition: `trees` is at most 256; the pointers are valid for what the checked form asks
  ///   for, `values` beginning with the first sample; `sums` overlaps none of the others.
  /// - Complexity: O(`trees`).
  @inline(__always)
  public func sumTrees(
    values: UnsafePointer<Float>, stride: Int, columns: UnsafePointer<UInt16>,
    borders: UnsafePointer<Float>, leaves: UnsafePointer<UInt8>, trees: Int,
    sums: UnsafeMutablePointer<Int32>
  ) {
    sumTreesFunction(values, stride, columns, borders, leaves, trees, sums)
  }
}
