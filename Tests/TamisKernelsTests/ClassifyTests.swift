// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

/// What classification must give, byte by byte from the definition.
private struct Expected: Equatable {
  var lowered: [UInt8]
  var words: [UInt64]
  var high: [UInt64]

  static let wordBytes = Set("0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  static let lowerOf = Dictionary(
    uniqueKeysWithValues: zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8, "abcdefghijklmnopqrstuvwxyz".utf8))

  init(_ source: [UInt8]) {
    lowered = source.map { Self.lowerOf[$0] ?? $0 }
    words = Self.masks(source) { Self.wordBytes.contains($0) || $0 > 127 }
    high = Self.masks(source) { $0 > 127 }
  }

  init(lowered: [UInt8], words: [UInt64], high: [UInt64]) {
    self.lowered = lowered
    self.words = words
    self.high = high
  }

  private static func masks(_ source: [UInt8], _ isSet: (UInt8) -> Bool) -> [UInt64] {
    stride(from: 0, to: source.count, by: 64).map { start in
      source[start..<min(start + 64, source.count)].reversed().reduce(0) {
        $0 << 1 | (isSet($1) ? 1 : 0)
      }
    }
  }
}

/// Every byte value next to every sort of neighbour, the edges of the classes most of all.
private func mixedBytes(_ count: Int, seed: UInt64) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  let edges: [UInt8] = [0, 0x2F, 0x30, 0x39, 0x3A, 0x40, 0x41, 0x5A, 0x5B, 0x5E, 0x5F, 0x60, 0x61]
  let more: [UInt8] = [
    0x7A, 0x7B, 0x7F, 0x80, 0xC1, 0xDA, 0xDB, 0xDF, 0xE1, 0xFA, 0xFF, 0xB0, 0xB9,
  ]
  return (0..<count).map { _ in
    Bool.random(using: &generator)
      ? UInt8.random(in: 0...255, using: &generator)
      : (edges + more).randomElement(using: &generator) ?? 0
  }
}

@Suite struct `Classification` {
  @Test func `every byte value at every place of a vector`() {
    for kernel in kernelsUnderTest() {
      for shift in 0..<64 {
        let source = [UInt8](repeating: 0x20, count: shift) + (0...255)
        #expect(classifyChecked(kernel, source) == Expected(source), "\(kernel.name) \(shift)")
      }
    }
  }

  @Test func `every length, against both guards, touches nothing outside`() throws {
    let from = try GuardedMemory<UInt8>(capacity: 1000)
    let to = try GuardedMemory<UInt8>(capacity: 1000)
    let words = try GuardedMemory<UInt64>(capacity: 1000)
    let high = try GuardedMemory<UInt64>(capacity: 1000)
    for kernel in kernelsUnderTest() {
      for count in Array(0...200) + [255, 256, 257, 511, 513, 1000] {
        let source = mixedBytes(count, seed: UInt64(count))
        for side in [GuardedMemory<UInt8>.Side.afterGuard, .beforeGuard] {
          let wordSide: GuardedMemory<UInt64>.Side =
            side == .afterGuard ? .afterGuard : .beforeGuard
          let masks = (count + 63) / 64
          let out = to.room(count, side)
          let wordOut = words.room(masks, wordSide)
          let highOut = high.room(masks, wordSide)
          kernel.classify(
            source: from.copy(source, side), count: count, lowered: out, words: wordOut,
            high: highOut)
          let found = Expected(
            lowered: Array(UnsafeBufferPointer(start: out, count: count)),
            words: Array(UnsafeBufferPointer(start: wordOut, count: masks)),
            high: Array(UnsafeBufferPointer(start: highOut, count: masks)))
          #expect(found == Expected(source), "\(kernel.name), \(count) bytes, \(side)")
        }
      }
    }
  }

  @Test func `every length at every alignment leaves what surrounds the result`() {
    for kernel in kernelsUnderTest() {
      for count in 0...200 {
        let source = mixedBytes(count, seed: 1000 + UInt64(count))
        let expected = Expected(source)
        for alignment in 0...64 {
          let found = classifyBetweenCanaries(kernel, source, alignment)
          guard found == expected else {
            Issue.record("\(kernel.name), \(count) bytes at \(alignment)")
            return
          }
        }
      }
    }
  }

  @Test func `source and lowered may be the same memory`() {
    for kernel in kernelsUnderTest() {
      for count in 0...200 {
        let source = mixedBytes(count, seed: 2000 + UInt64(count))
        var bytes = source
        var words = [UInt64](repeating: 0, count: 4)
        var high = words
        bytes.withUnsafeMutableBufferPointer {
          guard let start = $0.baseAddress else { return }
          kernel.classify(
            source: start, count: count, lowered: start, words: &words, high: &high)
        }
        let masks = (count + 63) / 64
        let found = Expected(
          lowered: bytes, words: Array(words[..<masks]), high: Array(high[..<masks]))
        #expect(found == Expected(source), "\(kernel.name), \(count) bytes")
      }
    }
  }

  @Test func `too little room is refused`() async {
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [1, 2, 3]
      var (lowered, words, high): ([UInt8], [UInt64], [UInt64]) = ([0, 0], [0], [0])
      var a = lowered.mutableSpan
      var b = words.mutableSpan
      var c = high.mutableSpan
      Kernel.scalar.classify(source.span, lowered: &a, words: &b, high: &c)
    }
  }
}

/// Classifies through the spans.
private func classifyChecked(_ kernel: Kernel, _ source: [UInt8]) -> Expected {
  let masks = (source.count + 63) / 64
  var lowered = [UInt8](repeating: 0xAA, count: source.count)
  var words = [UInt64](repeating: .max, count: masks)
  var high = words
  do {
    var a = lowered.mutableSpan
    var b = words.mutableSpan
    var c = high.mutableSpan
    kernel.classify(source.span, lowered: &a, words: &b, high: &c)
  }
  return Expected(lowered: lowered, words: words, high: high)
}

/// Classifies with source and result at an offset among bytes that must stay; what it returns
/// holds those that did not, so that it differs from what is expected.
private func classifyBetweenCanaries(
  _ kernel: Kernel, _ source: [UInt8], _ alignment: Int
) -> Expected {
  let canary: UInt8 = 0xA5
  let maskCanary: UInt64 = 0xA5A5_A5A5_A5A5_A5A5
  let count = source.count
  let masks = (count + 63) / 64
  let surrounded =
    [UInt8](repeating: 0x41, count: alignment) + source + [UInt8](repeating: 0x41, count: 64)
  var lowered = [UInt8](repeating: canary, count: surrounded.count)
  var words = [UInt64](repeating: maskCanary, count: masks + 2)
  var high = words
  surrounded.withUnsafeBufferPointer { from in
    lowered.withUnsafeMutableBufferPointer { to in
      words.withUnsafeMutableBufferPointer { words in
        high.withUnsafeMutableBufferPointer { high in
          guard let from = from.baseAddress, let to = to.baseAddress,
            let words = words.baseAddress, let high = high.baseAddress
          else { return }
          kernel.classify(
            source: from + alignment, count: count, lowered: to + alignment, words: words + 1,
            high: high + 1)
        }
      }
    }
  }
  let outside = lowered[..<alignment] + lowered[(alignment + count)...]
  let maskOutside = [words[0], words[masks + 1], high[0], high[masks + 1]]
  let intact = outside.allSatisfy { $0 == canary } && maskOutside.allSatisfy { $0 == maskCanary }
  return Expected(
    lowered: intact ? Array(lowered[alignment..<alignment + count]) : lowered,
    words: Array(words[1..<masks + 1]), high: Array(high[1..<masks + 1]))
}
