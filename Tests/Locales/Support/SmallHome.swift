import Catalog
import Diagnostics
import Foundation
import Locales

/// A catalog with one metric and one language in a folder of its own, to break
/// one thing of.
struct SmallHome {
    static let repository = #filePath.split(separator: "/").dropLast(4)
        .reduce("") { "\($0)/\($1)" }

    /// Every file of the sound one, by its path.
    static let sound: [String: String] = [
        "catalog/units.yaml": """
        share: {kind: pure, literals: {"%": 0.01}}
        duration: {kind: duration}
        money: {kind: money}
        calls: {kind: count, entity: calls}
        """,
        "catalog/themes.yaml": "- {id: speed, source: general-usage}\n",
        "catalog/sources.yaml": """
        d0:
          file: text.txt
          language: en
          headings: [Service level, Handle time]
        """,
        "catalog/entities/calls.yaml": """
        key: id
        time: started_at
        fields:
          id: {type: identifier, required: true}
          started_at: {type: instant, required: true}
          answered: {type: boolean, required: true}
          wait: {type: duration, required: true}
          cost: {type: money}
          channel: {type: category, values: [phone]}
        """,
        "catalog/metrics/service-level.yaml": serviceLevel,
        "locales/en/metrics/service-level.yaml": """
        term: Service level
        definition: Calls answered in time.
        reading: More is better.
        parameters: {threshold: {name: Threshold, explanation: How long a caller may wait.}}
        """,
        "locales/en/entities.yaml": """
        calls:
          term: Call
          fields: {id: Id, started_at: Start, answered: Answered, wait: Wait, cost: Cost, channel: Channel}
        """,
        "locales/en/themes.yaml": "speed: Speed\n",
        "locales/en/channels.yaml": "phone: Phone\n",
        "locales/en/sources.yaml": "d0: {title: Text}\n",
        "locales/en/units.yaml": """
        share: {term: Share}
        duration: {term: Time}
        money: {term: Money}
        calls: {term: Calls, one: call, other: calls}
        """
    ]

    static let serviceLevel = """
        formula: count(calls where answered and wait <= threshold) / count(calls)
        formula_source: "d0#Service level"
        unit: share
        direction: {is: higher, source: "d0#Service level"}
        themes: [speed]
        measured: indirect
        channels: [phone]
        parameters:
          threshold: {value: 20 s, source: general-usage}
        sources: ["d0#Service level"]

        """

    static let serviceLevelText = sound["locales/en/metrics/service-level.yaml"] ?? ""

    /// What `kpi check` prints with these files in place of, or beside, the sound ones.
    static func check(_ files: [String: String?], project: String? = nil) throws -> String {
        let home = try make(files, project: project)
        defer { try? FileManager.default.removeItem(at: home) }
        return check(home, hasProject: project != nil)
    }

    /// A folder with these files in place of, or beside, the sound ones.
    static func make(_ files: [String: String?], project: String? = nil) throws -> URL {
        let home = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        for (path, text) in sound.merging(files.mapValues { $0 ?? "" }, uniquingKeysWith: { $1 })
        where files[path] != .some(nil) {
            try write(text, to: home.appending(path: path))
        }
        if let project { try write(project, to: home.appending(path: "kpi.yaml")) }
        try FileManager.default.createSymbolicLink(
            atPath: home.appending(path: "locales/en/messages").path,
            withDestinationPath: "\(repository)/locales/en/messages")
        try FileManager.default.copyItem(
            atPath: "\(repository)/locales/en/language.yaml",
            toPath: home.appending(path: "locales/en/language.yaml").path)
        return home
    }

    static func check(_ home: URL, hasProject: Bool = false) -> String {
        let checked = Knowledge.check(
            home: home.path,
            projectFile: hasProject ? home.appending(path: "kpi.yaml").path : nil)
        let report = Report(findings: checked.findings, texts: checked.texts)
        let text = TextReporter().render(report, in: checked.value.wording(for: .english))
        let lines = text.replacing(home.path + "/", with: "").split(
            separator: "\n", omittingEmptySubsequences: false)
        // Without the summary, which counts the files of the message folder.
        return lines.dropLast(2).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    static func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
