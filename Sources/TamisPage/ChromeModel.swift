// SPDX-License-Identifier: Apache-2.0

/// What is known of the chrome of many hosts, as it is kept from one run to the next.
///
/// It is the whole of a file in memory; of a file that is too large for that, ``ChromeModelReader``
/// and ``ChromeModelWriter`` deal with one host after the other.
public struct ChromeModel: Sendable, Equatable {
  /// The hosts, ascending by name.
  public let hosts: [HostChrome]

  /// A model of hosts, each given once, in any order.
  public init(hosts: [HostChrome] = []) {
    self.hosts = hosts.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Reads the bytes of a file.
  ///
  /// - Throws: ``ChromeModelError`` where it is of another kind or version, or damaged.
  /// - Complexity: O(*n*) in the bytes.
  public init(bytes: [UInt8]) throws(ChromeModelError) {
    var reader = ChromeModelReader()
    var rest = bytes[...]
    var hosts: [HostChrome] = []
    while reader.wanted > 0 {
      guard rest.count >= reader.wanted else { throw reader.isCutOff }
      let part = rest.prefix(reader.wanted)
      rest = rest.dropFirst(part.count)
      if let host = try reader.read(part) { hosts.append(host) }
    }
    guard rest.isEmpty else { throw .goesOn }
    self.hosts = hosts
  }

  /// Merges models, whatever their order: the pages of all, each once as far as their marks tell.
  /// - Complexity: O(*n* log *n*) in the hosts, and their merging.
  public init(merging models: [ChromeModel]) {
    let ordered = models.flatMap(\.hosts).sorted { $0.name.lexicographicallyPrecedes($1.name) }
    var hosts: [HostChrome] = []
    var rest = ordered[...]
    while let name = rest.first?.name {
      let same = rest.prefix { $0.name == name }
      rest = rest.dropFirst(same.count)
      if let host = HostChrome.merged(Array(same)) { hosts.append(host) }
    }
    self.hosts = hosts
  }

  /// The bytes of a file.
  /// - Complexity: O(*n*) in the bytes.
  public var bytes: [UInt8] {
    var writer = ChromeModelWriter()
    for host in hosts { writer.append(host) }
    writer.end()
    return writer.bytes
  }

  /// What is known of a host, by its name as ``HostChrome/name``.
  /// - Complexity: O(log *n*) in the hosts.
  public func host(_ name: [UInt8]) -> HostChrome? {
    var range = 0..<hosts.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if hosts[middle].name == name { return hosts[middle] }
      let isBefore = hosts[middle].name.lexicographicallyPrecedes(name)
      range = isBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}

/// Why bytes are no chrome model; the sentence goes on from the file's name.
public struct ChromeModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, such as "is no chrome model: …".
  public let description: String

  static let isOther = ChromeModelError(
    description: "is no chrome model: it does not begin with the words “tamis chrome model”.")

  /// What there is to say where bytes follow the end.
  public static let goesOn = ChromeModelError(description: "is damaged: it goes on after its end.")

  static func isOfVersion(_ version: String) -> ChromeModelError {
    ChromeModelError(
      description: "is a chrome model of version \(version), and version "
        + "\(ChromeModelFormat.version) is expected. Make it again with this tamis.")
  }

  static func isDamaged(at offset: Int, _ what: String) -> ChromeModelError {
    ChromeModelError(description: "is damaged at byte \(offset): \(what).")
  }
}
