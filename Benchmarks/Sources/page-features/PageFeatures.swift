// SPDX-License-Identifier: Apache-2.0

import Glibc
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage

/// Writes what the classifier of blocks sees, for training.
///
/// usage: page-features html|text FILE OUT     FILE: records with a member `html`
///
/// OUT.jsonl has a line a page: its id and the texts of its blocks. OUT.f32 has the features, 32-bit
/// floats of this machine's byte order, a row a block. OUT.names has the features' names. With
/// `text` the pages are reduced to their visible lines first.
@main
struct PageFeatures {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, ["html", "text"].contains(arguments[1]) else {
      print("usage: page-features html|text FILE OUT")
      exit(64)
    }
    let isText = arguments[1] == "text"
    var reader = BatchReader(try Inputs([arguments[2]]))
    var parser = try RecordParser()
    var html = HTMLReader()
    var pages = PageReader(kernel: try .fromEnvironment())
    let rows = try Output(arguments[3] + ".f32")
    let lines = try Output(arguments[3] + ".jsonl")
    while let batch = try reader.next() {
      let parsed = parser.parse(batch)
      for record in parsed.records where record.content == .html {
        let source = Array(parsed.text(of: record))
        let shown = html.read(source.span)
        let text = shown.text
        let page =
          isText
          ? pages.read(text.span, address: record.url) : pages.read(shown, address: record.url)
        rows.write(Self.rows(page.features))
        lines.write(Self.line(record.id, page, text))
      }
    }
    try Output(arguments[3] + ".names").write(
      Array((BlockFeatures.names.joined(separator: "\n") + "\n").utf8))
  }

  static func rows(_ features: borrowing BlockFeatures) -> [UInt8] {
    var bytes: [UInt8] = []
    for block in 0..<features.count {
      for column in BlockFeatures.names.indices {
        withUnsafeBytes(of: features[column, block]) { bytes += $0 }
      }
    }
    return bytes
  }

  static func line(_ id: String, _ page: Page, _ text: [UInt8]) -> [UInt8] {
    var line = "{\"id\":" + quoted(id) + ",\"blocks\":["
    for (index, block) in page.blocks.enumerated() {
      if index > 0 { line += "," }
      line += quoted(String(decoding: text[block.range], as: UTF8.self))
    }
    return Array((line + "]}\n").utf8)
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// A file that is written from its start.
struct Output {
  private let file: UnsafeMutablePointer<FILE>

  init(_ path: String) throws {
    guard let file = fopen(path, "wb") else {
      print("\(path) cannot be written")
      exit(1)
    }
    self.file = file
  }

  func write(_ bytes: [UInt8]) {
    _ = fwrite(bytes, 1, bytes.count, file)
    fflush(file)
  }
}
