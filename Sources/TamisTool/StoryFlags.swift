// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis

/// The options of clusters of related records.
struct StoryFlags: ParsableArguments {
  @Flag(help: "Group the records that are about one event, whatever their words.")
  var related = false

  @Flag(
    help: """
      With --related: assign each record as it comes, oldest first by --date-field, in memory that \
      does not grow with the input.
      """)
  var stream = false

  @Option(
    help: "With --related: the field that holds the title, which counts more (default: title).")
  var titleField: String?

  func validate() throws {
    if let titleField, titleField.isEmpty {
      throw ValidationError("The name of a field must not be empty.")
    }
  }

  /// Refuses what does not go together.
  func validate(besides duplicates: DuplicateFlags, hasPairs: Bool) throws {
    guard related else {
      guard !stream, titleField == nil else {
        throw ValidationError("--stream and --title-field go with --related.")
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
