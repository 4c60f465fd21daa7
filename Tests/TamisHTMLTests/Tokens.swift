// SPDX-License-Identifier: Apache-2.0

@testable import TamisHTML

/// The tokens of a text, each as a line that says what it is; neighbouring characters are one.
func tokens(
  _ html: String, model: HTMLTokenizer.Model = .data, lastStartTag: HTMLTag = .other
) -> [String] {
  let bytes = Array(html.utf8)
  var tokenizer = HTMLTokenizer()
  tokenizer.model = model
  tokenizer.lastStartTag = lastStartTag
  var lines: [String] = []
  var characters = ""
  while true {
    let token = tokenizer.next(in: bytes.span)
    if token.kind == .characters {
      characters += decoded(token.content, bytes, token.decoding)
      continue
    }
    if !characters.isEmpty { lines.append(characters) }
    characters = ""
    if token.kind == .end { return lines }
    lines.append(line(token, tokenizer.attributes, bytes))
  }
}

private func line(_ token: HTMLToken, _ attributes: ArraySlice<HTMLAttribute>, _ html: [UInt8])
  -> String
{
  let isTag = token.kind == .startTag || token.kind == .endTag
  let content = decoded(token.content, html, isTag ? .raw : token.decoding)
  switch token.kind {
  case .end, .characters: return ""
  case .comment: return "comment \(content)"
  case .endTag: return "</\(lowered(content))>"
  case .startTag:
    let pairs = attributes.map { attribute in
      let value = decoded(attribute.value, html, attribute.needsDecoding ? .attribute : .cdata)
      return (lowered(decoded(attribute.name, html, .raw)), value)
    }
    return tagLine(lowered(content), pairs, isSelfClosing: token.isSelfClosing)
  case .doctype:
    let doctype = HTMLDoctype(token, in: html.span)
    let name = doctype.name.map { lowered(decoded($0, html, .raw)) }
    let ids = [doctype.publicIdentifier, doctype.systemIdentifier].map { range in
      range.map { decoded($0, html, .raw) }
    }
    return doctypeLine(name, ids[0], ids[1], forcesQuirks: doctype.forcesQuirks)
  }
}

/// A start tag with its attributes in the order of their names.
func tagLine(_ name: String, _ attributes: [(String, String)], isSelfClosing: Bool) -> String {
  let list = attributes.sorted { $0.0 < $1.0 }.map { " \($0.0)=\"\($0.1)\"" }.joined()
  return "<\(name)\(list)\(isSelfClosing ? "/" : "")>"
}

func doctypeLine(
  _ name: String?, _ publicID: String?, _ systemID: String?, forcesQuirks: Bool
) -> String {
  let parts = [name, publicID, systemID].map { $0.map { "\"\($0)\"" } ?? "none" }
  return "doctype \(parts.joined(separator: " "))\(forcesQuirks ? " quirks" : "")"
}

/// ASCII letters in lower case, and no others.
private func lowered(_ text: String) -> String {
  String(decoding: text.utf8.map { $0.asciiLowered }, as: UTF8.self)
}

/// What a range of a text stands for.
func decoded(_ range: Range<Int>, _ html: [UInt8], _ decoding: HTMLDecoding) -> String {
  var text: [UInt8] = []
  decoding.append(range, of: html.span, to: &text)
  return String(decoding: text, as: UTF8.self)
}
