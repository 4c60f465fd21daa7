// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// The figures of a run.
public struct RunSummary: Sendable {
  /// The command that ran.
  public let command: String
  /// Files that were read.
  public internal(set) var files = 0
  /// Records that were read and could be used.
  public internal(set) var records = 0
  /// Faults: bad records, and files that ended before their end.
  public internal(set) var faults = 0
  /// Bytes of the records' texts.
  public internal(set) var textBytes = 0
  /// Places of the texts where bytes that are not UTF-8 were replaced.
  public internal(set) var replacements = 0
  /// Text files whose text was decoded from another encoding than UTF-8.
  public internal(set) var decoded = 0
  /// Records of archives that were passed over because they hold no page, by what they are, such as
  /// "request"; what is rare is counted as "other".
  public internal(set) var skipped: [String: Int] = [:]
  /// Pages of archives of which a part is missing or damaged; they are among the records.
  public internal(set) var damagedBodies = 0
  /// What is particular to the command, by name, in the order in which it is shown.
  public internal(set) var figures: [(name: String, value: Figure)] = []
  /// What a user has to know before anything else, as sentences.
  public internal(set) var warnings: [String] = []
  /// Whether the reader of standard output went away before the end.
  public internal(set) var isClosedByReader = false
  /// Seconds from start to end.
  public internal(set) var seconds = 0.0

  private let start = ContinuousClock.now
  /// Of what was read, beyond those that are shown.
  private var otherNotes = 0

  /// A figure: a count, a number or a word.
  public enum Figure: Sendable, Hashable {
    /// A count.
    case count(Int)
    /// A number.
    case number(Double)
    /// A word.
    case word(String)
  }

  init(command: String) { self.command = command }

  mutating func add(_ name: String, _ count: Int) { figures.append((name, .count(count))) }
  mutating func add(_ name: String, _ number: Double) { figures.append((name, .number(number))) }
  mutating func add(_ name: String, _ word: String) { figures.append((name, .word(word))) }

  /// Counts a batch's records.
  mutating func count(_ tally: BatchTally) {
    records += tally.records
    faults += tally.faults.count
    textBytes += tally.textBytes
    replacements += tally.replacements
    decoded += tally.decoded
    for note in tally.notes {
      if warnings.count < Self.shownNotes { warnings.append(note) } else { otherNotes += 1 }
    }
    damagedBodies += tally.damagedBodies
    // In a fixed order, so that what is over the limit does not change from run to run.
    for (type, count) in tally.skipped.sorted(by: { $0.key < $1.key }) {
      let isKnown = skipped[type] != nil || skipped.count < Self.skippedTypes
      skipped[isKnown ? type : "other", default: 0] += count
    }
  }

  /// So many types of skipped records are told apart: who made an archive chooses their names.
  private static let skippedTypes = 100
  /// So many notes on files are shown.
  private static let shownNotes = 20

  /// Warns, first of all else, of a run that drops most of its input; refuses more than allowed.
  ///
  /// - Throws: `RunError` when more than `maximum` would be dropped.
  mutating func judge(dropped: Int, of total: Int, unit: String, maximum: Double?) throws {
    guard total > 0 else { return }
    let share = Double(dropped) / Double(total)
    let percent = "\((share * 1000).rounded() / 10) %"
    if let maximum, share > maximum {
      throw RunError(
        "This run would drop \(percent) of its \(unit) (\(dropped) of \(total)), more than "
          + "--max-drop allows. Nothing was written.")
    }
    guard share > 0.5 else { return }
    warnings.insert("Most of the input was dropped: \(percent) of its \(unit).", at: 0)
  }

  mutating func end() {
    if otherNotes > 0 { warnings.append("There is a note on \(otherNotes) more files.") }
    let duration = ContinuousClock.now - start
    seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// The summary as one JSON object and a newline.
  public var json: [UInt8] {
    var lines = JSONLines()
    lines.beginObject()
    lines.field("command", command)
    lines.field("files", files)
    lines.field("records", records)
    lines.field("bad", faults)
    lines.field("text_bytes", textBytes)
    lines.field("replaced", replacements)
    if decoded > 0 { lines.field("decoded", decoded) }
    if !skipped.isEmpty {
      lines.beginObject("skipped")
      for (type, count) in skipped.sorted(by: { $0.key < $1.key }) { lines.field(type, count) }
      lines.endObject()
    }
    if damagedBodies > 0 { lines.field("damaged_bodies", damagedBodies) }
    for (name, value) in figures {
      let key = name.replacing(" ", with: "_")
      switch value {
      case .count(let count): lines.field(key, count)
      case .number(let number): lines.field(key, number)
      case .word(let word): lines.field(key, word)
      }
    }
    lines.beginArray("warnings")
    for warning in warnings { lines.element(warning) }
    lines.endArray()
    lines.field("seconds", (seconds * 1000).rounded() / 1000)
    lines.endLine()
    return lines.bytes
  }
}

/// What a batch adds to the summary.
struct BatchTally: Sendable {
  var records = 0
  var textBytes = 0
  var replacements = 0
  var decoded = 0
  var faults: [Fault] = []
  var notes: [String] = []
  var skipped: [String: Int] = [:]
  var damagedBodies = 0

  init(_ batch: RecordBatch) {
    records = batch.records.count
    faults = batch.parsed.faults
    notes = batch.parsed.batch.notes
    skipped = batch.parsed.skipped
    damagedBodies = batch.parsed.damagedBodies
    for (index, record) in batch.records.enumerated() {
      textBytes += batch.text(index).count
      replacements += record.replacements.count + record.replacementsElsewhere
      if record.decodedFrom != nil { decoded += 1 }
    }
  }
}
