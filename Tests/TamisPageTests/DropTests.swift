// SPDX-License-Identifier: Apache-2.0

import TamisPage
import Testing

@Suite struct DropTests {
  private let bridge = Story.text(Story.bridge)

  @Test func `a page without chrome is left as it is`() {
    let text = "Iron bridge to close\n\nBy Mara Lindqvist\n\n" + bridge + "\n"
    #expect(cleaned(text) == text)
  }

  @Test func `a scraped news page with two stories comes out clean`() {
    let headline = "Varnmouth shuts its iron bridge for two years"
    let caption = "The northern pier of the iron bridge, seen from the ferry. (Photo/A. Maler)"
    let text = """
      Skip to Content Menu

      \(headline)

      Sport

      \(headline)
      Sport

      Sport

      \(headline)

      2031-05-02 10:15 Last Updated At:11:40

      \(bridge)

      \(caption)

      \(caption)

      \(Story.text(Story.harvest))

      Recommended Articles
      """
    let clean = "\(headline)\n\n\(bridge)\n\n\(caption)\n\n\(Story.text(Story.harvest))"
    #expect(cleaned(text) == clean)
    #expect(cleaned(clean) == clean)
  }

  @Test func `paragraphs repeated in turn are kept once, the first`() {
    let text = bridge + "\n\n" + bridge
    #expect(cleaned(text) == bridge)
    for drop in read(text).drops() {
      #expect(drop.reason == .repeatedParagraph)
      #expect(drop.repeats?.upperBound ?? .max <= bridge.utf8.count)
    }
  }

  @Test func `of a headline the copy before the body stays`() throws {
    let headline = "Iron bridge to close until the winter after next"
    let text = "\(headline)\n\nMara Lindqvist\n\n\(headline)\n\n\(bridge)\n\n\(headline)"
    let drops = read(text).drops()
    #expect(drops.map(\.reason) == [.repeatedHeadline, .repeatedHeadline])
    let kept = try #require(drops.first?.repeats)
    #expect(kept.lowerBound == "\(headline)\n\nMara Lindqvist\n\n".utf8.count)
    #expect(cleaned(text) == "Mara Lindqvist\n\n\(headline)\n\n\(bridge)")
  }

  @Test(
    arguments: [
      // A refrain.
      "Down by the water, down by the stone,\nthe miller goes walking, walking alone,\n"
        + "and the wheel goes round and round.\n\nUp on the hillside, up in the corn,\n"
        + "the reaper goes singing, singing at morn,\nand the wheel goes round and round.",
      // A recipe.
      "2 eggs\n1 cup of flour\n1 pinch of salt\n\nFor the glaze\n2 eggs\n1 cup of flour",
      // A table.
      "Line 1 open\nLine 2 closed\nLine 3 open\nLine 1 open\nLine 2 closed\nLine 3 open",
      // Talk.
      "Anna: Are you there?\nBen: Yes.\nAnna: Are you coming down?\nBen: Yes.\nAnna: Good.",
      // Names of speakers.
      "Interviewer\nWhere were you born?\nGuest\nIn a mill.\nInterviewer\nWhich one?\nGuest\nThe old one.",
      // Code.
      "for (i = 0; i < n; i++) { a[i] = b[i] - c[i]; }\nfor (i = 0; i < n; i++) { a[i] = b[i] + c[i]; }",
      // A diary.
      "3 May 2021\nRain all day long.\n4 May 2021\nRain again, and wind.\n5 May 2021\nSun at last.",
    ])
  func `structure that repeats stays`(text: String) {
    #expect(cleaned(text) == text)
    let inBody = Story.text(Story.harvest) + "\n\n" + text + "\n\n" + bridge
    #expect(cleaned(inBody) == inBody)
  }

  @Test(
    arguments: [
      "Skip to main content", "Related articles", "You may also like", "Back to top",
      "Zum Inhalt springen", "Lesen Sie auch", "Aller au contenu", "À lire aussi", "Leia também",
      "Czytaj także", "Читайте также", "Διαβάστε επίσης", "İLGİLİ HABERLER", "相关阅读", "関連記事",
      "관련기사", "مقالات ذات صلة", "Tin liên quan", "Läs också", "Lue myös", "Baca juga",
      "ข่าวที่เกี่ยวข้อง", "Leggi anche", "Lees ook", "Související články",
    ])
  func `chrome phrases of many languages go`(phrase: String) {
    #expect(
      cleaned("Iron bridge to close\n\n\(bridge)\n\n\(phrase)")
        == "Iron bridge to close\n\n\(bridge)")
  }

  @Test(
    arguments: [
      "Home", "Log in", "Subscribe", "Privacy policy", "Impressum", "Hakkımızda", "首页", "ホーム",
    ])
  func `words of menus go outside the body only`(word: String) {
    #expect(
      cleaned("\(word)\n\nIron bridge to close\n\n\(bridge)") == "Iron bridge to close\n\n\(bridge)"
    )
    let inside = "\(bridge)\n\n\(word)\n\n\(Story.text(Story.harvest))"
    #expect(cleaned(inside) == inside)
  }

  @Test(
    arguments: [
      "The home news of the day is that the bridge will close, said the man at the log in desk.",
      "Key takeaways", "Learn more about plums", "Search for the lost comet goes on", "Poems",
    ])
  func `lines that merely contain such words stay`(line: String) {
    for text in [
      "\(line)\n\n\(bridge)", "\(bridge)\n\n\(line)",
      "\(bridge)\n\n\(line)\n\n\(bridge.uppercased())!",
    ] {
      #expect(cleaned(text).contains(line))
    }
  }

  @Test(
    arguments: [
      "Published 3 May 2031 | 10:15 CET", "Last updated: 12.05.2031 08:30", "2031年5月1日 10:30",
      "发布时间：2031-05-01 10:30", "Опубликовано: 2 мая 2031 г., 10:28", "Publié le 3 mai 2031 à 10h15",
      "Veröffentlicht am 3. Mai 2031 um 10:15 Uhr", "2031-05-02T10:15:00Z", "3 hours ago",
      "Updated: Tue Jan. 10 2031 17:17:39", "May 3, 2031",
    ])
  func `lines of date and time go before the body`(line: String) {
    #expect(
      cleaned("Iron bridge to close\n\n\(line)\n\n\(bridge)") == "Iron bridge to close\n\n\(bridge)"
    )
    #expect(reasons("Iron bridge to close\n\n\(line)\n\n\(bridge)")[line] == .timestamp)
  }

  @Test(arguments: ["3 May 2031", "1914–1918", "10:30", "2031年5月1日"])
  func `a bare date within the body stays`(line: String) {
    let text = "\(bridge)\n\n\(line)\n\n\(Story.text(Story.harvest))"
    #expect(cleaned(text) == text)
  }

  @Test(arguments: ["Prep time: 20 minutes", "42", "$34.95", "5.0 / 5.0", "In May", "555 people"])
  func `numbers that are no dates stay`(line: String) {
    #expect(cleaned("\(line)\n\n\(bridge)").contains(line))
  }

  @Test func `share bars go, on one line or several, also within the body`() {
    let body = Story.text(Story.harvest)
    #expect(
      cleaned("\(bridge)\n\nShare on Facebook Tweet WhatsApp\n\n\(body)") == "\(bridge)\n\n\(body)")
    #expect(
      cleaned("\(bridge)\n\nFacebook\nTwitter\nLinkedIn\n\n\(body)") == "\(bridge)\n\n\(body)")
    let heading = "\(bridge)\n\nFacebook\n\n\(body)"
    #expect(cleaned(heading) == heading)
  }

  @Test func `teasers go with their heading, and sentences behind them stay`() {
    let closing =
      "Correction: an earlier version of this report gave the wrong length of the northern pier of the bridge."
    let text =
      "\(bridge)\n\nRelated articles\n\nPlums are sweet this year\nGreen comet over the hill\n\n"
    #expect(cleaned(text + closing).hasSuffix(closing))
    #expect(reasons(text)["Green comet over the hill"] == .outside)
  }

  @Test func `a notice goes after the body and stays within it`() {
    let notice =
      "This website uses cookies so that we can remember you and count how many people read us each day."
    #expect(cleaned("\(bridge)\n\n\(notice)") == bridge)
    let inside = "\(bridge)\n\n\(notice)\n\n\(Story.text(Story.harvest))"
    #expect(cleaned(inside) == inside)
  }

  @Test func `short labels around the body go altogether`() {
    let text = "Riverside\n\nIron bridge to close\n\nRiverside\n\n\(bridge)\n\nRiverside"
    #expect(cleaned(text) == "Iron bridge to close\n\n\(bridge)")
  }

  @Test func `the same label over two stories stays`() {
    let text =
      "\(bridge)\n\nRiverside\n\n\(Story.text(Story.harvest))\n\nRiverside\n\n\(Story.text(Story.comet))"
    #expect(cleaned(text) == text)
  }

  @Test func `unknown entries between known ones go, the headline does not`() {
    let text =
      "Home\nNews\nRiver watch\nSport\nHarbour notes\nSubscribe\n\nIron bridge to close\n\n\(bridge)"
    #expect(cleaned(text) == "Iron bridge to close\n\n\(bridge)")
    #expect(reasons(text)["River watch"] == .outside)
  }

  @Test func `the title that is handed in stays, whatever it looks like`() {
    let text = "Home\n\nContact\n\n\(bridge)"
    #expect(cleaned(text) == bridge)
    #expect(cleaned(text, title: "Contact") == "Contact\n\n\(bridge)")
  }

  @Test func `a page of nothing but chrome ends up empty`() {
    #expect(cleaned("\n Skip to content\n\nBack to top\n") == "")
  }

  @Test func `the strongest break around what goes is what stays`() {
    let harvest = Story.text(Story.harvest)
    #expect(cleaned("\(bridge)\nBack to top\n\n\n\(harvest)") == "\(bridge)\n\n\n\(harvest)")
    #expect(
      cleaned("\(bridge)\r\n\r\nBack to top\r\n\(harvest)\r\n") == "\(bridge)\r\n\r\n\(harvest)\r\n"
    )
    #expect(cleaned("Back to top\n    \(bridge)") == "    \(bridge)")
  }
}
