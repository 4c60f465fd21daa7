// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The hidden files and folders of outputs that have not got their names yet.
///
/// A process that ends in the ordinary way removes each with its owner. One that is told to end
/// calls `removeAll` first.
public enum UnfinishedOutputs {
  private static let paths = Mutex<Set<String>>([])

  /// Adds a file of the caller's own, which the caller removes from the disk in the ordinary case.
  public static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Forgets a file.
  public static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes all of them from the disk; what is written after that is lost.
  public static func removeAll() {
    let unfinished = paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
    for path in unfinished.sorted() { Folder.removeAll(path) }
  }
}
