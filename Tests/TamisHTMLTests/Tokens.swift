// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// The tokens of a text, each as a line that says what it is.
func tokens(_ html: String) -> [String] {
  let bytes = Array(html.utf8)
  var tokenizer = HTMLTokenizer()
  var lines: [String] = []
  while true {
    let token = tokenizer.next(in: bytes.span)
    if token.kind == .end { return lines }
    lines.append(line(token, tokenizer.attributes, bytes))
  }
}

private func line(_ token: HTMLToken, _ attributes: [HTMLAttribute], _ html: [UInt8]) -> String {
  let content = decoded(token.content, html, token.decoding)
  switch token.kind {
  case .end: return "end"
  case .characters: return content
  case .comment: return "comment \(content)"
  case .doctype: return "doctype \(content)"
  case .endTag: return "</\(content.lowercased())>"
  case .startTag:
    let list = attributes.map { attribute in
      let name = decoded(attribute.name, html, .raw).lowercased()
      return " \(name)=\"\(decoded(attribute.value, html, .attribute))\""
    }
    return "<\(content.lowercased())\(list.joined())\(token.isSelfClosing ? "/" : "")>"
  }
}

/// What a range of a text stands for.
func decoded(_ range: Range<Int>, _ html: [UInt8], _ decoding: HTMLDecoding) -> String {
  var text: [UInt8] = []
  decoding.append(range, of: html.span, to: &text)
  return String(decoding: text, as: UTF8.self)
}
