// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisStory

struct `Counts of terms` {
  /// Counts of 40 documents, of which each term n below 40 is in n + 1.
  private func counts(seed: UInt32 = 0) -> TermCounts {
    var weights = TermWeights(background: .none)
    for document in UInt32(0)..<40 { weights.count((document..<40).map { $0 * 7919 &+ seed }) }
    return weights.learned
  }

  @Test func `are read as they were written`() throws {
    let counts = counts()
    #expect(counts.documents == 40)
    // What one document has tells nothing.
    #expect(counts.terms == 39)
    #expect(try TermCounts(counts.bytes) == counts)
    let background = try TermCounts(counts.bytes).background
    for term in UInt32(1)..<40 {
      #expect(background.share(of: term * 7919) == Double(term + 1) / 40)
      #expect(background.share(of: term * 7919 | 0xFFC0_0000) == Double(term + 1) / 40)
    }
    #expect(background.share(of: 0) == 0)
  }

  @Test func `add up, whichever comes first`() throws {
    let (a, b) = (counts(), counts(seed: 7919))
    var (sum, other) = (a, b)
    sum.add(b)
    other.add(a)
    #expect(sum == other)
    #expect(sum.documents == 80)
    // Term 7919 is in 2 documents of the first and in 1 of the second, which was left out.
    #expect(sum.background.share(of: 7919) == 2.0 / 80)
    #expect(sum.background.share(of: 3 * 7919) == 7.0 / 80)
  }

  @Test func `leave out what not one in a thousand has`() {
    var weights = TermWeights(background: .none)
    for document in UInt32(0)..<4001 {
      weights.count(document < 4 ? [1, 2, 3] : document < 5 ? [2, 3] : [3])
    }
    let background = weights.learned.background
    #expect(background.share(of: 1) == 0)
    #expect(background.share(of: 2) == 5.0 / 4001)
    #expect(background.share(of: 3) == 1)
  }

  @Test func `are refused where anything is cut off or changed`() throws {
    let bytes = counts().bytes
    for end in bytes.indices {
      #expect(throws: BackgroundError.self) { try TermCounts(Array(bytes[..<end])) }
    }
    for place in bytes.indices {
      for change in [UInt8(ascii: "x"), 0x0A, 0xFF] where bytes[place] != change {
        var changed = bytes
        changed[place] = change
        #expect(throws: BackgroundError.self, "\(place)") { try TermCounts(changed) }
      }
    }
    #expect(throws: BackgroundError.self) { try TermCounts(bytes + [0x0A]) }
    #expect(throws: BackgroundError.isOther) { try TermCounts(Array("{}\n".utf8)) }
    #expect(throws: BackgroundError.isOfVersion("2")) {
      try TermCounts(Array("tamis background 2\n".utf8))
    }
  }
}
