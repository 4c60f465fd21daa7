// SPDX-License-Identifier: Apache-2.0

/// Random text of pieces that mean something to a tokeniser of HTML.
struct TagSoup {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let pieces = [
    "<", ">", "</", "/>", "/", "=", "\"", "'", "`", "!", "?", "-", "--", "-->", "--!>", "<!--",
    "<!-->", "<!--->", "<!", "<?", "</>", "<!DOCTYPE ", "<!doctype html>", "<![CDATA[", "]]>", " ",
    "\t", "\n", "\r", "\r\n", "\u{C}", "\u{B}", "\0", "a", "B", "é", "漢", "1", "&", "&amp;", "&amp",
    "&notit;", "&not", "&copy=", "&#", "&#x", "&#65;", "&#x41", "&#128;", "&#xD800;", "&#1114112;",
    "&CounterClockwiseContourIntegral;", "&nosuch;", ";", "<p>", "</p>", "<a href=\"x\">", "<A ",
    "<b c=d e='f' g=\"h\" i>", "<br/>", " class=", " CLASS=\"", " id='x'", " data-x=y", " href",
    " aria-hidden", "<script>", "</script>", "<SCRIPT ", "</ScRiPt ", "script", "<style>",
    "</style>", "<title>", "</title>", "</titlex>", "<textarea>", "</textarea/>", "<xmp>", "</xmp>",
    "<iframe>", "</iframe>", "<noscript>", "</noscript>", "text without any markup in it at all ",
    "<blockquote ", "<figcaption>", "</a b=\">\">", "averylongnameofmorethansixteenbytes",
  ]

  /// Up to `count` pieces.
  mutating func next(upTo count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in
      Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
    }.joined()
  }
}

/// SplitMix64, so that every run sees the same numbers.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
