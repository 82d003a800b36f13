import Diagnostics
import Documents
import Formats
import Testing

/// Data in SDMX, in both syntaxes.
@Suite struct StatisticsTests {
    private static let series = """
        {"data": {"structures": [{"name": "Service", "dimensions": {"series": [
          {"id": "FREQ", "values": [{"id": "M"}]},
          {"id": "INDICATOR", "values": [{"id": "SL", "names": {"en": "Service level",
            "es": "Nivel de servicio"}}, {"id": "RV", "names": {"en": "Revenue"}}]}],
          "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2025-01"}, {"id": "2025-02"}]}]},
          "attributes": {"series": [{"id": "UNIT_MEASURE", "values": [{"id": "PT"}, {"id": "EUR"}]},
            {"id": "UNIT_MULT", "values": [{"id": "0"}, {"id": "3"}]}]}}],
          "dataSets": [{"series": {
            "0:0": {"attributes": [0, 0], "observations": {"0": [81.5], "1": [140]}},
            "0:1": {"attributes": [1, 1], "observations": {"0": [12.5]}}}}]}}
        """

    @Test func seriesInJSON() throws {
        let file = try dashboard(Self.series, format: "sdmx-json")
        #expect(file.uses.count == 2)
        let level = try file.use("Service level")
        #expect(level.labels.map(\.language) == ["en", "es"])
        #expect(level.numberFormat?.meaning == .percentPoints)
        #expect(level.values.map(\.value) == [81.5, 140])
        #expect(level.values.map { $0.period?.string } == ["2025-01", "2025-02"])
        #expect(covered(level.values[1].place, of: Self.series) == "140")
        // Thousands.
        let revenue = try file.use("Revenue")
        #expect(revenue.values.map(\.value) == [12_500])
        #expect(revenue.numberFormat?.meaning == .currency("EUR"))
    }

    @Test func flatJSONOfTheFirstVersion() throws {
        let text = """
            {"structure": {"dimensions": {"observation": [
              {"id": "MEASURE", "values": [{"id": "NPS", "name": "Net promoter score"}]},
              {"id": "TIME_PERIOD", "values": [{"id": "2025"}]}]}},
              "dataSets": [{"observations": {"0:0": [42]}}]}
            """
        let use = try dashboard(text, format: "sdmx-json").use("Net promoter score")
        #expect(use.values.map(\.value) == [42])
        #expect(use.values.first?.period?.string == "2025")
    }

    @Test func genericAndSpecificXML() throws {
        let generic = """
            <m:GenericData xmlns:m="http://www.sdmx.org/m" xmlns:g="http://www.sdmx.org/g">
            <m:DataSet><g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/>
            <g:Value id="INDICATOR" value="SL"/></g:SeriesKey>
            <g:Attributes><g:Value id="UNIT_MEASURE" value="PT"/></g:Attributes>
            <g:Obs><g:ObsDimension value="2025-01"/><g:ObsValue value="81.5"/></g:Obs>
            </g:Series></m:DataSet></m:GenericData>
            """
        let specific = """
            <m:StructureSpecificData xmlns:m="http://www.sdmx.org/m"><m:DataSet>
            <Series FREQ="M" INDICATOR="SL" UNIT_MEASURE="PT">
            <Obs TIME_PERIOD="2025-01" OBS_VALUE="81.5"/></Series></m:DataSet>
            </m:StructureSpecificData>
            """
        let structure = """
            <m:Structure xmlns:m="http://www.sdmx.org/m" xmlns:c="http://www.sdmx.org/c">
            <Codelist id="CL"><Code id="SL"><c:Name xml:lang="vi">Mức dịch vụ</c:Name></Code>
            </Codelist></m:Structure>
            """
        for text in [generic, specific] {
            let linked = Formats.link([
                try dashboard(text, file: "d/data.xml", format: "sdmx-ml"),
                try dashboard(structure, file: "d/dsd.xml", format: "sdmx-ml")
            ])
            let use = try #require(linked[0].uses.first)
            #expect(use.labels.map(\.text.string) == ["SL", "Mức dịch vụ"])
            #expect(use.labels.last?.language == "vi")
            #expect(use.values.map(\.value) == [81.5])
            #expect(use.values.first?.period?.string == "2025-01")
            #expect(use.numberFormat?.meaning == .percentPoints)
        }
    }
}
