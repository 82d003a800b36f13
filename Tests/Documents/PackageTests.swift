import Documents
import Foundation
import Testing

@Suite struct PackageTests {
    /// Written by Python's zipfile: `folder/a.txt`, deflated, is «abc » 300 times;
    /// `b.bin` is stored.
    private static let packed = """
        UEsDBBQAAAAIAAAAIVqHuKyrDwAAALAEAAAMAAAAZm9sZGVyL2EudHh0S0xKVkgcxaN4FI/iIYABUEsD
        BBQAAAAAAAAAIVoL+UNWBgAAAAYAAAAFAAAAYi5iaW5zdG9yZWRQSwECFAMUAAAACAAAACFah7isqw8A
        AACwBAAADAAAAAAAAAAAAAAAgAEAAAAAZm9sZGVyL2EudHh0UEsBAhQDFAAAAAAAAAAhWgv5Q1YGAAAA
        BgAAAAUAAAAAAAAAAAAAAIABOQAAAGIuYmluUEsFBgAAAAACAAIAbQAAAGIAAAAAAA==
        """

    private func package(_ bytes: [UInt8]) throws -> Package { try Package(bytes, file: "p.zip") }

    private func written() throws -> [UInt8] {
        let data = Data(base64Encoded: Self.packed, options: .ignoreUnknownCharacters)
        return try [UInt8](#require(data))
    }

    @Test func entriesAreUnpacked() throws {
        let package = try package(written())
        #expect(package.entries.map(\.name) == ["folder/a.txt", "b.bin"])
        let text = try package.unpacked(#require(package.entry("FOLDER/A.TXT")))
        #expect(String(decoding: text, as: UTF8.self) == String(repeating: "abc ", count: 300))
        let stored = try package.unpacked(#require(package.entry("b.bin")))
        #expect(stored == Array("stored".utf8))
        #expect(package.path(of: package.entries[0]) == "p.zip/folder/a.txt")
    }

    private func reason(_ bytes: [UInt8], limits: Limits = .standard) -> String? {
        do throws(DocumentError) {
            let package = try Package(bytes, file: "p.zip", limits: limits)
            _ = try package.unpacked(package.entries)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: ["../a", "a/../../b", "/etc/passwd", "..\\a", "C:/a", "a\0b", ""])
    func pathsThatLeadOutAreRefused(_ name: String) {
        #expect(reason(storedZip([(name, "x")])) == "zip-path")
    }

    @Test func namesStandOnce() {
        #expect(reason(storedZip([("a", "x"), ("a", "y")])) == "zip-duplicate")
    }

    @Test func whatComesOutIsBounded() throws {
        var limits = Limits.standard
        limits.unpacked = 1_205
        #expect(try reason(written(), limits: limits) == "zip-too-large")
        limits.unpacked = 1_206
        #expect(try reason(written(), limits: limits) == nil)
    }

    /// The directory says how large an entry is; whoever lies there gains nothing.
    @Test func sizesThatLieAreFound() throws {
        var bytes = try written()
        let directory = try #require(bytes.firstRange(of: [0x50, 0x4B, 1, 2])).lowerBound
        for size in [[0xB1, 4, 0, 0], [0, 0, 0, 0x10], [0xAF, 4, 0, 0]] as [[UInt8]] {
            bytes.replaceSubrange(directory + 24..<directory + 28, with: size)
            #expect(reason(bytes) == "zip-damaged")
        }
    }

    @Test func damageIsFound() throws {
        let whole = try written()
        for end in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: DocumentError.self) { try Package(Array(whole[..<end]), file: "p.zip") }
        }
        for offset in stride(from: 0, to: whole.count, by: 3) {
            var bytes = whole
            bytes[offset] ^= 0xFF
            _ = reason(bytes)
        }
        var flipped = whole
        flipped[45] ^= 0xFF
        #expect(reason(flipped) == "zip-damaged")
    }
}
