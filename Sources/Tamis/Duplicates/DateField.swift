// SPDX-License-Identifier: Apache-2.0

/// Reads the dates that crawls carry.
///
/// Taken are ISO 8601 (`2026-02-11`, `2026-02-11T00:20:31+01:00`, `20260211002031`), RFC 2822
/// (`Wed, 11 Feb 2026 00:20:31 GMT`), day-month-year with a month's English name
/// (`11-FEB-2026 00:20:31`), and seconds or milliseconds since 1970.
enum DateField {
  /// Seconds since 1970, UTC where no zone is given; nil where nothing above fits.
  static func seconds(_ text: String) -> Int? {
    let parts = fields(text)
    guard let first = parts.first else { return nil }
    if parts.count == 1, case .number(let value, let digits) = first {
      return lone(value, digits: digits)
    }
    return (named(parts) ?? numeric(parts)).map { $0 - zone(text) }
  }

  private enum Field {
    case number(Int, digits: Int)
    case word(String)

    var value: Int? { if case .number(let value, _) = self { value } else { nil } }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func fields(_ text: String) -> [Field] {
    let pieces = text.utf8.prefix(64).split { byte in
      !(0x30...0x39).contains(byte) && !(0x61...0x7A).contains(byte | 0x20)
    }
    return pieces.flatMap { piece -> [Field] in
      let digits = piece.prefix { (0x30...0x39).contains($0) }
      let rest = String(decoding: piece[digits.endIndex...], as: UTF8.self).lowercased()
      if digits.isEmpty { return [.word(rest)] }
      guard let value = Int(String(decoding: digits, as: UTF8.self)) else { return [] }
      let number = Field.number(value, digits: digits.count)
      // "11T00" holds two numbers; what is not letters alone is read no further.
      guard rest.hasPrefix("t"), let hour = Int(rest.dropFirst()) else { return [number] }
      return [number, .number(hour, digits: rest.count - 1)]
    }
  }

  private static func lone(_ value: Int, digits: Int) -> Int? {
    switch digits {
    case 8: return seconds(value / 10_000, value / 100 % 100, value % 100)
    case 14:
      let day = value / 1_000_000
      let clock = [value / 10_000 % 100, value / 100 % 100, value % 100]
      return seconds(day / 10_000, day / 100 % 100, day % 100, clock: clock)
    case 9...10: return value
    case 12...13: return value / 1000
    default: return nil
    }
  }

  /// Day, month's name, year, anywhere in that order.
  private static func named(_ parts: [Field]) -> Int? {
    for index in parts.indices.dropFirst().dropLast() {
      guard case .word(let word) = parts[index],
        let month = months.firstIndex(of: String(word.prefix(3))),
        let day = parts[index - 1].value, let year = parts[index + 1].value
      else { continue }
      return seconds(year, month + 1, day, clock: clock(parts[(index + 2)...]))
    }
    return nil
  }

  private static func numeric(_ parts: [Field]) -> Int? {
    guard parts.count >= 3, case .number(let year, 4) = parts[0],
      let month = parts[1].value, let day = parts[2].value
    else { return nil }
    return seconds(year, month, day, clock: clock(parts[3...]))
  }

  private static func clock(_ parts: ArraySlice<Field>) -> [Int] {
    Array(parts.prefix(3).map(\.value).prefix { $0 != nil }.compactMap { $0 })
  }

  /// Seconds east of Greenwich of a trailing `+hh:mm` or `-hh:mm`, which stands behind a clock.
  private static func zone(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    guard let sign = bytes.lastIndex(where: { $0 == 0x2B || $0 == 0x2D }),
      bytes[..<sign].contains(0x3A)
    else { return 0 }
    let digits = bytes[(sign + 1)...].filter { $0 != 0x3A }.map { Int($0) - 0x30 }
    guard digits.count == 4, digits.allSatisfy({ (0...9).contains($0) }) else { return 0 }
    let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
    return bytes[sign] == 0x2D ? -seconds : seconds
  }

  private static func daysOfMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Nil for a day that no calendar has.
  private static func seconds(_ year: Int, _ month: Int, _ day: Int, clock: [Int] = []) -> Int? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= daysOfMonth(month, of: year)
    else { return nil }
    // Days since 1970 in the proleptic Gregorian calendar, with the year beginning in March.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let time = zip(clock, [3600, 60, 1]).reduce(0) { $0 + min($1.0, 100) * $1.1 }
    return days * 86_400 + time
  }
}
