// SPDX-License-Identifier: Apache-2.0

/// The phrases of one language, as text: lines of "class: phrase; phrase; …".
///
/// Phrases are general wording of the web, never a site's name or slogan. They are compared as
/// folded tokens: case, punctuation and the width of letters do not matter, "0" stands for any
/// number.
struct LexiconSource: Sendable {
  let language: String
  let text: String

  init(_ language: String, _ text: String) {
    self.language = language
    self.text = text
  }

  /// All languages, in the order in which they claim a phrase that several have.
  static let all: [LexiconSource] =
    common + english + western + nordic + slavic + southeastern + asian

  /// Calls with every phrase and its class, in order; a line of an unknown class is passed over.
  func forEachPhrase(_ body: (Lexicon.Class, String) -> Void) {
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"),
        let kind = Lexicon.Class(named: Self.trimmed(line[..<colon]))
      else { continue }
      for phrase in line[line.index(after: colon)...].split(separator: ";") {
        let phrase = Self.trimmed(phrase)
        if phrase.isEmpty { continue }
        body(kind, String(phrase))
        if language == "tr" { body(kind, Self.turkishCapitals(phrase)) }
      }
    }
  }

  /// The phrase in capitals, which folding does not turn into small letters as Turkish does.
  private static func turkishCapitals(_ text: Substring) -> String {
    String(text.map { $0 == "i" ? "İ" : $0 == "ı" ? "I" : $0 })
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Lexicon.Class {
  /// The class that a line of a source names.
  init?(named name: Substring) {
    switch name {
    case "anywhere": self = .anywhere
    case "edge": self = .edge
    case "skip": self = .skip
    case "related": self = .related
    case "notice": self = .notice
    case "social": self = .social
    case "share": self = .share
    case "stamp": self = .stamp
    case "date": self = .date
    case "age": self = .age
    case "rest": self = .rest
    case "start": self = .start
    case "number": self = .number
    case "filler": self = .filler
    default: return nil
    }
  }
}
