// SPDX-License-Identifier: Apache-2.0

/// Turns batches into records; each worker has its own.
public struct RecordParser: ~Copyable {
  /// The places of the fields in the scanner's list.
  private enum Field: Int, CaseIterable {
    case text, html, id, url, host, date, extra, group

    /// Whether a record is as good without it.
    var isHint: Bool { self == .date || self == .extra }
  }

  private var scanner: JSONLineScanner
  private let names: [String]
  private let noted: [String]
  private let fields: [Field]
  let fieldNames: FieldNames
  /// For what is not JSON; it keeps what it has opened.
  let charset = CharsetDecoder()
  let bodies: BodyDecoder

  /// A parser that reads the given fields.
  ///
  /// - Throws: ``TamisIOError`` when a field's name is empty or memory is short.
  public init(
    fields: FieldNames = FieldNames(), limits: ReadLimits = ReadLimits()
  ) throws(TamisIOError) {
    let wanted: [(Field, String?)] = [
      (.text, fields.text), (.html, fields.html), (.id, fields.id), (.url, fields.url),
      (.host, fields.host), (.date, fields.date), (.extra, fields.extra), (.group, fields.group),
    ]
    let names = wanted.compactMap(\.1) + fields.noted
    guard !names.contains("") else {
      throw TamisIOError(.option, "The name of a field is empty.")
    }
    // Where the text is HTML itself, there is no further HTML to be left out.
    let listed = fields.html == fields.text ? nil : Field.html.rawValue
    let scanner = try JSONLineScanner(names, listing: listed, nesting: limits.clamped.nesting)
    self.names = names
    noted = fields.noted
    self.fields = wanted.filter { $0.1 != nil }.map(\.0)
    fieldNames = fields
    self.scanner = scanner
    bodies = BodyDecoder(limits: limits.clamped)
  }

  /// Parses all records of a batch.
  ///
  /// - Complexity: O(bytes of the batch).
  public mutating func parse(_ batch: borrowing Batch) -> ParsedBatch {
    var parsed = ParsedBatch(batch: copy batch)
    parsed.texts.reserveCapacity(batch.lines.last?.upperBound ?? 0)
    let table = tableFields(of: batch, faults: &parsed.faults)
    var row = TableRow()
    batch.bytes.withUnsafeBytes { bytes in
      for (index, range) in batch.lines.enumerated() {
        let line = UnsafeRawBufferPointer(rebasing: bytes[range])
        if batch.format == .jsonl && line.allSatisfy(isWhiteSpace) { continue }
        let place = RecordPlace(
          number: batch.firstNumber + index, offset: batch.offset + range.lowerBound, range: range)
        do throws(RecordFlaw) {
          switch batch.format {
          case .text: appendText(line, place, to: &parsed)
          case .html: appendHTML(line, place, to: &parsed)
          case .jsonl: try appendLine(line, place, to: &parsed)
          case .warc: try appendWARC(line, place, to: &parsed)
          case .arc: try appendARC(line, place, to: &parsed)
          case .csv, .tsv:
            guard let table, !line.isEmpty else { continue }
            try Self.appendRow(line, place, table, &row, to: &parsed)
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

  /// One text file.
  private func appendText(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) {
    var record = Record(place, id: parsed.batch.file.name)
    let start = parsed.texts.count
    let decoded = charset.decode(bytes, declared: nil, isHTML: false, into: &parsed.texts)
    if decoded.encoding != .utf8 {
      record.decodedFrom = decoded.encoding
      record.replacementsElsewhere = decoded.replacements
    } else if decoded.replacements > 0 || decoded.source == .byteOrderMark {
      // The bytes that are replaced are kept, and so is the mark, so that the file can be restored.
      parsed.texts.removeLast(parsed.texts.count - start)
      record.replacements = UTF8Repair.append(bytes, to: &parsed.texts)
    }
    record.text = start..<parsed.texts.count
    if record.decodedFrom != nil || !record.replacements.isEmpty {
      parsed.repairedLines.append(contentsOf: parsed.texts[start...])
      record.repairedLine = 0..<parsed.repairedLines.count
    }
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
    for (slot, field) in fields.enumerated() where field != .text && field != .html {
      // A date that is an object, say, is no reason to lose the page.
      let token = scanner.values[slot].flatMap { field.isHint && !$0.isScalar ? nil : $0 }
      let value = try reader.scalar(token, name: names[slot])
      switch field {
      case .text, .html: break
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
    for (index, name) in noted.enumerated() where scanner.values[fields.count + index] != nil {
      record.noted.append(name)
    }
    let start = parsed.texts.count
    record.content = try appendText(&reader, to: &parsed.texts)
    record.text = start..<parsed.texts.count
    record.textValue = scanner.values[Field.text.rawValue]?.range
    record.htmlMembers = scanner.members
    record.replacementsElsewhere = reader.replacementsElsewhere
    switch record.content {
    case .text: record.replacements = reader.replacements
    case .html: record.replacementsElsewhere += reader.replacements.count
    }
    parsed.records.append(record)
  }

  /// Appends the text or the HTML: what is preferred, and where only one is there that.
  private func appendText(
    _ reader: inout FieldReader, to texts: inout [UInt8]
  ) throws(RecordFlaw) -> Record.Content {
    let (textName, htmlName) = (names[Field.text.rawValue], names[Field.html.rawValue])
    // The text's value may be replaced, so that it has to be one that can be, be it read or not.
    let text = try reader.string(scanner.values[Field.text.rawValue], name: textName)
    var html = scanner.values[Field.html.rawValue]
    if text == nil { html = try reader.string(html, name: htmlName) }
    if let html, html.kind == .string, fieldNames.prefersHTML || text == nil {
      reader.append(html, to: &texts)
      return .html
    }
    guard let text else {
      throw RecordFlaw(
        kind: .missingField, reason: "has neither a field \"\(textName)\" nor \"\(htmlName)\"",
        advice: "--text-field and --html-field name the field that holds the page")
    }
    reader.append(text, to: &texts)
    return .text
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
