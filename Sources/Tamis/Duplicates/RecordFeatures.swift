// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisSketch
import TamisText

/// What the search for duplicates keeps of a record.
struct RecordSummary: Sendable {
  let id: String
  /// The hash of the record's text.
  let content: ContentHash
  /// What the keep policy sorts by, the kept one first.
  let keepKey: Int
  /// How many distinct shingles there are, where they are few enough to matter; else nil.
  let distinct: Int?
}

/// The features of one batch's records: summaries, shingle hashes and band keys.
struct RecordFeatures: Sendable {
  var summaries: [RecordSummary] = []
  /// The shingle hashes of all records, one record after the other.
  var shingles: [UInt64] = []
  /// Where each record's shingles end.
  var shingleEnds: [Int] = []
  /// The band keys of the records that take part in the join by bands.
  var bandKeys: [UInt64] = []
  /// Where each record's band keys end.
  var bandKeyEnds: [Int] = []

  func shingles(of index: Int) -> ArraySlice<UInt64> {
    shingles[(index == 0 ? 0 : shingleEnds[index - 1])..<shingleEnds[index]]
  }

  func bandKeys(of index: Int) -> ArraySlice<UInt64> {
    bandKeys[(index == 0 ? 0 : bandKeyEnds[index - 1])..<bandKeyEnds[index]]
  }
}

/// Computes the features of records; one a worker.
struct FeatureExtractor: ~Copyable {
  private let options: DuplicateOptions
  private let plan: JoinPlan
  private let shingler: Shingler
  private var tokenizer: Tokenizer
  private var sketcher: Sketcher
  private var counter: DistinctCounter
  private var tokens: [UInt64] = []
  private var shingles: [UInt64] = []

  init(options: DuplicateOptions, plan: JoinPlan) {
    self.options = options
    self.plan = plan
    shingler = Shingler(width: options.ngram)
    tokenizer = Tokenizer(kernel: options.kernel)
    sketcher = Sketcher(size: plan.banding.sketchSize, kernel: options.kernel)
    counter = DistinctCounter(limit: plan.longestWithPrefix)
  }

  mutating func append(_ record: Record, text: ArraySlice<UInt8>, to features: inout RecordFeatures)
  {
    // The buffers leave `self` while spans of them are passed to its other members.
    var (tokens, shingles) = (self.tokens, self.shingles)
    (self.tokens, self.shingles) = ([], [])
    tokens.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text.span, to: &tokens)
    shingles.removeAll(keepingCapacity: true)
    shingler.append(shinglesOf: tokens.span, to: &shingles)
    let distinct = counter.count(shingles.span)
    if plan.usesBands(distinct: distinct) {
      plan.banding.append(keysOf: sketcher.sketch(shingles.span), to: &features.bandKeys)
    }
    features.shingles += shingles
    (self.tokens, self.shingles) = (tokens, shingles)
    features.shingleEnds.append(features.shingles.count)
    features.bandKeyEnds.append(features.bandKeys.count)
    let candidate = KeepCandidate(
      length: text.count, position: 0, date: record.date, urlLength: record.url?.utf8.count,
      fieldValue: record.extra)
    features.summaries.append(
      RecordSummary(
        id: record.id, content: ContentHash(of: text.span),
        keepKey: options.keep.key(candidate), distinct: distinct))
  }
}
