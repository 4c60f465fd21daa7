// SPDX-License-Identifier: Apache-2.0

/// Safe file names for a record's id.
///
/// ASCII letters, digits, `.`, `_`, `-` and letters of other scripts stay; all other bytes are
/// written as `%` and two digits, and so is a dot at a name's start. An id that is a clean relative
/// path (`a/b.txt`) keeps its folders. A name ends in `.txt`, once. A `~` stands before the file's
/// number, where there is one, and nowhere else.
struct FileNames {
  /// Bytes of the longest name; file systems allow 255, the ending and a number included.
  static let longest = 200

  private let id: String
  private let number: Int
  private let isFileName: Bool

  /// Names for the `number`-th file.
  ///
  /// - Parameter isFileName: Whether the id is such a name already, which is then taken as it is.
  init(id: String, number: Int, isFileName: Bool = false) {
    self.id = id
    self.number = number
    self.isFileName = isFileName
  }

  /// The names, the best first; a later one is for the case that those before are taken.
  var candidates: [String] {
    let flat = Self.name(id, number: number)
    var names = [Self.withEnding(flat), "\(flat)~\(number).txt", "\(flat)~\(number)~.txt"]
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 1 && parts.allSatisfy({ !["", ".", ".."].contains($0) }) {
      let path = parts.map { Self.name($0, number: number) }.joined(separator: "/")
      names[0] = Self.withEnding(path)
    }
    if isFileName, parts.allSatisfy(Self.isName) { names.insert(Self.withEnding(id), at: 0) }
    return names
  }

  /// Whether something is a name, or the name of a folder, that is made here.
  private static func isName(_ part: Substring) -> Bool {
    !part.isEmpty && !part.hasPrefix(".") && part.utf8.count < 256
      && part.unicodeScalars.allSatisfy { isSafe($0) || $0 == "%" || $0 == "~" }
  }

  private static func withEnding(_ name: String) -> String {
    name.hasSuffix(".txt") ? name : name + ".txt"
  }

  private static func name(_ part: some StringProtocol, number: Int) -> String {
    shortened(encoded(part), number: number)
  }

  private static func encoded(_ part: some StringProtocol) -> String {
    var name = ""
    for scalar in part.unicodeScalars {
      if isSafe(scalar) && !(scalar == "." && name.isEmpty) {
        name.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          name += byte < 16 ? "%0" : "%"
          name += String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return name.isEmpty ? "%" : name
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
    default: scalar.value >= 0x80 && scalar.properties.isAlphabetic
    }
  }

  private static func shortened(_ name: String, number: Int) -> String {
    guard name.utf8.count > longest else { return name }
    var short = name
    while short.utf8.count > longest - 20 { short.unicodeScalars.removeLast() }
    return short + "~\(number)"
  }
}
