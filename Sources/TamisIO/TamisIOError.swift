// SPDX-License-Identifier: Apache-2.0

/// An error that ends a run: an input that is not there, an output that cannot be written.
///
/// What is wrong with one record is no error but a ``Fault``, and the run goes on.
public struct TamisIOError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, for callers that decide by it. New codes may be added.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The code's name, in lower case with hyphens.
    public let rawValue: String

    /// A code of the given name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A file or folder is missing, unreadable, of an unusable kind, or a glob matches nothing.
    public static let input = Code(rawValue: "input")
    /// An input is not any more what it was when the run began.
    public static let inputChanged = Code(rawValue: "input-changed")
    /// Standard input was given twice, or is longer than the limit for keeping a copy of it.
    public static let standardInput = Code(rawValue: "standard-input")
    /// An output cannot be created, written or renamed.
    public static let output = Code(rawValue: "output")
    /// An output is also an input.
    public static let outputIsInput = Code(rawValue: "output-is-input")
    /// An option of this module has a value that makes no sense.
    public static let option = Code(rawValue: "option")
    /// The folder for temporary files, or a file in it, cannot be created, written or read.
    public static let temporary = Code(rawValue: "temporary")
    /// What a run has left that did not come to its end is damaged, or is of other parameters.
    public static let checkpoint = Code(rawValue: "checkpoint")
    /// There is not enough memory.
    public static let memory = Code(rawValue: "memory")
  }

  /// What went wrong.
  public let code: Code
  /// One or more whole sentences that name the file, what is wrong with it, and what to do.
  public let description: String

  /// An error of the given code and sentence.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
