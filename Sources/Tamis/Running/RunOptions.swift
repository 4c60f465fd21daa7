// SPDX-License-Identifier: Apache-2.0

public import TamisIO

/// What is read, and how a run behaves; the same for every command.
public struct RunOptions: Sendable {
  /// Files, folders, patterns, or `-` for standard input.
  public var inputs: [String]
  /// The format of all inputs; nil goes by content, then by name.
  public var format: InputFormat?
  /// The names of the fields of JSONL records.
  public var fields = FieldNames()
  /// What reading may cost at most.
  public var limits = ReadLimits()
  /// The folder for what has to be put aside; nil is the system's.
  public var temporaryFolder: String?
  /// Tasks that work at the same time, at least 1; the result does not depend on it.
  public var threads = 1
  /// Whether the first bad record ends the run.
  public var isStrict = false
  /// The share of the input, 0...1, of which no more may be dropped.
  public var maximumDrop: Double?
  /// A file that the caller writes when the run has ended, such as its summary: it must be neither
  /// an input nor an output of the run.
  public var callersOutput: String?

  /// Options for reading the given inputs.
  public init(inputs: [String]) { self.inputs = inputs }

  /// Finds the inputs, and checks that no output is one of them and none is given twice.
  func openInputs(outputs: [String?]) throws -> Inputs {
    let named = (outputs + [callersOutput]).compactMap { $0 }
    let destinations = named.map(OutputPath.destination)
    for (index, path) in named.enumerated()
    where !path.hasPrefix("/dev/") && destinations[..<index].contains(destinations[index]) {
      throw RunError("The output \(path) was given twice. Name another file for one of the two.")
    }
    // What can be read only once is put aside, because a run reads its input more than once.
    let found = try Inputs(inputs, format: format, spool: temporaryFolder ?? systemFolder)
    for path in named { try found.checkNotOutput(path) }
    return found
  }

  private var systemFolder: String { Environment.value("TMPDIR") ?? "/tmp" }
}

/// Why a run ended without a result.
public struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A whole sentence that names what it is about.
  public let description: String

  /// Makes an error from a sentence.
  public init(_ description: String) { self.description = description }

  /// What a second pass read is not what the first read.
  static let inputChanged = RunError(
    "The input has changed while it was read, so nothing was written. Run again.")
}

/// Takes what a run has to say while it works. Both are called from one task at a time.
public struct RunObserver: Sendable {
  /// Told of every bad record.
  public var fault: @Sendable (Fault) -> Void
  /// Told now and then how far the run is.
  public var progress: @Sendable (RunProgress) -> Void

  /// Makes an observer; by default it ignores everything.
  public init(
    fault: @escaping @Sendable (Fault) -> Void = { _ in },
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.fault = fault
    self.progress = progress
  }
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// What is being done, such as "reading".
  public let stage: String
  /// Records dealt with in this stage.
  public let records: Int
  /// Their bytes, decompressed.
  public let bytes: Int
}
