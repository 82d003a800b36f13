import Testing

@testable import Site

@Suite struct DrawingTests {
    private func point(_ value: Double?, missed: Bool = false) -> Chart.Point {
        Chart.Point(label: "Jan", title: "January", value: value, interval: nil, isMissed: missed)
    }

    private func chart(_ values: [Double?], target: Chart.Target? = nil) -> Chart {
        Chart(
            points: values.map { point($0) }, target: target, bounds: nil, text: { "\(Int($0))" },
            title: "<title>", summary: "summary", missing: "No data")
    }

    @Test func aPeriodWithoutDataBreaksTheLine() throws {
        let svg = try #require(chart([1, 2, nil, 3, 4]).svg())
        #expect(XMLCheck.isWellFormed(svg.replacing("<svg ", with: "<svg xml:lang='en' ")))
        let line = try #require(svg.firstMatch(of: #/class="line" d="([^"]*)"/#))
        #expect(line.1.filter { $0 == "M" }.count == 2)
        #expect(line.1.filter { $0 == "L" }.count == 2)
        #expect(svg.contains("class=\"gap\""))
        #expect(svg.contains("&lt;title&gt;"))
    }

    @Test func nothingIsDrawnOfOneValue() {
        #expect(chart([5]).svg() == nil)
        #expect(chart([nil, nil]).svg() == nil)
    }

    @Test func theBandIsOnTheGoodSide() throws {
        func band(_ isAtLeast: Bool) throws -> (top: Double, height: Double) {
            let target = Chart.Target(value: 5, isAtLeast: isAtLeast, label: "5")
            let svg = try #require(chart([2, 8], target: target).svg())
            let found = try #require(
                svg.firstMatch(of: #/class="band"[^>]* y="([0-9.]+)"[^>]* height="([0-9.]+)"/#))
            return (try #require(Double(found.1)), try #require(Double(found.2)))
        }
        let (above, below) = (try band(true), try band(false))
        #expect(above.top == 16)
        #expect(abs(above.top + above.height - below.top) < 0.11)
    }

    @Test(arguments: [(0.2, 0.9), (55, 61), (-3, 12), (0, 0), (1e9, 3e9), (0.0001, 0.0002)])
    func ticksAreFewAndRoundAndGoAround(low: Double, high: Double) {
        let axis = Axis(low: low, high: high, within: nil)
        #expect((2...8).contains(axis.ticks.count))
        #expect(axis.low <= low && axis.high >= high)
    }

    @Test func namesInBoxesAreBroken() {
        #expect(Graph.wrapped("Average order value", 12) == ["Average", "order value"])
        #expect(Graph.wrapped("客户满意度评分指标", 8) == ["客户满意", "度评分指", "标"])
        #expect(Graph.wrapped(String(repeating: "x", count: 100), 10).count == 3)
    }

    @Test func aBadgeSaysItsStatusWithoutColour() {
        let svg = Badge.svg(name: "A & B", value: "80%", status: "missed", isRightToLeft: false)
        #expect(svg.contains("A &amp; B"))
        #expect(svg.contains("✗ 80%"))
        #expect(XMLCheck.isWellFormed(svg))
    }
}
