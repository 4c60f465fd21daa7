// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
public import TamisSketch

/// What counts as a duplicate, and which one is kept.
public struct DuplicateOptions: Sendable {
  /// The Jaccard similarity of shingle sets that a pair must reach.
  public var threshold: Threshold
  /// The share of a record's shingles that must be in one that comes before it, for the record to
  /// count as contained; nil where contained records are not looked for.
  public var contained: Threshold?
  /// The probability, below 1, with which a pair exactly at the threshold is found.
  public var recall = 0.99
  /// Tokens a shingle, w.
  public var ngram = 5
  /// Which record of a set of duplicates is kept.
  public var keep = KeepPolicy.longest
  /// Whether clusters are connected components instead of records verified against one kept.
  public var usesComponents = false
  /// Records of a bucket up to which all pairs are compared, B.
  public var bucketLimit = 1000
  /// The kernel of the hot loops.
  public var kernel: Kernel

  /// Options for whole documents: five-word shingles, similarity .8.
  public init(kernel: Kernel) {
    self.kernel = kernel
    threshold = .documents
  }
}
