// SPDX-License-Identifier: Apache-2.0

/// What the lexicon says of a line as a whole.
struct LineSign: Sendable, Equatable {
  /// What the line is, strongest first.
  enum Kind: UInt8, Sendable {
    case none
    /// Phrases that are chrome wherever they are a line.
    case anywhere
    /// Heading of a list of other articles.
    case related
    /// Share verbs with networks.
    case shareBar
    /// Networks alone.
    case networks
    /// A date or time with a word that says of what.
    case stamp
    /// A date or time alone.
    case date
    /// Phrases that are chrome outside the body.
    case edge
    /// Mostly such phrases.
    case mostlyEdge
    /// A sentence with a notice in it.
    case notice
  }

  var kind = Kind.none
  /// Index of the phrase that is named as evidence.
  var phrase: Int32 = -1

  static let none = LineSign()

  /// Whether the line cannot be the text of an article.
  var isChrome: Bool { kind != .none && kind != .date }
}

/// Counts of a line's phrases, by class.
struct LineTally {
  var unknown = 0
  private var counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  private var longest: (phrase: Int, tokens: Int) = (-1, 0)
  private var notice = -1
  private var startsWithSkip = false
  private var hits = 0

  mutating func add(_ kind: Lexicon.Class, phrase: Int, tokens: Int, at index: Int) {
    counts[Int(kind.rawValue)] += 1
    if kind == .notice { notice = phrase }
    if kind == .skip && index == 0 { startsWithSkip = true }
    if kind == .filler || kind == .number { return }
    hits += 1
    if tokens > longest.tokens { longest = (phrase, tokens) }
  }

  private func count(_ kind: Lexicon.Class) -> Int { counts[Int(kind.rawValue)] }

  func sign(tokenCount: Int, shape: BlockShape) -> LineSign {
    let kind = kind(tokenCount: tokenCount, shape: shape)
    let phrase = kind == .notice ? notice : longest.phrase
    return kind == .none ? .none : LineSign(kind: kind, phrase: Int32(phrase))
  }

  private func kind(tokenCount: Int, shape: BlockShape) -> LineSign.Kind {
    if startsWithSkip && tokenCount - Int(shape.unspacedCount) / 2 <= 10 && !shape.endsSentence {
      return .anywhere
    }
    if unknown == 0, let whole = wholeLineKind(tokenCount: tokenCount, shape: shape) {
      return whole
    }
    if notice >= 0 { return .notice }
    let known = tokenCount - unknown
    if hits >= 3 && 10 * known >= 6 * tokenCount && !shape.endsSentence { return .mostlyEdge }
    return .none
  }

  /// The kind of a line that phrases cover; nil where they are but numbers and fillers.
  private func wholeLineKind(tokenCount: Int, shape: BlockShape) -> LineSign.Kind? {
    if hits == 0 {
      // Digits and separators alone: "2024-05-12", "10:30"; not a bare number.
      let numbers = count(.number)
      let dated = count(.filler) == 0 && (2...7).contains(numbers) && (4...14).contains(shape.digits)
      return dated ? .date : nil
    }
    let hours = count(.date) + count(.number)
    if count(.stamp) + count(.date) == hits {
      if count(.number) == 0 { return count(.stamp) > 0 && tokenCount <= 3 ? .edge : nil }
      return count(.stamp) > 0 && hours > 0 ? .stamp : .date
    }
    if count(.filler) > 2 * hits { return nil }
    if shape.endsSentence && tokenCount - Int(shape.unspacedCount) / 2 > 6 { return nil }
    let social = count(.social)
    let share = count(.share)
    if social + share == hits { return share == 0 ? .networks : .shareBar }
    if count(.related) == hits { return .related }
    if count(.anywhere) + count(.skip) + count(.related) + share + count(.notice) == hits {
      return .anywhere
    }
    return .edge
  }
}
