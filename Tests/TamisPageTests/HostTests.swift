// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisPage
import Testing

@Suite struct HostTests {
  /// Pages of one host: a slogan, a headline, the story, a footer in whole sentences.
  private static let stories = [Story.bridge, Story.harvest, Story.comet]
  private static let headlines = [
    "Iron bridge to close", "Plums are sweet this year", "Green comet seen",
  ]
  private static let footer =
    "The Lantern is printed in the old tannery and has been read in every house along the river for ninety years."

  private static func page(_ index: Int) -> String {
    let others = headlines.indices.filter { $0 != index }.map { headlines[$0] }
    return """
      The Lantern of the lower valley

      \(headlines[index])

      \(Story.text(stories[index]))

      \(others.joined(separator: "\n"))

      \(footer)
      """
  }

  private let pages = stories.indices.map(page)

  @Test func `lines of the host go, the page's own stay`() {
    let host = hostLines(of: pages)
    for (index, text) in pages.enumerated() {
      let clean = cleaned(text, host: host)
      #expect(!clean.contains("The Lantern"))
      #expect(clean.hasPrefix(Self.headlines[index]))
      #expect(clean.contains(Story.text(Self.stories[index])))
    }
  }

  @Test func `without other pages nothing is taken for the host's`() {
    let host = hostLines(of: [pages[0]])
    #expect(cleaned(pages[0], host: host) == cleaned(pages[0]))
  }

  @Test func `captures of one page, united, count once`() {
    let sightings = read(pages[0]).sightings
    var host = HostLines()
    host.add(page: Set(sightings + sightings + sightings))
    var once = HostLines()
    once.add(page: sightings)
    #expect(host.pages == once.pages && host.lineCount == once.lineCount)
    #expect(cleaned(pages[0], host: host) == cleaned(pages[0], host: once))
  }

  @Test func `the order of pages makes no difference`() {
    let forward = hostLines(of: pages)
    let backward = hostLines(of: pages.reversed())
    for text in pages {
      let expected = cleaned(text, host: forward)
      #expect(cleaned(text, host: backward) == expected)
    }
  }

  @Test func `a background paragraph with more of the story behind it stays`() {
    let background =
      "The iron bridge was built by two brothers in the year of the great frost and has carried the mail ever since."
    let first = Story.text(Array(Story.bridge[0...2]) + [background] + Array(Story.bridge[3...]))
    let second = Story.text(Array(Story.harvest[0...1]) + [background] + Array(Story.harvest[2...]))
    let host = hostLines(of: [first, second])
    #expect(cleaned(first, host: host) == first)
    #expect(cleaned(second, host: host) == second)
  }

  @Test func `a page that is a version of another keeps its text`() {
    let text = Story.text(Story.bridge)
    let longer = Story.text(Story.bridge + [Story.comet[0]])
    let host = hostLines(of: [text, longer, pages[1]])
    #expect(cleaned(text, host: host) == text)
    #expect(cleaned(longer, host: host) == longer)
  }

  @Test func `sightings are unique, in order, and survive being written down`() {
    let sightings = read(pages[0] + "\n\nRiver\n\nRiver").sightings
    #expect(Set(sightings).count == sightings.count)
    #expect(sightings == sightings.sorted())
    #expect(sightings.map { LineSighting(rawValue: $0.rawValue) } == sightings)
    #expect(Set(sightings.map(\.zone)).isSubset(of: Set(Zone.allCases)))
  }
}
