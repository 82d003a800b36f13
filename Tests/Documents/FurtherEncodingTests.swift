import Documents
import Testing

@Suite struct FurtherEncodingTests {
    /// A name does not make lines of one value.
    @Test func oneValueInAFileOfLines() throws {
        let document = try Document(text: "{\n  \"a\": [1,\n 2]\n}\n", file: "a.ndjson")
        #expect(document.syntax == .json)
        #expect(document.root["a"]?.items.count == 2)
    }

    private static let text = "<a b='Điểm ₫ — я'>ñ</a>"

    private func read(_ bytes: [UInt8]) throws -> String {
        let root = try Document(bytes, file: "a.xml").root
        return "\(root.attribute("b")?.string ?? "") \(root.text.string)"
    }

    @Test func fourBytesForEachCharacter() throws {
        let little = Self.text.unicodeScalars.flatMap { scalar in
            (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
        }
        let big = stride(from: 0, to: little.count, by: 4).flatMap {
            little[$0..<$0 + 4].reversed()
        }
        for bytes in [little, big, [0xFF, 0xFE, 0, 0] + little, [0, 0, 0xFE, 0xFF] + big] {
            #expect(try read(bytes) == "Điểm ₫ — я ñ")
        }
        #expect(throws: DocumentError.self) {
            try Document(Array(little.dropLast()), file: "a.xml")
        }
        #expect(throws: DocumentError.self) {
            try Document(little + [0, 0, 0x11, 0], file: "a.xml")
        }
    }

    /// One byte of each encoding and its character, as Python's codecs have them.
    @Test(arguments: [
        ("windows-1250", 0xE8, "č"), ("windows-1253", 0xE1, "α"), ("windows-1254", 0xFD, "ı"),
        ("windows-1257", 0xE0, "ą"), ("windows-1258", 0xFE, "₫"), ("iso-8859-2", 0xB1, "ą"),
        ("iso-8859-5", 0xD0, "а"), ("koi8-r", 0xC1, "а"), ("iso-8859-9", 0xFE, "ş"),
        ("windows-1252", 0x80, "€"), ("iso-8859-15", 0xA4, "€"), ("windows-1251", 0xB8, "ё")
    ])
    func oneByteForEachCharacter(_ name: String, _ byte: Int, _ expected: String) throws {
        let bytes =
            Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8) + [UInt8(byte)]
            + Array("</a>".utf8)
        #expect(try Document(bytes, file: "a.xml").root.text.string == expected)
    }
}
