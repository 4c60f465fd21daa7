// SPDX-License-Identifier: Apache-2.0

import Glibc
import TamisIO
import TamisKernels
import TamisPage

/// Writes what the model of stories sees, for training.
///
/// usage: story-features PAGES RARITY     PAGES: of `story_pages.py`; RARITY: a file of `train.py`
///
/// To standard output goes a line a page: its id, 0, how many paragraphs it has, "-", and those with
/// which stories begin. Then for each stretch of it that a run may look at (all of it, and one or
/// more of its stories in succession) a line a candidate: the page's id, the stretch, the candidate,
/// whether a story begins there, the cues as a number, and the features. Tabs are between.
@main
struct StoryFeatures {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: story-features PAGES RARITY")
      exit(64)
    }
    var reader = BatchReader(try Inputs([arguments[1]]))
    var fields = FieldNames()
    fields.extra = "starts"
    var parser = try RecordParser(fields: fields)
    let kernel = try Kernel.fromEnvironment()
    var pages = PageReader(kernel: kernel)
    var splitter = StorySplitter(kernel: kernel, rarity: try bytes(of: arguments[2]))
    while let batch = try reader.next() {
      let parsed = parser.parse(batch)
      for record in parsed.records {
        let text = Array(parsed.text(of: record))
        let page = pages.read(text.span)
        let breaks = splitter.breaks(of: page, without: page.drops(), in: text.span)
        let starts = (record.extra ?? "").split(separator: " ").compactMap { Int($0) }
        write(record.id, places(of: starts, page, breaks), breaks)
      }
    }
  }

  /// The paragraphs with which stories begin, by the bytes at which they do.
  private static func places(of starts: [Int], _ page: Page, _ breaks: StoryBreaks) -> [Int] {
    let places = starts.map { start in
      breaks.blocks.firstIndex { page.blocks[$0].range.lowerBound >= start } ?? breaks.blocks.count
    }
    return Set(places).filter { $0 > 0 && $0 < breaks.blocks.count }.sorted()
  }

  private static func write(_ id: String, _ places: [Int], _ breaks: StoryBreaks) {
    let ends = [0] + places + [breaks.blocks.count]
    var stretches = [0..<breaks.blocks.count]
    for length in 1..<max(1, ends.count - 1) {
      for start in 0..<ends.count - length {
        stretches.append(ends[start]..<ends[start + length])
      }
    }
    print(
      id, 0, breaks.blocks.count, "-", places.map(String.init).joined(separator: " "),
      separator: "\t")
    for stretch in stretches where stretch.count > 1 {
      for candidate in breaks.candidates(in: stretch) {
        print(
          id, stretch.lowerBound, stretch.upperBound, candidate.place,
          places.contains(candidate.place) ? 1 : 0, candidate.cues.rawValue,
          candidate.features.map(\.description).joined(separator: "\t"), separator: "\t")
      }
    }
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      print("story-features: \(path) cannot be opened")
      exit(1)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
  }
}
