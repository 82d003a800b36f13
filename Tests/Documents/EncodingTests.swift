import Diagnostics
import Documents
import Testing

@Suite struct EncodingTests {
    private let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private func wide(_ text: String, bigEndian: Bool, marked: Bool = true) -> [UInt8] {
        let units = (marked ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
            return bigEndian ? bytes : bytes.reversed()
        }
    }

    @Test func marksAreTakenOff() throws {
        let json = try Document(mark + Array("{\"a\": 1}".utf8), file: "a.json")
        #expect(json.root["a"]?.place.column == 7)
        let xml = try Document(mark + Array("<a b='é'/>".utf8), file: "a.xml")
        #expect(xml.root.attribute("b")?.place.column == 7)
    }

    @Test(arguments: [true, false])
    func utf16(_ bigEndian: Bool) throws {
        let xml = "<?xml version='1.0' encoding='UTF-16'?>\n<a b='Điểm 😀'/>"
        let document = try Document(wide(xml, bigEndian: bigEndian), file: "a.xml")
        #expect(document.root.attribute("b")?.string == "Điểm 😀")
        #expect(document.root.attribute("b")?.place.endColumn == 13)
        let json = wide("[\"Время\"]", bigEndian: bigEndian, marked: false)
        #expect(try Document(json, file: "a.json").root[0]?.string == "Время")
        let half = wide("[\"a", bigEndian: bigEndian) + (bigEndian ? [0xD8, 0] : [0, 0xD8])
        #expect(fault(half)?.reason == "encoding-not-utf16")
    }

    @Test func declaredSingleByteEncodings() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf".utf8) + [0xE9]
        #expect(try Document(latin + Array("</a>".utf8), file: "a").root.text.string == "café")
        let western = Array("<?xml version='1.0' encoding=\"windows-1252\"?><a>".utf8) + [0x80]
        #expect(try Document(western + Array("</a>".utf8), file: "a").root.text.string == "€")
        let cyrillic =
            Array("<?xml version='1.0' encoding='windows-1251'?><a>".utf8)
            + [0xC2, 0xF0, 0xE5, 0xEC, 0xFF, 0xB8]
        #expect(try Document(cyrillic + Array("</a>".utf8), file: "a").root.text.string == "Времяё")
    }

    @Test func wrongDeclarationsAreErrors() throws {
        let wide = "<?xml version='1.0' encoding='UTF-16'?>\n<a/>"
        let error = try #require(fault(wide, file: "a.xml"))
        #expect(error.reason == "encoding-mismatch")
        #expect(error.place.column == 31)
        let marked = mark + Array("<?xml version='1.0' encoding='ISO-8859-1'?><a/>".utf8)
        #expect(fault(marked, file: "a.xml")?.reason == "encoding-mismatch")
        let narrow = self.wide("<?xml version='1.0' encoding='UTF-8'?><a/>", bigEndian: false)
        #expect(fault(narrow, file: "a.xml")?.reason == "encoding-mismatch")
        let unknown = "<?xml version='1.0' encoding='x-own'?><a/>"
        #expect(fault(unknown, file: "a.xml")?.reason == "encoding-unknown")
        let latin = Array("<?xml version='1.0' encoding='UTF-8'?>\n<a>caf".utf8) + [0xE9, 0x3C]
        let place = try #require(fault(latin, file: "a.xml"))
        #expect(place.reason == "encoding-not-utf8")
        #expect(place.place.line == 2 && place.place.column == 7)
        #expect(fault([0x5B, 0x22, 0xFF, 0x22, 0x5D])?.reason == "encoding-not-utf8")
        for reason in [
            "encoding-mismatch", "encoding-unknown", "encoding-not-utf8", "encoding-not-utf16"
        ] {
            #expect(try explainedReasons().contains(reason))
        }
    }

    @Test func carriageReturnsCountAsLineBreaksWithTheirNewline() throws {
        let document = try Document(text: "{\r\n  \"a\": 1\r\n}", file: "a.json")
        #expect(document.root["a"]?.place.line == 2)
        #expect(document.root["a"]?.place.column == 8)
    }

    @Test func contentIsToldByItsBytes() {
        #expect(Content(Array(" <?xml version='1.0'?>".utf8)) == .xml)
        #expect(Content(Array("<!-- a --><b/>".utf8)) == .xml)
        #expect(Content(Array("\n{\"a\"".utf8)) == .json)
        #expect(Content(Array("{\"a\"".utf8), file: "a.ndjson") == .ndjson)
        #expect(Content([0x50, 0x4B, 3, 4, 20]) == .zip)
        #expect(Content(Array(" \n".utf8)) == .empty)
        #expect(Content(Array("// a\n{}".utf8), file: "a.json") == .json)
        #expect(Content(Array("// a\n{}".utf8), file: "a.txt") == .other)
        #expect(Content(Array("key=value".utf8), file: "a.properties") == .other)
        #expect(Content(wide("<a/>", bigEndian: false)) == .xml)
    }
}
