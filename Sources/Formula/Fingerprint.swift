internal import BigInt

/// Arithmetic modulo the prime 2⁶¹ − 1, for fingerprints.
///
/// A polynomial's fingerprint is its value where every atom stands for a
/// pseudo-random number. Rewriting a formula does not change that value, so
/// equal formulas have equal fingerprints, however they are written; unequal
/// ones have different fingerprints but for a chance of about 1 in 10¹⁶
/// (Schwartz–Zippel). They serve as hashes; equality itself is exact.
struct Fingerprint: Hashable, Sendable {
    static let prime: UInt64 = (1 << 61) - 1
    var value: UInt64

    static let zero = Fingerprint(value: 0)
    static let one = Fingerprint(value: 1)

    init(value: UInt64) { self.value = value % Self.prime }

    init(_ rational: Rational) {
        let prime = BigInt(Self.prime)
        func residue(_ number: BigInt) -> Fingerprint {
            let rest = number % prime
            return Fingerprint(value: UInt64(rest < 0 ? rest + prime : rest))
        }
        self = residue(rational.numerator) * residue(rational.denominator).inverse
    }

    /// Of texts and other fingerprints, in order (FNV-1a over their bytes).
    init(mixing parts: [String], _ others: [Fingerprint] = []) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for part in parts {
            for byte in part.utf8 { mix(byte) }
            mix(0xFF)
        }
        for other in others {
            for shift in stride(from: 0, to: 64, by: 8) {
                mix(UInt8(truncatingIfNeeded: other.value >> UInt64(shift)))
            }
        }
        // FNV's low bits are weak for short inputs: finish as splitmix64 does.
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        self.init(value: max(1, (hash ^ (hash >> 31)) >> 3))
    }

    static func + (one: Fingerprint, other: Fingerprint) -> Fingerprint {
        Fingerprint(value: one.value + other.value)
    }

    static func * (one: Fingerprint, other: Fingerprint) -> Fingerprint {
        let product = one.value.multipliedFullWidth(by: other.value)
        let (_, rest) = prime.dividingFullWidth((product.high, product.low))
        return Fingerprint(value: rest)
    }

    func power(_ exponent: Int) -> Fingerprint {
        var result = Fingerprint.one
        for _ in 0..<exponent { result = result * self }
        return result
    }

    /// Zero for zero.
    var inverse: Fingerprint {
        var result = Fingerprint.one
        var base = self
        var exponent = Self.prime - 2
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base }
            base = base * base
            exponent >>= 1
        }
        return result
    }
}
