// SPDX-License-Identifier: Apache-2.0

/// What speaks for a verdict, put into words only where somebody reads them.
enum Detail: Sendable {
  /// Words that are always the same.
  case words(StaticString)
  /// What the lexicon says, with words before it.
  case lexicon(LineSign, after: StaticString = "")
  /// What the elements around the block are.
  case elements(MarkupZones.Evidence)
  /// How much of the block stands in links, from 0 to 1.
  case links(Float)
  /// How many copies of the block there are.
  case copies(Int)
  /// How many lines are repeated in order.
  case lines(Int)
  /// How often a label stands around the body.
  case labels(Int)
  /// How many of how many pairs of words are those of the headline.
  case pairs(Int, of: Int)
  /// On how many of how many pages of the host the line is.
  case pages(Int, of: Int)
}

extension Detail: CustomStringConvertible {
  var description: String {
    switch self {
    case .words(let words): "\(words)"
    case .lexicon(let sign, let words): "\(words)\(Lexicon.shared.evidence(of: sign))"
    case .elements(let evidence): evidence.description
    case .links(let share): "\(Int(share * 100)) % of it are links"
    case .copies(let count): "one of \(count) copies"
    case .lines(let count): "one of \(count) lines repeated in order"
    case .labels(let count): "\(count) times around the body"
    case .pairs(let shared, let pairs): "\(shared) of \(pairs) pairs of words are the headline's"
    case .pages(let seen, let pages): "on \(seen) of \(pages) pages of the host"
    }
  }
}
