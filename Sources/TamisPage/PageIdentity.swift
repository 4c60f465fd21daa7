// SPDX-License-Identifier: Apache-2.0

package import TamisKernels

/// The group whose pages share chrome, and which page of it a record is.
package struct PageIdentity: Sendable {
  /// The grouping field's value, else the host field's, else the URL's host.
  package let group: String
  /// What captures of one page have in common; nil without a URL.
  package let address: String?

  /// The identity of a page by what its record says; nil for one that belongs to no group.
  package init?(group: String?, host: String?, url: String?) {
    let address = url.flatMap(PageAddress.init(url:))
    let host = host.flatMap { PageAddress.host(of: $0) } ?? address?.host
    guard let group = group ?? host else { return nil }
    self.group = group
    self.address = address.map { $0.host + $0.path } ?? url
  }

  /// The hash of the address; nil without one.
  package var addressHash: ContentHash? { address.map { ContentHash(of: Array($0.utf8).span) } }

  /// The group's name and the address as bytes that sort by group: of a zero in the name an escape
  /// is made, two zeros end it, and the hash of the address follows.
  package var sortKey: [UInt8] {
    var key: [UInt8] = []
    for byte in group.utf8 {
      key.append(byte)
      if byte == 0 { key.append(0xFF) }
    }
    key += [0, 0]
    guard let hash = addressHash else { return key }
    for word in [hash.high, hash.low] {
      withUnsafeBytes(of: word.bigEndian) { key.append(contentsOf: $0) }
    }
    return key
  }
}
