// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import Testing

@testable import Tamis

struct `The checks of a measurement` {
  @Test func `notice a stage that makes something else the second time`() async throws {
    let kernel = try #require(Kernel.available.first)
    var bench = Bench(run: RunOptions(inputs: []), kernels: [kernel])
    bench.repetitions = 2
    let counter = Counter()
    let stage = BenchStage(name: "drift", bytes: 1, records: 1, parts: 1, usesKernel: false) {
      _, _ in
      var checksum = BenchChecksum()
      checksum.add(counter.next())
      return checksum
    }
    var checks = BenchChecks()
    let error = await #expect(throws: RunError.self) {
      _ = try await bench.measure(stage, kernel, threads: 1, &checks)
    }
    #expect(error?.description.contains("The stage drift does not always make the same") == true)
  }

  @Test func `do not depend on how bytes are divided, and notice any change of them`() {
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = checksum([bytes])
    #expect(checksum([Array(bytes[..<48]), Array(bytes[48...])]) == whole)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(checksum([changed]) != whole)
    }
    #expect(checksum([Array(bytes.dropLast())]) != whole)
    #expect(checksum([bytes + [0]]) != whole)
  }

  @Test func `rest on records that follow from the seed, and are not alike`() {
    func lines(_ seed: UInt64, _ numbers: Range<Int>) -> [UInt8] {
      var lines = JSONLines()
      for number in numbers { BenchCorpus(seed: seed).append(number, to: &lines) }
      return lines.bytes
    }
    #expect(lines(1, 0..<8) == lines(1, 0..<8))
    #expect(lines(1, 0..<1) != lines(2, 0..<1))
    // One stream of words is not another one shifted.
    var (first, second) = (BenchWords(seed: 1, stream: 0), BenchWords(seed: 1, stream: 1))
    let sentences = Set((0..<50).map { _ in first.sentence() })
    #expect((0..<50).allSatisfy { _ in !sentences.contains(second.sentence()) })
  }

  private func checksum(_ parts: [[UInt8]]) -> UInt64 {
    var checksum = BenchChecksum()
    for part in parts { checksum.add(part[...]) }
    return checksum.value
  }
}

/// Counts calls; only one thread calls at a time.
private final class Counter: @unchecked Sendable {
  private var count: UInt64 = 0

  func next() -> UInt64 {
    count += 1
    return count
  }
}
