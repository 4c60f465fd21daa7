// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct `Choosing a kernel` {
  @Test func `scalar comes first and no name twice`() {
    let names = kernelsUnderTest().map(\.name)
    #expect(names.first == .scalar)
    #expect(Set(names).count == names.count)
  }

  @Test func `each available kernel is found by its name`() throws {
    for kernel in kernelsUnderTest() {
      #expect(try Kernel.named(kernel.name.rawValue).name == kernel.name)
    }
  }

  @Test func `an unknown name is an error that lists the choice`() throws {
    for name in ["", "AVX2", "sse9", "avx2 "] {
      let error = try #require(throws: KernelError.self) { try Kernel.named(name) }
      #expect(error.code == .unknownName)
      #expect(error.available == Kernel.available.map(\.name.rawValue))
      let list = error.available.joined(separator: ", ")
      #expect(
        error.description == "There is no kernel named \"\(name)\"; this machine has \(list).")
    }
  }

  @Test func `a kernel of another machine is an error that lists the choice`() throws {
    let available = Set(Kernel.available.map(\.name))
    let others = Kernel.Name.allCases.filter { !available.contains($0) }
    try #require(!others.isEmpty, "no machine has both AVX and NEON")
    for name in others {
      let error = try #require(throws: KernelError.self) { try Kernel.named(name.rawValue) }
      #expect(error.code == .unsupported)
      #expect(error.description.contains("cannot run the kernel \"\(name.rawValue)\""))
      #expect(error.description.contains("scalar"))
    }
  }

  @Test func `the environment forces a kernel or is refused`() async {
    await #expect(processExitsWith: .success) {
      try checkEnvironment()
    }
  }

  #if os(Linux) && arch(x86_64)
    @Test func `what the system says of the processor decides which are available`() throws {
      let file = try #require(fopen("/proc/cpuinfo", "r"))
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      let count = fread(&bytes, 1, bytes.count, file)
      let text = String(decoding: bytes[..<count], as: UTF8.self)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("flags") })
      let flags = Set(line.split(separator: " "))
      var expected: [Kernel.Name] = [.scalar]
      if flags.isSuperset(of: ["avx2", "bmi1", "bmi2"]) { expected.append(.avx2) }
      if flags.isSuperset(of: ["avx2", "bmi1", "bmi2", "avx512f", "avx512bw", "avx512vl"]) {
        expected.append(.avx512)
      }
      #expect(kernelsUnderTest().map(\.name) == expected)
    }
  #endif
}

/// Sets the environment, so only in a process of its own.
private func checkEnvironment() throws {
  unsetenv("TAMIS_KERNEL")
  #expect(try Kernel.fromEnvironment().name == Kernel.available.last?.name)
  setenv("TAMIS_KERNEL", "", 1)
  #expect(try Kernel.fromEnvironment().name == Kernel.available.last?.name)
  for kernel in Kernel.available {
    setenv("TAMIS_KERNEL", kernel.name.rawValue, 1)
    #expect(try Kernel.fromEnvironment().name == kernel.name)
  }
  setenv("TAMIS_KERNEL", "fastest", 1)
  #expect(throws: KernelError.self) { try Kernel.fromEnvironment() }
}
