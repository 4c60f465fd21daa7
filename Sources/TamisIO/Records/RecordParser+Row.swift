// SPDX-License-Identifier: Apache-2.0

extension InputFormat {
  /// What stands between the values of a table's row.
  var delimiter: UInt8 { self == .tsv ? 0x09 : UInt8(ascii: ",") }
}

/// Where the fields are in the rows of a table.
struct TableFields {
  let header: TableHeader
  let names: FieldNames
  let text: Int?
  let html: Int?
  private let id: Int?
  private let url: Int?
  private let host: Int?
  private let date: Int?
  private let extra: Int?
  private let group: Int?
  private let noted: [String]

  init(_ header: TableHeader, _ names: FieldNames) {
    self.header = header
    self.names = names
    text = header.places[names.text]
    html = header.places[names.html]
    id = header.places[names.id]
    url = header.places[names.url]
    host = header.places[names.host]
    date = header.places[names.date]
    extra = names.extra.flatMap { header.places[$0] }
    group = names.group.flatMap { header.places[$0] }
    noted = names.noted.filter { header.places[$0] != nil }
  }

  /// Whether a column is not passed on, because the output has a field of that name of its own.
  private func isReplaced(_ column: Int) -> Bool {
    let name = header.names[column]
    return name == names.text || name == names.html || name == names.id
  }

  /// Appends one row's record.
  func append(
    _ row: TableRow, of bytes: UnsafeRawBufferPointer, _ place: RecordPlace,
    to parsed: inout ParsedBatch
  ) {
    var record = Record(place, id: "\(parsed.batch.file.path):\(place.number)")
    record.hasID = false
    let encoding = parsed.batch.encoding ?? .utf8
    var cells = TableCells(row: row, bytes: bytes, encoding: encoding)
    if let value = cells.string(id) { (record.id, record.hasID) = (value, true) }
    if let id { cells.countReplacements(in: id) }
    record.url = cells.string(url)
    record.host = cells.string(host)
    record.date = cells.string(date)
    record.extra = cells.string(extra)
    record.group = cells.string(group)
    record.noted = noted
    appendPage(&cells, of: &record, to: &parsed.texts)
    let start = parsed.members.count
    for column in header.names.indices where !isReplaced(column) {
      if parsed.members.count > start { parsed.members.append(UInt8(ascii: ",")) }
      parsed.members.append(contentsOf: header.keys[column])
      cells.appendJSON(column, to: &parsed.members)
    }
    record.members = start..<parsed.members.count
    record.replacementsElsewhere += cells.replacements
    parsed.records.append(record)
  }

  /// Appends the text or the HTML: what is preferred, and where only one is there that.
  private func appendPage(
    _ cells: inout TableCells, of record: inout Record, to texts: inout [UInt8]
  ) {
    let hasText = text.map { !cells.isEmpty($0) } ?? false
    let hasHTML = html.map { !cells.isEmpty($0) } ?? false
    let isHTML = hasHTML && (names.prefersHTML || !hasText)
    record.content = isHTML || text == nil ? .html : .text
    let start = texts.count
    if let column = isHTML ? html : text ?? html {
      record.replacements = cells.appendText(column, to: &texts)
    }
    record.text = start..<texts.count
    if record.content == .html {
      record.replacementsElsewhere = record.replacements.count
      record.replacements = []
    }
  }
}

extension RecordParser {
  /// The places of the fields in a batch of rows; nil where the table has no column with a page,
  /// which is a fault of its first row.
  func tableFields(of batch: borrowing Batch, faults: inout [Fault]) -> TableFields? {
    guard let header = batch.header, !batch.lines.isEmpty else { return nil }
    let fields = TableFields(header, fieldNames)
    if fields.text != nil || fields.html != nil { return fields }
    guard batch.firstNumber == 1 else { return nil }
    var columns = header.names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
    if header.names.count > 20 { columns += " and \(header.names.count - 20) more" }
    faults.append(
      Fault(
        kind: .missingField, file: batch.file.path, record: batch.firstNumber,
        offset: batch.offset + batch.lines[0].lowerBound,
        reason:
          "has neither a column \"\(fieldNames.text)\" nor \"\(fieldNames.html)\" but \(columns)",
        consequence:
          "the table's rows were skipped; --text-field and --html-field name the column that "
          + "holds the page"))
    return nil
  }

  /// One row of a CSV or TSV file.
  static func appendRow(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, _ fields: TableFields,
    _ row: inout TableRow, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    try row.read(bytes, delimiter: parsed.batch.format.delimiter)
    let (count, expected) = (row.values.count, fields.header.names.count)
    // Values that have moved to another column would be taken for what they are not.
    guard count == expected else {
      throw RecordFlaw(
        kind: .malformedRow,
        reason: "has \(count) value\(count == 1 ? "" : "s"), where the header names \(expected)",
        advice: "a value that holds the delimiter or a newline needs quotes")
    }
    fields.append(row, of: bytes, place, to: &parsed)
  }
}
