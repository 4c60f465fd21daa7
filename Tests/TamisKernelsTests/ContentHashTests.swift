// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

/// The bytes that the golden vectors are of.
private func sample(_ length: Int) -> [UInt8] {
  (0..<length).map { UInt8(truncatingIfNeeded: (UInt64($0) &* 0x9E37_79B1) >> 24) }
}

private func hash(_ bytes: [UInt8]) -> ContentHash { ContentHash(of: bytes.span) }

@Suite struct `Content hash` {
  @Test(
    arguments: [
      (0, "1fedef7dd6fe0392646baaa26496746a"),
      (1, "501a7bcf4c9403e89561889b1314411d"),
      (7, "9759830022de7b7c58ea00cdc91cd379"),
      (8, "acb39ca9d3e3b9537fab8c6d4488d250"),
      (9, "c8e7fe2ce351dbba37c799dd690bb9b6"),
      (15, "100abaee2d00c653d4b3c8a14b4c5fb3"),
      (16, "c69632015feae706c8ee5f790a987247"),
      (17, "2861678cca06c61b55258452f3229016"),
      (31, "a23790d39466dbb939f18d92f4a6c8d3"),
      (32, "d0c2eae1bf001ffcf0231d5883a6420e"),
      (33, "75aadb3cf3f61c13f342b238eb6169fd"),
      (63, "dd3ceb16e5956ff109a449edbac7ae6f"),
      (64, "497e5e8a8e1debb2ee4c9d992eaa967d"),
      (65, "b24a5eb3cc760f114857eb2611835623"),
      (127, "a3897df26f42ab4659bd4b22925d7175"),
      (128, "c973a1cc7115ec9d14bf0e194394ff13"),
      (129, "79160f7f53a529c23d1f5af7ab47aa55"),
      (200, "6f91770ef4968947181c7acf01379628"),
      (1000, "5a2f4ccd466d17a7fbf693ca132fa217"),
      (65537, "cde4a820b043ed0d2ebf6a7607910be3"),
    ] as [(Int, String)])
  func `golden vectors of the specification`(length: Int, digits: String) {
    #expect(hash(sample(length)).description == digits)
  }

  @Test func `spans and raw buffers agree at every alignment`() {
    let bytes = sample(400)
    for start in 0...64 {
      for length in [0, 1, 15, 16, 63, 64, 65, 200] {
        let slice = Array(bytes[start..<start + length])
        let inPlace = bytes.withUnsafeBytes {
          ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[start..<start + length]))
        }
        #expect(inPlace == hash(slice))
      }
    }
  }

  @Test func `nothing is read outside the input`() throws {
    let memory = try GuardedMemory<UInt8>(capacity: 300)
    for length in 0...300 {
      let bytes = sample(length)
      for side in GuardedMemory<UInt8>.Side.allCases {
        let copy = UnsafeRawBufferPointer(start: memory.copy(bytes, side), count: length)
        #expect(ContentHash(of: copy) == hash(bytes))
      }
    }
  }

  @Test func `zeros of every length differ, in each half`() {
    let hashes = (0...300).map { hash([UInt8](repeating: 0, count: $0)) }
    #expect(Set(hashes.map(\.high)).count == 301)
    #expect(Set(hashes.map(\.low)).count == 301)
  }

  @Test func `no two inputs a bit or two apart agree, in either half`() {
    for length in [1, 8, 16, 17, 48, 64, 80, 129] {
      let bytes = sample(length)
      var hashes = [hash(bytes)]
      for i in 0..<8 * length {
        for j in i..<min(8 * length, i + 130) {
          var changed = bytes
          changed[i / 8] ^= 1 << (i % 8)
          if j > i { changed[j / 8] ^= 1 << (j % 8) }
          hashes.append(hash(changed))
        }
      }
      #expect(Set(hashes.map(\.high)).count == hashes.count, "\(length) bytes")
      #expect(Set(hashes.map(\.low)).count == hashes.count, "\(length) bytes")
    }
  }

  @Test func `words equal to the constants do not make it forget the rest`() {
    // A product with zero is what hashes that keep only the product forget everything by.
    let constants: [UInt64] = [
      0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
      0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
    ]
    var hashes = Set<ContentHash>()
    for first in constants {
      for second in constants {
        for place in 0..<8 {
          for other: UInt64 in 0..<4 {
            // The two constants' exclusive or drives the multiplied word to zero in a lane's start.
            var words = [UInt64](repeating: other, count: 8)
            words[place] = first == second ? first : first ^ second
            words[(place + 1) % 8] = other &* 77 &+ second
            hashes.insert(
              hash(words.flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 255) } }))
          }
        }
      }
    }
    #expect(hashes.count == 8 * 8 * 8 * 4)
  }

  @Test func `hashes are ordered as numbers and written with all digits`() {
    let a = ContentHash(high: 0, low: .max)
    let b = ContentHash(high: 1, low: 0)
    let c = ContentHash(high: 1 << 63, low: 0)
    #expect([c, b, a].sorted() == [a, b, c])
    #expect(a.description == "0000000000000000ffffffffffffffff")
    #expect(b.description == "00000000000000010000000000000000")
  }

  /// Each output bit changes with each input bit in half of the cases. Over n inputs the number of
  /// changes is binomial with variance n / 4; the bound is the deviation that a perfect hash
  /// exceeds in one of a million such tests, over all pairs of bits (Gaussian tail, union bound).
  @Test(arguments: [3, 8, 16, 24, 64, 100])
  func `every input bit reaches every output bit`(length: Int) {
    let rounds = 4000
    var generator = SeededGenerator(seed: UInt64(length))
    var changes = [Int](repeating: 0, count: 8 * length * 128)
    for _ in 0..<rounds {
      var bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let before = hash(bytes)
      for bit in 0..<8 * length {
        bytes[bit / 8] ^= 1 << (bit % 8)
        let after = hash(bytes)
        bytes[bit / 8] ^= 1 << (bit % 8)
        count(before.high ^ after.high, in: &changes, from: bit * 128)
        count(before.low ^ after.low, in: &changes, from: bit * 128 + 64)
      }
    }
    let deviations = 7.1  // 2 · 8 · 100 · 128 · P(Z > 7.1) = 1.3e-7
    let bound = deviations * (Double(rounds) / 4).squareRoot()
    let worst = changes.map { abs(Double($0) - Double(rounds) / 2) }.max() ?? .infinity
    #expect(worst < bound)
  }
}

private func count(_ difference: UInt64, in changes: inout [Int], from start: Int) {
  for bit in 0..<64 { changes[start + bit] += Int(difference >> UInt64(bit) & 1) }
}
