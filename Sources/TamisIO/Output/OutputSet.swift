// SPDX-License-Identifier: Apache-2.0

/// An output that is complete but for its name. It is removed with its last owner, unless it has
/// been given its name.
final class PendingOutput {
  let path: String
  private let temporary: String
  private let destination: String
  private var isCommitted = false

  init(path: String, temporary: String, destination: String) {
    self.path = path
    self.temporary = temporary
    self.destination = destination
    UnfinishedOutputs.add(temporary)
  }

  deinit {
    UnfinishedOutputs.remove(temporary)
    if !isCommitted { Folder.removeAll(temporary) }
  }

  func commit() throws(TamisIOError) {
    do throws(SystemError) {
      try Folder.rename(temporary, to: destination)
    } catch {
      throw TamisIOError(
        .output, "The complete output cannot be renamed to \(path): \(error.text).")
    }
    isCommitted = true
    UnfinishedOutputs.remove(temporary)
    Folder.synchronize(Folder.parent(of: destination))
  }
}

/// All outputs of a run: none gets its name before all of them are complete.
public struct OutputSet: ~Copyable {
  private var pending: [PendingOutput] = []

  /// An empty set.
  public init() {}

  /// Writes what remains of a file, waits until it is on the disk and closes it.
  ///
  /// - Throws: ``TamisIOError`` when that fails; the file is removed then.
  public mutating func finish(_ file: consuming OutputFile) throws(TamisIOError) {
    if let output = try file.finish() { pending.append(output) }
  }

  /// Closes a folder of files. Its files are not waited for one by one.
  public mutating func finish(_ folder: consuming OutputFolder) {
    pending.append(folder.finish())
  }

  /// Gives all finished outputs their names, in the order in which they were finished.
  ///
  /// - Throws: ``TamisIOError`` when one cannot be renamed; those before it are in place then.
  public consuming func commit() throws(TamisIOError) {
    for output in pending { try output.commit() }
  }
}
