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
enum PassageRuns {
  /// Rows of a run's hash, in two words, and the number of its first token; nil where the batch is
  /// not what it was.
  static func rows(
    of batch: RecordBatch, _ part: GramCursor.Part, options: PassageOptions
  ) -> [UInt64]? {
    guard batch.records.count == part.records.count else { return nil }
    var rows: [UInt64] = []
    guard !part.repeated.isEmpty else { return rows }
    var scanner = PassageScanner(options: options)
    let hash = RunHash(tokens: options.tokens)
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
        rows.append(high)
        rows.append(low)
        rows.append(base + UInt64(first))
      }
    }
    return selected == part.selected ? rows : nil
  }
}
