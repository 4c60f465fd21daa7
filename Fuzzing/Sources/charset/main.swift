// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import TamisIO

// The first byte chooses what is declared, the rest is decoded: what comes out is valid UTF-8, no
// longer than it can be, and behind what was there.
let encodings = CharacterEncoding.allCases
fuzz { input in
  var output: [UInt8] = [0x3E]
  input.withUnsafeBytes { bytes in
    let choice = Int(bytes.first ?? 0)
    let declared = choice < encodings.count ? encodings[choice].rawValue : nil
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    let decoded = CharsetDecoder().decode(
      rest, declared: declared, isHTML: choice & 1 == 0, into: &output)
    precondition(output.first == 0x3E, "what was there is gone")
    precondition(output.count <= 1 + 3 * rest.count + 3, "text from nothing")
    precondition(String(validating: output, as: UTF8.self) != nil, "text that is not UTF-8")
    precondition(decoded.replacements <= rest.count, "replacements from nothing")
    if let header = String(validating: rest, as: UTF8.self) {
      _ = CharsetDecoder.charset(inContentType: header)
    }
  }
}
