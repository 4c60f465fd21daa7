// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import TamisIO

/// The command `tamis`.
@main
struct Tool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tamis",
    abstract: "Finds what a crawl repeats, and cleans or clusters the crawl.",
    discussion: """
      INPUT is files, folders, patterns such as 'crawl/*.jsonl.gz', or - for standard input: JSONL \
      (one object a line) or plain text (one file a record), each plain, .gz or .zst.

      Exit status: 0 done, 1 failed, 3 done but some records were bad, 64 wrong usage. The \
      environment variable TAMIS_KERNEL=scalar|avx2|avx512|neon forces a kernel.

      Completions: tamis --generate-completion-script bash|zsh|fish
      """,
    version: "0.1.0",
    subcommands: [
      CleanCommand.self, DedupCommand.self, ClusterCommand.self, InspectCommand.self,
      RestoreCommand.self, BenchCommand.self,
    ])

  static func main() async {
    OutputFile.ignoreBrokenPipes()
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(withError: error)
    }
  }
}
