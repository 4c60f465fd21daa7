// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisKernels
import TamisSketch

/// Finds the duplicates among records whose features were collected.
///
/// Records are sorted into the total order (keep policy, content hash, id) first; everything after
/// that speaks of places in this order, so the result does not depend on how the input was ordered.
/// Exact copies are collapsed before anything is joined.
struct DuplicateSearch: ~Copyable {
  private let options: DuplicateOptions
  private let plan: JoinPlan
  private var batches: [RecordFeatures] = []
  private var places: [Place] = []

  /// Where a record's features are.
  private struct Place {
    var batch: Int32
    var index: Int32
  }

  init(options: DuplicateOptions, plan: JoinPlan) {
    self.options = options
    self.plan = plan
  }

  mutating func append(_ features: RecordFeatures) {
    for index in features.summaries.indices {
      places.append(Place(batch: Int32(truncatingIfNeeded: batches.count), index: Int32(index)))
    }
    batches.append(features)
  }

  private func summary(_ record: Int) -> RecordSummary {
    batches[Int(places[record].batch)].summaries[Int(places[record].index)]
  }

  private func shingles(_ record: Int) -> ArraySlice<UInt64> {
    batches[Int(places[record].batch)].shingles(of: Int(places[record].index))
  }

  /// Records in the total order, by their position in the input.
  private func totalOrder() -> [Int] {
    let isFirst = options.keep == .first
    return places.indices.sorted { first, second in
      let (a, b) = (summary(first), summary(second))
      if !isFirst {
        if a.keepKey != b.keepKey { return a.keepKey < b.keepKey }
        if a.content != b.content { return a.content < b.content }
        if a.id != b.id { return a.id.utf8.lexicographicallyPrecedes(b.id.utf8) }
      }
      return first < second
    }
  }

  /// Joins, verifies and clusters.
  ///
  /// - Complexity: O(n log n) for n records and their keys, and the comparing of candidates.
  consuming func run(threads: Int) async -> Duplicates {
    var duplicates = Duplicates(ids: places.indices.map { summary($0).id })
    duplicates.groups = exactGroups()
    let unique = duplicates.groups.map { $0[0] }
    let candidates = candidates(unique)
    duplicates.largeBuckets = candidates.largeBuckets.count
    let outcome = await verify(candidates, unique: unique, threads: threads)
    duplicates.pairs = outcome.pairs
    duplicates.compared = outcome.compared
    duplicates.notCompared = outcome.notCompared
    duplicates.clustering =
      options.usesComponents
      ? .components(count: unique.count, pairs: outcome.pairs)
      : .greedy(count: unique.count, pairs: outcome.pairs)
    return duplicates
  }

  /// Records of one text, each group in the total order, groups in the order of their first.
  ///
  /// A record without tokens matches nothing and is a group of its own.
  private func exactGroups() -> [[Int]] {
    var groups: [[Int]] = []
    var known: [ContentHash: Int] = [:]
    for record in totalOrder() {
      let content = summary(record).content
      if !shingles(record).isEmpty, let group = known[content] {
        groups[group].append(record)
      } else {
        known[content] = groups.count
        groups.append([record])
      }
    }
    return groups
  }

  private func candidates(_ unique: [Int]) -> Candidates {
    var prefixes = PrefixFilter(threshold: plan.threshold)
    var short: [(Int, ShingleSet)] = []
    var bands = Join()
    for (number, record) in unique.enumerated() {
      let place = places[record]
      bands.add(number, keys: batches[Int(place.batch)].bandKeys(of: Int(place.index)))
      guard plan.usesPrefix(distinct: summary(record).distinct) else { continue }
      let set = ShingleSet(shingles(record))
      prefixes.count(set)
      short.append((number, set))
    }
    var byPrefix = Join()
    for (number, set) in short { byPrefix.add(number, keys: prefixes.keys(set)) }
    var found = bands.candidates(bucketLimit: options.bucketLimit)
    found.merge(byPrefix.candidates(bucketLimit: options.bucketLimit))
    return found
  }

  private func verify(_ candidates: Candidates, unique: [Int], threads: Int) async
    -> Verifier.Outcome
  {
    var sets: [UInt32: ShingleSet] = [:]
    func need(_ number: UInt32) {
      guard sets[number] == nil else { return }
      sets[number] = ShingleSet(shingles(unique[Int(number)]))
    }
    for pair in candidates.pairs {
      need(UInt32(pair >> 32))
      need(UInt32(truncatingIfNeeded: pair))
    }
    for bucket in candidates.largeBuckets { bucket.forEach(need) }
    let verifier = Verifier(sets: sets, threshold: options.threshold, kernel: options.kernel)
    let chunk = 16 << 10
    let chunks = stride(from: 0, to: candidates.pairs.count, by: chunk).map {
      candidates.pairs[$0..<min($0 + chunk, candidates.pairs.count)]
    }
    var outcome = Verifier.Outcome()
    await inOrder(chunks, threads: threads) {
      verifier.verify($0)
    } consume: {
      outcome.merge($0)
    }
    guard !candidates.largeBuckets.isEmpty else { return outcome }
    // One after the other: what one bucket settles, the next need not compare.
    var centres = CentreVerifier(verifier)
    for bucket in candidates.largeBuckets { centres.verify(bucket) }
    outcome.merge(centres.outcome)
    outcome.removeRepeats()
    return outcome
  }
}

extension Verifier.Outcome {
  /// Orders the pairs and keeps each once: a pair may be in a large bucket and in a small one.
  fileprivate mutating func removeRepeats() {
    pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    var count = 0
    for index in pairs.indices where count == 0 || pairs[count - 1] != pairs[index] {
      pairs[count] = pairs[index]
      count += 1
    }
    pairs.removeLast(pairs.count - count)
  }
}
