// SPDX-License-Identifier: Apache-2.0

/// Dates as pages state them.
enum StatedDate {
  /// A day of the calendar.
  private struct Day {
    let year: Int
    let month: Int
    let day: Int

    init?(_ year: Int, _ month: Int, _ day: Int) {
      guard (1000...2999).contains(year), (1...12).contains(month),
        (1...Self.days(of: month, in: year)).contains(day)
      else { return nil }
      (self.year, self.month, self.day) = (year, month, day)
    }

    private static func days(of month: Int, in year: Int) -> Int {
      switch month {
      case 4, 6, 9, 11: 30
      case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      default: 31
      }
    }

    var description: String {
      "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
  }

  /// Whether a value is a year, or has one in it beside another number or the name of a month; or
  /// is a day in digits alone.
  static func isDate(_ value: String) -> Bool {
    let words = words(of: value)
    if words.contains(where: { compact($0) != nil }) { return true }
    guard words.contains(where: isYear) else { return false }
    return words.count == 1 || words.count { number($0) != nil || month($0) != nil } > 1
  }

  private static func isYear(_ word: Substring) -> Bool {
    word.count == 4 && number(word).map { (1000...2999).contains($0) } ?? false
  }

  /// The date as it is stated, but its day in the form 2024-02-29 where there is no doubt which day
  /// is meant: year, month and day with other marks or none, or with the English name of the month.
  /// A time after the name of a month is left out, since nothing says in which zone it is.
  static func written(_ value: String) -> String {
    let value = String(value.drop { $0 == "\"" }.prefix { $0 != "\"" })
    let words = words(of: value)
    guard let first = words.first else { return value }
    if first.startIndex == value.startIndex, let day = compact(first) {
      return day.description + (first.count == 8 ? value.dropFirst(8) : "")
    }
    if first.startIndex == value.startIndex, words.count >= 3, words[1].count <= 2,
      words[2].count <= 2, value.distance(from: value.startIndex, to: words[2].endIndex) <= 10,
      let year = number(first), let month = number(words[1]), let day = number(words[2]),
      let date = Day(year, month, day)
    {
      return date.description + value[words[2].endIndex...]
    }
    return named(words)?.description ?? value
  }

  /// “Feb 21, 2003”, “16th January 2012”, “Thu, 05 Jan 2012 11:30:50 +0900”.
  private static func named(_ words: [Substring]) -> Day? {
    guard let place = words.firstIndex(where: { month($0) != nil }),
      let month = month(words[place])
    else { return nil }
    func at(_ index: Int) -> Int? {
      words.indices.contains(index) ? number(words[index]) : nil
    }
    let (before, after, last) = (at(place - 1), at(place + 1), at(place + 2))
    // “29 Mar 24 2021” may be either day.
    if day(last, month, before) != nil, day(last, month, after) != nil { return nil }
    return day(last, month, after) ?? day(after, month, before) ?? day(before, month, after)
  }

  private static func day(_ year: Int?, _ month: Int, _ day: Int?) -> Day? {
    guard let year, let day else { return nil }
    return Day(year, month, day)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static func month(_ word: Substring) -> Int? {
    guard word.count >= 3 else { return nil }
    let name = word.lowercased()
    let index = months.firstIndex { month in
      month == name || month.hasPrefix(name) && (name.count == 3 || name == "sept")
    }
    return index.map { $0 + 1 }
  }

  /// The day of “20240229”, or of “20240229123000” with the time after it.
  private static func compact(_ word: Substring) -> Day? {
    guard word.count == 8 || word.count == 14, word.allSatisfy(\.isNumber),
      let digits = number(word.prefix(8))
    else { return nil }
    return Day(digits / 10_000, digits / 100 % 100, digits % 100)
  }

  /// A number of at most eight digits, “th” and its like after it passed over.
  private static func number(_ word: Substring) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 8,
      digits.count == word.count || ["st", "nd", "rd", "th"].contains(word[digits.endIndex...])
    else { return nil }
    return Int(digits)
  }

  /// The runs of letters and digits, a time's `T` after a day apart.
  private static func words(of value: String) -> [Substring] {
    value.split { !($0.isLetter || $0.isNumber) }.flatMap { word in
      guard let t = word.firstIndex(of: "T"), t > word.startIndex,
        word[..<t].allSatisfy(\.isNumber)
      else { return [word] }
      return [word[..<t], word[word.index(after: t)...]]
    }
  }
}
