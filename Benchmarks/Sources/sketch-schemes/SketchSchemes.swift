// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisKernels
import TamisSketch

/// Prints how accurate and how fast each sketching scheme is, as Markdown.
@main
struct SketchSchemes {
  static let lengths = [("5–20", 5...20), ("20–100", 20...100), ("over 100", 101...1000)]
  static let pairCount = 4000

  static func main() throws {
    let kernel = try Kernel.fromEnvironment()
    let banding = Banding(threshold: 0.8, recall: 0.99)
    print("Kernel \(kernel.name.rawValue); \(pairCount) pairs a cell; medians of 5 runs.")
    print("Chosen for threshold .8 and recall .99: \(banding.bands) × \(banding.rows).")
    let sizes = Set([128, banding.sketchSize]).sorted(by: >)
    errors(sizes, kernel)
    recalls(kernel)
    times(sizes, kernel)
    costs(kernel)
  }

  // MARK: - Accuracy

  static func errors(_ sizes: [Int], _ kernel: Kernel) {
    let table = Table(
      "## Error of the Jaccard estimate",
      [
        "scheme", "k", "shingles", "Jaccard", "mean error", "in standard errors", "RMS error",
        "√(J(1−J)/k)",
      ])
    for size in sizes {
      for (name, length) in lengths {
        for similarity in [0.5, 0.8] {
          for scheme in Scheme.allCases {
            let sketcher = Sketcher(scheme: scheme, size: size, kernel: kernel)
            let error = EstimateError(sketcher, length, similarity, pairs: pairCount)
            table.row([
              scheme.rawValue, "\(size)", name, decimals(similarity, 1), decimals(error.mean, 4),
              decimals(error.standardErrors, 1), decimals(error.rms, 4), decimals(error.theory, 4),
            ])
          }
        }
      }
    }
  }

  static func recalls(_ kernel: Kernel) {
    let table = Table(
      "## Recall of pairs at the threshold, recall .99 asked for",
      ["scheme", "threshold", "bands × rows", "shingles", "recall", "by the model"])
    for threshold in [0.8, 0.5] {
      let banding = Banding(threshold: threshold, recall: 0.99)
      for (name, length) in lengths {
        for scheme in Scheme.allCases {
          let sketcher = Sketcher(scheme: scheme, size: banding.sketchSize, kernel: kernel)
          let found = Recall(sketcher, banding, length, threshold, pairs: pairCount)
          table.row([
            scheme.rawValue, decimals(threshold, 1), "\(banding.bands) × \(banding.rows)", name,
            decimals(found.measured, 4), decimals(found.expected, 4),
          ])
        }
      }
    }
  }

  // MARK: - Time

  static func times(_ sizes: [Int], _ kernel: Kernel) {
    let lengths = [10, 50, 100, 200, 500, 1000, 5000]
    let table = Table(
      "## Nanoseconds a shingle, by shingles a record",
      ["scheme", "k"] + lengths.map(String.init))
    for size in sizes {
      for scheme in Scheme.allCases {
        let cells = lengths.map { length in
          decimals(Timing.sketch(scheme, size: size, shingles: length, kernel) / Double(length), 2)
        }
        table.row([scheme.rawValue, "\(size)"] + cells)
      }
    }
  }

  static func costs(_ kernel: Kernel) {
    let table = Table("## What the banding's cost model rests on", ["step", "nanoseconds"])
    let few = Timing.sketch(.standard, size: 64, shingles: 300, kernel)
    let many = Timing.sketch(.standard, size: 320, shingles: 300, kernel)
    table.row(["one more value of a sketch, 300 shingles", decimals((many - few) / 256, 1)])
    let banding = Banding(bands: 16, rows: 8)
    table.row(["a band's key, made from 8 rows", decimals(Timing.key(banding, kernel), 1)])
    table.row(["a band's key, joined, of 2 million", decimals(Timing.join(), 1)])
    for size in [100, 300, 1000, 3000] {
      let time = Timing.verification(size: size, kernel)
      table.row(["a false candidate verified, \(size) shingles each", decimals(time, 0)])
    }
  }
}
