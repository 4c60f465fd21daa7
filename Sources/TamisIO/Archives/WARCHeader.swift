// SPDX-License-Identifier: Apache-2.0

/// The fields of a WARC record's header that are used.
struct WARCHeader {
  private(set) var type: String?
  private(set) var id: String?
  /// The id of the page that a text was made of, where tamis wrote it.
  private(set) var pageID: String?
  private(set) var target: String?
  private(set) var date: String?
  /// Whether the date stands only because there has to be one, where tamis wrote it.
  private var isDateless = false
  private(set) var mediaType: MediaType?
  private(set) var isTruncated = false
  /// Where the block begins.
  private(set) var block = 0

  /// Reads the header that a record begins with.
  init(_ bytes: UnsafeRawBufferPointer) {
    var version = HeaderLines(bytes)
    _ = version.next()
    var fields = HeaderFields(UnsafeRawBufferPointer(rebasing: bytes[version.position...]))
    while let field = fields.next() { add(field) }
    if isDateless { date = nil }
    block = version.position + fields.end
  }
}

extension WARCHeader {
  private mutating func add(_ field: HeaderFields.Field) {
    // Nearly all names have another length than these, so that they cost little.
    if field.isNamed("warc-type") {
      type = ASCII.lowercasedString(field.value)
    } else if field.isNamed("warc-record-id") {
      id = ASCII.string(field.value)
    } else if field.isNamed("x-tamis-id") {
      pageID = ConversionRecord.id(ASCII.string(field.value))
    } else if field.isNamed("x-tamis-date") {
      isDateless = ASCII.lowercasedString(field.value) == ConversionRecord.unknownDate
    } else if field.isNamed("warc-target-uri") {
      target = Self.uri(field.value)
    } else if field.isNamed("warc-date") {
      date = ASCII.string(field.value)
    } else if field.isNamed("content-type") {
      mediaType = MediaType(field.value)
    } else if field.isNamed("warc-truncated") {
      isTruncated = true
    }
  }

  /// A URI without the brackets that wget put around it for a time.
  private static func uri(_ value: UnsafeRawBufferPointer) -> String {
    guard value.first == UInt8(ascii: "<"), value.last == UInt8(ascii: ">"), value.count > 1 else {
      return ASCII.string(value)
    }
    return ASCII.string(UnsafeRawBufferPointer(rebasing: value[1..<(value.count - 1)]))
  }
}
