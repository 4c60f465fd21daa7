// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisPage

@Suite struct `Numbers of keys` {
  /// Against a dictionary, with keys that are drawn again, and small ones beside large ones.
  @Test(arguments: [0, 1, 15, 16, 17, 1000, 20_000])
  func `are given in the order of the keys`(count: Int) {
    var random = SplitMix(state: UInt64(count))
    var table = KeyTable(capacity: count % 3 == 0 ? count : 0)
    var numbers: [UInt64: Int] = [:]
    for _ in 0..<count {
      let key = random.next() % 4 == 0 ? random.next() % 64 : random.next()
      #expect(table.number(of: key) == numbers[key])
      let expected = numbers[key] ?? numbers.count
      numbers[key] = expected
      #expect(table.add(key) == expected)
    }
    #expect(table.count == numbers.count)
    for (key, number) in numbers { #expect(table.number(of: key) == number) }
  }
}
