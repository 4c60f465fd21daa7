// SPDX-License-Identifier: Apache-2.0

/// A kernel was asked for by name and cannot be given.
public struct KernelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with the name.
  public enum Code: Sendable, Hashable {
    /// No kernel has this name on any machine.
    case unknownName
    /// The kernel exists, but this machine cannot run it.
    case unsupported
  }

  /// What is wrong with the name.
  public let code: Code
  /// The name that was asked for.
  public let name: String
  /// The names of the kernels that this machine runs, scalar first, best last.
  public let available: [String]

  /// One sentence that says which name was refused, why, and which names would do.
  public var description: String {
    let choice = available.joined(separator: ", ")
    return switch code {
    case .unknownName:
      "There is no kernel named \"\(name)\"; this machine has \(choice)."
    case .unsupported:
      "This machine cannot run the kernel \"\(name)\"; it has \(choice)."
    }
  }
}
