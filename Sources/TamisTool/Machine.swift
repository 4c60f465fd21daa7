// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The machine that the tool runs on.
enum Machine {
  /// Processor cores that this process may use, at least 1.
  static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Bytes of memory that this process may use: the machine's, or what its control groups allow.
  static var memory: Int {
    let machine = Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
    return min(machine, groupLimits.min() ?? .max)
  }

  /// The limits of the control groups that this process is in (Linux, cgroup-v2 and cgroup-v1).
  private static var groupLimits: [Int] {
    var limits = [number(inFile: "/sys/fs/cgroup/memory/memory.limit_in_bytes")]
    let groups = text(ofFile: "/proc/self/cgroup").split(separator: "\n")
    for line in groups where line.hasPrefix("0::") {
      var path = line.dropFirst(3)
      while true {
        limits.append(number(inFile: "/sys/fs/cgroup\(path)/memory.max"))
        guard let slash = path.lastIndex(of: "/") else { break }
        path = path[..<slash]
      }
    }
    return limits.compactMap { $0 }.filter { $0 > 0 }
  }

  /// The number that a file begins with; nil for one that is not there or says "max".
  private static func number(inFile path: String) -> Int? {
    Int(text(ofFile: path).prefix { $0.isNumber })
  }

  private static func text(ofFile path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
