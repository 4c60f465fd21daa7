// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One implementation of the hot loops: byte classification, finding and hashing words, MinHash
/// update, sorted intersection, sums over decision trees.
///
/// All kernels give the same results, bit for bit; they differ in the instructions they use. Take
/// one from `fromEnvironment()` at start, and pass it on: a kernel is seven words, and copying it
/// costs nothing.
public struct Kernel: Sendable {
  /// The instruction set a kernel is written for.
  public enum Name: String, CaseIterable, Sendable {
    /// Plain Swift, on every machine; the reference.
    case scalar
    /// x86-64 with AVX2, BMI and BMI2.
    case avx2
    /// x86-64 with AVX-512 F, BW and VL.
    case avx512
    /// ARMv8 Advanced SIMD.
    case neon
  }

  typealias ClassifyFunction =
    @Sendable @convention(c) (
      _ source: UnsafePointer<UInt8>, _ count: Int, _ lowered: UnsafeMutablePointer<UInt8>,
      _ words: UnsafeMutablePointer<UInt64>, _ high: UnsafeMutablePointer<UInt64>
    ) -> Void

  typealias FindWordsFunction =
    @Sendable @convention(c) (
      _ words: UnsafePointer<UInt64>, _ from: Int, _ to: Int,
      _ starts: UnsafeMutablePointer<UInt32>, _ ends: UnsafeMutablePointer<UInt32>
    ) -> Int

  typealias HashWordsFunction =
    @Sendable @convention(c) (
      _ bytes: UnsafePointer<UInt8>, _ starts: UnsafePointer<UInt32>,
      _ ends: UnsafePointer<UInt32>, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>
    ) -> Void

  typealias UpdateMinimaFunction =
    @Sendable @convention(c) (
      _ minima: UnsafeMutablePointer<UInt32>, _ multipliers: UnsafePointer<UInt32>,
      _ addends: UnsafePointer<UInt32>, _ k: Int, _ hashes: UnsafePointer<UInt64>, _ count: Int
    ) -> Void

  typealias IntersectionCountFunction =
    @Sendable @convention(c) (
      _ a: UnsafePointer<UInt64>, _ aCount: Int, _ b: UnsafePointer<UInt64>, _ bCount: Int
    ) -> Int

  typealias SumTreesFunction =
    @Sendable @convention(c) (
      _ values: UnsafePointer<Float>, _ stride: Int, _ columns: UnsafePointer<UInt16>,
      _ borders: UnsafePointer<Float>, _ leaves: UnsafePointer<UInt8>, _ trees: Int,
      _ sums: UnsafeMutablePointer<Int32>
    ) -> Void

  /// The instruction set this kernel is written for.
  public let name: Name

  let classifyFunction: ClassifyFunction
  let findWordsFunction: FindWordsFunction
  let hashWordsFunction: HashWordsFunction
  let updateMinimaFunction: UpdateMinimaFunction
  let intersectionCountFunction: IntersectionCountFunction
  let sumTreesFunction: SumTreesFunction
}

#if arch(x86_64)
  extension Kernel {
    private static let avx2 = Kernel(
      name: .avx2,
      classifyFunction: tamis_classify_avx2,
      findWordsFunction: tamis_find_words_bmi2,
      hashWordsFunction: tamis_hash_words_bmi2,
      updateMinimaFunction: tamis_update_minima_avx2,
      intersectionCountFunction: tamis_intersection_count_avx2,
      sumTreesFunction: tamis_sum_trees_avx2)

    private static let avx512 = Kernel(
      name: .avx512,
      classifyFunction: tamis_classify_avx512,
      findWordsFunction: tamis_find_words_bmi2,
      hashWordsFunction: tamis_hash_words_bmi2,
      updateMinimaFunction: tamis_update_minima_avx512,
      intersectionCountFunction: tamis_intersection_count_avx512,
      sumTreesFunction: tamis_sum_trees_avx512)
  }
#elseif arch(arm64)
  extension Kernel {
    /// Intersects as the scalar kernel does: with two numbers to a register there is little to
    /// compare at once. Finds and hashes words as that does, which takes no vectors. Sums trees as that does, whose vectors are of NEON's kind.
    private static let neon = Kernel(
      name: .neon,
      classifyFunction: tamis_classify_neon,
      findWordsFunction: scalar.findWordsFunction,
      hashWordsFunction: scalar.hashWordsFunction,
      updateMinimaFunction: tamis_update_minima_neon,
      intersectionCountFunction: scalar.intersectionCountFunction,
      sumTreesFunction: scalar.sumTreesFunction)
  }
#endif

extension Kernel {
  /// The kernels that this machine runs, scalar first, best last.
  public static let available: [Kernel] = {
    var kernels = [scalar]
    #if arch(x86_64)
      if tamis_has_avx2() { kernels.append(avx2) }
      if tamis_has_avx512() { kernels.append(avx512) }
    #elseif arch(arm64)
      kernels.append(neon)  // Part of the architecture: no need to ask.
    #endif
    return kernels
  }()

  /// The kernel of the given name.
  ///
  /// - Parameter name: The raw value of a `Name`: `scalar`, `avx2`, `avx512` or `neon`.
  /// - Throws: `KernelError` when no kernel has this name, or this machine cannot run it.
  public static func named(_ name: String) throws(KernelError) -> Kernel {
    if let kernel = available.first(where: { $0.name.rawValue == name }) { return kernel }
    throw KernelError(
      code: Name(rawValue: name) == nil ? .unknownName : .unsupported,
      name: name,
      available: available.map(\.name.rawValue))
  }

  /// The kernel that the environment variable `TAMIS_KERNEL` names, else the best available.
  ///
  /// A variable that is set to nothing counts as not set.
  ///
  /// - Throws: `KernelError` when the variable names no kernel, or one this machine cannot run.
  public static func fromEnvironment() throws(KernelError) -> Kernel {
    guard let value = getenv("TAMIS_KERNEL"), value.pointee != 0 else {
      return available.last ?? scalar
    }
    return try named(String(cString: value))
  }
}
