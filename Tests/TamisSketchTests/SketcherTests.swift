// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisKernels
import Testing

@testable import TamisSketch

@Suite("Sketches")
struct SketcherTests {
  static let sizes = [1, 2, 7, 16, 127, 128, 208]

  @Test("do not depend on order or repetition", arguments: Scheme.allCases, sizes)
  func invariance(_ scheme: Scheme, _ size: Int) {
    var generator = Generator(seed: 1)
    for count in [1, 2, 5, 40, 700] {
      let shingles = (0..<count).map { _ in generator.next() }
      let expected = sketch(shingles, scheme, size)
      #expect(expected.count == size)
      #expect(sketch(shingles.reversed(), scheme, size) == expected)
      #expect(sketch((shingles + shingles).shuffled(using: &generator), scheme, size) == expected)
    }
  }

  @Test("are the same on every kernel", arguments: Scheme.allCases, sizes)
  func kernels(_ scheme: Scheme, _ size: Int) {
    var generator = Generator(seed: 2)
    for count in [1, 3, 17, 130, 511, 512, 513, 1100] {
      let shingles = (0..<count).map { _ in generator.next() }
      let expected = sketch(shingles, scheme, size, kernel: .scalar)
      for kernel in Kernel.available {
        #expect(sketch(shingles, scheme, size, kernel: kernel) == expected, "\(kernel.name)")
      }
    }
  }

  @Test(
    "of nothing are empty in every position, of one shingle in none", arguments: Scheme.allCases)
  func fewShingles(_ scheme: Scheme) {
    for size in Self.sizes {
      #expect(sketch([], scheme, size) == [UInt32](repeating: .max, count: size))
      #expect(!sketch([0x0123_4567_89AB_CDEF], scheme, size).contains(.max))
      #expect(!sketch([0], scheme, size).contains(.max))
    }
    #expect(sketch([1, 2], scheme, 0).count == 1)
    #expect(sketch([1, 2], scheme, -5).count == 1)
  }

  @Test("end for hashes chosen to fill no bin", arguments: Scheme.allCases)
  func unluckyHashes(_ scheme: Scheme) {
    // One permutation takes the lower half of this for an empty bin.
    #expect(sketch([.max, 0xFFFF_FFFF], scheme, 128).count == 128)
  }

  @Test("a sketcher used again gives what a new one gives", arguments: Scheme.allCases)
  func usedAgain(_ scheme: Scheme) {
    var generator = Generator(seed: 3)
    var sketcher = Sketcher(scheme: scheme, size: 128, kernel: .scalar)
    for count in [1000, 3, 0, 60, 1, 300] {
      let shingles = (0..<count).map { _ in generator.next() }
      #expect(sketcher.sketch(shingles.span) == sketch(shingles, scheme, 128), "\(count)")
    }
  }
}

@Suite("Golden vectors of an independent implementation")
struct GoldenTests {
  /// The vectors that reference.py wrote, one row a line, fields between tabs.
  static func rows(_ name: String) throws -> [[Substring]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").map { $0.split(separator: "\t") }
  }

  static func digest(_ values: some Sequence<UInt64>) -> UInt64 {
    values.reduce(0) { $0 &* 31 &+ $1 }
  }

  /// The made-up shingle hashes of a vector.
  static func shingles(_ count: UInt64) -> [UInt64] {
    (1...count).map { place in
      Generator.mixed((count + 1) &* place &* 0x9E37_79B9_7F4A_7C15)
    }
  }

  @Test("sketches of every scheme, on every kernel")
  func sketches() throws {
    print("kernels:", Kernel.available.map(\.name.rawValue).joined(separator: " "))
    let rows = try Self.rows("sketches.tsv")
    #expect(Set(rows.map { $0[0] }).count == Scheme.allCases.count)
    for row in rows {
      let scheme = try #require(Scheme(rawValue: String(row[0])))
      let (size, count) = (try #require(Int(row[1])), try #require(UInt64(row[2])))
      let shingles = Self.shingles(count)
      for kernel in Kernel.available {
        let sketch = sketch(shingles, scheme, size, kernel: kernel)
        let first = row[4].split(separator: ",").compactMap { UInt32($0, radix: 16) }
        #expect(Array(sketch.prefix(4)) == first, "\(row)")
        #expect(Self.digest(sketch.map(UInt64.init)) == UInt64(row[3], radix: 16), "\(row)")
      }
    }
  }

  @Test("keys of bands")
  func keys() throws {
    let rows = try Self.rows("keys.tsv")
    #expect(rows.count == 5)
    for row in rows {
      let (bands, rowCount) = (try #require(Int(row[0])), try #require(Int(row[1])))
      let banding = Banding(bands: bands, rows: rowCount)
      let sketch = (0..<banding.sketchSize).map {
        UInt32(truncatingIfNeeded: SketchSeed.value(9, $0))
      }
      var keys: [UInt64] = []
      banding.append(keysOf: sketch, to: &keys)
      #expect(keys.first == UInt64(row[3], radix: 16), "\(row)")
      #expect(Self.digest(keys) == UInt64(row[2], radix: 16), "\(row)")
    }
  }

  @Test("the table of the specification holds")
  func specification() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let page = root.appending(path: "Sources/TamisSketch/TamisSketch.docc/Specification.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    var rows = 0
    for line in text.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      guard let scheme = Scheme(rawValue: cells[0]), let count = UInt64(cells[1]) else { continue }
      let sketch = sketch(Self.shingles(count), scheme, 128)
      let first = sketch.prefix(3).map { String($0, radix: 16, uppercase: true) }
      let padded = first.map { String(repeating: "0", count: 8 - $0.count) + $0 }.joined()
      #expect(
        cells[2] == padded && Self.digest(sketch.map(UInt64.init)) == UInt64(cells[3], radix: 16))
      rows += 1
    }
    #expect(rows == 3 * Scheme.allCases.count)
  }
}
