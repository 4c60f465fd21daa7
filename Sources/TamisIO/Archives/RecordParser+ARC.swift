// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One record of an ARC file.
  ///
  /// It has no id of its own.
  mutating func appendARC(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    if bytes.isEmpty { return }
    var lines = HeaderLines(bytes)
    guard let line = lines.next(), let header = ARCSyntax(expected: line) else {
      throw RecordFlaw(kind: .invalidHeader, reason: "does not begin with a line of its fields")
    }
    let block = UnsafeRawBufferPointer(rebasing: bytes[lines.position...])
    let url = ASCII.string(header.url)
    if url.hasPrefix("filedesc:") { return parsed.skipped["filedesc", default: 0] += 1 }
    var record = Record(place, id: "\(parsed.batch.file.path):\(place.number)")
    record.hasID = false
    record.url = url
    record.date = Self.date(header.date)
    let page = ArchivedPage(
      record: record, type: "response", mediaType: MediaType(header.mediaType), isTruncated: false)
    if HTTPResponse.begins(block) {
      try appendResponse(block, page, to: &parsed)
    } else {
      append(block, page, to: &parsed)
    }
  }

  /// The date in the form that WARC has; as it was written if it has other than 14 digits.
  private static func date(_ digits: UnsafeRawBufferPointer) -> String {
    let written = ASCII.string(digits)
    guard digits.count == 14 else { return written }
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].map {
      String(decoding: digits[$0], as: UTF8.self)
    }
    return "\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z"
  }
}
