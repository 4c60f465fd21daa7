// SPDX-License-Identifier: Apache-2.0

/// The files that the user's arguments stand for, checked before any work.
///
/// An argument is a file, a folder (all files in it and below, hidden ones left out), a pattern of
/// the shell such as `crawl/*.jsonl.gz`, or `-` for standard input. Files keep the order of the
/// arguments; those of one folder or pattern are in the order of their paths' bytes.
public struct Inputs: Sendable {
  /// Bytes of standard input that are copied to disk at most, if nothing else is said: 64 GiB.
  public static let defaultSpoolLimit = 64 << 30

  /// The files in the order in which they are read.
  public let files: [InputFile]

  /// Finds the files.
  ///
  /// - Parameters:
  ///   - arguments: What the user gave; must not be empty.
  ///   - format: The format of all of them, or nil to go by content and name.
  ///   - spool: A folder; what can be read only once (standard input, a pipe) is copied there now,
  ///     so that it can be read again. The copy vanishes with the last copy of this value. With nil
  ///     such an input is read once, as it comes.
  ///   - spoolLimit: The most bytes that are copied.
  /// - Throws: ``TamisIOError`` when a file is missing or unreadable, a folder holds no file, a
  ///   pattern matches nothing, `-` is given twice, or copying fails.
  public init(
    _ arguments: [String], format: InputFormat? = nil, spool: String? = nil,
    spoolLimit: Int = Inputs.defaultSpoolLimit
  ) throws(TamisIOError) {
    guard !arguments.isEmpty else { throw TamisIOError(.input, "No input was given.") }
    guard arguments.count(where: { $0 == "-" }) < 2 else {
      throw TamisIOError(.standardInput, "Standard input (-) was given twice; it is read once.")
    }
    var finder = InputFinder(format: format, spool: spool, spoolLimit: spoolLimit)
    for argument in arguments { try finder.add(argument) }
    files = finder.files
  }

  /// Checks that writing to a path would not overwrite an input.
  ///
  /// - Throws: ``TamisIOError`` when the path names an input, by whatever name or link.
  public func checkNotOutput(_ path: String) throws(TamisIOError) {
    let identity = (try? FileStatus(path: path))?.identity
    for file in files where path != "-" {
      guard file.path == path || (identity != nil && file.identity == identity) else { continue }
      throw TamisIOError(
        .outputIsInput, "The output \(path) is also the input \(file.path). Name another output.")
    }
  }
}
