// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import TamisHTML

// Any bytes: tokens follow each other without a gap to the end, what they hold is within them, and
// decoding gives no more than it can.
fuzz { html in
  var tokenizer = HTMLTokenizer()
  var text: [UInt8] = []
  var position = 0
  while true {
    let token = tokenizer.next(in: html)
    precondition(token.source.lowerBound == position, "a gap between tokens")
    position = token.source.upperBound
    if token.kind == .end { break }
    precondition(!token.source.isEmpty, "a token of no bytes")
    precondition(token.content.clamped(to: token.source) == token.content, "content outside")
    text.removeAll(keepingCapacity: true)
    token.decoding.append(token.content, of: html, to: &text)
    // `&nGt;` and its like: no reference gives more than this.
    precondition(text.count <= 3 * token.content.count + 8, "text from nothing")
    if token.kind == .doctype { _ = HTMLDoctype(token, in: html) }
    guard token.kind == .startTag else { continue }
    for attribute in tokenizer.attributes {
      let both = attribute.name.lowerBound..<attribute.value.upperBound
      precondition(both.clamped(to: token.source) == both, "an attribute outside its tag")
      HTMLDecoding.attribute.append(attribute.value, of: html, to: &text)
    }
  }
  precondition(position == html.count, "tokens end before the text")
}
