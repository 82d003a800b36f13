import Diagnostics
import Documents
import Formats
import Testing

@Suite struct SplunkTests {
    @Test func singles() throws {
        let text = """
            <form><label>Web</label>
              <search id="base"><query>index=web</query></search>
              <row><panel><title>Errors</title>
                <input type="time"><search><query>ignored</query></search></input>
                <single><title>Error rate</title>
                  <search base="base"><query>stats count(eval(status&gt;499)) AS e count AS n | eval r=100*e/n</query></search>
                  <option name="rangeValues">[1,5]</option>
                  <option name="rangeColors">["0x53a051","0xf8be34","0xdc4e41"]</option>
                  <option name="unit">%</option><option name="numberPrecision">0.00</option>
                  <option name="underLabel">last day</option>
                </single></panel></row></form>
            """
        let dashboard = try dashboard(text, format: "splunk")
        #expect(dashboard.uses.count == 1)
        let use = try dashboard.use("Error rate")
        #expect(use.formula?.language == "spl")
        #expect(use.numberFormat?.meaning == .percentPoints)
        #expect(use.numberFormat?.decimals == 2)
        #expect(use.thresholds.map(\.value) == [nil, 1, 5])
        #expect(use.thresholds.map(\.rating) == [.good, .warning, .bad])
        #expect(covered(use.thresholds[2].place, of: text) == "5")
        #expect(use.labels.map(\.role) == [.title, .title, .description])
        #expect(dashboard.fields.field(use.scope ?? "")?.formula?.text == "index=web")
    }
}
