// SPDX-License-Identifier: Apache-2.0

/// A folder of text files, one a record, that appears complete or not at all.
///
/// Files are written to a hidden folder beside the destination, which ``OutputSet`` renames.
public struct OutputFolder: ~Copyable {
  /// The path as given.
  public let path: String
  /// How many files were written.
  public private(set) var count = 0

  private let temporary: String
  private let pending: PendingOutput

  /// Creates the hidden folder.
  ///
  /// - Throws: ``TamisIOError`` when the destination exists and is not an empty folder, or no
  ///   folder can be created beside it.
  public init(_ path: String) throws(TamisIOError) {
    var destination = path
    while destination.count > 1 && destination.hasSuffix("/") { destination.removeLast() }
    if let status = try? FileStatus(path: destination) {
      guard status.kind == .folder else {
        throw TamisIOError(.output, "The output \(path) is a file where a folder is wanted.")
      }
      guard Folder.allNames(destination).isEmpty else {
        throw TamisIOError(
          .output, "The output folder \(path) is not empty. Name a new one, or empty it.")
      }
    }
    let resolved = FileStatus.resolved(destination)
    TemporaryName.removeLeftBehind(beside: resolved)
    let temporary = TemporaryName.beside(resolved)
    do throws(SystemError) {
      try Folder.create(temporary)
    } catch {
      throw TamisIOError(.output, "The output folder \(path) cannot be created: \(error.text).")
    }
    self.path = path
    self.temporary = temporary
    pending = PendingOutput(path: path, temporary: temporary, destination: resolved)
  }

  /// The names that a record's file may have, by its id and its number among the files.
  public static func names(id: String, number: Int) -> [String] {
    FileNames(id: id, number: number).candidates
  }

  /// Writes a record's text to a file named after its id, and returns the file's path in the
  /// folder. When the name is taken, the file's number is added to it.
  ///
  /// - Parameter isFileName: Whether the id is the name of a file that such a folder had, which the
  ///   file then has again.
  /// - Complexity: O(bytes).
  /// - Throws: ``TamisIOError`` when the file cannot be written.
  @discardableResult
  public mutating func write(
    _ text: ArraySlice<UInt8>, id: String, isFileName: Bool = false
  ) throws(TamisIOError) -> String {
    count += 1
    let names = FileNames(id: id, number: count, isFileName: isFileName)
    for name in names.candidates {
      if let file = try create(name) {
        try write(text, to: file, name: name)
        return name
      }
    }
    throw TamisIOError(
      .output, "No file for the record \(id) can be created in the output folder \(path).")
  }

  /// Creates a file and the folders that it needs; nil when the name or a folder's is taken.
  private func create(_ name: String) throws(TamisIOError) -> FileDescriptor? {
    let full = temporary + "/" + name
    do throws(SystemError) {
      if name.utf8.contains(UInt8(ascii: "/")) { try Folder.createAll(Folder.parent(of: full)) }
      return try FileDescriptor(creating: full)
    } catch  where error.isTakenName {
      return nil
    } catch {
      throw failure(name, error)
    }
  }

  private func write(
    _ text: ArraySlice<UInt8>, to file: consuming FileDescriptor, name: String
  ) throws(TamisIOError) {
    do throws(SystemError) {
      try file.write(text)
      try file.closeChecked()
    } catch {
      throw failure(name, error)
    }
  }

  private func failure(_ name: String, _ error: SystemError) -> TamisIOError {
    TamisIOError(
      .output, "Writing the file \(name) of the output folder \(path) failed: \(error.text).")
  }

  consuming func finish() -> PendingOutput { pending }
}
