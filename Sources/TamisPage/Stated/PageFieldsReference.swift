// SPDX-License-Identifier: Apache-2.0

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
