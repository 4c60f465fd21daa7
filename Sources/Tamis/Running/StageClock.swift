// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a stage of a run has cost.
struct StageCost: Sendable {
  let stage: String
  let seconds: Double
  /// The most memory that was resident up to the stage's end, in MiB; nil where that is not known.
  let peak: Int?

  /// The cost of a stage that ends now.
  init(_ stage: String, since start: ContinuousClock.Instant) {
    self.stage = stage
    seconds = (ContinuousClock.now - start) / .seconds(1)
    peak = Self.peakMemory.map { $0 >> 20 }
  }

  /// The most memory of the process that was resident so far, in bytes.
  private static var peakMemory: Int? {
    #if os(Linux)
      // What getrusage says counts the process that started this one too.
      guard let file = fopen("/proc/self/status", "r") else { return nil }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 256)
      while fgets(&line, Int32(line.count), file) != nil {
        let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        guard text.starts(with: "VmHWM:".utf8) else { continue }
        let digits = text.filter { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
      }
      return nil
    #elseif canImport(Darwin)
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : nil
    #else
      return nil
    #endif
  }
}

/// Measures what stages cost, one after the other.
struct StageClock {
  private let progress: (String) -> Void
  private var costs: [StageCost] = []
  private var start = ContinuousClock.now
  private var stage: String?

  /// A clock that tells of each stage as it begins.
  init(_ progress: @escaping (String) -> Void) { self.progress = progress }

  mutating func begin(_ stage: String) {
    endStage()
    self.stage = stage
    progress(stage)
  }

  mutating func end() -> [StageCost] {
    endStage()
    return costs
  }

  private mutating func endStage() {
    if let stage { costs.append(StageCost(stage, since: start)) }
    start = ContinuousClock.now
    stage = nil
  }
}

extension RunSummary {
  /// Adds what a stage has cost.
  mutating func add(_ cost: StageCost) {
    add("seconds \(cost.stage)", cost.seconds)
    if let peak = cost.peak { add("peak MiB \(cost.stage)", peak) }
  }
}
