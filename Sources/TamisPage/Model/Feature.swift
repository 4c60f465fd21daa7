// SPDX-License-Identifier: Apache-2.0

/// What the classifier sees of a block; the order is that of the model's columns.
///
/// Counts are of words or blocks, shares from 0 to 1, distances in blocks. "Good" is running text:
/// `Block.isGoodText`.
enum Feature: Int, CaseIterable, Sendable {
  // The block's own text.
  case words, characters, linkDensity, endsSentence, endsPunctuated, innerSentences, digitShare
  case codeShare, startsLower, hasDate, hasCopyright, wordLength, commaRate, capitalRate
  case currencies, titleShare, sign, unspacedShare, isGood, isBody, copies, earlierCopies

  // What the elements around it are. A hint's value is how many elements up it is found, from 1.
  case heading, listItem, cell, paragraph, preformatted, caption
  case inNavigation, inHeader, inFooter, inAside, inMain, inArticle, inDialog, inForm, inHidden
  case inFigure, inList, inTable, inQuote, inNoscript, inAddress, depth
  case hintComments, hintRelated, hintShare, hintMenu, hintFooter, hintSidebar, hintAdvertisement
  case hintBreadcrumb, hintConsent, hintSubscribe, hintTags, hintPagination, hintPopup
  case hintContent, hintHeadline, hintByline, hintProduct, hintThread, hintCaption, hintListing
  case hintSummary

  // The elements around it: the innermost, its parent and its parent's.
  case elementWords, elementLinkDensity, elementBlocks, elementGoodShare
  case parentWords, parentLinkDensity, parentBlocks, parentGoodShare
  case grandWords, grandLinkDensity, grandGoodShare, placeInParent
  /// The largest element around it with less than two fifths of the page's words.
  case partShare, partLinkDensity, partUnlinkedMean, partGoodShare, partStart
  /// The smallest element that has more than half of the page's good text.
  case inHalf, sinceHalfStart, untilHalfEnd, halfShare
  /// The element whose own text is the best (`MarkupZones`), and the branch beside it.
  case inBest, sinceBestStart, untilBestEnd, bestGoodShare, branchLevel, branchShare
  case branchLinkDensity, branchGoodShare
  /// The smallest element that holds the block and the headline.
  case headlineLevels, headlineShare, headlineGoodShare
  /// How many elements close before the block, and after it until the next.
  case closedBefore, closedAfter
  /// The stretch that the rules hold for the body.
  case inBody, sinceBodyStart, untilBodyEnd, bodyGoodShare, isArticle, landmarksAgainst
  case hintsAgainst
  /// Blocks in elements with the same tags and classes, and with the same tags.
  case templateBlocks, templateMean, templateLinkDensity, templateGoodShare, templateGoodMean
  case pathBlocks
  case pathGoodShare

  // Where it stands.
  case position, wordsBefore, goodBefore, sinceTopHeading, sinceTitle, sinceHeading, sectionGood
  case sectionWords, headingSign, headingLinked, sinceRelated, sinceChrome, untilGood, sinceGood
  case groupWords, groupBlocks, groupGood, labelRun

  // Its neighbours: two before, one before, one after, two after.
  case words2Before, words1Before, words1After, words2After
  case links2Before, links1Before, links1After, links2After
  case ends2Before, ends1Before, ends1After, ends2After
  case good2Before, good1Before, good1After, good2After
  /// Sums that fade with the distance, fast and slowly.
  case goodNearBefore, goodNearAfter, goodFarBefore, goodFarAfter
  case linksNearBefore, linksNearAfter, linksFarBefore, linksFarAfter

  // The page.
  case pageWords, pageBlocks, pageLinkDensity, pageGood, pageGoodShare, pageGoodMean, pageArticles
  case pageTopHeadings, pageHeadings, pageParagraphs, pageListShare, pageTableShare
  case pageTemplateShare, pageTemplateBlocks, pageGoodTemplates, pageDates, pageCurrencies
  case pageComments, pageThread, pageProduct, pageCode, pageUnspaced, pageFormShare
  case statedArticle, statedProduct, statedThread, statedList, statedService, statedGuide
  case statedSite, addressRoot, addressArticle, addressProduct, addressThread, addressList
  case addressGuide, addressService
}

/// The features of a page's blocks: a column a feature.
public struct BlockFeatures: Sendable {
  /// The features' names, in the order of the columns.
  public static let names: [String] = Feature.allCases.map { "\($0)" }

  /// Blocks that are looked at together: columns are as long as a multiple of it.
  static let lanes = 16

  /// How many blocks there are.
  public let count: Int
  /// How long a column is.
  let stride: Int
  /// The columns, one after the other.
  private(set) var values: [Float]

  init(count: Int) {
    self.count = count
    stride = (count + Self.lanes - 1) / Self.lanes * Self.lanes
    values = [Float](repeating: 0, count: stride * Feature.allCases.count)
  }

  /// The value of a feature by its column, of a block by its index.
  public subscript(column: Int, block: Int) -> Float { values[column * stride + block] }

  subscript(feature: Feature, block: Int) -> Float {
    get { values[feature.rawValue * stride + block] }
    set { values[feature.rawValue * stride + block] = newValue }
  }

  /// The values of a column for sixteen blocks from a multiple of sixteen on.
  func sixteen(_ column: Int, at block: Int) -> SIMD16<Float> {
    let start = column * stride + block
    var sixteen = SIMD16<Float>()
    for lane in 0..<16 { sixteen[lane] = values[start + lane] }
    return sixteen
  }

  /// Gives all blocks the same value of a feature.
  mutating func fill(_ feature: Feature, _ value: Float) {
    guard value != 0 else { return }
    for index in feature.rawValue * stride..<feature.rawValue * stride + count {
      values[index] = value
    }
  }
}
