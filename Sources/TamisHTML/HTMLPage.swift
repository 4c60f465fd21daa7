// SPDX-License-Identifier: Apache-2.0

/// The visible text of an HTML page, in blocks, with the elements they stand in.
public struct HTMLPage: Sendable {
  /// The visible text in document order, valid UTF-8: white space collapsed (but in `pre`), blocks
  /// set off by a line end, paragraphs and the like by two.
  public var text: [UInt8] = []
  /// The blocks, ascending; between them are line ends only.
  public var blocks: [HTMLBlock] = []
  /// The block-level elements in the order of their start tags; the first is the page itself.
  public var elements: [HTMLElement] = []
  /// What the page states about itself.
  public var facts = PageFacts()
}

/// A stretch of visible text that no block-level tag divides: a paragraph, heading, list item, cell
/// or line.
public struct HTMLBlock: Sendable {
  /// Its bytes in the visible text, half open; never empty.
  public var range: Range<Int>
  /// The index of the innermost block-level element around it.
  public var element: Int32
  /// How many of its bytes stand in links.
  public var linkBytes: Int32
  /// Whether a paragraph ends before it, and not just a line.
  public var startsParagraph: Bool
}

/// A block-level element.
public struct HTMLElement: Sendable {
  /// Which element it is.
  public var tag: HTMLTag
  /// The index of the element around it; -1 for the page.
  public var parent: Int32
  /// What it is by its tag, role or attributes.
  public var landmarks: Landmarks
  /// What the words of its class and id say.
  public var hints: ClassHints
  /// Hash of its class: equal for elements that are made alike; 0 without one.
  public var style: UInt32 = 0
  /// The blocks in it: from the first to before the end.
  public var blocks: Range<Int32>

  /// An element with nothing around or in it.
  init(_ tag: HTMLTag, _ landmarks: Landmarks) {
    self.tag = tag
    parent = -1
    self.landmarks = landmarks
    hints = []
    blocks = 0..<0
  }
}

/// What an element is, by its tag, its `role`, or being hidden.
public struct Landmarks: OptionSet, Sendable, Hashable {
  /// A bit for each member.
  public let rawValue: UInt32

  /// The members whose bits are set.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `nav`, or the roles navigation, menu, menubar, tablist.
  public static let navigation = Landmarks(rawValue: 1 << 0)
  /// `header`, or the role banner.
  public static let header = Landmarks(rawValue: 1 << 1)
  /// `footer`, or the role contentinfo.
  public static let footer = Landmarks(rawValue: 1 << 2)
  /// `aside`, or the role complementary.
  public static let aside = Landmarks(rawValue: 1 << 3)
  /// `main`, or its role.
  public static let main = Landmarks(rawValue: 1 << 4)
  /// `article`, or its role.
  public static let article = Landmarks(rawValue: 1 << 5)
  /// `figcaption` or `caption`.
  public static let caption = Landmarks(rawValue: 1 << 6)
  /// `dialog`, or the roles dialog, alertdialog, alert.
  public static let dialog = Landmarks(rawValue: 1 << 7)
  /// `form`, `button`, `fieldset` or `search`, or the roles form, search, button.
  public static let form = Landmarks(rawValue: 1 << 8)
  /// `figure`.
  public static let figure = Landmarks(rawValue: 1 << 9)
  /// `h1` to `h6`, or the role heading.
  public static let heading = Landmarks(rawValue: 1 << 10)
  /// `li`, `dt` or `dd`.
  public static let listItem = Landmarks(rawValue: 1 << 11)
  /// `td` or `th`.
  public static let cell = Landmarks(rawValue: 1 << 12)
  /// `pre`, `listing` or `xmp`.
  public static let preformatted = Landmarks(rawValue: 1 << 13)
  /// `blockquote`.
  public static let quote = Landmarks(rawValue: 1 << 14)
  /// The attribute `hidden`, `aria-hidden="true"`, or a style of `display:none`.
  public static let hidden = Landmarks(rawValue: 1 << 15)
  /// `p`.
  public static let paragraph = Landmarks(rawValue: 1 << 16)
  /// `noscript`.
  public static let noscript = Landmarks(rawValue: 1 << 17)
  /// `address`.
  public static let address = Landmarks(rawValue: 1 << 18)
  /// `h1`.
  public static let topHeading = Landmarks(rawValue: 1 << 19)
}

/// What the words of a `class` or `id` say of an element.
public struct ClassHints: OptionSet, Sendable, Hashable {
  /// A bit for each member.
  public let rawValue: UInt32

  /// The members whose bits are set.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Comments of readers.
  public static let comments = ClassHints(rawValue: 1 << 0)
  /// Related, recommended, popular, latest.
  public static let related = ClassHints(rawValue: 1 << 1)
  /// Sharing and networks.
  public static let share = ClassHints(rawValue: 1 << 2)
  /// Menus and navigation.
  public static let menu = ClassHints(rawValue: 1 << 3)
  /// The page's foot.
  public static let footer = ClassHints(rawValue: 1 << 4)
  /// Beside the content.
  public static let sidebar = ClassHints(rawValue: 1 << 5)
  /// Advertisements.
  public static let advertisement = ClassHints(rawValue: 1 << 6)
  /// The path to the page.
  public static let breadcrumb = ClassHints(rawValue: 1 << 7)
  /// Consent to cookies.
  public static let consent = ClassHints(rawValue: 1 << 8)
  /// Subscription, newsletter, login.
  public static let subscribe = ClassHints(rawValue: 1 << 9)
  /// Tags and categories.
  public static let tags = ClassHints(rawValue: 1 << 10)
  /// Pages before and after.
  public static let pagination = ClassHints(rawValue: 1 << 11)
  /// Windows that pop up.
  public static let popup = ClassHints(rawValue: 1 << 12)
  /// The page's own text.
  public static let content = ClassHints(rawValue: 1 << 13)
  /// A title or headline.
  public static let headline = ClassHints(rawValue: 1 << 14)
  /// Who wrote it, and when.
  public static let byline = ClassHints(rawValue: 1 << 15)
  /// What is sold.
  public static let product = ClassHints(rawValue: 1 << 16)
  /// Messages of a forum.
  public static let thread = ClassHints(rawValue: 1 << 17)
  /// The text of a picture.
  public static let caption = ClassHints(rawValue: 1 << 18)
  /// Entries of the same kind: a grid, cards, results.
  public static let listing = ClassHints(rawValue: 1 << 19)
  /// A summary or description.
  public static let summary = ClassHints(rawValue: 1 << 20)
}
