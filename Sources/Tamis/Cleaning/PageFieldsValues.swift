// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// What makes a stated value one of its kind, and how it is written.
enum PageValue {
  /// The value with each run of white space as one space, and none around it.
  static func collapsed(_ value: String) -> String {
    collapsed(value.utf8)
  }

  private static func collapsed(_ value: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var isAfterSpace = true
    for byte in value {
      // U+00A0, which is C2 A0, separates words like any other space.
      let isNoBreak = byte == 0xA0 && bytes.last == 0xC2
      if isNoBreak {
        bytes.removeLast()
        isAfterSpace = bytes.isEmpty || bytes.last == 0x20
      }
      let isSpace = isNoBreak || byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
      if !isSpace { bytes.append(byte) } else if !isAfterSpace { bytes.append(0x20) }
      isAfterSpace = isSpace
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value of JSON-LD, in which many pages write character references as if it were HTML.
  static func decoded(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "&")) else { return collapsed(value) }
    return collapsed(withoutReferences(Array(value.utf8)))
  }

  /// A text whose character references are resolved.
  static func withoutReferences(_ text: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    HTMLDecoding.rcdata.append(0..<text.count, of: text.span, to: &decoded)
    return decoded
  }

  /// A title without the site's name after it, where the page states that name.
  static func title(_ title: String, withoutSites sites: [String]) -> String {
    for site in sites where !site.isEmpty && title.hasSuffix(site) && title != site {
      let rest = title.dropLast(site.count)
      let name = rest.drop(whileBackwards: { $0.isWhitespace })
      guard let mark = name.last, "-–—|｜·•:»/".contains(mark) else { continue }
      let page = collapsed(String(name.drop(whileBackwards: { $0 == mark })))
      if !page.isEmpty { return page }
    }
    return title
  }

  /// Whether a value can be an author's name, which the address of a profile is not.
  static func isName(_ value: String) -> Bool {
    let value = value.lowercased()
    return value.contains(where: \.isLetter) && !value.contains("://") && !value.hasPrefix("www.")
      && !value.hasPrefix("@") && !["null", "undefined"].contains(value)
  }

  /// The names once each, in order.
  static func joined(_ names: [String]) -> String {
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }.joined(separator: "; ")
  }

  /// Whether a value has a year in it.
  static func isDate(_ value: String) -> Bool {
    let digits = value.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
    return digits.contains { run in
      guard run.count >= 4, let year = Int(run.prefix(4)) else { return false }
      return (1000...2999).contains(year)
    }
  }

  /// Whether a value looks like a language's tag (RFC 5646): letters, then parts of letters and
  /// digits.
  static func isLanguage(_ value: String) -> Bool {
    let parts = value.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "_" })
    guard let first = parts.first, (2...3).contains(first.count), value.utf8.count <= 35 else {
      return false
    }
    return first.allSatisfy { $0.isASCII && $0.isLetter }
      && parts.allSatisfy { part in
        (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }
}

extension StringProtocol {
  /// Without the characters at its end that satisfy a condition.
  fileprivate func drop(whileBackwards condition: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, condition(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}

/// Addresses that are relative to another (RFC 3986, section 5).
enum PageReference {
  /// The address a reference stands for on a page; as it is where that cannot be known.
  static func resolved(_ reference: String, against url: String?) -> String {
    guard scheme(of: reference) == nil, let url, let scheme = scheme(of: url),
      let authority = url.dropFirst(scheme.count + 1).split(separator: "/").first,
      url.dropFirst(scheme.count + 1).hasPrefix("//")
    else { return reference }
    let site = "\(scheme)://\(authority)"
    if reference.hasPrefix("//") { return scheme + ":" + reference }
    let path = url.dropFirst(site.count).prefix { $0 != "?" && $0 != "#" }
    if reference.hasPrefix("/") { return site + withoutDots(reference) }
    if reference.hasPrefix("?") { return site + path + reference }
    if reference.hasPrefix("#") { return url.prefix { $0 != "#" } + reference }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return site + withoutDots(folder + reference)
  }

  private static func scheme(of url: String) -> Substring? {
    guard let colon = url.firstIndex(of: ":") else { return nil }
    let scheme = url[..<colon]
    guard scheme.first?.isLetter == true,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    return scheme
  }

  /// The path without its segments `.` and `..`; what follows `?` or `#` stays.
  private static func withoutDots(_ address: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard path.contains("/.") else { return address }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var kept: [Substring] = []
    for segment in segments {
      if segment == ".." { _ = kept.popLast() } else if segment != "." { kept.append(segment) }
    }
    if segments.last == "." || segments.last == ".." { kept.append("") }
    return "/" + kept.joined(separator: "/") + address.dropFirst(path.count)
  }
}
