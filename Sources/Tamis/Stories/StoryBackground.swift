// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisStory

/// The files of backgrounds that a run reads and writes: how many texts have which term.
public struct StoryBackground: Sendable {
  /// The file that says what is common in texts in general; nil for what comes with Tamis.
  public var read: String?
  /// The file in which this input's counts are saved, with those of ``read``.
  public var saved: String?

  /// A file of a million terms has 16 MB.
  private static let limit = 256 << 20

  /// No files.
  public init() {}

  /// Checks the names before anything is read.
  ///
  /// - Throws: `RunError`, `TamisIOError`.
  func check(outputs: [String?]) throws {
    if let saved {
      try OutputPath.checkOwnForm(saved, "The background", example: "news.background")
    }
    guard let read else { return }
    let file = try Inputs([read], format: .text)
    for output in outputs { if let output { try file.checkNotOutput(output) } }
  }

  /// What was counted before; nil where no file was named.
  ///
  /// - Throws: `RunError` where the file is no background, ``TamisIOError`` where it cannot be read.
  func counts() throws -> TermCounts? {
    guard let read else { return nil }
    var pieces = try FilePieces(read)
    let bytes = Array(try pieces.next(Self.limit))
    do {
      return try TermCounts(bytes)
    } catch {
      throw RunError("The file \(read) \(error)")
    }
  }
}
