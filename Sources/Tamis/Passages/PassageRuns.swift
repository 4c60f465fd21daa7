// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Goes through what the first pass has found, batch by batch.
struct GramCursor: ~Copyable {
  private let batches: PassageBatches
  private var bases: RowCursor
  private var numbers: RowCursor

  /// What was found of one batch.
  struct Part: Sendable {
    let records: Range<Int>
    /// How many k-grams are selected in the batch.
    let selected: Int
    /// For each record of N tokens or more its index and the number of its first token.
    var bases: [(index: Int, base: UInt64)] = []
    /// Of the selected k-grams those that are there twice or more, by their index in the batch.
    var repeated: [Int] = []
  }

  init(_ grams: consuming RepeatedGrams) {
    batches = grams.batches
    bases = RowCursor(grams.bases)
    numbers = RowCursor(grams.numbers)
  }

  /// What was found of a batch; batches are asked for in order.
  ///
  /// - Throws: `RunError` where there was no such batch.
  mutating func part(ofBatch number: Int) throws -> Part {
    guard number < batches.count else { throw RunError.inputChanged }
    let (records, selected) = (batches.records(of: number), batches.selected(of: number))
    var part = Part(records: records, selected: selected.count)
    while let record = try bases.word(0), record < UInt64(records.upperBound),
      let base = try bases.word(1)
    {
      part.bases.append((Int(record) - records.lowerBound, base))
      bases.step()
    }
    while let number = try numbers.word(0), number < UInt64(selected.upperBound) {
      part.repeated.append(Int(number) - selected.lowerBound)
      numbers.step()
    }
    return part
  }
}

/// The runs of N tokens that may stand twice.
struct PassageRuns: Sendable {
  /// Rows of a run's hash, in two words, and the number of its first token.
  private(set) var rows: [UInt64] = []
  /// Rows of segments: of the runs that repeat one so little before them that the two touch. They
  /// need not be sorted with the others, because none of them is the first of its hash.
  private(set) var near: [UInt64] = []

  /// Finds the runs; nil where the batch is not what it was.
  init?(of batch: RecordBatch, _ part: GramCursor.Part, options: PassageOptions) {
    guard batch.records.count == part.records.count else { return nil }
    guard !part.repeated.isEmpty else { return }
    var scanner = PassageScanner(options: options)
    let hash = RunHash(tokens: options.tokens)
    var last = LastRuns(tokens: options.tokens)
    var joiner = SegmentJoiner(tokens: UInt64(options.tokens))
    var (selected, next) = (0, 0)
    for (index, base) in part.bases {
      guard scanner.scan(batch.text(index)) else { return nil }
      let selections = scanner.selections()
      let end = selected + Int(selections.last ?? 0) + 1
      var flags = [Bool](repeating: false, count: end - selected)
      let old = next
      while next < part.repeated.count, part.repeated[next] < end {
        flags[part.repeated[next] - selected] = true
        next += 1
      }
      selected = end
      guard next > old else { continue }
      hash.forEachRun(of: scanner.tokens) { first, high, low in
        guard flags[Int(selections[first])] else { return }
        let run = LastRuns.Run(first: base + UInt64(first), high: high, low: low)
        if let source = last.source(of: run, inRecordFrom: base) {
          append(joiner.append(run.first, source: source))
        } else {
          rows.append(high)
          rows.append(low)
          rows.append(run.first)
        }
      }
      append(joiner.end())
    }
    guard selected == part.selected else { return nil }
  }

  private mutating func append(_ segment: Segment?) {
    guard let segment else { return }
    near += [segment.start, segment.end, segment.shift]
  }
}

/// The last runs of N tokens, to see where a text repeats itself with a period of N or less.
///
/// Megabytes of one word are then one segment, and not a row for each run.
struct LastRuns: Sendable {
  /// A run, by its first token and its hash.
  struct Run: Sendable {
    let first: UInt64
    let high: UInt64
    let low: UInt64
  }

  private let tokens: UInt64
  private let mask: UInt64
  /// The last N runs, each at its first token modulo a power of two.
  private var ring: [Run?]
  /// Of runs whose hashes share their low bits the last one's first token.
  private var table: [UInt64]
  /// How far back the last repeat's source is; 0 if there was none.
  private var period: UInt64 = 0

  /// No runs yet, of so many tokens.
  init(tokens: Int) {
    var size = 2
    while size <= tokens { size *= 2 }
    self.tokens = UInt64(tokens)
    mask = UInt64(size - 1)
    ring = [Run?](repeating: nil, count: size)
    table = [UInt64](repeating: 0, count: 4 * size)
  }

  /// The first token of a run that is equal and begins at most N tokens before, in the same record;
  /// nil if there is none, or it was displaced by another of nearly its hash.
  ///
  /// - Complexity: O(1).
  mutating func source(of run: Run, inRecordFrom base: UInt64) -> UInt64? {
    let slot = Int(run.low & (4 * mask + 3))
    defer {
      ring[Int(run.first & mask)] = run
      table[slot] = run.first
    }
    // A period goes on, whatever else the runs of its hash are.
    for source in [run.first &- period, table[slot]]
    where source >= base && source < run.first && run.first - source <= tokens {
      guard let other = ring[Int(source & mask)], other.first == source,
        other.high == run.high, other.low == run.low
      else { continue }
      period = run.first - source
      return source
    }
    period = 0
    return nil
  }
}
