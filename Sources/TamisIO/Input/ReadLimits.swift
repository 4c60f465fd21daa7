// SPDX-License-Identifier: Apache-2.0

/// What reading may cost at most; every limit is finite, because the input is not trusted.
public struct ReadLimits: Sendable, Hashable {
  /// Decompressed bytes of the longest record (line or text file) that is read; from 1.
  public var record = 64 << 20
  /// How many times longer than its compressed form a file may become; from 1. It is checked once
  /// 16 MiB have come out.
  public var inflationRatio = 1000
  /// How deep a JSON line may nest objects and arrays, the outermost counted; from 1.
  public var nesting = 64
  /// Bytes of a batch, about; from 1. A record that is longer makes a batch of its own.
  public var batch = 1 << 20

  /// The default limits.
  public init() {}

  /// The limits with values of no sense moved to the nearest that has one.
  var clamped: ReadLimits {
    var limits = self
    limits.record = min(max(record, 1), Int.max >> 4)
    limits.inflationRatio = min(max(inflationRatio, 1), 1 << 30)
    limits.nesting = min(max(nesting, 1), 1 << 20)
    limits.batch = min(max(batch, 1), 1 << 30)
    return limits
  }
}
