public import Catalog
import Diagnostics

/// `locales/TAG/made-from.yaml`: for each text of a language, what it was made
/// from. `kpi locale accept` writes it; people do not.
public struct OriginFile: Sendable {
    public static let name = "made-from.yaml"
    /// Named in the first line of the file, for editors.
    private static let schema = "../../catalog/schemas/locale-made-from.schema.json"

    public var origins: [TranslatedField.Address: Origin]

    public init(_ origins: [TranslatedField.Address: Origin] = [:]) { self.origins = origins }

    /// The file of a language's folder; empty where there is none yet.
    public static func load(folder: String) -> Loaded<OriginFile> {
        let path = "\(folder)/\(name)"
        guard SourceFile.exists(path) else { return Loaded(OriginFile()) }
        switch SourceFile.read(path) {
        case .failure(let error): return Loaded(OriginFile(), findings: [error.finding])
        case .success(let source):
            let (root, found) = YAMLReader.read(source)
            let findings = Findings()
            findings.add(found)
            var file = OriginFile()
            for part in root?.entries(findings) ?? [] {
                for entry in part.value.entries(findings) {
                    let address = TranslatedField.Address(file: part.key, path: entry.key)
                    file.origins[address] = origin(entry.value, findings)
                }
            }
            return Loaded(file, findings: findings.all, texts: [path: source])
        }
    }

    private static func origin(_ node: YAMLNode, _ findings: Findings) -> Origin? {
        var waived: String?
        var written = node
        if node.mapping != nil {
            guard var reader = MappingReader(node, findings),
                let fingerprints = reader.required("made_from")
            else { return nil }
            waived = reader.text("waived")
            reader.finish()
            written = fingerprints
        }
        guard let text = written.text(findings) else { return nil }
        guard let origin = Origin(written: text, waived: waived) else {
            findings.schema(written.place, "bad-fingerprint", ["value": .text(text)])
            return nil
        }
        return origin
    }

    /// The text of the file. Sorted, so that two people's changes merge.
    public var text: String {
        var lines = [
            "# yaml-language-server: $schema=\(Self.schema)",
            "# What each text was made from. Written by: kpi locale accept"
        ]
        var file: String?
        for (address, origin) in origins.sorted(by: { $0.key < $1.key }) {
            if address.file != file { lines.append("\(address.file):") }
            file = address.file
            let value =
                origin.waived.map {
                    "{made_from: \(origin.written), waived: \(Self.quoted($0))}"
                } ?? origin.written
            lines.append("  \(address.path): \(value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// In double quotes, as YAML and JSON both read it.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
