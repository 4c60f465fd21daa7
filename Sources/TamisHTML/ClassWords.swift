// SPDX-License-Identifier: Apache-2.0

/// Looks up the words of class and id attributes.
struct ClassWords: Sendable {
  /// Open addressing: the hash of a word at its place, 0 where there is none.
  private var keys = [UInt64](repeating: 0, count: size)
  private var hints = [ClassHints](repeating: [], count: size)

  private static let size = 1 << 10

  init() {
    for (hint, words) in Self.table {
      for word in words.split(separator: " ") { insert(word.utf8, hint) }
    }
  }

  private static let table: [(ClassHints, String)] = [
    (.comments, "comment comments commentlist disqus discussion respond reply replies livefyre"),
    (
      .related,
      "related recommended recommendation recommendations popular trending latest mostread "
        + "outbrain taboola readmore morenews teaser teasers mostpopular headlines zergnet "
        + "promoted recirc onward similar suggested"
    ),
    (
      .share,
      "share sharing shares social socials addthis addtoany sharebar sharedaddy facebook twitter "
        + "follow followus jssocials"
    ),
    (
      .menu,
      "nav menu navbar navigation topnav subnav submenu navi topmenu mainmenu mainnav menubar "
        + "dropdown megamenu leftmenu toolbar skip offcanvas hamburger"
    ),
    (.footer, "footer foot copyright colophon footernav sitefooter subfooter"),
    (
      .sidebar,
      "sidebar aside rail rightcol leftcol rightcolumn leftcolumn secondary tertiary "
        + "complementary side sidebars"
    ),
    (
      .advertisement,
      "ad ads advert adverts advertisement advertising advertise adsbygoogle sponsor sponsored "
        + "sponsors promo promos promotion dfp adslot adbox adsense affiliate"
    ),
    (.breadcrumb, "breadcrumb breadcrumbs crumb crumbs pathway"),
    (.consent, "cookie cookies consent gdpr ccpa onetrust privacy cookiebar cmp"),
    (
      .subscribe,
      "subscribe subscription newsletter newsletters signup signin login register paywall donate "
        + "mailchimp account"
    ),
    (.tags, "tag tags tagcloud category categories cat keywords topics taxonomy cats"),
    (
      .pagination,
      "pagination pager paging pagenav prevnext prev next postnav pages paginate pagenavi"
    ),
    (.popup, "popup modal overlay lightbox dialog tooltip toast popover"),
    (
      .content,
      "content article story post entry body text main articlebody storybody entrycontent "
        + "postcontent articletext bodytext maincontent richtext prose markdown copy"
    ),
    (.headline, "title headline heading subtitle kicker subhead"),
    (
      .byline,
      "author authors byline meta date datetime time timestamp published posted pubdate info "
        + "dateline updated"
    ),
    (
      .product,
      "product products price prices sku cart buy shop store add stock variant variants specs "
        + "specification specifications features woocommerce"
    ),
    (
      .thread,
      "thread threads post posts topic topics message messages msg forum postbody question "
        + "answer answers vote quote signature user username"
    ),
    (.caption, "caption credit figure photo image images gallery wpcaption slideshow"),
    (
      .listing,
      "list lists listing listings grid feed archive results result card cards tile tiles item "
        + "items loop row catalog collection"
    ),
    (
      .summary,
      "summary excerpt intro introduction lead lede description desc dek standfirst abstract "
        + "overview"
    ),
  ]

  private mutating func insert(_ word: some Collection<UInt8>, _ hint: ClassHints) {
    var key: UInt64 = 0
    for byte in word { key = Self.extended(key, byte) }
    var place = Self.place(key)
    while keys[place] != 0 && keys[place] != key { place = (place + 1) & (Self.size - 1) }
    keys[place] = key
    hints[place].insert(hint)
  }

  /// What the words of an attribute's value say, and a hash of these words.
  ///
  /// Words are of letters; they end before a capital letter that follows a small one.
  /// - Complexity: O(*n*) in the bytes of the value, of which at most 512 are read.
  func read(_ html: Span<UInt8>, _ value: Range<Int>) -> (hints: ClassHints, hash: UInt32) {
    var found: ClassHints = []
    var hash: UInt64 = 0
    var key: UInt64 = 0
    var previousIsSmall = false
    let end = min(value.upperBound, value.lowerBound &+ 512)
    var index = value.lowerBound
    while index <= end {
      let byte = index < end ? html[index] : 0x20
      let lower = byte | 0x20
      let isLetter = lower >= 0x61 && lower <= 0x7A
      if !isLetter || (previousIsSmall && byte & 0x20 == 0) {
        if key != 0 {
          found.formUnion(look(key))
          hash = Self.extended(hash &* 31 &+ key, 0)
        }
        key = 0
      }
      if isLetter { key = Self.extended(key, lower) }
      previousIsSmall = isLetter && byte & 0x20 != 0
      index &+= 1
    }
    return (found, UInt32(truncatingIfNeeded: hash &>> 16))
  }

  private func look(_ key: UInt64) -> ClassHints {
    var place = Self.place(key)
    while keys[place] != 0 {
      if keys[place] == key { return hints[place] }
      place = (place + 1) & (Self.size - 1)
    }
    return []
  }

  private static func extended(_ key: UInt64, _ byte: UInt8) -> UInt64 {
    (key ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 ^ (key &>> 29)
  }

  private static func place(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> 40) & (size - 1)
  }
}
