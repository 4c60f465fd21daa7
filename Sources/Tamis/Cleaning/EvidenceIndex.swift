// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// All lines of an evidence file, by record.
struct EvidenceIndex: Sendable {
  /// The file's path, for messages.
  let path: String
  /// For each id the lines of each record of that id, by the record's number in the output.
  private var lines: [String: [Int: [Evidence]]] = [:]
  /// How many records have an id that evidence speaks of, as far as they were counted.
  private var owners: [String: Int] = [:]
  /// For each record that evidence speaks of its id, by its number.
  private var ids: [Int: String] = [:]
  /// Those of them whose numbers are in the names of files.
  private var numbered: Set<Int> = []

  /// How many records there is evidence for.
  var records: Int { lines.values.reduce(0) { $0 + $1.count } }

  /// Reads an evidence file.
  ///
  /// - Throws: `RunError` naming the line that is not evidence, `TamisIOError`.
  /// - Complexity: O(bytes) time and memory.
  init(_ path: String) throws {
    self.path = path
    let inputs = try Inputs([path], format: .jsonl)
    var reader = BatchReader(inputs)
    while let batch = try reader.next() {
      if let fault = batch.faults.first {
        throw RunError("The evidence is not complete, so nothing was restored. \(fault)")
      }
      for (number, range) in batch.lines.enumerated() where !range.isEmpty {
        guard let evidence = Evidence(line: batch.bytes[range]), evidence.bytes != nil,
          evidence.textEdits != nil
        else {
          throw RunError("\(path): line \(batch.firstNumber + number) is not a line of evidence.")
        }
        lines[evidence.id, default: [:]][evidence.record, default: []].append(evidence)
        ids[evidence.record] = evidence.id
      }
    }
  }

  /// Counts the records that are to be restored; each is counted once, before the first is
  /// restored.
  ///
  /// - Parameter areFiles: Whether the ids are the names of files.
  mutating func count(ids: [String], areFiles: Bool) {
    for id in ids {
      if areFiles, let number = number(ofFile: id) {
        numbered.insert(number)
      } else if Self.candidates(id, isFile: areFiles).contains(where: { lines[$0] != nil }) {
        owners[id, default: 0] += 1
      }
    }
  }

  /// What evidence may call a record: by its id, or by what its file's name was made from.
  private static func candidates(_ id: String, isFile: Bool) -> [String] {
    guard isFile else { return [ShortID.of(id)] }
    let whole = percentDecoded(id)
    return [whole, whole.hasSuffix(".txt") ? String(whole.dropLast(4)) : whole]
      .filter { OutputFolder.names(id: $0, number: 0).first == id }.map(ShortID.of)
  }

  /// The number of the record that a file's name was given to, where the name says it.
  private func number(ofFile name: String) -> Int? {
    guard name.hasSuffix(".txt") else { return nil }
    var stem = name.dropLast(4)
    if stem.hasSuffix("~") { stem = stem.dropLast() }
    guard let mark = stem.lastIndex(of: "~"), let number = Int(stem[stem.index(after: mark)...]),
      let id = ids[number], OutputFolder.names(id: id, number: number).contains(name)
    else { return nil }
    return number
  }

  private static func percentDecoded(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = name.utf8[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The evidence of a record: that of its number, or of its id, where no other record has that.
  ///
  /// So records may have been moved or taken out since, unless they share an id. Of files that
  /// share one, all but the first have their records' numbers in their names.
  func lines(id: String, record: Int, isFile: Bool) -> [Evidence] {
    var found: [Evidence]?
    if isFile, let number = number(ofFile: id) {
      found = ids[number].flatMap { lines[$0]?[number] }
    } else {
      for candidate in Self.candidates(id, isFile: isFile) where found == nil {
        guard let records = lines[candidate] else { continue }
        if !isFile { found = records[record] }
        guard found == nil, owners[id] == 1 else { continue }
        let others = records.filter { !numbered.contains($0.key) }
        if others.count == 1 { found = others.values.first }
      }
    }
    // What says which story it is comes first: the others may be of the text before it.
    return (found ?? []).sorted {
      ($0.story == nil ? 1 : 0, $0.start, $0.end) < ($1.story == nil ? 1 : 0, $1.start, $1.end)
    }
  }
}

extension Evidence {
  /// Puts what evidence holds back into a text.
  ///
  /// - Parameter start: Where the text starts in what was read, 0 but of a story.
  /// - Returns: The text that was read; nil where evidence and text do not belong together.
  static func restore(
    _ text: ArraySlice<UInt8>, _ evidence: [Evidence], from start: Int = 0
  ) -> [UInt8]? {
    var restored: [UInt8] = []
    var rest = text
    for line in evidence where line.reason == format {
      guard let edits = line.textEdits, let undone = TextEdit.undo(edits, in: rest) else {
        return nil
      }
      rest = undone[...]
    }
    for line in evidence where line.reason != original && line.reason != format {
      let gap = line.start - start - restored.count
      guard gap >= 0, gap <= rest.count, let bytes = line.bytes else { return nil }
      restored += rest.prefix(gap)
      rest = rest.dropFirst(gap)
      if line.reason == replaced {
        for _ in 0..<(line.marks ?? 1) {
          guard rest.starts(with: [0xEF, 0xBF, 0xBD]) else { return nil }
          rest = rest.dropFirst(InputText.mark)
        }
      }
      restored += bytes
    }
    return restored + rest
  }
}
