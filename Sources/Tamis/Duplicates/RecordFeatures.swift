// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisText

/// What the search for duplicates takes of one batch's records, or of the units in them.
struct RecordFeatures: Sendable {
  /// The ids of all records, one after the other.
  private(set) var ids: [UInt8] = []
  /// Where each record's id ends.
  private(set) var idEnds: [Int] = []
  /// The hashes of the ids, where units are parts of records: an id may be long, and the units
  /// many.
  private var idHashes: [ContentHash] = []
  /// Where each unit stands, its record counted within the batch; nothing where records are units.
  private(set) var places: [UnitPlace] = []
  /// The hashes of the units' texts.
  private(set) var contents: [ContentHash] = []
  /// What the keep policy sorts by, the kept one first.
  private(set) var keepKeys: [Int] = []
  /// The shingle hashes of all units, one unit after the other.
  fileprivate(set) var shingles: [UInt64] = []
  /// Where each unit's shingles end.
  private(set) var shingleEnds: [Int] = []

  /// Nothing yet, with room for the shingles of texts of so many bytes.
  init(textBytes: Int = 0) { shingles.reserveCapacity(textBytes / 5) }

  /// How many records there are.
  var records: Int { idEnds.count }
  /// How many units there are.
  var count: Int { contents.count }

  /// What settles ties: the id of a record; of a part of one the id's hash, and where it stands.
  func appendName(of index: Int, to name: inout [UInt8]) {
    guard !places.isEmpty, let range = places[index].range else {
      name += ids[(index == 0 ? 0 : idEnds[index - 1])..<idEnds[index]]
      return
    }
    let id = idHashes[places[index].record]
    for word in [id.high, id.low, UnitPlace.word(range)] {
      withUnsafeBytes(of: word.bigEndian) { name.append(contentsOf: $0) }
    }
  }

  func shingles(of index: Int) -> ArraySlice<UInt64> {
    shingles[(index == 0 ? 0 : shingleEnds[index - 1])..<shingleEnds[index]]
  }

  /// Begins a record.
  fileprivate mutating func begin(id: String, isCut: Bool) {
    let bytes = Array(id.utf8)
    ids += bytes
    idEnds.append(ids.count)
    if isCut { idHashes.append(ContentHash(of: bytes.span)) }
  }

  /// Adds a unit whose shingles were appended before; without a range it is the record begun last.
  fileprivate mutating func append(range: Range<Int>?, content: ContentHash, keepKey: Int) {
    if let range { places.append(UnitPlace(record: idEnds.count - 1, range: range)) }
    contents.append(content)
    keepKeys.append(keepKey)
    shingleEnds.append(shingles.count)
  }
}

/// Computes the features of records; one a worker.
struct FeatureExtractor: ~Copyable {
  private let options: DuplicateOptions
  private let shingler: Shingler
  private var tokenizer: Tokenizer
  private var tokens: [UInt64] = []

  init(options: DuplicateOptions) {
    self.options = options
    shingler = Shingler(width: options.ngram)
    tokenizer = Tokenizer(kernel: options.kernel)
  }

  /// Adds a record, or the units in it.
  ///
  /// - Parameter units: Ranges of the text; nil where the record is one.
  mutating func append(
    _ record: Record, text: ArraySlice<UInt8>, units: [Range<Int>]? = nil,
    to features: inout RecordFeatures
  ) {
    features.begin(id: record.id, isCut: units != nil)
    guard let units else {
      return appendUnit(of: record, text, range: nil, to: &features)
    }
    for range in units {
      let start = text.startIndex
      let part = text[(start + range.lowerBound)..<(start + range.upperBound)]
      appendUnit(of: record, part, range: range, to: &features)
    }
  }

  private mutating func appendUnit(
    of record: Record, _ text: ArraySlice<UInt8>, range: Range<Int>?,
    to features: inout RecordFeatures
  ) {
    // The buffer leaves `self` while it is written to by another member.
    var tokens = self.tokens
    self.tokens = []
    defer { self.tokens = tokens }
    tokens.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text.span, to: &tokens)
    guard range == nil || tokens.count >= options.leastTokens else { return }
    shingler.append(shinglesOf: tokens.span, to: &features.shingles)
    let candidate = KeepCandidate(
      length: text.count, position: 0, date: record.date, urlLength: record.url?.utf8.count,
      fieldValue: record.extra)
    features.append(
      range: range, content: content(of: text, tokens), keepKey: options.keep.key(candidate))
  }

  /// What exact copies have in common: their bytes, of lines their tokens.
  private func content(of text: ArraySlice<UInt8>, _ tokens: [UInt64]) -> ContentHash {
    guard options.unit == .line else { return ContentHash(of: text.span) }
    return tokens.withUnsafeBytes { ContentHash(of: $0) }
  }
}
