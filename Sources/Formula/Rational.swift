public import BigInt

/// An exact fraction in lowest terms with a positive denominator.
public struct Rational: Hashable, Sendable {
    public let numerator: BigInt
    public let denominator: BigInt

    public static let zero = Rational(0)
    public static let one = Rational(1)

    public init(_ whole: Int) {
        numerator = BigInt(whole)
        denominator = 1
    }

    /// `nil` where the denominator is zero.
    public init?(_ numerator: BigInt, over denominator: BigInt) {
        guard denominator != 0 else { return nil }
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        self.numerator = divisor == 0 ? 0 : sign * numerator / divisor
        self.denominator = divisor == 0 ? 1 : sign * denominator / divisor
    }

    private init(lowest numerator: BigInt, _ denominator: BigInt) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The largest power of ten that a written number may have. What lies
    /// beyond is not a figure that anybody measures, and would cost memory
    /// without bound to hold exactly.
    public static let largestExponent = 400

    /// Reads `12`, `0.25` or `1.5e3` exactly.
    ///
    /// `nil` where the text is no such number, or its exponent or its count of
    /// digits goes beyond ``largestExponent``.
    public init?(decimal text: some StringProtocol) {
        var digits = ""
        var scale = 0
        var rest = Substring(text)
        var negative = false
        if let sign = rest.first, sign == "-" || sign == "+" {
            negative = sign == "-"
            rest.removeFirst()
        }
        var seenPoint = false
        while let character = rest.first {
            if character.isASCII, character.isNumber {
                digits.append(character)
                if seenPoint { scale += 1 }
            } else if character == ".", !seenPoint {
                seenPoint = true
            } else {
                break
            }
            rest.removeFirst()
        }
        guard !digits.isEmpty, digits.count <= Self.largestExponent else { return nil }
        var exponent = 0
        if let mark = rest.first, mark == "e" || mark == "E" {
            guard let written = Int(rest.dropFirst()), abs(written) <= Self.largestExponent else {
                return nil
            }
            exponent = written
            rest = ""
        }
        guard rest.isEmpty, let whole = BigInt(digits, radix: 10) else { return nil }
        let power = exponent - scale
        let signed = negative ? -whole : whole
        let value =
            power >= 0
            ? Rational(lowest: signed * BigInt(10).power(power), 1)
            : Rational(signed, over: BigInt(10).power(-power))
        guard let value else { return nil }
        self = value
    }

    public var isZero: Bool { numerator == 0 }
    public var isNegative: Bool { numerator < 0 }

    /// The nearest double, `±infinity` where it is out of range.
    public var doubleValue: Double { Double(decimalText(digits: 20)) ?? .nan }

    /// The value written as a decimal number: exactly where it has a finite
    /// decimal form within `digits` places, rounded towards zero otherwise.
    public func decimalText(digits: Int = 20) -> String {
        var text = isNegative ? "-" : ""
        let (whole, remainder) = numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator.magnitude)
        text += String(whole)
        var rest = remainder
        guard rest != 0 else { return text }
        text += "."
        for _ in 0..<digits where rest != 0 {
            let (digit, next) = (rest * 10).quotientAndRemainder(dividingBy: denominator.magnitude)
            text += String(digit)
            rest = next
        }
        return text
    }

    /// Whether ``decimalText(digits:)`` gives the value exactly.
    public var isDecimal: Bool {
        var rest = denominator
        for prime in [BigInt(2), BigInt(5)] {
            while rest % prime == 0 { rest /= prime }
        }
        return rest == 1
    }

    public static func + (one: Rational, other: Rational) -> Rational {
        Rational(
            one.numerator * other.denominator + other.numerator * one.denominator,
            over: one.denominator * other.denominator) ?? .zero
    }

    public static func - (one: Rational, other: Rational) -> Rational { one + -other }

    public static prefix func - (value: Rational) -> Rational {
        Rational(lowest: -value.numerator, value.denominator)
    }

    public static func * (one: Rational, other: Rational) -> Rational {
        Rational(
            one.numerator * other.numerator, over: one.denominator * other.denominator) ?? .zero
    }

    /// `nil` where the value is zero.
    public var reciprocal: Rational? { Rational(denominator, over: numerator) }
}

extension Rational: Comparable {
    public static func < (one: Rational, other: Rational) -> Bool {
        one.numerator * other.denominator < other.numerator * one.denominator
    }
}

extension Rational: CustomStringConvertible {
    /// As a formula writes it: `0.25`, or `1/3` where no decimal form ends.
    public var description: String {
        isDecimal ? decimalText(digits: Self.largestExponent * 4) : "\(numerator)/\(denominator)"
    }
}
