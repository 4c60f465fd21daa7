// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

/// Finding and hashing words, against what the definitions say, on every kernel.
@Suite struct `Words` {
  /// The words of a range, byte by byte; the last may reach the range's end.
  private func expected(_ isWord: [Bool], from: Int, to: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    for place in from..<to where isWord[place] {
      if let last = words.last, last.upperBound == place {
        words[words.count - 1] = last.lowerBound..<place + 1
      } else {
        words.append(place..<place + 1)
      }
    }
    return words
  }

  private func found(
    _ kernel: Kernel, _ isWord: [Bool], from: Int, to: Int
  ) -> (starts: [UInt32], ends: [UInt32]) {
    let masks = stride(from: 0, to: isWord.count, by: 64).map { start in
      isWord[start..<min(start + 64, isWord.count)].reversed().reduce(UInt64(0)) {
        $0 << 1 | ($1 ? 1 : 0)
      }
    }
    let room = from < to ? 32 * ((to - 1) / 64 - from / 64 + 1) : 0
    // What lies behind the room must stay as it is.
    var starts = [UInt32](repeating: .max, count: room + 8)
    var ends = starts
    let count = kernel.findWords(masks, from: from, to: to, starts: &starts, ends: &ends)
    #expect((starts[room...] + ends[room...]).allSatisfy { $0 == .max }, "\(kernel.name)")
    return (Array(starts[..<count]), Array(ends[..<count]))
  }

  private func check(_ kernel: Kernel, _ isWord: [Bool], from: Int, to: Int) {
    let words = expected(isWord, from: from, to: to)
    let (starts, ends) = found(kernel, isWord, from: from, to: to)
    #expect(starts == words.map { UInt32($0.lowerBound) }, "\(kernel.name) \(from)..<\(to)")
    // The end of a word that reaches the range's end means nothing.
    for (end, word) in zip(ends, words) where word.upperBound < to {
      #expect(end == UInt32(word.upperBound), "\(kernel.name) \(from)..<\(to)")
    }
  }

  @Test func `are found between any two places`() {
    var generator = SeededGenerator(seed: 1)
    let isWord = (0..<200).map { _ in Int.random(in: 0..<5, using: &generator) > 0 }
    for kernel in kernelsUnderTest() {
      for from in stride(from: 0, through: 200, by: 3) {
        for to in from...200 { check(kernel, isWord, from: from, to: to) }
      }
    }
  }

  @Test func `are found however many there are`() {
    for kernel in kernelsUnderTest() {
      for period in 1...70 {
        let isWord = (0..<300).map { $0 % period != 0 }
        check(kernel, isWord, from: 0, to: 300)
        check(kernel, isWord.map { !$0 }, from: 0, to: 300)
        check(kernel, isWord.map { !$0 }, from: 1, to: 256)
      }
      check(kernel, [Bool](repeating: false, count: 130), from: 0, to: 130)
    }
  }

  @Test func `have the same hashes on every kernel, at every length`() {
    var generator = SeededGenerator(seed: 2)
    let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var places: [(UInt32, UInt32)] = []
    for start: UInt32 in 0..<40 {
      for length: UInt32 in 1...100 { places.append((start, start + length)) }
    }
    places += [(0, 384)]
    let (starts, ends) = (places.map(\.0), places.map(\.1))
    let expected = places.map { specified(bytes[Int($0.0)..<Int($0.1)]) }
    for kernel in kernelsUnderTest() {
      var hashes = [UInt64](repeating: 0, count: places.count + 1)
      kernel.hashWords(bytes, starts: starts, ends: ends, count: places.count, hashes: &hashes)
      #expect(Array(hashes.dropLast()) == expected, "\(kernel.name)")
      #expect(hashes.last == 0)
    }
  }

  /// The hash by the words of the specification.
  private func specified(_ token: ArraySlice<UInt8>) -> UInt64 {
    func part(_ place: Int) -> UInt64 {
      token.dropFirst(place).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let product = a.multipliedFullWidth(by: b)
      return product.high ^ product.low
    }
    let length = UInt64(token.count)
    var hash = mix(part(0) ^ 0x9E37_79B9_7F4A_7C15, part(8) ^ (0xD6E8_FEB8_6659_FD93 &+ length))
    for place in stride(from: 16, to: token.count, by: 8) {
      hash = mix(hash ^ part(place), 0xA076_1D64_78BD_642F)
    }
    return hash
  }
}
