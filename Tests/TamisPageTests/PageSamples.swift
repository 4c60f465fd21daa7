// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisPage

/// Reads a page, for tests.
func read(_ text: String) -> Page {
  var reader = PageReader(kernel: .scalar)
  return reader.read(text.utf8.span)
}

/// The text without its drops.
func cleaned(_ text: String, host: HostLines? = nil, title: String? = nil) -> String {
  var reader = PageReader(kernel: .scalar)
  let key = title.flatMap { reader.key(of: $0.utf8.span) }
  return removing(
    reader.read(text.utf8.span).drops(host: host, titles: [key].compactMap { $0 }), from: text)
}

/// What is dropped, by its text.
func reasons(_ text: String, host: HostLines? = nil) -> [String: Reason] {
  let bytes = Array(text.utf8)
  var reasons: [String: Reason] = [:]
  for drop in read(text).drops(host: host) {
    reasons[String(decoding: bytes[drop.block], as: UTF8.self)] = drop.reason
  }
  return reasons
}

func removing(_ drops: [Drop], from text: String) -> String {
  let bytes = Array(text.utf8)
  var kept: [UInt8] = []
  var start = 0
  for drop in drops {
    kept += bytes[start..<drop.range.lowerBound]
    start = drop.range.upperBound
  }
  return String(decoding: kept + bytes[start...], as: UTF8.self)
}

/// The host of some pages, each given once.
func hostLines(of texts: [String]) -> HostLines {
  var host = HostLines()
  for text in texts { host.add(page: read(text).sightings) }
  return host
}

/// Paragraphs of invented news, long enough to be a body.
enum Story {
  static let bridge = [
    "The council of Varnmouth voted on Tuesday to close the old iron bridge for two years, so that its piers can be rebuilt from the river bed up.",
    "Engineers had warned since the spring that the northern pier leans by almost a hand's width, and that heavy lorries make it worse every week.",
    "Shopkeepers on the far bank fear for their trade, because the detour through the marshes takes half an hour on a good day.",
    "“Nobody likes it, but a bridge that falls is worse than a bridge that is shut,” the mayor told a crowded meeting in the corn hall.",
    "Work is to begin after the autumn fair, and the first new stones should be laid before the ice comes down the river.",
  ]
  static let harvest = [
    "Growers in the upper valley say that this year's plums are the sweetest in a generation, thanks to a dry summer and cool nights.",
    "The first crates reached the market at dawn and were sold before the church clock struck seven, an old porter said.",
    "Prices are a fifth lower than last year, since every orchard between the mill and the pass ripened in the same week.",
    "Jam makers have taken on extra hands, and the glassworks has lit its second furnace to keep up with the orders for jars.",
  ]
  static let comet = [
    "Astronomers at the hill observatory have followed a faint comet for eleven nights and believe it has never been near the sun before.",
    "It moves against the common direction of the planets, and its tail shows a green that none of the older staff can remember.",
    "Anyone with good eyes may see it low in the west next month, about an hour after sunset, if the sky stays clear.",
  ]

  static func text(_ paragraphs: [String]) -> String { paragraphs.joined(separator: "\n\n") }
}
