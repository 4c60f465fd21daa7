// SPDX-License-Identifier: Apache-2.0

/// What a page states about itself.
public struct PageFacts: Sendable {
  /// The text of `title`, white space collapsed; nil without one.
  public var title: String?
}
