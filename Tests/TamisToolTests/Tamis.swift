// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a test could not be run as it should.
struct HarnessError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// The binary under test.
enum Tamis {
  /// The path that `make test` sets; its absence is a failure, because a skipped test proves
  /// nothing.
  static func binary() throws -> String {
    guard let path = ProcessInfo.processInfo.environment["TAMIS_BINARY"], !path.isEmpty else {
      throw HarnessError(
        "TAMIS_BINARY does not name the binary to test. Use `make test`, which builds it and "
          + "sets the variable.")
    }
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw HarnessError("TAMIS_BINARY is \(path), which cannot be run. Use `make test`.")
    }
    return path
  }

  /// The kernels that this machine runs, found by asking the binary for each that there is.
  static func kernels() throws -> [String] {
    let folder = try Scratch()
    try folder.write("probe.jsonl", #"{"id":"a","text":"one"}"# + "\n")
    let running = try ["scalar", "avx2", "avx512", "neon"].filter { name in
      let run = try folder.tamis(
        "cluster", "probe.jsonl", "-o", "-", environment: ["TAMIS_KERNEL": name])
      return run.status == 0
    }
    guard running.contains("scalar") else { throw HarnessError("The scalar kernel does not run.") }
    return running
  }
}

/// What a process left behind.
struct Ending {
  /// The exit status, or 128 and the number of the signal that ended it.
  let status: Int32
  let output: Data
  let errors: String
  /// The most memory that was resident, in bytes.
  let peakMemory: Int

  var text: String { String(decoding: output, as: UTF8.self) }
}

/// A process with its output in files, so that no pipe can fill up.
final class RunningProcess {
  /// Seconds after which a process is killed: a test may fail, but not hang.
  private static let timeLimit = 120.0

  let pid: pid_t
  private let outputPath: String
  private let errorPath: String
  private var hasEnded = false

  /// Starts a program in a folder.
  init(
    _ command: [String], in folder: String, inputPath: String, outputPath: String,
    errorPath: String, environment: [String: String]
  ) throws {
    self.outputPath = outputPath
    self.errorPath = errorPath
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder]
    var arguments = (shell + command).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, "/bin/sh", &actions, nil, &arguments, &variables)
    guard status == 0 else {
      throw HarnessError("\(command) could not be started: \(String(cString: strerror(status))).")
    }
    self.pid = pid
  }

  deinit {
    guard !hasEnded else { return }
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }

  /// The most memory that was resident so far, in bytes.
  ///
  /// Linux counts that of the process that started this one into `ru_maxrss`, so it is asked here.
  private var residentPeak: Int {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }

  /// Waits for the end.
  func wait() throws -> Ending {
    var usage = rusage()
    var status: Int32 = 0
    var peak = 0
    let start = Date()
    while wait4(pid, &status, WNOHANG, &usage) == 0 {
      if Date().timeIntervalSince(start) > Self.timeLimit { kill(pid, SIGKILL) }
      peak = max(peak, residentPeak)
      usleep(1000)
    }
    hasEnded = true
    let signal = status & 0x7F
    #if canImport(Darwin)
      peak = usage.ru_maxrss
    #endif
    return Ending(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: try Data(contentsOf: URL(fileURLWithPath: outputPath)),
      errors: String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: errorPath)), as: UTF8.self),
      peakMemory: peak)
  }
}
