// SPDX-License-Identifier: Apache-2.0

/// The numbers that the rules turn on, in one place. Words are as in `Block.wordCount`.
enum Limits {
  /// A block with a sentence's end is running text from this many words on.
  static let bodyWords = 12
  /// A block that ends otherwise, but has a sentence's end inside, from this many.
  static let longBodyWords = 20
  /// A block of a script without sentence punctuation, from this many characters.
  static let unpunctuatedCharacters = 60
  /// The longest entry of a menu.
  static let labelWords = 6
  /// The longest line that is judged by the lexicon.
  static let lexiconTokens = 96
  /// Beyond this many blocks in a page, a block swallows lines until it has `coarseBytes`.
  static let fineBlocks = 1 << 20
  static let coarseBytes = 1 << 12
  /// A longer block is hashed in pieces, cut at a space, so that the buffer of hashes stays small.
  static let hashPieceBytes = 1 << 16
  /// The narrowest and widest columns, in characters, that prose is wrapped at.
  static let wrapColumns = 48...140
  static let unspacedWrapColumns = 20...80
  /// A page whose body is worth less is judged as a list, not as an article.
  static let articleWords = 100
  /// Blocks directly before the body, counted as the place of headline, byline and date.
  static let leadBlocks = 4
  /// Repeats of fewer words stay: in the body, and outside it.
  static let repeatedWords = 8
  static let repeatedWordsOutside = 4
  /// Copies of a shorter line in the body, from which on they belong to its structure.
  static let structuralCopies = 4
  static let structuralWords = 30
  /// Twentieths of the pairs of words that a line has in common with the headline that it repeats,
  /// and the fewest words of such a line.
  static let nearTwentieths = 13
  static let nearHeadlineWords = 4
  /// The longest teaser, caption or quotation that is looked for in the text, in words, and how many
  /// tokens it is looked up by.
  static let containedWords = 80
  static let containedGram = 4
  /// Lines and words from which on a stretch that is repeated in order is kept once.
  static let runLines = 8
  static let runWords = 16
  /// The longest line of verse or talk.
  static let verseWords = 12
  /// What a line that is no sentence takes from the worth of a stretch, in words.
  static let lineCost = 4
  /// The longest title that is looked at, in bytes, and the longest headline, in tokens.
  static let titleBytes = 1 << 12
  static let headlineTokens = 40
  /// Blocks before the body among which a line like the title makes the page an article.
  static let headlineDistance = 15
  /// Blocks after such a line whose text counts more, and how many times.
  static let underHeadline = 30
  static let headlineWeight = 2.0
  /// The words of an article's body, with such a line and without.
  static let titledWords = 30
  static let untitledWords = 150
  /// How many times the worth of a body its extension must have.
  static let widerGain = 1.1
  /// As `lineCost`, of headings, list items, cells, code and the like without links.
  static let structureCost = 1
  /// The model sees a page of at most so many blocks, for which its features take 50 MB; of a longer
  /// one goes what the other rules find.
  static let modelBlocks = 1 << 16
  /// The most that one paragraph is worth.
  static let bodyWorth = 80
  /// A page of more blocks is not looked at for stories; a page has at most so many stories.
  static let storyBlocks = 1 << 16
  static let stories = 64
  /// The least log-odds of a place at which a story begins, in steps of the model.
  static let storyOdds = 5120
}
