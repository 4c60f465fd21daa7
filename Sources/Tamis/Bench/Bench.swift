// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Measures how fast each stage of a run is on this machine, and checks what it makes.
///
/// Every stage gets its input from memory, made before the clock starts by the stages before it,
/// and is timed by itself: on one core by processor time, on all threads by the wall clock. What a
/// stage makes must be the same in every repetition, with any number of threads and any kernel.
public struct Bench: Sendable {
  /// What is read, with its fields and limits. Without inputs, records are generated.
  public var run: RunOptions
  /// The kernels to measure, at least one.
  public var kernels: [Kernel]
  /// Bytes that are read or generated, about.
  public var size = 16 << 20
  /// Which records are generated.
  public var seed: UInt64 = 1
  /// How often each stage is timed, at least once; the median counts.
  public var repetitions = 5

  /// A measurement on `run.inputs`, or on generated records.
  public init(run: RunOptions, kernels: [Kernel]) {
    self.run = run
    self.kernels = kernels
  }

  /// Measures all stages with each kernel; those that use none, with the first only.
  ///
  /// - Throws: `RunError` where there is no record to measure with, or a stage has made something
  ///   else than before; ``TamisIOError`` where the input cannot be read.
  /// - Complexity: O(bytes), and some twenty times as much memory.
  public func callAsFunction() async throws -> BenchReport {
    guard run.inputs.isEmpty else { return try await measure(run) }
    let path = "\(run.systemFolder)/\(WorkFolder.uniqueName).jsonl.gz"
    UnfinishedOutputs.add(path)
    defer {
      unlink(path)
      UnfinishedOutputs.remove(path)
    }
    try generate(path)
    var run = run
    run.inputs = [path]
    return try await measure(run)
  }

  /// Writes generated records to a file, in as many gzip members as an output of a run has.
  private func generate(_ path: String) throws {
    let corpus = BenchCorpus(seed: seed)
    var file = try OutputFile(path)
    var lines = JSONLines()
    var (number, written) = (0, 0)
    repeat {
      corpus.append(number, to: &lines)
      number += 1
      guard lines.bytes.count >= 1 << 20 || written + lines.bytes.count >= size else { continue }
      written += lines.bytes.count
      try file.write(try file.compression.compress(lines.take()))
    } while written < size
    var outputs = OutputSet()
    try outputs.finish(file)
    try outputs.commit()
  }

  private func measure(_ run: RunOptions) async throws -> BenchReport {
    var report = BenchReport(threads: run.threads, isGenerated: self.run.inputs.isEmpty)
    var checks = BenchChecks()
    for (index, kernel) in kernels.enumerated() {
      let input = try BenchInput(run, size: size, kernel: kernel)
      if index == 0 { report.faults = input.faults }
      for stage in BenchStage.all(input) where index == 0 || stage.usesKernel {
        report.stages.append(try await measure(stage, kernel, threads: run.threads, &checks))
      }
    }
    return report
  }

  /// Times a stage, on one thread and on all.
  func measure(
    _ stage: BenchStage, _ kernel: Kernel, threads: Int, _ checks: inout BenchChecks
  ) async throws -> BenchReport.Stage {
    var (alone, together): ([Double], [Double]) = ([], [])
    for _ in 0..<max(1, repetitions) {
      let start = Self.processorSeconds
      var checksum = BenchChecksum()
      for part in 0..<stage.parts { checksum.add(try stage.work(part, kernel)) }
      alone.append(Self.processorSeconds - start)
      try checks.check(checksum, stage.name, "one thread and the kernel \(kernel.name.rawValue)")
      guard threads > 1, stage.parts > 1 else { continue }
      let (all, seconds) = try await onAllThreads(stage, kernel, threads)
      together.append(seconds)
      try checks.check(
        all, stage.name, "\(threads) threads and the kernel \(kernel.name.rawValue)")
    }
    let seconds = Self.median(alone)
    return BenchReport.Stage(
      name: stage.name, kernel: stage.usesKernel ? kernel.name : nil, bytes: stage.bytes,
      records: stage.records, secondsOfOneCore: seconds,
      seconds: together.isEmpty ? seconds : Self.median(together),
      checksum: checks.values[stage.name] ?? 0)
  }

  private func onAllThreads(
    _ stage: BenchStage, _ kernel: Kernel, _ threads: Int
  ) async throws -> (BenchChecksum, seconds: Double) {
    var checksum = BenchChecksum()
    var next = 0
    let clock = ContinuousClock()
    let start = clock.now
    try await inOrder(
      next: {
        defer { next += 1 }
        return next < stage.parts ? next : nil
      }, threads: threads, { part in Result { try stage.work(part, kernel) } },
      consume: { checksum.add(try $0.get()) })
    return (checksum, (clock.now - start) / .seconds(1))
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// What the stages have made so far.
struct BenchChecks {
  /// The checksum of each stage by its name.
  private(set) var values: [String: UInt64] = [:]

  /// Takes what a stage has made.
  ///
  /// - Throws: `RunError` where it has made something else before.
  mutating func check(_ checksum: BenchChecksum, _ stage: String, _ way: String) throws(RunError) {
    let value = values[stage] ?? checksum.value
    guard value == checksum.value else {
      throw RunError(
        "The stage \(stage) does not always make the same of the same input: with \(way) its "
          + "checksum is \(BenchReport.digits(checksum.value)), before it was "
          + "\(BenchReport.digits(value)). This is a defect of tamis or of the machine.")
    }
    values[stage] = value
  }
}
