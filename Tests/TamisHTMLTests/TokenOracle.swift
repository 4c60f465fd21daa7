// SPDX-License-Identifier: Apache-2.0

@testable import TamisHTML

/// The tokeniser of the standard, state by state and character by character: slow and obvious.
///
/// States are named as in section 13.2.5. It starts in the data state and does what a tree builder
/// would for elements of HTML; it knows no foreign elements.
struct TokenOracle {
  private enum State {
    case data, rcdata, rawText, script, plaintext
    case tagOpen, endTagOpen, tagName
    case textLessThan, textEndTagOpen, textEndTagName
    case escapeStart, escapeStartDash, escaped, escapedDash, escapedDashDash, escapedLessThan
    case doubleEscapeStart, doubleEscaped, doubleEscapedDash, doubleEscapedDashDash
    case doubleEscapedLessThan, doubleEscapeEnd
    case beforeName, name, afterName, beforeValue, doubleQuoted, singleQuoted, unquoted
    case afterQuoted, selfClosing
    case bogusComment, declarationOpen, commentStart, commentStartDash, comment, commentEndDash
    case commentEnd, commentEndBang, doctype
  }

  private let input: [UInt8]
  private var index = 0
  private var state = State.data
  /// Where an end tag that is not appropriate goes back to.
  private var textState = State.data
  private var lines: [String] = []
  private var characters: [UInt8] = []
  private var isEndTag = false
  private var tagName: [UInt8] = []
  private var attributes: [(name: [UInt8], value: [UInt8])] = []
  private var isSelfClosing = false
  private var data: [UInt8] = []
  private var temporary: [UInt8] = []
  private var lastStartTag: [UInt8] = []

  /// The tokens as `tokens` in Tokens.swift gives them; of a document type only that it is there.
  static func tokens(_ html: String) -> [String] {
    var oracle = TokenOracle(html)
    while oracle.step() {}
    oracle.flush()
    return oracle.lines
  }

  private init(_ html: String) {
    // Section 13.2.3.5: line ends become LF before the tokeniser sees them.
    var bytes: [UInt8] = []
    for byte in html.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    input = bytes.map { $0 == 0x0D ? 0x0A : $0 }
  }

  // MARK: - What the states do

  private mutating func flush() {
    if !characters.isEmpty { lines.append(String(decoding: characters, as: UTF8.self)) }
    characters = []
  }

  private mutating func emit(_ line: String) {
    flush()
    lines.append(line)
  }

  private mutating func emitComment() {
    emit("comment \(String(decoding: data, as: UTF8.self))")
    state = .data
  }

  private mutating func emitTag() {
    let name = String(decoding: tagName, as: UTF8.self)
    state = .data
    if isEndTag { return emit("</\(name)>") }
    var kept: [(String, String)] = []
    for (name, value) in attributes {
      let name = String(decoding: name, as: UTF8.self)
      if !kept.contains(where: { $0.0 == name }) {
        kept.append((name, String(decoding: value, as: UTF8.self)))
      }
    }
    emit(tagLine(name, kept, isSelfClosing: isSelfClosing))
    lastStartTag = tagName
    switch name {
    case "script": state = .script
    case "style", "xmp", "iframe", "noembed", "noframes": state = .rawText
    case "title", "textarea": state = .rcdata
    case "plaintext": state = .plaintext
    default: break
    }
    textState = state
  }

  private mutating func startTag(isEnd: Bool) {
    isEndTag = isEnd
    tagName = []
    attributes = []
    isSelfClosing = false
  }

  /// What a `&` stands for, which has been read; goes on after it.
  private mutating func reference(inAttribute: Bool) -> [UInt8] {
    // Nothing that a reference can reach beyond.
    let end = min(input.count, index + 64)
    var text: [UInt8] = []
    let stop = input.withUnsafeBufferPointer { input in
      CharacterReference.append(
        at: index - 1, of: input.span, end: end, inAttribute: inAttribute, to: &text)
    }
    index = stop
    return text
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private func isSpace(_ byte: UInt8?) -> Bool {
    byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x20
  }

  private func endsName(_ byte: UInt8?) -> Bool { isSpace(byte) || byte == 0x2F || byte == 0x3E }

  private func isLetter(_ byte: UInt8?) -> Bool {
    byte.map { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 } ?? false
  }

  private func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte + 32 : byte }

  private func peek(_ text: StaticString, anyCase: Bool) -> Bool {
    let wanted = String(describing: text).utf8
    let found = input[index...].prefix(wanted.count)
    return (anyCase ? found.map(lower) : Array(found)) == Array(wanted)
  }

  // MARK: - The machine

  /// Reads one character, or the end; false after that.
  private mutating func step() -> Bool {
    let byte = index < input.count ? input[index] : nil
    index += 1
    switch state {
    case .data, .rcdata, .rawText, .script, .plaintext: return text(byte)
    case .tagOpen, .endTagOpen, .tagName: return tag(byte)
    case .textLessThan, .textEndTagOpen, .textEndTagName: return textTag(byte)
    case .escapeStart, .escapeStartDash, .escaped, .escapedDash, .escapedDashDash,
      .escapedLessThan:
      return escape(byte)
    case .doubleEscapeStart, .doubleEscaped, .doubleEscapedDash, .doubleEscapedDashDash,
      .doubleEscapedLessThan, .doubleEscapeEnd:
      return doubleEscape(byte)
    case .beforeName, .name, .afterName, .selfClosing: return attributeName(byte)
    case .beforeValue, .doubleQuoted, .singleQuoted, .unquoted, .afterQuoted: return value(byte)
    case .bogusComment, .declarationOpen, .doctype: return declaration(byte)
    case .commentStart, .commentStartDash, .comment, .commentEndDash, .commentEnd,
      .commentEndBang:
      return comment(byte)
    }
  }

  private mutating func reconsume(_ next: State) -> Bool {
    state = next
    index -= 1
    return true
  }

  private mutating func put(_ byte: UInt8?, _ next: State) -> Bool {
    state = next
    guard let byte else { return false }
    characters += byte == 0 ? Self.replacement : [byte]
    return true
  }

  private mutating func text(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    if byte == 0x26, state == .data || state == .rcdata {
      characters += reference(inAttribute: false)
    } else if byte == 0x3C, state == .data {
      state = .tagOpen
    } else if byte == 0x3C, state != .plaintext {
      textState = state
      state = .textLessThan
    } else {
      characters += byte == 0 && state != .data ? Self.replacement : [byte]
    }
    return true
  }

  private mutating func tag(_ byte: UInt8?) -> Bool {
    switch (state, byte) {
    case (.tagOpen, 0x21): state = .declarationOpen
    case (.tagOpen, 0x2F): state = .endTagOpen
    case (.tagOpen, 0x3F),
      (.endTagOpen, .some) where !isLetter(byte) && byte != 0x3E:
      data = []
      return reconsume(.bogusComment)
    case (.tagOpen, _), (.endTagOpen, _):
      let isEnd = state == .endTagOpen
      if isLetter(byte) {
        startTag(isEnd: isEnd)
        return reconsume(.tagName)
      }
      if isEnd, byte != nil {
        state = .data
        return true
      }
      characters += isEnd ? [0x3C, 0x2F] : [0x3C]
      return reconsume(.data)
    case (_, nil): return false
    case (_, 0x2F): state = .selfClosing
    case (_, 0x3E): emitTag()
    case (_, let byte?) where !isSpace(byte):
      tagName += byte == 0 ? Self.replacement : [lower(byte)]
    default: state = .beforeName
    }
    return true
  }

  /// The less-than and end tag states of RCDATA, raw text, scripts and escaped scripts.
  private mutating func textTag(_ byte: UInt8?) -> Bool {
    switch state {
    case .textLessThan:
      if byte == 0x2F {
        temporary = []
        state = .textEndTagOpen
        return true
      }
      characters.append(0x3C)
      if byte == 0x21, textState == .script { return put(byte, .escapeStart) }
      return reconsume(textState)
    case .textEndTagOpen:
      if isLetter(byte) {
        startTag(isEnd: true)
        return reconsume(.textEndTagName)
      }
      characters += [0x3C, 0x2F]
      return reconsume(textState)
    default:
      if let byte, isLetter(byte) {
        tagName.append(lower(byte))
        temporary.append(byte)
        return true
      }
      if tagName == lastStartTag, endsName(byte) { return reconsume(.tagName) }
      characters += [0x3C, 0x2F] + temporary
      return reconsume(textState)
    }
  }

  private mutating func escape(_ byte: UInt8?) -> Bool {
    switch (state, byte) {
    case (.escapeStart, 0x2D): return put(byte, .escapeStartDash)
    case (.escapeStartDash, 0x2D): return put(byte, .escapedDashDash)
    case (.escapeStart, _), (.escapeStartDash, _): return reconsume(.script)
    case (.escapedLessThan, 0x2F):
      temporary = []
      textState = .escaped
      state = .textEndTagOpen
      return true
    case (.escapedLessThan, _):
      characters.append(0x3C)
      temporary = []
      return reconsume(isLetter(byte) ? .doubleEscapeStart : .escaped)
    case (_, 0x3C):
      state = .escapedLessThan
      return true
    case (.escaped, 0x2D): return put(byte, .escapedDash)
    case (.escapedDash, 0x2D), (.escapedDashDash, 0x2D): return put(byte, .escapedDashDash)
    case (.escapedDashDash, 0x3E):
      textState = .script
      return put(byte, .script)
    default: return put(byte, .escaped)
    }
  }

  private mutating func doubleEscape(_ byte: UInt8?) -> Bool {
    switch (state, byte) {
    case (.doubleEscapeStart, _), (.doubleEscapeEnd, _):
      let isStart = state == .doubleEscapeStart
      if endsName(byte) {
        let isScript = temporary == Array("script".utf8)
        return put(byte, isScript == isStart ? .doubleEscaped : .escaped)
      }
      guard let byte, isLetter(byte) else { return reconsume(isStart ? .escaped : .doubleEscaped) }
      temporary.append(lower(byte))
      return put(byte, state)
    case (.doubleEscapedLessThan, 0x2F):
      temporary = []
      return put(byte, .doubleEscapeEnd)
    case (.doubleEscapedLessThan, _): return reconsume(.doubleEscaped)
    case (_, 0x3C): return put(byte, .doubleEscapedLessThan)
    case (.doubleEscaped, 0x2D): return put(byte, .doubleEscapedDash)
    case (.doubleEscapedDash, 0x2D), (.doubleEscapedDashDash, 0x2D):
      return put(byte, .doubleEscapedDashDash)
    case (.doubleEscapedDashDash, 0x3E):
      textState = .script
      return put(byte, .script)
    default: return put(byte, .doubleEscaped)
    }
  }

  private mutating func attributeName(_ byte: UInt8?) -> Bool {
    let endsTagName = byte == nil || byte == 0x2F || byte == 0x3E
    switch state {
    case .beforeName:
      if isSpace(byte) { return true }
      if endsTagName { return reconsume(.afterName) }
      attributes.append(([], []))
      if byte != 0x3D { return reconsume(.name) }
      attributes[attributes.count - 1].name = [0x3D]
      state = .name
    case .name:
      if isSpace(byte) || endsTagName { return reconsume(.afterName) }
      if byte == 0x3D {
        state = .beforeValue
      } else if let byte {
        attributes[attributes.count - 1].name += byte == 0 ? Self.replacement : [lower(byte)]
      }
    case .afterName:
      switch byte {
      case nil: return false
      case 0x2F: state = .selfClosing
      case 0x3D: state = .beforeValue
      case 0x3E: emitTag()
      default:
        if isSpace(byte) { return true }
        attributes.append(([], []))
        return reconsume(.name)
      }
    default:
      if byte == nil { return false }
      if byte != 0x3E { return reconsume(.beforeName) }
      isSelfClosing = true
      emitTag()
    }
    return true
  }

  private mutating func value(_ byte: UInt8?) -> Bool {
    switch (state, byte) {
    case (.beforeValue, 0x22): state = .doubleQuoted
    case (.beforeValue, 0x27): state = .singleQuoted
    case (.beforeValue, 0x3E): emitTag()
    case (.beforeValue, _):
      if !isSpace(byte) { return reconsume(.unquoted) }
    case (_, nil): return false
    case (.afterQuoted, 0x2F): state = .selfClosing
    case (.afterQuoted, 0x3E), (.unquoted, 0x3E): emitTag()
    case (.afterQuoted, _):
      return isSpace(byte)
        ? {
          state = .beforeName; return true
        }() : reconsume(.beforeName)
    case (.doubleQuoted, 0x22), (.singleQuoted, 0x27): state = .afterQuoted
    case (_, 0x26): attributes[attributes.count - 1].value += reference(inAttribute: true)
    case (.unquoted, _) where isSpace(byte): state = .beforeName
    case (_, let byte?):
      attributes[attributes.count - 1].value += byte == 0 ? Self.replacement : [byte]
    }
    return true
  }

  private mutating func declaration(_ byte: UInt8?) -> Bool {
    switch state {
    case .declarationOpen:
      index -= 1
      data = []
      if peek("--", anyCase: false) {
        index += 2
        state = .commentStart
      } else if peek("doctype", anyCase: true) {
        index += 7
        state = .doctype
      } else {
        state = .bogusComment
      }
    case .doctype:
      // Its parts are another matter: all its states end at the first `>`.
      if byte != nil, byte != 0x3E { return true }
      emit("doctype")
      state = .data
      return byte != nil
    default:
      guard let byte, byte != 0x3E else {
        emitComment()
        return byte != nil
      }
      data += byte == 0 ? Self.replacement : [byte]
    }
    return true
  }

  private mutating func comment(_ byte: UInt8?) -> Bool {
    guard let byte else {
      emitComment()
      return false
    }
    switch (state, byte) {
    case (.commentStart, 0x2D): state = .commentStartDash
    case (.commentStart, 0x3E), (.commentStartDash, 0x3E): emitComment()
    case (.commentStart, _): return reconsume(.comment)
    case (.commentStartDash, 0x2D), (.commentEndDash, 0x2D): state = .commentEnd
    case (.commentStartDash, _), (.commentEndDash, _):
      data.append(0x2D)
      return reconsume(.comment)
    case (.commentEnd, 0x3E), (.commentEndBang, 0x3E): emitComment()
    case (.commentEnd, 0x21): state = .commentEndBang
    case (.commentEnd, 0x2D): data.append(0x2D)
    case (.commentEnd, _):
      data += [0x2D, 0x2D]
      return reconsume(.comment)
    case (.commentEndBang, 0x2D):
      data += [0x2D, 0x2D, 0x21]
      state = .commentEndDash
    case (.commentEndBang, _):
      data += [0x2D, 0x2D, 0x21]
      return reconsume(.comment)
    case (_, 0x2D): state = .commentEndDash
    default: data += byte == 0 ? Self.replacement : [byte]
    }
    return true
  }
}
