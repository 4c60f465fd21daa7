// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis

/// The options of clusters of related records.
struct StoryFlags: ParsableArguments {
  @Flag(help: "Group the records that are about one event, whatever their words.")
  var related = false

  @Flag(
    help: """
      With --related: take the records as they come, oldest first by --date-field, and compare \
      each with those of a window, in little memory however many there are.
      """)
  var stream = false

  @Option(
    help: ArgumentHelp(
      "With --stream: the records of the window (default: 20000).", valueName: "n"))
  var window: Int?

  @Option(
    help: "With --related: the field that holds the title, which counts more (default: title).")
  var titleField: String?

  @Option(
    help: ArgumentHelp(
      "With --related: how common terms are in texts in general, as --save-background wrote it "
        + "(default: what comes with tamis).",
      valueName: "file"))
  var background: String?

  @Option(
    help: ArgumentHelp(
      "With --related: save how common terms are here, with what --background says.",
      valueName: "file"))
  var saveBackground: String?

  func validate() throws {
    if let window, !(4...10_000_000).contains(window) {
      throw ValidationError("--window must be between 4 and 10000000, not \(window).")
    }
    guard window == nil || stream else { throw ValidationError("--window goes with --stream.") }
    if let titleField, titleField.isEmpty {
      throw ValidationError("The name of a field must not be empty.")
    }
  }

  /// Refuses what does not go together.
  func validate(besides duplicates: DuplicateFlags, hasPairs: Bool) throws {
    guard related else {
      guard !stream, titleField == nil, background == nil, saveBackground == nil else {
        throw ValidationError(
          "--stream, --title-field, --background and --save-background go with --related.")
      }
      return
    }
    guard !hasPairs else {
      throw ValidationError(
        "Related records are not verified in pairs: --pairs does not go with --related.")
    }
    guard duplicates.unit == .document, duplicates.contained == nil, !duplicates.components else {
      throw ValidationError(
        "--related groups whole records: --unit, --contained and --components do not go with it.")
    }
  }
}
