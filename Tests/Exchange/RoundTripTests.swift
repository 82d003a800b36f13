import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Exchange

/// What is written, handed out and read again is what it was.
@Suite struct RoundTripTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let knowledge = Knowledge.load(home: root).value

    private static let vietnamese = LanguageTag("vi")

    private func files(
        _ imported: Imported, _ tag: LanguageTag, of knowledge: Knowledge = knowledge
    ) throws -> LanguageFiles {
        LanguageFiles(
            imported, in: try #require(knowledge.locales.languages[tag]),
            reference: try #require(knowledge.locales.languages[.english]),
            meaning: CatalogMeaning(knowledge.workspace.stated))
    }

    @Test(arguments: ["tbx", "xliff", "po"])
    func whatWasNotTouchedChangesNothing(format: String) throws {
        let exporter = try #require(Exporters.named(format))
        let importer = try #require(Importers.named(format))
        let tag = try #require(Self.vietnamese)
        let text = try exporter.export(ExportRequest(Self.knowledge, language: tag))
        let imported = try importer.read(Array(text.utf8), file: "file")
        #expect(imported.findings.isEmpty)
        // There is something in it at all.
        #expect((imported.texts[tag] ?? []).count > 60)
        for tag in imported.texts.keys {
            let result = try files(imported, tag)
            #expect(result.changed == 0, "\(tag): \(result.files.keys.sorted())")
            #expect(result.findings.isEmpty)
        }
    }

    @Test(arguments: [
        ("xliff", "<target>Tỷ lệ chuyển đổi</target>", "<target>Tỷ lệ chốt &lt;đơn&gt;</target>"),
        ("po", #"msgstr "Tỷ lệ chuyển đổi""#, #"msgstr "Tỷ lệ chốt <đơn>""#),
        ("tbx", "<term>Tỷ lệ chuyển đổi</term>", "<term>Tỷ lệ chốt &lt;đơn&gt;</term>")
    ])
    func aChangedTextIsWrittenIntoItsFileAlone(
        format: String, old: String, new: String
    ) throws {
        let exporter = try #require(Exporters.named(format))
        let importer = try #require(Importers.named(format))
        let tag = try #require(Self.vietnamese)
        let text = try exporter.export(ExportRequest(Self.knowledge, language: tag))
        try #require(text.contains(old))
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        let result = try files(try importer.read(Array(changed.utf8), file: "file"), tag)
        #expect(result.files.keys.sorted() == ["metrics/conversion-rate.yaml"])
        let file = try #require(result.files["metrics/conversion-rate.yaml"])
        #expect(file.contains("\nterm: Tỷ lệ chốt <đơn>\n"))
        #expect(file.hasPrefix("# yaml-language-server: $schema="))
        // All else that the file says is what it was.
        let (root, findings) = YAMLReader.read(SourceText(file: "new", text: file))
        #expect(findings.isEmpty)
        let before = try String(
            contentsOfFile: "\(Self.root)/locales/vi/metrics/conversion-rate.yaml",
            encoding: .utf8)
        let old = try #require(YAMLReader.read(SourceText(file: "old", text: before)).0)
        #expect(root?["aliases"]?.sequence?.count == old["aliases"]?.sequence?.count)
        #expect(root?["definition"]?.scalar?.text == old["definition"]?.scalar?.text)
        #expect(root?["reading"]?.scalar?.text == old["reading"]?.scalar?.text)
    }

    @Test func aTextOfAnOlderOriginalStaysStale() throws {
        let tag = try #require(Self.vietnamese)
        let text = try XLIFF.export(ExportRequest(Self.knowledge, language: tag))
        let source = "<source>The share of visits to the shop that end in a purchase.</source>"
        try #require(text.contains(source))
        let older = text.replacing(
            source, with: "<source>The share of visits that end in a purchase.</source>")
        let imported = try XLIFF.read(Array(older.utf8), file: "file")
        let result = try files(imported, tag)
        let language = try #require(Self.knowledge.locales.languages[tag])
        let freshness = Freshness(
            of: language, against: try #require(Self.knowledge.locales.languages[.english]),
            meaning: CatalogMeaning(Self.knowledge.workspace.stated), origins: result.origins)
        let stale = freshness.entries.filter { $0.state == .staleText }.map(\.address.path)
        #expect(stale == ["definition"])
    }

    @Test func messagesKeepTheirPlacesAsProtectedElements() throws {
        let tag = try #require(Self.vietnamese)
        let text = try XLIFF.export(ExportRequest(Self.knowledge, language: tag))
        #expect(text.contains(#"<ph id="language" equiv="{language}" disp="{language}"/>"#))
    }

    @Test func anUnknownTextIsToldAndLeftOut() throws {
        let file = """
            msgid ""
            msgstr "X-Language-Tag: vi\\n"

            msgctxt "metrics/contact-rate:no.such.text"
            msgid "a"
            msgstr "b"

            msgctxt "../../../etc/passwd:term"
            msgid "a"
            msgstr "b"

            # Somebody's remark.
            #, fuzzy
            msgctxt "metrics/contact-rate:term"
            msgid "Contact rate"
            msgstr "?"
            """
        let imported = try PO.read(Array(file.utf8), file: "vi.po")
        #expect(imported.unfinished == 1)
        let result = try files(imported, try #require(Self.vietnamese))
        #expect(result.files.isEmpty)
        #expect(result.findings.map(\.place.line) == [4, 8])
    }

    @Test func aMessageThatLostABraceIsRefused() throws {
        let file = """
            msgid ""
            msgstr "Language: vi\\n"

            msgctxt "messages/report:clean"
            msgid "x"
            msgstr "{files, plural, one {#"
            """
        let result = try files(
            try PO.read(Array(file.utf8), file: "vi.po"), try #require(Self.vietnamese))
        #expect(result.files.isEmpty)
        #expect(result.findings.count == 1)
    }

    /// Both styles of TBX, and what has gone before ISO 30042:2019 made of it.
    @Test func readsTermsInTheStyleOfElements() throws {
        let file = """
            <?xml version="1.0"?>
            <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
              xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
              <text><body><conceptEntry id="contact-rate"><langSec xml:lang="vi">
                <termSec><term>tần suất hỏi</term>
                  <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
                </termSec>
              </langSec></conceptEntry></body></text>
            </tbx>
            """
        let imported = try TBX.read(Array(file.utf8), file: "terms.tbx")
        let tag = try #require(Self.vietnamese)
        #expect(imported.names[tag]?["contact-rate"]?.map(\.term) == ["tần suất hỏi"])
        let result = try files(imported, tag)
        #expect(result.files["metrics/contact-rate.yaml"]?.contains("  - tần suất hỏi\n") == true)
    }

    @Test(arguments: ["tbx", "xliff"])
    func refusesEntityBombs(format: String) throws {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <x>&b;</x>
            """
        let importer = try #require(Importers.named(format))
        let imported = try? importer.read(Array(bomb.utf8), file: "bomb")
        #expect(imported?.texts.isEmpty ?? true)
    }

    /// Against the published schemas, where they are and xmllint is.
    @Test(arguments: [
        ("tbx", ["--relaxng", "tbx-basic/DCA/TBX-Basic_integrated.rng"]),
        ("xliff", ["--schema", "xliff-2.1/xliff_core_2.0.xsd"]),
        ("sdmx", ["--schema", "sdmx-ml-3/SDMXMessage.xsd"])
    ])
    func fitsThePublishedSchema(format: String, schema: [String]) throws {
        let folder =
            ProcessInfo.processInfo.environment["METRIGLOT_SCHEMAS"]
            ?? "\(Self.root)/../shared/schemas"
        let path = "\(folder)/\(schema[1])"
        let xmllint = "/usr/bin/xmllint"
        guard FileManager.default.fileExists(atPath: path),
            FileManager.default.isExecutableFile(atPath: xmllint)
        else {
            print("Not checked against \(schema[1]): the schema or xmllint is not here.")
            return
        }
        let exporter = try #require(Exporters.named(format))
        let text = try exporter.export(
            ExportRequest(Self.knowledge, language: Self.vietnamese))
        let file = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString).xml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: xmllint)
        process.arguments = ["--nonet", "--noout", schema[0], path, file.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
