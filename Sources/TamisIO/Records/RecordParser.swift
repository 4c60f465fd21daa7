// SPDX-License-Identifier: Apache-2.0

/// Turns batches into records; each worker has its own.
public struct RecordParser: ~Copyable {
  /// The places of the fields in the scanner's list.
  private enum Field: Int, CaseIterable { case text, id, url, host, date, extra, group }

  private var scanner: JSONLineScanner
  private let names: [String]
  private let fields: [Field]
  /// For what is not JSON; it keeps what it has opened.
  var charset: CharsetDecoder
  let bodies: BodyDecoder

  /// A parser that reads the given fields.
  ///
  /// - Throws: ``TamisIOError`` when a field's name is empty or memory is short.
  public init(
    fields: FieldNames = FieldNames(), limits: ReadLimits = ReadLimits()
  ) throws(TamisIOError) {
    let wanted: [(Field, String?)] = [
      (.text, fields.text), (.id, fields.id), (.url, fields.url), (.host, fields.host),
      (.date, fields.date), (.extra, fields.extra), (.group, fields.group),
    ]
    self.fields = wanted.filter { $0.1 != nil }.map(\.0)
    names = wanted.compactMap(\.1)
    guard !names.contains("") else {
      throw TamisIOError(.option, "The name of a field is empty.")
    }
    scanner = try JSONLineScanner(names, nesting: limits.clamped.nesting)
    charset = CharsetDecoder()
    bodies = BodyDecoder(limits: limits.clamped)
  }

  /// Parses all records of a batch.
  ///
  /// - Complexity: O(bytes of the batch).
  public mutating func parse(_ batch: borrowing Batch) -> ParsedBatch {
    var parsed = ParsedBatch(batch: copy batch)
    parsed.texts.reserveCapacity(batch.lines.last?.upperBound ?? 0)
    batch.bytes.withUnsafeBytes { bytes in
      for (index, range) in batch.lines.enumerated() {
        let line = UnsafeRawBufferPointer(rebasing: bytes[range])
        if batch.format == .jsonl && line.allSatisfy(isWhiteSpace) { continue }
        let place = RecordPlace(
          number: batch.firstNumber + index, offset: batch.offset + range.lowerBound, range: range)
        do throws(RecordFlaw) {
          switch batch.format {
          case .text: Self.appendText(line, place, to: &parsed)
          case .html: Self.appendHTML(line, place, to: &parsed)
          case .jsonl: try appendLine(line, place, to: &parsed)
          case .warc: try appendWARC(line, place, to: &parsed)
          case .arc: try appendARC(line, place, to: &parsed)
          case .csv, .tsv: try Self.appendRow(line, place, to: &parsed)
          }
        } catch {
          var fault = error.fault(in: place, of: batch.file.path)
          fault.storedOffset = batch.members.stored(at: place.offset)
          parsed.faults.append(fault)
        }
      }
    }
    parsed.faults.append(contentsOf: batch.faults)
    parsed.faults.sort { $0.offset < $1.offset }
    return parsed
  }

  static func appendText(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) {
    var record = Record(place, id: parsed.batch.file.name)
    let start = parsed.texts.count
    if UTF8Repair.isValid(bytes) {
      parsed.texts.append(contentsOf: bytes)
    } else {
      record.replacements = UTF8Repair.append(bytes, to: &parsed.texts)
      parsed.repairedLines.append(contentsOf: parsed.texts[start...])
      record.repairedLine = 0..<parsed.repairedLines.count
    }
    record.text = start..<parsed.texts.count
    parsed.records.append(record)
  }

  private mutating func appendLine(
    _ line: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    do throws(JSONFlaw) {
      try scanner.scan(line)
    } catch  where error.kind == .invalidUTF8 {
      return try appendRepaired(line, place, to: &parsed)
    } catch {
      throw RecordFlaw(error)
    }
    try append(FieldReader(line: line, repairs: []), place, to: &parsed)
  }

  private mutating func appendRepaired(
    _ line: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    var repaired: [UInt8] = []
    let repairs = UTF8Repair.append(line, to: &repaired)
    let count = repaired.count
    repaired.append(contentsOf: repeatElement(0, count: ByteWindow.padding))
    let result = repaired.withUnsafeBytes { bytes in
      let line = UnsafeRawBufferPointer(rebasing: bytes[..<count])
      return Result { () throws(RecordFlaw) in
        do throws(JSONFlaw) { try scanner.scan(line) } catch { throw RecordFlaw(error) }
        try append(FieldReader(line: line, repairs: repairs), place, to: &parsed)
      }
    }
    try result.get()
    let start = parsed.repairedLines.count
    parsed.repairedLines.append(contentsOf: repaired[..<count])
    parsed.records[parsed.records.count - 1].repairedLine = start..<(start + count)
  }

  private func append(
    _ reader: consuming FieldReader, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    var record = Record(place, id: "")
    var reader = reader
    for (slot, field) in fields.enumerated() where field != .text {
      let token = scanner.values[slot]
      let value = try reader.scalar(token, name: names[slot])
      switch field {
      case .text: break
      case .id:
        record.idValue = token?.range
        record.hasID = value != nil
        record.id = value ?? "\(parsed.batch.file.path):\(record.number)"
      case .url: record.url = value
      case .host: record.host = value
      case .date: record.date = value
      case .extra: record.extra = value
      case .group: record.group = value
      }
    }
    let start = parsed.texts.count
    // The text is first in the list of fields.
    record.textValue = try reader.text(scanner.values[0], name: names[0], into: &parsed.texts)
    record.text = start..<parsed.texts.count
    record.replacements = reader.replacements
    record.replacementsElsewhere = reader.replacementsElsewhere
    parsed.records.append(record)
  }
}

extension Record {
  /// A record with nothing but its place and an id of its own.
  init(_ place: RecordPlace, id: String) {
    self.init(
      number: place.number, offset: place.offset, id: id, hasID: true, text: 0..<0,
      rawLine: place.range)
  }
}
