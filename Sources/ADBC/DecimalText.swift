/// Integers of many bytes as decimal digits.
enum DecimalText {
    /// - Parameters:
    ///   - limbs: Of a number in two's complement, the lowest first.
    ///   - scale: How many digits stand after the point.
    static func text(_ limbs: [UInt32], scale: Int) -> String {
        var limbs = limbs
        let isNegative = (limbs.last ?? 0) >> 31 == 1
        if isNegative { negate(&limbs) }
        var digits: [UInt8] = []
        while limbs.contains(where: { $0 != 0 }) {
            var rest: UInt64 = 0
            for index in limbs.indices.reversed() {
                let value = rest << 32 | UInt64(limbs[index])
                limbs[index] = UInt32(value / 10)
                rest = value % 10
            }
            digits.append(UInt8(rest) + 0x30)
        }
        while digits.count <= scale { digits.append(0x30) }
        let text = String(decoding: digits.reversed(), as: UTF8.self)
        let sign = isNegative ? "-" : ""
        guard scale > 0 else { return sign + text }
        return "\(sign)\(text.dropLast(scale)).\(text.suffix(scale))"
    }

    private static func negate(_ limbs: inout [UInt32]) {
        var carry: UInt64 = 1
        for index in limbs.indices {
            let value = UInt64(~limbs[index]) + carry
            limbs[index] = UInt32(truncatingIfNeeded: value)
            carry = value >> 32
        }
    }
}
