// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

extension PageIdentity {
  /// Nil for a record that belongs to no group.
  init?(_ record: Record) {
    self.init(group: record.group, host: record.host, url: record.url)
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
