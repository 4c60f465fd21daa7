// SPDX-License-Identifier: Apache-2.0

import Dispatch
import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ends the process when it is told to, without leaving unfinished outputs behind.
enum Interruption {
  /// Never written after `watch`, which is called once, before there is another thread.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Watches for SIGINT, SIGTERM and SIGHUP.
  static func watch() {
    let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // What the caller had ignored, as nohup does, stays ignored.
      guard unsafeBitCast(signal(number, SIG_IGN), to: Int.self) != ignore else { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        UnfinishedOutputs.removeAll()
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }
}
