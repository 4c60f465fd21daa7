// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// All lines of an evidence file, by record.
struct EvidenceIndex: Sendable {
  /// The file's path, for messages.
  let path: String
  /// For each id the lines of each record of that id, by the record's number in the output.
  private var lines: [String: [Int: [Evidence]]] = [:]
  /// How many records have an id that evidence speaks of, as far as they were counted.
  private var owners: [String: Int] = [:]

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
        guard let evidence = Evidence(line: batch.bytes[range]), evidence.bytes != nil else {
          throw RunError("\(path): line \(batch.firstNumber + number) is not a line of evidence.")
        }
        lines[evidence.id, default: [:]][evidence.record, default: []].append(evidence)
      }
    }
  }

  /// Counts the records that are to be restored; each is counted once, before the first is
  /// restored.
  mutating func count(ids: [String]) {
    for id in ids { owners[known(id) ?? id, default: 0] += 1 }
  }

  /// The id that evidence speaks of: the record's, or what the name of its file was made from.
  private func known(_ id: String) -> String? {
    if lines[id] != nil { return id }
    let name = id.hasSuffix(".txt") ? String(id.dropLast(4)) : id
    return [name, Self.percentDecoded(name), Self.percentDecoded(id)].first { lines[$0] != nil }
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
  /// So records may have been moved or taken out since, unless they share an id.
  func lines(id: String, record: Int) -> [Evidence] {
    guard let id = known(id), let records = lines[id] else { return [] }
    let isUnique = records.count == 1 && owners[id] == 1
    let found = records[record] ?? (isUnique ? records.values.first : nil) ?? []
    return found.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }
}

extension Evidence {
  /// Puts what evidence holds back into a text.
  ///
  /// - Returns: The text that was read; nil where evidence and text do not belong together.
  static func restore(_ text: ArraySlice<UInt8>, _ evidence: [Evidence]) -> [UInt8]? {
    var restored: [UInt8] = []
    var rest = text
    for line in evidence where line.reason != original {
      let gap = line.start - restored.count
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
