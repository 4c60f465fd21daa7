// SPDX-License-Identifier: Apache-2.0

public import TamisIO
public import TamisKernels

/// What `Bench` has measured.
public struct BenchReport: Sendable {
  /// One stage.
  public struct Stage: Sendable {
    /// Its name: read, parse, html, blocks, tokens, shingles, sketch, join, verify, classify, write.
    public let name: String
    /// The kernel that it ran with; nil for a stage that uses none.
    public let kernel: Kernel.Name?
    /// Bytes that went in: of read, parse and write the records' bytes; of html, blocks and
    /// classify those of the pages; of the others those of the visible text. 0 where the input has
    /// nothing for the stage.
    public let bytes: Int
    /// Records that went in.
    public let records: Int
    /// Seconds of processor time on one core.
    public let secondsOfOneCore: Double
    /// Seconds by the wall clock on all threads; of a stage that one thread does, those of one core.
    public let seconds: Double
    /// A number for what the stage has made, the same for each kernel and number of threads.
    public let checksum: UInt64

    /// Millions of bytes a second on one core.
    public var speedOfOneCore: Double { Double(bytes) / max(secondsOfOneCore, 1e-9) / 1e6 }
    /// Millions of bytes a second on all threads.
    public var speed: Double { Double(bytes) / max(seconds, 1e-9) / 1e6 }
    /// Records a second on one core.
    public var recordsOfOneCore: Double { Double(records) / max(secondsOfOneCore, 1e-9) }
    /// Records a second on all threads.
    public var recordsPerSecond: Double { Double(records) / max(seconds, 1e-9) }
  }

  /// Threads that worked at the same time.
  public let threads: Int
  /// Whether the records were generated.
  public let isGenerated: Bool
  /// The stages in order, for each kernel that was measured.
  public internal(set) var stages: [Stage] = []
  /// What was wrong with the input.
  public internal(set) var faults: [Fault] = []

  init(threads: Int, isGenerated: Bool) {
    self.threads = threads
    self.isGenerated = isGenerated
  }

  /// A checksum as it is shown: 16 hexadecimal digits.
  public static func digits(_ checksum: UInt64) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The report as one JSON object and a newline.
  public var json: [UInt8] {
    var lines = JSONLines()
    lines.beginObject()
    lines.field("threads", threads)
    lines.field("generated", isGenerated)
    lines.field("bad", faults.count)
    lines.beginArray("stages")
    for stage in stages {
      lines.beginObject()
      lines.field("stage", stage.name)
      if let kernel = stage.kernel { lines.field("kernel", kernel.rawValue) }
      lines.field("bytes", stage.bytes)
      lines.field("records", stage.records)
      lines.field("mb_per_second_core", stage.speedOfOneCore)
      lines.field("mb_per_second", stage.speed)
      lines.field("records_per_second_core", stage.recordsOfOneCore)
      lines.field("records_per_second", stage.recordsPerSecond)
      lines.field("checksum", Self.digits(stage.checksum))
      lines.endObject()
    }
    lines.endArray()
    lines.endLine()
    return lines.bytes
  }
}
