// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import Testing

@Suite struct HTMLTokenizerTests {
  @Test func `nothing is the end`() {
    var tokenizer = HTMLTokenizer()
    let empty: [UInt8] = []
    #expect(tokenizer.next(in: empty.span).kind == .end)
  }
}
