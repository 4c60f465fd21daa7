// SPDX-License-Identifier: Apache-2.0

/// A Markdown table that is printed row by row.
struct Table {
  init(_ title: String, _ columns: [String]) {
    print("\n\(title)\n")
    row(columns)
    row(columns.map { _ in "---" })
  }

  func row(_ cells: [String]) { print("| " + cells.joined(separator: " | ") + " |") }
}

/// A number with a fixed count of decimals.
func decimals(_ value: Double, _ count: Int) -> String {
  let scale = (0..<count).reduce(1.0) { product, _ in product * 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let digits = String(scaled)
  let padded = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
  let sign = value < 0 && scaled != 0 ? "-" : ""
  guard count > 0 else { return sign + padded }
  return sign + padded.dropLast(count) + "." + padded.suffix(count)
}

/// The median time of five runs of `body`, in nanoseconds; each run repeats it `repeats` times.
func medianNanoseconds(repeats: Int, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let times = (0..<5).map { _ in
    let time = clock.measure { for _ in 0..<repeats { body() } }
    return Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9
  }
  return times.sorted()[2] / Double(repeats)
}
