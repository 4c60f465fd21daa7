// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One HTML file.
  mutating func appendHTML(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) {
    var record = Record(place, id: parsed.batch.file.name)
    record.content = .html
    let start = parsed.texts.count
    let decoded = charset.decode(bytes, declared: nil, isHTML: true, into: &parsed.texts)
    record.text = start..<parsed.texts.count
    record.replacementsElsewhere = decoded.replacements
    parsed.records.append(record)
  }
}
