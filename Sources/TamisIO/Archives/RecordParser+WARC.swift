// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One record of a WARC file: its header and its block.
  ///
  /// Responses, resources and conversions that are HTML or text become records; others are counted.
  mutating func appendWARC(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    if bytes.isEmpty { return }
    let header = WARCHeader(bytes)
    let block = UnsafeRawBufferPointer(rebasing: bytes[header.block...])
    guard let type = header.type, !type.isEmpty else {
      throw RecordFlaw(kind: .invalidHeader, reason: "has no WARC-Type")
    }
    guard ["response", "resource", "conversion"].contains(type) else {
      let known = ["warcinfo", "request", "metadata", "revisit", "continuation"].contains(type)
      return parsed.skipped[known ? type : "record of another type", default: 0] += 1
    }
    var record = Record(place, id: "\(parsed.batch.file.path):\(place.number)")
    if let id = header.pageID {
      record.id = id
    } else if let id = header.id, !id.isEmpty {
      record.id = id
    } else {
      record.hasID = false
    }
    record.url = header.target
    record.date = header.date
    let page = ArchivedPage(
      record: record, type: type, mediaType: header.mediaType, isTruncated: header.isTruncated)
    let isHTTP = header.mediaType?.name == "application/http" || HTTPResponse.begins(block)
    if type == "response", isHTTP {
      try appendResponse(block, page, to: &parsed)
    } else {
      append(block, page, to: &parsed)
    }
  }

  /// A page in an HTTP response.
  mutating func appendResponse(
    _ block: UnsafeRawBufferPointer, _ page: ArchivedPage, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
    let limit = ArchiveSyntax.headerLimit
    guard let response = HTTPResponse(UnsafeRawBufferPointer(rebasing: block.prefix(limit))) else {
      throw RecordFlaw(kind: .invalidHeader, reason: "holds an HTTP response without a status")
    }
    guard response.body < limit else {
      throw RecordFlaw(
        kind: .tooLong, reason: "holds an HTTP header longer than the limit of \(limit) bytes")
    }
    // What a server sends with another status is about its own troubles.
    guard (200..<300).contains(response.status) else {
      return parsed.skipped["\(page.type) with status \(response.status)", default: 0] += 1
    }
    var page = page
    page.mediaType = response.mediaType
    let sent = UnsafeRawBufferPointer(rebasing: block[response.body...])
    if let name = response.mediaType?.name, case .other = MediaType.kind(of: name) {
      return parsed.skipped["\(page.type) \(name)", default: 0] += 1
    }
    let body = try bodies.decode(sent, of: response)
    // What the archive itself says to be cut off is no damage, and of a record that is cut off, or
    // not as long as it says, that was said.
    if body.isDamaged, parsed.batch.faults.contains(where: { $0.offset == page.record.offset }) {
      page.isTruncated = true
    }
    page.isDamaged = body.isDamaged && !page.isTruncated
    guard let decoded = body.bytes else { return append(sent, page, to: &parsed) }
    decoded.withUnsafeBytes { append($0, page, to: &parsed) }
  }

  /// A page's bytes without any coding.
  mutating func append(
    _ bytes: UnsafeRawBufferPointer, _ page: ArchivedPage, to parsed: inout ParsedBatch
  ) {
    var record = page.record
    switch page.kind(bytes) {
    case .other(let name):
      if page.isDamaged {
        return parsed.faults.append(page.damage(in: parsed.batch, "it was skipped"))
      }
      return parsed.skipped["\(page.type) \(name)", default: 0] += 1
    case .html: record.content = .html
    case .text: record.content = .text
    }
    let start = parsed.texts.count
    let label = page.mediaType?.charset
    let isUTF8 = label == nil || label?.lowercased() == "utf-8"
    if record.content == .text, page.type == "conversion", isUTF8 {
      // The bytes that are replaced are kept, so that the text can be restored.
      let mark = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
      let text = UnsafeRawBufferPointer(rebasing: bytes[mark...])
      record.replacements = UTF8Repair.append(text, to: &parsed.texts)
    } else {
      record.replacementsElsewhere =
        charset.decode(
          bytes, declared: label, isHTML: record.content == .html, into: &parsed.texts
        ).replacements
    }
    record.text = start..<parsed.texts.count
    let members = parsed.members.count
    page.appendMembers(to: &parsed.members)
    record.members = members..<parsed.members.count
    if page.isTruncated || page.isDamaged { parsed.damagedBodies += 1 }
    if page.isDamaged {
      parsed.faults.append(page.damage(in: parsed.batch, "what could be read of it was read"))
    }
    parsed.records.append(record)
  }
}

/// What an archive says of a page.
struct ArchivedPage {
  /// The record so far: place, id, URL and date.
  var record: Record
  /// The type of the archive's record, such as `response`.
  let type: String
  var mediaType: MediaType?
  /// Whether the archive says that bytes are missing.
  var isTruncated: Bool
  /// Whether the body ended early, or was not coded as its header says.
  var isDamaged = false

  /// What a body is read as.
  ///
  /// A text that was made of a page is what it is, even if nothing was left of it.
  func kind(_ body: UnsafeRawBufferPointer) -> MediaType.Kind {
    if type == "conversion", mediaType?.name ?? "text/plain" == "text/plain" { return .text }
    return body.isEmpty ? .other("without content") : MediaType.kind(mediaType, bytes: body)
  }

  /// What is wrong with a page whose body is damaged.
  func damage(in batch: Batch, _ consequence: String) -> Fault {
    Fault(
      kind: .corrupt, file: batch.file.path, record: record.number, offset: record.offset,
      storedOffset: batch.members.stored(at: record.offset),
      reason: "has a body that ends early or is not coded as its header says",
      consequence: consequence)
  }

  /// URL and time of capture, which is not the `date` that a page states of itself. All else is
  /// found in the archive by the id.
  func appendMembers(to members: inout [UInt8]) {
    let values = [("url", record.url), ("captured", record.date)]
    var isFirst = true
    for (name, value) in values {
      guard let value else { continue }
      if !isFirst { members.append(UInt8(ascii: ",")) }
      JSONLines.appendString(name.utf8, to: &members)
      members.append(UInt8(ascii: ":"))
      JSONLines.appendString(value.utf8, to: &members)
      isFirst = false
    }
  }
}
