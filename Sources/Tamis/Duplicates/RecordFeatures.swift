// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisText

/// What the search for duplicates takes of one batch's records.
struct RecordFeatures: Sendable {
  /// The ids of all records, one after the other.
  private(set) var ids: [UInt8] = []
  /// Where each record's id ends.
  private(set) var idEnds: [Int] = []
  /// The hashes of the records' texts.
  private(set) var contents: [ContentHash] = []
  /// What the keep policy sorts by, the kept one first.
  private(set) var keepKeys: [Int] = []
  /// The shingle hashes of all records, one record after the other.
  fileprivate(set) var shingles: [UInt64] = []
  /// Where each record's shingles end.
  private(set) var shingleEnds: [Int] = []

  /// How many records there are.
  var count: Int { contents.count }

  func id(_ index: Int) -> ArraySlice<UInt8> {
    ids[(index == 0 ? 0 : idEnds[index - 1])..<idEnds[index]]
  }

  func shingles(of index: Int) -> ArraySlice<UInt64> {
    shingles[(index == 0 ? 0 : shingleEnds[index - 1])..<shingleEnds[index]]
  }

  /// Adds a record whose shingles were appended before.
  fileprivate mutating func append(id: String, content: ContentHash, keepKey: Int) {
    ids += id.utf8
    idEnds.append(ids.count)
    contents.append(content)
    keepKeys.append(keepKey)
    shingleEnds.append(shingles.count)
  }
}

/// Computes the features of records; one a worker.
struct FeatureExtractor: ~Copyable {
  private let keep: KeepPolicy
  private let shingler: Shingler
  private var tokenizer: Tokenizer
  private var tokens: [UInt64] = []

  init(options: DuplicateOptions) {
    keep = options.keep
    shingler = Shingler(width: options.ngram)
    tokenizer = Tokenizer(kernel: options.kernel)
  }

  mutating func append(_ record: Record, text: ArraySlice<UInt8>, to features: inout RecordFeatures)
  {
    // The buffer leaves `self` while it is written to by another member.
    var tokens = self.tokens
    self.tokens = []
    tokens.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text.span, to: &tokens)
    shingler.append(shinglesOf: tokens.span, to: &features.shingles)
    self.tokens = tokens
    let candidate = KeepCandidate(
      length: text.count, position: 0, date: record.date, urlLength: record.url?.utf8.count,
      fieldValue: record.extra)
    features.append(
      id: record.id, content: ContentHash(of: text.span), keepKey: keep.key(candidate))
  }
}
