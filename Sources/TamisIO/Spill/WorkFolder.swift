// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of a run's own, for what does not fit in memory.
///
/// It is created when the first file is, so that a run that fits in memory leaves no trace on the
/// disk. A file `lock` in it is held as long as the folder is in use; the system lets go of it
/// however the process ends.
public final class WorkFolder: Sendable {
  /// Where it is.
  public let path: String

  fileprivate struct State {
    var lock: Int32?
    var spilledBytes = 0
    /// The files that the last checkpoint needs; nil while there is none.
    var kept: Set<String>?
  }

  fileprivate let state = Mutex(State())

  /// A name that no other process or call uses, for a run without an output to be named after.
  public static var uniqueName: String {
    "tamis-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 16))"
  }

  /// Names the folder; nothing is created yet.
  public init(_ path: String) { self.path = path }

  deinit {
    state.withLock { state in
      if let lock = state.lock { _ = close(lock) }
    }
  }

  /// Bytes that were written into it.
  public var spilledBytes: Int { state.withLock { $0.spilledBytes } }

  /// Whether the folder was created or taken over.
  public var isOpen: Bool { state.withLock { $0.lock != nil } }

  /// Whether a later run can go on from here.
  public var hasCheckpoint: Bool { state.withLock { $0.kept != nil } }

  func count(spilled bytes: Int) { state.withLock { $0.spilledBytes += bytes } }

  /// Removes the folder with all that is in it, if this run has created or taken it over.
  public func remove() {
    state.withLock { state in
      guard let lock = state.lock else { return }
      // The checkpoint first, so that none is left without its files; the lock last, so that what
      // is left of a run that is killed here is known to be tamis's.
      Folder.remove(file: "\(path)/\(Self.checkpointName)")
      for name in Folder.allNames(path) where name != Self.lockName {
        Folder.removeAll("\(path)/\(name)")
      }
      Folder.removeAll(path)
      _ = close(lock)
      state.lock = nil
    }
    UnfinishedOutputs.remove(path)
  }

  /// Creates a file, in place of an older one of its name.
  func createFile(_ name: String) throws(TamisIOError) -> FileDescriptor {
    try create()
    let file = "\(path)/\(name)"
    Folder.remove(file: file)
    do throws(SystemError) {
      return try FileDescriptor(creating: file, permissions: 0o600)
    } catch {
      throw TamisIOError(
        .temporary, "The temporary file \(file) cannot be created: \(error.text).")
    }
  }

  /// Creates the folder unless that has been done; what a killed run has left in it is removed.
  private func create() throws(TamisIOError) { try takeOver(keeping: []) }

  /// Creates the folder unless that has been done, and removes all files but some.
  private func takeOver(keeping kept: Set<String>) throws(TamisIOError) {
    let result = state.withLock { state in
      Result { () throws(TamisIOError) in
        guard state.lock == nil else { return }
        let wasThere = FileStatus.exists(path)
        if wasThere { try checkOurs() }
        do throws(SystemError) { try Folder.createAll(path) } catch {
          throw TamisIOError(
            .temporary,
            "The folder for temporary files \(path) cannot be created: \(error.text). "
              + "Name another with --temp.")
        }
        state.lock = try locked()
        UnfinishedOutputs.add(path)
        for name in wasThere ? Folder.allNames(path) : []
        where name != Self.lockName && !kept.contains(name) {
          Folder.removeAll("\(path)/\(name)")
        }
      }
    }
    try result.get()
  }

  /// Removes a file that is not needed any more, unless a checkpoint needs it.
  func removeFile(_ name: String) {
    let isKept = state.withLock { $0.kept?.contains(name) ?? false }
    if !isKept { Folder.remove(file: "\(path)/\(name)") }
  }

  private static let lockName = "lock"

  /// Checks that a folder of this name is empty or one that a run has left.
  private func checkOurs() throws(TamisIOError) {
    let names = Folder.allNames(path)
    guard !names.isEmpty, !names.contains(Self.lockName) else { return }
    throw TamisIOError(
      .temporary,
      "The folder \(path) is needed for temporary files, and holds files that are not tamis's. "
        + "Move it away, or name another folder with --temp.")
  }

  /// Takes the lock, which no other process may hold.
  private func locked() throws(TamisIOError) -> Int32 {
    let file = "\(path)/\(Self.lockName)"
    let number = open(file, O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
    guard number >= 0 else {
      throw TamisIOError(
        .temporary, "The temporary file \(file) cannot be created: \(SystemError.last.text).")
    }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      let error = SystemError.last
      _ = close(number)
      throw TamisIOError(
        .temporary,
        error.number == EWOULDBLOCK
          ? "The folder \(path) is in use by another run. Wait for its end, or name another output."
          : "The temporary file \(file) cannot be locked: \(error.text).")
    }
    return number
  }
}

extension WorkFolder {
  private static let checkpointName = "checkpoint"

  /// Writes a checkpoint in place of the one before, and removes what only that needed.
  ///
  /// The folder then stays when the process is told to end.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public func save(_ checkpoint: Checkpoint) throws(TamisIOError) {
    let partial = "\(Self.checkpointName).partial"
    var writer = try SpillWriter(partial, in: self)
    try writer.append(checkpoint.bytes.span)
    _ = writer.finish()
    do throws(SystemError) {
      try Folder.rename("\(path)/\(partial)", to: "\(path)/\(Self.checkpointName)")
    } catch {
      throw TamisIOError(
        .temporary, "The checkpoint in \(path) cannot be written: \(error.text).")
    }
    UnfinishedOutputs.remove(path)
    let names = Set(checkpoint.files.map(\.name))
    let before = state.withLock { state in
      defer { state.kept = names }
      return state.kept ?? []
    }
    for name in before.subtracting(names) { removeFile(name) }
  }

  /// Takes over what a run that did not come to its end has left.
  ///
  /// - Returns: The checkpoint; nil if there is none, and the run has to begin anew.
  /// - Throws: ``TamisIOError`` when the folder is in use, or the checkpoint is damaged.
  public func resume() throws(TamisIOError) -> Checkpoint? {
    let file = "\(path)/\(Self.checkpointName)"
    guard FileStatus.exists(file) else { return nil }
    var bytes: [UInt8] = []
    do throws(SystemError) {
      let descriptor = try FileDescriptor(reading: file)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let result = buffer.withUnsafeMutableBytes { buffer in
          Result { () throws(SystemError) in try descriptor.read(into: buffer) }
        }
        let count = try result.get()
        guard count > 0 else { break }
        bytes += buffer[..<count]
      }
    } catch {
      throw TamisIOError(.temporary, "The checkpoint \(file) cannot be read: \(error.text).")
    }
    guard let checkpoint = Checkpoint(bytes: bytes) else { throw damage(Self.checkpointName) }
    let names = Set(checkpoint.files.map(\.name))
    try takeOver(keeping: names.union([Self.checkpointName]))
    UnfinishedOutputs.remove(path)
    state.withLock { $0.kept = names }
    return checkpoint
  }

  /// Opens a file of a checkpoint.
  func file(_ stored: StoredFile) throws(TamisIOError) -> SpillFile {
    let path = "\(path)/\(stored.name)"
    guard let file = try? FileDescriptor(reading: path),
      let status = try? file.status(), status.size == stored.count
    else { throw damage(stored.name) }
    let spill = SpillFile(name: stored.name, count: stored.count, file: file, folder: self)
    guard try spill.stored() == stored else { throw damage(stored.name) }
    return spill
  }

  func damage(_ name: String) -> TamisIOError {
    TamisIOError(
      .checkpoint,
      "The file \(path)/\(name) of a run that did not come to its end is missing, damaged or of "
        + "another version of tamis. Run without --resume to begin anew.")
  }

  /// Leaves the folder as it is, for a later run.
  public func leave() {
    state.withLock { state in
      if let lock = state.lock { _ = close(lock) }
      state.lock = nil
    }
  }
}
