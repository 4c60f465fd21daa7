// SPDX-License-Identifier: Apache-2.0

/// The tokens of a page's blocks, each as half of its hash.
struct PageTokens: Sendable {
  private(set) var hashes: [UInt32] = []
  /// For each block where its tokens end.
  private var ends: [Int] = []

  /// Makes room for the tokens of a text.
  mutating func reserve(blocks: Int, bytes: Int) {
    ends.reserveCapacity(blocks)
    hashes.reserveCapacity(bytes / 5)
  }

  /// Adds the tokens of the next block; none for a block that is compared with no other.
  mutating func append(_ tokens: [UInt64]) {
    for token in tokens { hashes.append(UInt32(truncatingIfNeeded: token &>> 32)) }
    ends.append(hashes.count)
  }

  /// The places of a block's tokens in `hashes`.
  subscript(block: Int) -> Range<Int> { (block == 0 ? 0 : ends[block - 1])..<ends[block] }
}
