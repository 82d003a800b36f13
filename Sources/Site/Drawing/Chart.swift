/// A metric over time as SVG: a line with a dot for each period, the side of the
/// target that is good as a hatched band, and periods without a value as gaps
/// that say so. Nothing in it is told by colour alone.
struct Chart {
    struct Point {
        /// In little space: `Jan`.
        var label: String
        /// What a reader is told who points at it: `January 2025: 69.9 %`.
        var title: String
        /// `nil` where there is no value.
        var value: Double?
        /// Where the true value lies with 95 % confidence, where that is known.
        var interval: ClosedRange<Double>?
        var isMissed: Bool
    }

    /// What is good: at least or at most so much.
    struct Target {
        var value: Double
        var isAtLeast: Bool
        var label: String
    }

    var points: [Point]
    var target: Target?
    /// The least and greatest value that there can be.
    var bounds: ClosedRange<Double>?
    /// Writes a value on the axis.
    var text: (Double) -> String
    /// For who cannot see it.
    var title: String
    var summary: String
    var missing: String

    private static let width = 720.0
    private static let height = 280.0
    private static let top = 16.0
    private static let bottom = 236.0
    private static let right = 706.0

    /// - Returns: `nil` where there is nothing to draw.
    func svg() -> String? {
        let values = points.compactMap(\.value)
        guard points.count > 1, let least = values.min(), let most = values.max() else {
            return nil
        }
        let intervals = points.compactMap(\.interval)
        let low = min(least, target?.value ?? least, intervals.map(\.lowerBound).min() ?? least)
        let high = max(most, target?.value ?? most, intervals.map(\.upperBound).max() ?? most)
        let axis = Axis(low: low, high: high, within: bounds)
        let labels = axis.ticks.map(text)
        // Room for the longest label, in the size that the style sheet writes it.
        let left = 14 + 7.6 * Double(labels.map(Self.columns).max() ?? 3)
        let step = (Self.right - left) / Double(points.count)
        func x(_ index: Int) -> Double { left + step * (Double(index) + 0.5) }
        func y(_ value: Double) -> Double {
            Self.bottom - (value - axis.low) / (axis.high - axis.low) * (Self.bottom - Self.top)
        }
        var svg = """
            <svg class="chart" viewBox="0 0 \(Self.n(Self.width)) \(Self.n(Self.height))" \
            role="img" aria-labelledby="chart-title chart-summary" direction="ltr">\
            <title id="chart-title">\(Markup.escaped(title))</title>\
            <desc id="chart-summary">\(Markup.escaped(summary))</desc>\
            <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern>\
            <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">\
            <circle class="dots" cx="2" cy="2" r="1"/></pattern></defs>
            """
        if let target { svg += band(target, left, y) }
        for (tick, label) in zip(axis.ticks, labels) {
            svg += """
                <path class="grid" d="M\(Self.n(left)) \(Self.n(y(tick)))H\(Self.n(Self.right))"/>\
                <text class="tick" x="\(Self.n(left - 8))" y="\(Self.n(y(tick) + 4.5))" \
                text-anchor="end">\(Markup.escaped(label))</text>
                """
        }
        if let target {
            svg += """
                <path class="target" d="M\(Self.n(left)) \(Self.n(y(target.value)))\
                H\(Self.n(Self.right))"/>\
                <text class="target-label" x="\(Self.n(Self.right))" \
                y="\(Self.n(labelHeight(y(target.value))))" text-anchor="end">\
                \(Markup.escaped(target.label))</text>
                """
        }
        svg += line(x, y, step)
        // Labels that would run into one another are written less often.
        let widest = points.map { Double(Self.columns($0.label)) * 7.4 + 6 }.max() ?? 1
        let stride = max(1, Int((widest / step).rounded(.up)))
        for (index, point) in points.enumerated() where index % stride == 0 {
            let isRare = index % max(3, stride) != 0 && points.count > 6 ? " rare" : ""
            svg += """
                <text class="tick\(isRare)" x="\(Self.n(x(index)))" y="258" \
                text-anchor="middle">\(Markup.escaped(point.label))</text>
                """
        }
        return svg + "</svg>"
    }

    private func labelHeight(_ y: Double) -> Double { y < Self.top + 18 ? y + 17 : y - 7 }

    private func band(_ target: Target, _ left: Double, _ y: (Double) -> Double) -> String {
        let (from, to) =
            target.isAtLeast ? (Self.top, y(target.value)) : (y(target.value), Self.bottom)
        guard to > from else { return "" }
        return """
            <rect class="band" x="\(Self.n(left))" y="\(Self.n(from))" \
            width="\(Self.n(Self.right - left))" height="\(Self.n(to - from))"/>
            """
    }

    private func line(_ x: (Int) -> Double, _ y: (Double) -> Double, _ step: Double) -> String {
        var path = ""
        var marks = ""
        var isDrawing = false
        for (index, point) in points.enumerated() {
            guard let value = point.value else {
                isDrawing = false
                marks += """
                    <rect class="gap" x="\(Self.n(x(index) - step / 2 + 2))" \
                    y="\(Self.n(Self.top))" width="\(Self.n(step - 4))" \
                    height="\(Self.n(Self.bottom - Self.top))"/>\
                    <text class="gap-label" x="0" y="0" text-anchor="middle" \
                    transform="translate(\(Self.n(x(index) + 4)) 126) rotate(-90)">\
                    \(Markup.escaped(missing))</text>
                    """
                continue
            }
            path += "\(isDrawing ? "L" : "M")\(Self.n(x(index))) \(Self.n(y(value)))"
            isDrawing = true
            if let interval = point.interval {
                let (low, high) = (y(interval.lowerBound), y(interval.upperBound))
                marks += """
                    <path class="interval" d="M\(Self.n(x(index))) \(Self.n(high))V\(Self.n(low))\
                    M\(Self.n(x(index) - 4)) \(Self.n(high))h8M\(Self.n(x(index) - 4)) \
                    \(Self.n(low))h8"/>
                    """
            }
            marks += """
                <circle class="\(point.isMissed ? "dot missed" : "dot")" cx="\(Self.n(x(index)))" \
                cy="\(Self.n(y(value)))" r="5"><title>\(Markup.escaped(point.title))</title></circle>
                """
        }
        return "<path class=\"line\" d=\"\(path)\"/>" + marks
    }

    /// A number with at most one decimal, the same on every machine.
    static func n(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
    }

    /// How wide a text is, in Latin letters.
    static func columns(_ text: String) -> Int {
        text.reduce(0) { width, character in
            guard let scalar = character.unicodeScalars.first else { return width }
            return width + (scalar.value >= 0x1100 && Self.isWide(scalar.value) ? 2 : 1)
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

/// The values of an axis: round, few, and around everything that is drawn.
struct Axis: Hashable {
    let low: Double
    let high: Double
    let ticks: [Double]

    init(low: Double, high: Double, within bounds: ClosedRange<Double>?) {
        let spread = high - low
        let size = max(abs(high), abs(low), 1e-9)
        let margin = max(spread * 0.08, size * 0.02)
        var (from, to) = (low - margin, high + margin)
        if low >= 0, from < 0 || low < spread * 0.6 { from = 0 }
        if let bounds {
            from = max(from, bounds.lowerBound)
            to = min(to, max(bounds.upperBound, high))
        }
        let step = Self.step((to - from) / 4)
        self.low = (from / step).rounded(.down) * step
        self.high = max((to / step - 1e-9).rounded(.up) * step, self.low + step)
        let count = Int(((self.high - self.low) / step).rounded())
        let first = self.low
        ticks = (0...count).map { first + Double($0) * step }
    }

    /// The next of 1, 2, 2.5, 5 times a power of ten.
    private static func step(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? 10 * power
    }
}

/// A line of the size of a word.
enum Sparkline {
    static func svg(_ values: [Double?]) -> String? {
        let known = values.compactMap { $0 }
        guard known.count > 1, let least = known.min(), let most = known.max() else { return nil }
        let spread = most > least ? most - least : 1
        let step = 92.0 / Double(max(1, values.count - 1))
        var path = ""
        var isDrawing = false
        var last = (x: 0.0, y: 0.0)
        for (index, value) in values.enumerated() {
            guard let value else {
                isDrawing = false
                continue
            }
            last = (4 + step * Double(index), 24 - (value - least) / spread * 20)
            path += "\(isDrawing ? "L" : "M")\(Chart.n(last.x)) \(Chart.n(last.y))"
            isDrawing = true
        }
        return """
            <svg class="spark" viewBox="0 0 100 28" aria-hidden="true" focusable="false">\
            <path class="line" d="\(path)"/>\
            <circle class="dot" cx="\(Chart.n(last.x))" cy="\(Chart.n(last.y))" r="3"/></svg>
            """
    }
}
