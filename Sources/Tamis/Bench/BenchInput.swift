// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage
import TamisSketch
import TamisText

/// What the stages of a `Bench` work on, all of it in memory.
struct BenchInput: Sendable {
  /// The files that were read.
  let inputs: Inputs
  let fields: FieldNames
  let limits: ReadLimits
  private(set) var parts: [BenchPart] = []
  /// Candidates: rows of two records.
  private(set) var pairs: [UInt64] = []
  /// What was wrong with the input.
  private(set) var faults: [Fault] = []

  let plan = JoinPlan(threshold: .documents, recall: 0.99)
  private(set) var prefixes = PrefixFilter(threshold: .documents)

  /// Bytes of a part, about: so few that many threads have something to do.
  private static let partSize = 256 << 10

  /// Reads inputs until there are `size` bytes, and does once what each stage needs of those before.
  ///
  /// - Throws: ``TamisIOError`` where they cannot be read; `RunError` where they hold no record.
  init(_ run: RunOptions, size: Int, kernel: Kernel) throws {
    inputs = try run.openInputs(outputs: [])
    fields = run.fields
    var limits = run.limits
    limits.batch = Self.partSize
    self.limits = limits
    var reader = BatchReader(inputs, limits: limits)
    var parser = try RecordParser(fields: fields, limits: limits)
    var bytes = 0
    var records = 0
    while bytes < size, let batch = try reader.next() {
      let part = BenchPart(parser.parse(batch), firstRecord: records, kernel: kernel)
      bytes += batch.byteCount
      records += part.texts.records.count
      faults += part.texts.parsed.faults
      parts.append(part)
    }
    guard records > 0 else {
      throw RunError("There is no record in \(run.inputs.joined(separator: ", ")) to measure with.")
    }
    for part in parts {
      part.forEachSet { if $1.count <= plan.longestWithPrefix { prefixes.count($1) } }
    }
    for index in parts.indices { parts[index].keys = keys(of: parts[index], kernel: kernel) }
    pairs = try join()
  }

  /// The keys under which a part's records are joined: rows of a key and a record.
  func keys(of part: BenchPart, kernel: Kernel) -> [UInt64] {
    var maker = KeyMaker(plan: plan, prefixes: prefixes, kernel: kernel)
    var rows: [UInt64] = []
    part.forEachSet { record, shingles in
      if !shingles.isEmpty { maker.append(record, shingles: shingles, to: &rows) }
    }
    return rows
  }

  /// Candidate pairs by the keys of all parts.
  func join() throws -> [UInt64] {
    // With so much memory nothing goes to the folder.
    let folder = WorkFolder(WorkFolder.uniqueName)
    var keys = RowSorter(width: 2, memory: 1 << 36, name: "keys", folder: folder)
    for part in parts { try keys.append(part.keys.span) }
    var join = BucketJoin(bucketLimit: 1000, threshold: .documents)
    var found: [UInt64] = []
    func take(_ finding: BucketJoin.Finding) {
      if case .pairs(let rows) = finding { found += rows }
    }
    var rows = try keys.sorted()
    while let part = try rows.next() { join.append(part, take) }
    join.finish(take)
    var sorter = RowSorter(
      width: 2, memory: 1 << 36, isDistinct: true, name: "pairs", folder: folder)
    try sorter.append(found.span)
    var pairs = try sorter.sorted()
    return try pairs.next() ?? []
  }

  /// The shingles of a record by its number among all.
  func shingles(of record: Int) -> ArraySlice<UInt64> {
    var (low, high) = (0, parts.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if parts[middle].firstRecord <= record { low = middle } else { high = middle }
    }
    return parts[low].shingles(of: record - parts[low].firstRecord)
  }
}

extension Batch {
  /// Bytes of the records, the ends of lines included.
  var byteCount: Int { lines.last?.upperBound ?? 0 }
}

/// Some records, with what every stage makes of them.
struct BenchPart: Sendable {
  let texts: RecordBatch
  /// The number of its first record among all.
  let firstRecord: Int
  /// The records' blocks, as `clean` sees them.
  let pages: [Page]
  /// The hashes of all tokens, record after record, and where each record's end.
  private(set) var tokens: [UInt64] = []
  private(set) var tokenEnds: [Int] = []
  /// The hashes of all shingles likewise.
  private(set) var shingles: [UInt64] = []
  private(set) var shingleEnds: [Int] = []
  /// Rows of a key and a record.
  fileprivate(set) var keys: [UInt64] = []

  init(_ parsed: ParsedBatch, firstRecord: Int, kernel: Kernel) {
    let texts = RecordBatch(parsed)
    var reader = PageReader(kernel: kernel)
    pages = texts.records.indices.map { texts.page($0, by: &reader) }
    self.texts = texts
    self.firstRecord = firstRecord
    var tokenizer = Tokenizer(kernel: kernel)
    for index in texts.records.indices {
      tokenizer.append(tokensOf: texts.text(index).span, to: &tokens)
      tokenEnds.append(tokens.count)
    }
    let shingler = Shingler(width: Self.width)
    for index in texts.records.indices {
      shingler.append(shinglesOf: tokens(of: index).span, to: &shingles)
      shingleEnds.append(shingles.count)
    }
  }

  /// Tokens a shingle, as of documents.
  static let width = 5

  func tokens(of index: Int) -> ArraySlice<UInt64> {
    tokens[(index == 0 ? 0 : tokenEnds[index - 1])..<tokenEnds[index]]
  }

  func shingles(of index: Int) -> ArraySlice<UInt64> {
    shingles[(index == 0 ? 0 : shingleEnds[index - 1])..<shingleEnds[index]]
  }

  /// Calls `body` with each record's number among all and its shingles.
  func forEachSet(_ body: (Int, ArraySlice<UInt64>) -> Void) {
    for index in shingleEnds.indices { body(firstRecord + index, shingles(of: index)) }
  }
}
