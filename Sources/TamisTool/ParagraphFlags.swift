// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisKernels
import TamisSketch

/// What counts as a near-duplicate paragraph when pages are cleaned.
struct ParagraphFlags: ParsableArguments {
  @Flag(help: "Drop paragraphs that stand on other pages too, or almost; one copy stays.")
  var paragraphs = false

  @Option(help: "With --paragraphs: Jaccard similarity that a pair must reach (default: .6).")
  var threshold: Double?

  @Option(help: "With --paragraphs: words an n-gram (default: 2).")
  var ngram: Int?

  @Option(
    help: ArgumentHelp(
      "With --paragraphs: those of fewer words are not compared (default: 7).", valueName: "n"))
  var minTokens: Int?

  @Option(
    help: ArgumentHelp(
      """
      With --paragraphs: which copy stays: longest, first, earliest or shortest-url (default: \
      longest).
      """, valueName: "policy"))
  var keep: String?

  func validate() throws {
    guard paragraphs || (threshold == nil && ngram == nil && minTokens == nil && keep == nil) else {
      throw ValidationError(
        "--threshold, --ngram, --min-tokens and --keep say how paragraphs are compared: give "
          + "--paragraphs too.")
    }
    try DuplicateFlags.validate(threshold: threshold, ngram: ngram, minTokens: minTokens)
    if let keep, KeepPolicy(keep).map({ $0.isOfField }) ?? true {
      throw ValidationError(
        "--keep must be longest, first, earliest or shortest-url, not '\(keep)'.")
    }
  }

  /// The options, validated before; nil where paragraphs are not compared.
  func options() throws -> DuplicateOptions? {
    guard paragraphs else { return nil }
    var options = DuplicateOptions(kernel: try .fromEnvironment(), unit: .paragraph)
    if let threshold = threshold.flatMap(Threshold.init) { options.threshold = threshold }
    options.ngram = ngram ?? options.ngram
    options.leastTokens = minTokens ?? options.leastTokens
    options.keep = keep.flatMap(KeepPolicy.init) ?? options.keep
    return options
  }
}
