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
    /// The beginning of another article, with a link to the rest.
    case teaser
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
  /// By the raw values of the classes, of which there are fourteen.
  private var counts = SIMD16<Int32>(repeating: 0)
  private var longest: (phrase: Int, tokens: Int) = (-1, 0)
  private var notice = -1
  private var first: Lexicon.Class?
  /// The last phrase, and the token behind it.
  private var last: (phrase: Int, kind: Lexicon.Class, end: Int, tokens: Int) = (-1, .filler, 0, 0)
  /// Phrases that say something, and their tokens.
  private var hits = 0
  private var hitTokens = 0

  mutating func add(_ kind: Lexicon.Class, phrase: Int, tokens: Int, at index: Int) {
    counts[Int(kind.rawValue)] += 1
    if kind == .notice || kind == .start && index == 0 { notice = phrase }
    if index == 0 { first = kind }
    last = (phrase, kind, index + tokens, tokens)
    if kind == .filler || kind == .number { return }
    hits += 1
    hitTokens += tokens
    if tokens > longest.tokens { longest = (phrase, tokens) }
  }

  private func count(_ kind: Lexicon.Class) -> Int { Int(counts[Int(kind.rawValue)]) }

  func sign(tokenCount: Int, shape: BlockShape) -> LineSign {
    // Of a line without phrases only a mark of copyright can say anything.
    if unknown == tokenCount && !shape.hasCopyrightSign && tokenCount > 0 { return .none }
    let words = max(0, tokenCount - Int(shape.unspacedCount) / 2)
    let kind = kind(tokenCount: tokenCount, words: words, shape: shape)
    let phrase = kind == .notice ? notice : kind == .teaser ? last.phrase : longest.phrase
    return kind == .none ? .none : LineSign(kind: kind, phrase: Int32(phrase))
  }

  private func kind(tokenCount: Int, words: Int, shape: BlockShape) -> LineSign.Kind {
    if first == .skip && words <= 10 && !shape.endsSentence { return .anywhere }
    if unknown == 0, let whole = wholeLineKind(words: words, shape: shape) { return whole }
    if count(.notice) > 0 && words <= 50 { return .notice }
    let isOwned = shape.hasCopyrightSign && shape.digits > 0
    if (first == .start || isOwned) && words <= 25 { return .notice }
    // "And more" ends many a sentence; as a link it follows one that has ended or was cut off.
    let goesOn = last.kind == .rest && last.end == tokenCount && !shape.endsPunctuated
    if goesOn && words > 6 && words < 40 && (shape.innerSentences > 0 || last.tokens > 1) {
      return .teaser
    }
    let telling = tokenCount - count(.filler) - count(.number)
    let menu = hits >= 4 && 10 * hitTokens >= 6 * telling && count(.filler) < hits
    return menu && !shape.endsSentence ? .mostlyEdge : .none
  }

  /// The kind of a line that phrases cover; nil where they tell nothing.
  private func wholeLineKind(words: Int, shape: BlockShape) -> LineSign.Kind? {
    if count(.stamp) + count(.date) + count(.age) == hits {
      return dateKind(words: words, shape: shape)
    }
    if count(.filler) > hits || (shape.endsSentence && words > 6) { return nil }
    let share = count(.share)
    if count(.social) + share == hits {
      // "10 x 7 in." gives a size, and X is a network.
      if shape.digits > 0 { return nil }
      return share == 0 ? .networks : .shareBar
    }
    // "20 products" is a fact, "comments (20)" is a phrase of its own.
    if count(.number) > 0 { return nil }
    if count(.related) == hits { return .related }
    let anywhere = count(.anywhere) + count(.skip) + count(.related) + share + count(.notice)
    return anywhere == hits ? .anywhere : .edge
  }

  /// The kind of a line of dates, times, and words that go with them.
  private func dateKind(words: Int, shape: BlockShape) -> LineSign.Kind? {
    let stamped = count(.stamp) > 0
    let dated = shape.hasDate || (count(.number) > 0 && count(.date) > 0) || count(.age) > 0
    if dated { return stamped ? .stamp : .date }
    return stamped && count(.number) == 0 && words <= 3 ? .edge : nil
  }
}
