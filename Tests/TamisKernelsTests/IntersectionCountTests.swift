// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

/// `count` numbers in ascending order that reach from 0 to the greatest, so that a signed
/// comparison goes wrong.
private func spread(_ count: Int) -> [UInt64] {
  guard count > 1 else { return count == 1 ? [.max] : [] }
  let gap = UInt64.max / UInt64(count - 1)
  return (0..<count).map { $0 == count - 1 ? .max : UInt64($0) * gap }
}

private func randomSet(_ count: Int, below: UInt64, _ generator: inout SeededGenerator) -> [UInt64]
{
  var set = Set<UInt64>()
  while set.count < count { set.insert(generator.next() % below) }
  return set.sorted()
}

@Suite struct `Intersection` {
  @Test func `every pattern of which side has which number`() {
    // Three ways for each of nine numbers, then shared numbers enough for full blocks.
    let universe = spread(9 + 16)
    for kernel in kernelsUnderTest() {
      for pattern in 0..<19683 {
        var digits = pattern
        var (a, b): ([UInt64], [UInt64]) = ([], [])
        var shared = 16
        for value in universe[..<9] {
          if digits % 3 != 1 { a.append(value) }
          if digits % 3 != 2 { b.append(value) }
          if digits % 3 == 0 { shared += 1 }
          digits /= 3
        }
        a += universe[9...]
        b += universe[9...]
        guard kernel.intersectionCount(a.span, b.span) == shared else {
          Issue.record("\(kernel.name), pattern \(pattern)")
          return
        }
      }
    }
  }

  @Test func `every pair of lengths, against both guards`() throws {
    let aMemory = try GuardedMemory<UInt64>(capacity: 70)
    let bMemory = try GuardedMemory<UInt64>(capacity: 70)
    var generator = SeededGenerator(seed: 11)
    for kernel in kernelsUnderTest() {
      for aCount in 0...66 {
        for bCount in 0...66 {
          let a = randomSet(aCount, below: 90, &generator).map { $0 &* (.max / 89) }
          let b = randomSet(bCount, below: 90, &generator).map { $0 &* (.max / 89) }
          let expected = Set(a).intersection(b).count
          for side in GuardedMemory<UInt64>.Side.allCases {
            let found = kernel.intersectionCount(
              a: aMemory.copy(a, side), aCount: aCount, b: bMemory.copy(b, side), bCount: bCount)
            #expect(found == expected, "\(kernel.name), \(aCount) and \(bCount) numbers")
          }
        }
      }
    }
  }

  @Test func `long sets of every density`() {
    var generator = SeededGenerator(seed: 12)
    for kernel in kernelsUnderTest() {
      for below: UInt64 in [700, 1000, 3000, 100_000, .max] {
        for (aCount, bCount) in [(600, 600), (600, 599), (37, 650), (650, 131)] {
          let a = randomSet(aCount, below: below, &generator)
          let b = randomSet(bCount, below: below, &generator)
          let expected = Set(a).intersection(b).count
          #expect(kernel.intersectionCount(a.span, b.span) == expected, "\(kernel.name)")
          #expect(kernel.intersectionCount(b.span, a.span) == expected, "\(kernel.name)")
          #expect(kernel.intersectionCount(a.span, a.span) == aCount, "\(kernel.name)")
        }
      }
    }
  }

  @Test func `one side much longer than the other`() throws {
    var generator = SeededGenerator(seed: 13)
    let longMemory = try GuardedMemory<UInt64>(capacity: 1100)
    let shortMemory = try GuardedMemory<UInt64>(capacity: 40)
    for kernel in kernelsUnderTest() {
      for shortCount in 0...33 {
        for longCount in [32 * shortCount, 32 * shortCount + 31, 32 * shortCount + 33] {
          let long = spread(longCount)
          // All of it, none of it, a part of it, and what lies outside it on either side.
          let parts = [
            Array(long.prefix(shortCount)), Array(long.suffix(shortCount)),
            long.prefix(shortCount).map { $0 | 1 },
            randomSet(shortCount, below: .max, &generator),
            Set((0..<shortCount).compactMap { _ in long.randomElement(using: &generator) })
              .sorted(),
          ]
          for short in parts {
            let expected = Set(long).intersection(short).count
            for side in GuardedMemory<UInt64>.Side.allCases {
              let a = longMemory.copy(long, side)
              let b = shortMemory.copy(short, side)
              let found = [
                kernel.intersectionCount(a: a, aCount: longCount, b: b, bCount: short.count),
                kernel.intersectionCount(a: b, aCount: short.count, b: a, bCount: longCount),
              ]
              #expect(found == [expected, expected], "\(kernel.name), \(shortCount), \(longCount)")
            }
          }
        }
      }
    }
  }

  @Test func `numbers that are not ascending harm nothing`() throws {
    var generator = SeededGenerator(seed: 14)
    let aMemory = try GuardedMemory<UInt64>(capacity: 4000)
    let bMemory = try GuardedMemory<UInt64>(capacity: 4000)
    for kernel in kernelsUnderTest() {
      for (aCount, bCount) in [(100, 100), (3, 4000), (4000, 3), (64, 70)] {
        let a = (0..<aCount).map { _ in generator.next() % 50 }
        let b = (0..<bCount).map { _ in generator.next() % 50 }
        _ = kernel.intersectionCount(
          a: aMemory.copy(a, .beforeGuard), aCount: aCount, b: bMemory.copy(b, .beforeGuard),
          bCount: bCount)
      }
    }
  }
}
