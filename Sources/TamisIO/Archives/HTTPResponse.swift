// SPDX-License-Identifier: Apache-2.0

/// The header of an HTTP response (RFC 9112), read as leniently as crawlers wrote it.
struct HTTPResponse {
  let status: Int
  private(set) var mediaType: MediaType?
  /// Content codings in the order in which they were applied, in lower case.
  private(set) var contentCodings: [String] = []
  /// Transfer codings likewise.
  private(set) var transferCodings: [String] = []
  /// How long the body should be, as it was sent.
  private(set) var length: Int?
  /// Where the body begins.
  let body: Int

  /// Whether the bytes begin as an HTTP message, or are cut off within its first word.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: magic) || (!bytes.isEmpty && magic.starts(with: bytes))
  }

  private static let magic = Array("HTTP/".utf8)

  /// Reads a header; nil where its first line has no status as its second word.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var lines = HeaderLines(bytes)
    guard let line = lines.next() ?? lines.rest(), let status = Self.status(line) else {
      return nil
    }
    self.status = status
    let rest = UnsafeRawBufferPointer(rebasing: bytes[lines.position...])
    var fields = HeaderFields(rest)
    var type: MediaType?
    while let field = fields.next() {
      if field.isNamed("content-type") {
        type = MediaType(field.value) ?? type
      } else if field.isNamed("content-encoding") {
        Self.append(field.value, to: &contentCodings)
      } else if field.isNamed("transfer-encoding") {
        Self.append(field.value, to: &transferCodings)
      } else if field.isNamed("content-length") {
        length = ASCII.number(field.value)
      }
    }
    mediaType = type
    body = lines.position + fields.end
  }

  private static func status(_ line: UnsafeRawBufferPointer) -> Int? {
    let parts = line.split(separator: 0x20)
    guard parts.count > 1 else { return nil }
    return ASCII.number(UnsafeRawBufferPointer(rebasing: parts[1].prefix(3)))
  }

  /// Adds the codings that a field names, as long as they could be decoded.
  private static func append(_ value: UnsafeRawBufferPointer, to codings: inout [String]) {
    let room = max(BodyDecoder.codingLimit + 1 - codings.count, 0)
    let names = value.split(separator: UInt8(ascii: ","), maxSplits: room).prefix(room)
    codings += names.map {
      ASCII.lowercasedString(ASCII.trimmed(UnsafeRawBufferPointer(rebasing: $0)))
    }
  }
}
