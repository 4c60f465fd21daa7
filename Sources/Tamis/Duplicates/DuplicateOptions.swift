// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
public import TamisSketch

/// What counts as a duplicate, and which one is kept.
public struct DuplicateOptions: Sendable {
  /// What is compared with what.
  public let unit: Unit
  /// The Jaccard similarity of shingle sets that a pair must reach; of lines 1.
  public var threshold: Threshold
  /// The share of a record's shingles that must be in one that comes before it, for the record to
  /// count as contained; nil where contained records are not looked for.
  public var contained: Threshold?
  /// The probability, below 1, with which a pair exactly at the threshold is found.
  public var recall = 0.99
  /// Tokens a shingle, w; of a line all its tokens are one.
  public var ngram: Int
  /// Units of fewer tokens are not compared: headings and labels may stand anywhere. Of documents
  /// 1, whatever is asked for.
  public var leastTokens: Int
  /// Which record of a set of duplicates is kept; of paragraphs `longest` is about the paragraph.
  public var keep = KeepPolicy.longest
  /// Whether clusters are connected components instead of records verified against one kept.
  public var usesComponents = false
  /// Records of a bucket up to which all pairs are compared, B.
  public var bucketLimit = 1000
  /// The kernel of the hot loops.
  public var kernel: Kernel

  /// Options with the defaults of a unit, chosen by measurement
  /// (`Benchmarks/Record/paragraphs.md`).
  ///
  /// - Documents: shingles of 5 tokens, similarity .8.
  /// - Paragraphs of 7 and more tokens: shingles of 2, similarity .6. One changed word leaves 9
  ///   tokens at .6 and 20 at .81; with shingles of 5 these would be 0 and .52.
  /// - Lines of 3 and more tokens: the same tokens.
  public init(kernel: Kernel, unit: Unit = .document) {
    self.kernel = kernel
    self.unit = unit
    switch unit {
    case .document: (threshold, ngram, leastTokens) = (.documents, 5, 1)
    case .paragraph: (threshold, ngram, leastTokens) = (.paragraphs, 2, 7)
    case .line: (threshold, ngram, leastTokens) = (.lines, 1 << 20, 3)
    }
  }
}
