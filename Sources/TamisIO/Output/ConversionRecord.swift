// SPDX-License-Identifier: Apache-2.0

/// A page's text as a record of a WARC file: a `conversion`, as in the WET files of Common Crawl.
///
/// The same page at the same place gives the same bytes: its record's id is made from its number
/// and what it holds (a UUID of version 5, RFC 9562), and no time of writing is in it. Make each
/// record a gzip member of its own, after one for ``warcinfo(software:)``.
public struct ConversionRecord: Sendable {
  /// The record's number in the run, which tells pages apart that are equal in all else.
  public var number: Int
  /// The id of the record that was read; it is kept in the field `X-Tamis-Id`, so that what was
  /// written can be read again under the ids that it had.
  public var id: String
  /// The page's address.
  public var url: String?
  /// When the page was captured, in seconds since 1970.
  ///
  /// WARC wants a date: where it is not known (nil), or is before 1970 or after 9999, that of 1970
  /// is written, and the field `X-Tamis-Date` says that it is none, so that it is not read again.
  public var seconds: Int?
  /// The text, valid UTF-8.
  public var text: ArraySlice<UInt8>

  /// A record of the given page.
  public init(
    number: Int, id: String, url: String?, seconds: Int?, text: ArraySlice<UInt8>
  ) {
    self.number = number
    self.id = id
    self.url = url
    self.seconds = seconds
    self.text = text
  }

  static let unknownDate = "unknown"

  /// The record's bytes, not compressed.
  ///
  /// - Complexity: O(bytes).
  public var bytes: [UInt8] {
    let date = seconds.flatMap { WARCDate.text($0) }
    var name = Array("\(number)\n\(id)\n\(url ?? "")\n\(date ?? "")\n".utf8)
    name += text
    var fields = [("WARC-Type", "conversion")]
    if let url, !url.isEmpty { fields.append(("WARC-Target-URI", Self.escaped(url, Self.uri))) }
    fields.append(("WARC-Date", date ?? WARCDate.zero))
    if date == nil { fields.append(("X-Tamis-Date", Self.unknownDate)) }
    fields.append(("WARC-Record-ID", Self.recordID(of: name)))
    if Self.isRecordID(id) { fields.append(("WARC-Refers-To", id)) }
    fields.append(("X-Tamis-Id", Self.escaped(id, Self.printable)))
    fields.append(("WARC-Block-Digest", "sha1:" + Base32.text(SHA1.digest(text))))
    fields.append(("Content-Type", "text/plain"))
    return Self.record(fields, text)
  }

  /// The record that a file begins with: what wrote it.
  public static func warcinfo(software: String) -> [UInt8] {
    let block = Array("software: \(software)\r\nformat: WARC File Format 1.1\r\n".utf8)
    let fields = [
      ("WARC-Type", "warcinfo"), ("WARC-Date", WARCDate.zero),
      ("WARC-Record-ID", recordID(of: block)), ("Content-Type", "application/warc-fields"),
    ]
    return record(fields, block[...])
  }

  private static func record(_ fields: [(String, String)], _ block: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array("WARC/1.1\r\n".utf8)
    for (name, value) in fields { bytes += "\(name): \(value)\r\n".utf8 }
    bytes += "Content-Length: \(block.count)\r\n\r\n".utf8
    bytes += block
    bytes += "\r\n\r\n".utf8
    return bytes
  }

  private static func recordID(of name: [UInt8]) -> String {
    var uuid = SHA1.digest(namespace + name)[..<16]
    uuid[6] = uuid[6] & 0x0F | 0x50
    uuid[8] = uuid[8] & 0x3F | 0x80
    let digits = uuid.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
    return "<urn:uuid:\(groups.joined(separator: "-"))>"
  }

  /// The namespace of our UUIDs, a random one.
  private static let namespace: [UInt8] = [
    0x0B, 0x6E, 0x2C, 0x57, 0x93, 0xD4, 0x4F, 0x1A, 0x8E, 0x35, 0xC1, 0x7A, 0x60, 0xF2, 0x49, 0xDB,
  ]

  /// Whether an id is one that records of archives have, a URI in brackets (ISO 28500, section
  /// 5.2); others cannot be referred to.
  private static func isRecordID(_ id: String) -> Bool {
    guard id.hasPrefix("<"), id.hasSuffix(">") else { return false }
    let uri = id.utf8.dropFirst().dropLast()
    guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), uri.index(after: colon) < uri.endIndex,
      let first = uri.first, ASCII.isLetter(first)
    else { return false }
    let isScheme = uri[..<colon].allSatisfy {
      ASCII.isLetter($0) || ASCII.isDigit($0) || "+-.".utf8.contains($0)
    }
    // What no URI holds (RFC 3986, appendix A).
    let others = Array("\"<>\\^`{|}".utf8)
    return isScheme && uri.allSatisfy { $0 > 0x20 && $0 < 0x7F && !others.contains($0) }
  }

  private static func uri(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F }

  private static func printable(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "%")
  }

  /// A value with `%` and two digits for the bytes that may not stay: a line end in it would end
  /// the field.
  private static func escaped(_ value: String, _ mayStay: (UInt8) -> Bool) -> String {
    if value.utf8.allSatisfy(mayStay) { return value }
    var escaped: [UInt8] = []
    for byte in value.utf8 {
      if mayStay(byte) {
        escaped.append(byte)
      } else {
        escaped += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The id that was escaped in the field `X-Tamis-Id`.
  static func id(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "%")) else { return value }
    var bytes: [UInt8] = []
    var rest = value.utf8[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Dates of WARC.
public enum WARCDate {
  /// The last second of the year 9999.
  private static let last = 253_402_300_799

  /// The first second of 1970.
  static let zero = "1970-01-01T00:00:00Z"

  /// Seconds since 1970 as `2026-02-11T00:20:31Z`; nil for times before that or after 9999.
  public static func text(_ seconds: Int) -> String? {
    guard (0...last).contains(seconds) else { return nil }
    let (year, month, day) = date(seconds / 86_400)
    let clock = seconds % 86_400
    let parts = [month, day, clock / 3600, clock / 60 % 60, clock % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    return "\(year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z"
  }

  /// The day that is so many days after the first of 1970 (Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms").
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }
}

/// Base 32 (RFC 4648) of whole groups of five bytes.
enum Base32 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= 5 {
        count -= 5
        text.append(digits[bits >> count & 31])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
