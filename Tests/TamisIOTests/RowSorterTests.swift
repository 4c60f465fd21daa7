// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TamisIO

/// Rows in order, as the sorter gives them.
private func sorted(
  _ rows: [[UInt64]], width: Int, memory: Int, isDistinct: Bool = false, chunk: Int = 1000
) throws -> (rows: [[UInt64]], spilled: Int, left: [String]) {
  let path = NSTemporaryDirectory() + "tamis-rows-\(UUID().uuidString)"
  let folder = WorkFolder(path)
  var sorter = RowSorter(
    width: width, memory: memory, isDistinct: isDistinct, name: "rows", folder: folder)
  var start = 0
  while start < rows.count {
    let part = rows[start..<min(start + chunk, rows.count)]
    try sorter.append(Array(part.joined()).span)
    start += chunk
  }
  var result = try sorter.sorted()
  var found: [[UInt64]] = []
  while let words = try result.next() {
    #expect(words.count % width == 0)
    for row in stride(from: 0, to: words.count, by: width) {
      found.append(Array(words[row..<row + width]))
    }
  }
  let spilled = folder.spilledBytes
  folder.remove()
  return (found, spilled, (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
}

/// Rows of which some are equal, with words of few and of many values.
private func randomRows(_ count: Int, width: Int, seed: UInt64) -> [[UInt64]] {
  var random = Seeded(seed)
  return (0..<count).map { _ in
    (0..<width).map { word in
      let value = random.next()
      return word % 2 == 0 ? value >> (value & 56) : value % 5
    }
  }
}

@Suite struct `Rows sorted on disk` {
  @Test(arguments: [1, 2, 3, 4, 6], [0, 1, 2, 3, 255, 1000, 50_000])
  func `are those of a sort in memory`(width: Int, count: Int) throws {
    let rows = randomRows(count, width: width, seed: UInt64(width * 1_000_003 + count))
    let expected = rows.sorted { $0.lexicographicallyPrecedes($1) }
    let found = try sorted(rows, width: width, memory: 1 << 20)
    #expect(found.rows == expected)
    #expect((found.spilled > 0) == (count * width * 16 > 1 << 20))
    #expect(found.left.isEmpty)
  }

  @Test(arguments: [1, 2, 3, 4, 6]) func `are merged in several steps when there are many runs`(
    width: Int
  ) throws {
    // A megabyte holds 65,536 words and reads 15 runs at a time: this makes more.
    let rows = randomRows(1_200_000 / width, width: width, seed: UInt64(width))
    let found = try sorted(rows, width: width, memory: 1 << 20, chunk: 77_777)
    #expect(found.rows == rows.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(found.spilled >= rows.count * width * 8 / 16 * 15)
  }

  @Test(arguments: [1000, 300_000]) func `are each there once if asked`(count: Int) throws {
    let rows = randomRows(count, width: 2, seed: 9).map { [$0[0] % 1000, $0[1]] }
    let found = try sorted(rows, width: 2, memory: 1 << 20, isDistinct: true)
    #expect(found.rows == Set(rows).sorted { $0.lexicographicallyPrecedes($1) })
  }
}
