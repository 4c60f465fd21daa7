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
  /// Bytes of memory that the run may use: what does not fit is put aside on disk.
  public var memory = 2 << 30
  /// Bytes that are divided among the stages of a search whatever `memory` says, so that small runs
  /// spill too; for tests.
  var dividedMemory: Int?
  /// Whether a run that did not come to its end is continued, if there is something of it.
  public var resumes = false
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

  /// The least memory that a run takes, which depends on the threads and the longest record.
  public var leastMemory: Int { MemoryShares.least(threads: threads, limits: limits) }

  /// Checks that there is enough memory for the threads and the longest record.
  ///
  /// - Throws: `RunError` where there is not.
  func checkMemory() throws(RunError) {
    let least = leastMemory
    guard memory < least, dividedMemory == nil else { return }
    throw RunError(
      "\(memory >> 20) MiB of memory are too few for \(threads) threads and records of up to "
        + "\(limits.record) bytes: \(least >> 20) MiB are needed. Raise --memory, or lower "
        + "--threads or --record-limit.")
  }

  /// How the memory is divided.
  var memoryShares: MemoryShares {
    dividedMemory.map { MemoryShares(divided: $0) }
      ?? MemoryShares(memory: memory, threads: threads)
  }

  /// The folder of the run's own: OUT.tamis beside an output, or in the folder for what is put
  /// aside.
  func workFolder(besides output: String) -> WorkFolder {
    if output == "-" || output.hasPrefix("/dev/") {
      let parent = temporaryFolder ?? systemFolder
      return WorkFolder("\(parent)/\(WorkFolder.uniqueName)")
    }
    var path = OutputPath.destination(output)
    while path.hasSuffix("/") { path.removeLast() }
    guard let temporaryFolder else { return WorkFolder(path + ".tamis") }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() }
    return WorkFolder("\(temporaryFolder)/\(name ?? path[...]).tamis")
  }

  /// Works with a folder, and removes it in the end; after a lack of room it stays for `--resume`,
  /// if there is something to continue.
  func withWorkFolder<Result>(
    besides output: String, _ body: (WorkFolder) async throws -> Result
  ) async throws -> Result {
    let isNamed = output != "-" && !output.hasPrefix("/dev/")
    guard isNamed || !resumes else {
      throw RunError("--resume needs an output that is a file or a folder, not \(output).")
    }
    let folder = workFolder(besides: output)
    do {
      let result = try await body(folder)
      folder.remove()
      return result
    } catch let error as TamisIOError where error.code == .checkpoint {
      folder.leave()
      throw error
    } catch let error as TamisIOError
      where isNamed && folder.hasCheckpoint && (error.code == .temporary || error.code == .output)
    {
      folder.leave()
      throw RunError("\(error) What was done is in \(folder.path): --resume continues.")
    } catch {
      folder.remove()
      throw error
    }
  }

  /// The folder for temporary files.
  var systemFolder: String { Environment.value("TMPDIR") ?? "/tmp" }
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
