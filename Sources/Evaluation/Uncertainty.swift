/// How far a value may lie from what it would be in the long run.
struct Uncertainty: Hashable {
    var kind: Spread.Kind
    var value: Double
    /// Of the value; for a share, as it is estimated.
    var variance: Double
    /// For a share: how many there are of the whole.
    var count: Double?

    /// The quantile of the normal distribution for 95 % on both sides.
    static let quantile = 1.959963984540054

    /// - Parameters:
    ///   - sums: What ``Spread/sums`` are.
    ///   - value: The quotient, or the flow itself.
    init?(
        _ spread: Spread, sums: [Double?], value: Double, denominator: Double?
    ) {
        kind = spread.kind
        self.value = value
        switch spread.kind {
        case .share:
            guard let count = denominator, count > 0, value >= 0, value <= 1 else { return nil }
            self.count = count
            variance = value * (1 - value) / count
        case .flow:
            guard let squares = sums.first ?? nil else { return nil }
            variance = squares
        case .quotient:
            guard sums.count == 3, let yy = sums[0], let xy = sums[1], let xx = sums[2],
                let denominator, denominator != 0
            else { return nil }
            var variance = (yy - 2 * value * xy + value * value * xx) / (denominator * denominator)
            if spread.countsRows {
                // One answer says nothing of how answers differ.
                guard denominator >= 2 else { return nil }
                variance *= denominator / (denominator - 1)
            }
            // Rounding may leave less than nothing where all rows are alike.
            self.variance = max(variance, 0)
        }
    }

    /// The 95 % interval: Wilson's for shares, else the normal one. A flow is
    /// what it is, and has none.
    var interval: ClosedRange<Double>? {
        let z = Self.quantile
        switch kind {
        case .flow: return nil
        case .quotient:
            let half = z * variance.squareRoot()
            return (value - half)...(value + half)
        case .share:
            guard let count else { return nil }
            let scale = 1 + z * z / count
            let middle = (value + z * z / (2 * count)) / scale
            let half =
                z * (value * (1 - value) / count + z * z / (4 * count * count)).squareRoot()
                / scale
            return max(0, middle - half)...min(1, middle + half)
        }
    }

    /// Whether this value and an earlier one differ by more than chance would
    /// have it, at 95 %; shares by the pooled test of two proportions.
    func differs(from other: Uncertainty) -> Bool? {
        var variance = variance + other.variance
        if kind == .share, let count, let before = other.count {
            let pooled = (value * count + other.value * before) / (count + before)
            variance = pooled * (1 - pooled) * (1 / count + 1 / before)
        }
        guard variance > 0 else { return value == other.value ? false : nil }
        return abs(value - other.value) > Self.quantile * variance.squareRoot()
    }
}
