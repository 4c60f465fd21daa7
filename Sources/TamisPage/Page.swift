// SPDX-License-Identifier: Apache-2.0

public import TamisHTML
import TamisKernels

/// A page's text as blocks, in order.
///
/// Every line that has content is in exactly one block. The page does not hold the text: offsets
/// are into the text that was read.
public struct Page: Sendable {
  /// The blocks, ascending and disjoint.
  public let blocks: [Block]

  /// The tokens of the blocks.
  let tokens: PageTokens

  /// Bytes of the text that was read.
  public let byteCount: Int

  /// The elements that the blocks stand in; none in plain text.
  public let elements: [HTMLElement]

  /// How many different lines the blocks are: one more than the largest `Block.number`.
  let lineCount: Int

  /// What the page was read with, and its model is evaluated with.
  let kernel: Kernel

  /// What kind of page it states to be, and what its address says.
  var statedKind: PageKind = []
  var addressKind: PageKind = []

  /// Whether it was HTML.
  var isHTML: Bool { !elements.isEmpty }

  /// What a classifier sees of the blocks.
  /// - Complexity: O(*n*) in the blocks and elements.
  public var features: BlockFeatures { FeatureReader.read(self, markup: markupZones) }

  /// Where its elements say that the body is; nil of plain text.
  var markupZones: MarkupZones? {
    isHTML ? MarkupZones(self) { blocks[$0].sign.isChrome } : nil
  }
}

/// Where on a page a block stands.
public enum Zone: UInt8, Sendable, CaseIterable {
  /// Before the body: menus, banners.
  case head
  /// Directly before the body: headline, byline, date.
  case lead
  /// From the first paragraph of the body to the last.
  case body
  /// After the body: related articles, footer.
  case tail
}
