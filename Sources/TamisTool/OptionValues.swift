// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Tamis
public import TamisIO
public import TamisPage

extension InputFormat: ExpressibleByArgument {}

extension Unit: ExpressibleByArgument {}

extension Favour: ExpressibleByArgument {}

extension TextFormat: ExpressibleByArgument {}

/// When progress is shown.
enum ProgressDisplay: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// A number of bytes, as `64M` or `1048576`.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  let bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var digits = argument[...]
    if let last = digits.last, last == "B" || last == "b" { digits = digits.dropLast() }
    // KiB is the same as K: sizes are in powers of 1024.
    if let last = digits.last, last == "i", digits.dropLast().last?.isLetter == true {
      digits = digits.dropLast()
    }
    var shift = 0
    if let unit = digits.last.flatMap({ units[Character($0.uppercased())] }) {
      shift = unit
      digits = digits.dropLast()
    }
    guard let count = Int(digits), count >= 0, count < Int.max >> shift else { return nil }
    bytes = count << shift
  }

  var description: String {
    let units = [(40, "T"), (30, "G"), (20, "M"), (10, "K")]
    let fitting = units.first { bytes > 0 && bytes % (1 << $0.0) == 0 }
    return fitting.map { "\(bytes >> $0.0)\($0.1)" } ?? "\(bytes)"
  }

  var defaultValueDescription: String { description }
}

/// A share, as `50%` or `0.5`.
struct Share: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument) else {
      return nil
    }
    value = isPercent ? number / 100 : number
    guard (0...1).contains(value) else { return nil }
  }
}
