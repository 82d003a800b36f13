import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Lookup

/// A snapshot is only ever a faster way to the same answer.
struct SnapshotTests {
    private func answer(_ home: borrowing SmallHome, _ query: String = "muc do dich vu") throws
        -> String
    {
        let store = GlossaryStore(home: home.home, folders: [home.cache])
        return try store.answer { (glossary) throws(SnapshotDamage) in
            try Self.answer(glossary, query)
        }
    }

    private static func answer(
        _ glossary: Glossary, _ query: String
    ) throws(SnapshotDamage) -> String {
        let hits = try glossary.search(query, for: .known("vi"))
        let card = try glossary.card("service-level", for: .known("vi"))
        let chrome = try glossary.text(.init("cli.show.formula"), for: .known("vi"))
        return "\(hits.map(\.metric)) \(chrome)\n" + (card?.json().pretty ?? "none")
    }

    @Test func cardsComeBackAsTheyWentIn() throws {
        let glossary = try Shipped.glossary()
        for tag in Shipped.knowledge.locales.tags {
            let maker = CardMaker(
                Shipped.knowledge.workspace, Shipped.knowledge.wording(for: tag))
            for id in Shipped.knowledge.workspace.catalog.metricIDs {
                #expect(try glossary.card(id, for: tag) == maker.card(id))
            }
        }
    }

    @Test func theSecondAnswerComesFromTheFile() throws {
        let home = try SmallHome()
        let first = try answer(home)
        let written = try home.snapshot()
        let before = try FileManager.default.attributesOfItem(atPath: written.path)
        #expect(try answer(home) == first)
        let after = try FileManager.default.attributesOfItem(atPath: written.path)
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }

    @Test func aChangedSourceIsNoticed() throws {
        let home = try SmallHome()
        let first = try answer(home)
        let file = "locales/vi/metrics/service-level.yaml"
        let text = try home.read(file)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("term:") ? "term: Tên mới" : String($0)
        }
        try home.write(lines.joined(separator: "\n"), to: file)
        let second = try answer(home)
        #expect(second != first)
        #expect(second.contains("Tên mới"))
    }

    @Test func anAddedAndARemovedFileAreNoticed() throws {
        let home = try SmallHome()
        let first = try answer(home)
        let metric = try home.read("catalog/metrics/service-level.yaml")
        try home.write(metric, to: "catalog/metrics/other-level.yaml")
        try home.write("term: Mức độ dịch vụ\n", to: "locales/vi/metrics/other-level.yaml")
        #expect(
            try answer(home).hasPrefix("[\"service-level\", \"other-level\"]")
                || answer(home).hasPrefix("[\"other-level\", \"service-level\"]"))
        for file in ["catalog/metrics/other-level.yaml", "locales/vi/metrics/other-level.yaml"] {
            try FileManager.default.removeItem(at: home.root.appending(path: "home/\(file)"))
        }
        #expect(try answer(home) == first)
    }

    @Test func damagedFilesAreMadeAnew() throws {
        let home = try SmallHome()
        let expected = try answer(home)
        let file = try home.snapshot()
        let whole = try Data(contentsOf: file)
        var others: [Data] = [
            Data(), Data("{}".utf8), Data(repeating: 0xFF, count: 5000), whole + Data([0]),
            whole.prefix(31), whole.prefix(32), whole.prefix(whole.count / 2), whole.dropLast()
        ]
        // An older version's.
        var old = whole
        old[8] &+= 1
        others.append(old)
        for (number, content) in others.enumerated() {
            try content.write(to: file)
            #expect(try answer(home) == expected, "\(number)")
            #expect(try Data(contentsOf: file) == whole, "\(number)")
        }
    }

    /// Wherever a byte is wrong, what was read is either right or refused.
    @Test func noFlippedByteGoesUnnoticed() throws {
        let home = try SmallHome()
        let expected = try answer(home)
        let bytes = [UInt8](try Data(contentsOf: home.snapshot()))
        var refused = 0
        // A stride that is odd and prime meets every part of a word and of a block.
        for position in stride(from: 0, to: bytes.count, by: 97) {
            var damaged = bytes
            damaged[position] ^= UInt8(1 << (position % 8))
            guard let file = SnapshotFile(bytes: damaged) else {
                refused += 1
                continue
            }
            do {
                let glossary = try Glossary(file)
                #expect(try Self.answer(glossary, "muc do dich vu") == expected, "\(position)")
            } catch is SnapshotDamage {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    /// A file whose checksums are right but whose numbers lead nowhere.
    @Test func numbersOutOfBoundsAreRefused() throws {
        let home = try SmallHome()
        _ = try answer(home)
        let bytes = [UInt8](try Data(contentsOf: home.snapshot()))
        let size = SnapshotLayout.blockSize
        let blocks = bytes.count / (size + 8)
        for position in stride(from: 33, to: blocks * size, by: 101) {
            var damaged = bytes
            for offset in 0..<min(6, blocks * size - position) {
                damaged[position + offset] = 0xFF
            }
            for block in Set([position / size, (position + 5) / size]) where block < blocks {
                let sum = damaged[block * size..<(block + 1) * size].withUnsafeBytes {
                    SnapshotLayout.checksum($0, block)
                }
                withUnsafeBytes(of: sum.littleEndian) {
                    damaged.replaceSubrange(
                        blocks * size + block * 8..<blocks * size + block * 8 + 8, with: $0)
                }
            }
            guard let file = SnapshotFile(bytes: damaged), let glossary = try? Glossary(file)
            else { continue }
            // Any answer will do; only a crash will not.
            _ = try? Self.answer(glossary, "muc do dich vu")
            _ = try? glossary.search("calls answered", for: .english)
        }
    }

    @Test func withoutAPlaceToKeepItItStillAnswers() throws {
        let home = try SmallHome()
        let store = GlossaryStore(home: home.home, folders: ["/proc/no-such-folder"])
        let count = try store.answer { (glossary) throws(SnapshotDamage) in glossary.count }
        #expect(count == 1)
    }
}
