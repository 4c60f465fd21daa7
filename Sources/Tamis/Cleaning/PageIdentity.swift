// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels

/// The group whose pages share chrome, and which page of it a record is.
struct PageIdentity: Sendable {
  /// The grouping field's value, else the host field's, else the URL's host.
  let group: String
  /// What captures of one page have in common; nil without a URL.
  let address: String?

  /// Nil for a record that belongs to no group.
  init?(_ record: Record) {
    let address = record.url.flatMap(PageAddress.init(url:))
    let host = record.host.flatMap { PageAddress.host(of: $0) } ?? address?.host
    guard let group = record.group ?? host else { return nil }
    self.group = group
    self.address = address.map { $0.host + $0.path } ?? record.url
  }

  /// The hash of the address; nil without one.
  var addressHash: ContentHash? { address.map { ContentHash(of: Array($0.utf8).span) } }

  /// The group's name and the address as bytes that sort by group: of a zero in the name an escape
  /// is made, two zeros end it, and the hash of the address follows.
  var sortKey: [UInt8] {
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

/// A sort key of a ``PageIdentity``, taken apart.
struct GroupKey {
  /// The group's name and what ends it.
  let group: ArraySlice<UInt8>
  /// Whether there is an address.
  let hasAddress: Bool

  init(_ key: [UInt8]) {
    var end = 0
    while end + 1 < key.count, key[end] != 0 || key[end + 1] != 0 {
      // Of an escaped zero the second byte is none, so that pairs are not taken across.
      end += key[end] == 0 ? 2 : 1
    }
    group = key[..<min(key.count, end + 2)]
    hasAddress = group.count < key.count
  }

  /// The name of a group as it was.
  static func name(_ group: ArraySlice<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    var rest = group.dropLast(2)
    while let byte = rest.popFirst() {
      name.append(byte)
      if byte == 0 { rest = rest.dropFirst() }
    }
    return name
  }
}
