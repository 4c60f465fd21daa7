// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// How the memory of a search is divided: the one place where it is.
///
/// Some of `--memory` is set aside for the program itself and for batches in work. The rest is cut
/// into 32 parts. Eleven are for what stays from the first stage to the last (`sets` to `lists`).
/// The others are for sorting: at any time at most two of the large sorters are there, one that is
/// read and one that is filled, and a few small ones.
struct MemoryShares: Sendable {
  /// The shingles of all records.
  var sets: Int { 6 * part }
  /// The ids and where each ends, or where each unit's shingles end and where it stands.
  var records: Int { part }
  /// The groups of exact copies: the first records, or the others.
  var groups: Int { part }
  /// The records of buckets that are too large for all pairs.
  var lists: Int { part }
  /// A sorter of many rows: texts, keys, candidates.
  var largeSorter: Int { 8 * part }
  /// A sorter of fewer rows: copies, verified pairs, verdicts.
  var smallSorter: Int { 2 * part }
  /// What is put aside of the pages whose chrome is counted, each thing of several.
  var pages: Int { part / 2 }
  /// The shingles of the candidates that are compared at a time.
  var compared: Int { 6 * part }
  /// What is held for each group at once.
  var clustering: Int { 8 * part }

  private let part: Int

  /// The program, its tables and what the allocator keeps.
  private static let program = 64 << 20
  /// A batch in work, with its text, tokens and features.
  private static let batch = 20 << 20
  /// The least that is divided.
  private static let leastDivided = 32 << 20

  /// Divides `memory` bytes among the stages of a search.
  init(memory: Int, threads: Int) {
    let divided = memory - Self.program - (threads + 1) * Self.batch
    part = max(divided, Self.leastDivided) / 32
  }

  /// Divides `memory` bytes for sorting alone; for tests of runs that spill though they are small.
  init(divided memory: Int) { part = memory / 32 }

  /// The least memory with which a run keeps its word.
  ///
  /// The longest record is in memory as it was read and as its text, tokens and shingles, in one
  /// task at a time; of text in words these are some eight times as many bytes.
  static func least(threads: Int, limits: ReadLimits) -> Int {
    let megabyte = 1 << 20
    let least = program + (threads + 1) * batch + leastDivided + 2 * limits.record
    return (least + megabyte - 1) / megabyte * megabyte
  }
}
