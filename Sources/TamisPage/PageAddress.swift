// SPDX-License-Identifier: Apache-2.0

/// What a URL says of a page: its host, and which page of it.
package struct PageAddress: Hashable, Sendable {
  /// Lower-cased, without port, user and a leading `www.`.
  package let host: String
  /// The rest, without the fragment; captures of one page have the same.
  package let path: String

  /// Takes a URL apart; nil where it has no host.
  package init?(url: String) {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
    } else if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
    } else {
      return nil
    }
    let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
    guard let host = Self.host(of: rest[..<end]) else { return nil }
    self.host = host
    let page = rest[end...].prefix { $0 != "#" }
    path = page.isEmpty ? "/" : String(page)
  }

  /// The host of `user@host:port`, or of a host field, a URL even; nil if nothing is left.
  package static func host(of field: some StringProtocol) -> String? {
    if field.contains("://") { return PageAddress(url: String(field))?.host }
    let authority = field.prefix { !"/?#\\".contains($0) }
    let afterUser = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    var name = Substring(afterUser)
    if name.hasPrefix("[") {
      name = name.prefix { $0 != "]" }.dropFirst()
    } else {
      name = name.prefix { $0 != ":" }
    }
    var lowered = name.lowercased()[...]
    if lowered.hasPrefix("www."), lowered.count > 4 { lowered = lowered.dropFirst(4) }
    while lowered.hasSuffix(".") { lowered = lowered.dropLast() }
    return lowered.isEmpty ? nil : String(lowered)
  }
}
