// SPDX-License-Identifier: Apache-2.0

import TamisKernels

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
///
/// Safety: each access is checked against the size that was allocated.
public struct BlockFeatures: ~Copyable {
  /// The features' names, in the order of the columns.
  public static let names: [String] = Feature.allCases.map { "\($0)" }

  /// How many blocks there are.
  public let count: Int
  /// How long a column is: a multiple of what a kernel takes at a time.
  let stride: Int
  /// The columns, one after the other.
  private let columns: UnsafeMutableBufferPointer<Float>

  init(count: Int) {
    self.count = count
    let lanes = Kernel.treeSamples
    stride = (count + lanes - 1) / lanes * lanes
    columns = .allocate(capacity: stride * Feature.allCases.count)
    columns.initialize(repeating: 0)
  }

  deinit { columns.deallocate() }

  /// The columns from the value of a block on; so many follow as a kernel takes at a time.
  func columns(from block: Int) -> UnsafePointer<Float> {
    precondition(block >= 0 && block + Kernel.treeSamples <= stride)
    return UnsafePointer(columns.baseAddress.unsafelyUnwrapped + block)
  }

  /// The value of a feature by its column, of a block by its index.
  public subscript(column: Int, block: Int) -> Float {
    precondition(block >= 0 && block < stride && column >= 0 && column < Feature.allCases.count)
    return columns[column * stride + block]
  }

  subscript(feature: Feature, block: Int) -> Float {
    @inline(__always) get {
      precondition(block >= 0 && block < stride)
      return columns.baseAddress.unsafelyUnwrapped[feature.rawValue &* stride &+ block]
    }
    @inline(__always) nonmutating set {
      precondition(block >= 0 && block < stride)
      columns.baseAddress.unsafelyUnwrapped[feature.rawValue &* stride &+ block] = newValue
    }
  }

  /// Gives all blocks the same value of a feature.
  func fill(_ feature: Feature, _ value: Float) {
    guard value != 0 else { return }
    for index in 0..<count { self[feature, index] = value }
  }
}
