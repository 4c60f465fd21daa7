// SPDX-License-Identifier: Apache-2.0

/// One file that is to be read.
public struct InputFile: Sendable {
  /// The path as given or expanded; "-" is standard input.
  public let path: String
  /// The id of the file's text where the file is one record: the path as given, or inside a folder
  /// or glob that was given the path from there.
  public let name: String
  /// The format that was asked for; nil means: by content, then by name.
  public let format: InputFormat?
  /// Which file it is; nil for what cannot also be an output, such as a pipe.
  public let identity: FileIdentity?
  /// The file's bytes as stored, where that is known.
  public let size: Int?

  /// What tells whether it is still the file that it was: its size and when it was changed; nil for
  /// what another process cannot read again.
  public var state: String? {
    guard spool == nil, let status, status.kind == .regular else { return nil }
    return "\(status.size) bytes, changed at \(status.modifiedSeconds) s "
      + "\(status.modifiedNanoseconds) ns"
  }

  let status: FileStatus?
  let spool: Spool?

  /// Whether it can be read a second time.
  public var canBeReadAgain: Bool { spool != nil || status?.kind == .regular }
}
