// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisText
import Testing

struct `Stems of tokens` {
  /// FNV-1a.
  private static func hash(_ text: [UInt8]) -> UInt32 {
    text.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// By the mapped tokens; those of one character of a script without spaces are told by a list.
  private static func oracle(_ text: String) -> [UInt32] {
    var tokenizer = Tokenizer(kernel: .scalar)
    var (stems, before) = ([UInt32](), [UInt8]())
    for token in tokenizer.tokens(of: text.utf8.span) {
      let string = String(decoding: token, as: UTF8.self)
      if string.unicodeScalars.count == 1, "東京都今日カなは".contains(string) {
        if !before.isEmpty { stems.append(hash(before + token)) }
        before = token
      } else {
        stems.append(hash(Array(String(string.unicodeScalars.prefix(6)).utf8)))
        before = []
      }
    }
    return stems
  }

  @Test(arguments: [
    "", "Harbours harbour’s HARBOUR", "a 12345678 x", "Гавани гаванью", "東京都は今日", "東 京, a 都",
    "x東京y", "カな", "Straße ﬁnally", String(repeating: "long", count: 5000) + " short 東京",
  ])
  func `are the first six characters, or two without spaces`(text: String) {
    for kernel in Kernel.available {
      var tokenizer = Tokenizer(kernel: kernel)
      var stems: [UInt32] = []
      tokenizer.append(stemsOf: text.utf8.span, to: &stems)
      #expect(stems == Self.oracle(text), "\(kernel)")
    }
  }
}
