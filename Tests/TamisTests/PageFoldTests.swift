// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisHTML
import TamisKernels
import TamisPage
import Testing

/// How good pages come out, each judged by a model that has seen none of its host's pages.
///
/// `Sources/TamisPage/Model/train.py cross` makes the five models in `Folds` and says the same.
struct `Pages of hosts that the model has not seen` {
  /// Word F1 that a set must reach, as HTML and as plain text.
  private static let floors: [(set: String, digest: String, html: Double, text: Double)] = [
    ("wcxb-dev", "b4f8a855f1c766ff", 0.88, 0.843), ("daniel-dev", "15b19c77b109978d", 0.93, 0.872),
    ("cleaneval", "a6aff17279c3f3cd", 0.937, 0.93),
  ]

  @Test(arguments: floors)
  func `come out as well as they did`(set: String, digest: String, html: Double, text: Double)
    throws
  {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      return print("not run: word F1 of \(set), because TAMIS_DATA is not set")
    }
    let folds = try Folds("\(data)/pages/\(set)")
    guard digest == folds.digest else {
      return print("not run: word F1 of \(set), because its gold has the digest \(folds.digest)")
    }
    var scores = (html: Mean(), text: Mean())
    var pages = PageReader(kernel: try .fromEnvironment())
    var reader = HTMLReader()
    for (record, wanted) in folds.pages {
      let shown = reader.read(Array(record.html.utf8).span)
      let page = pages.read(shown, address: record.url)
      let titles = Folds.titles(of: shown, &pages)
      let plain = pages.read(shown.text.span, address: record.url)
      scores.html.add(
        WordScore(shown.text, page.drops(titles: titles, model: folds.html[record.fold]), wanted))
      scores.text.add(WordScore(shown.text, plain.drops(model: folds.text[record.fold]), wanted))
    }
    print("\(set): word F1 \(scores.html) as HTML, \(scores.text) as text")
    #expect(scores.html.f1 >= html)
    #expect(scores.text.f1 >= text)
  }
}
