import Diagnostics
import Documents
import Testing

@Suite struct XMLTests {
    static let cases: [(text: String, reason: String, line: Int, column: Int)] = [
        ("<a>\n  <b>\n</a>", "xml-mismatched-tag", 3, 1),
        ("<a>\n <b>", "xml-unexpected-end", 2, 5),
        ("<a><b x='1' </a>", "xml-unclosed-tag", 1, 4),
        ("<a b='1", "xml-unclosed-tag", 1, 1),
        ("<a/>\n<b/>", "xml-second-root", 2, 1),
        ("<a/> text", "xml-text-outside", 1, 6),
        ("<a><!-- no end</a>", "xml-unclosed", 1, 4),
        ("<a><!b></a>", "xml-markup", 1, 4),
        ("<a>x < y</a>", "xml-tag", 1, 6),
        ("<a b=1/>", "xml-malformed", 1, 6),
        ("<a b='1' b='2'/>", "xml-malformed", 1, 15),
        ("<a>\n&nbsp;</a>", "xml-entity", 2, 1),
        ("<a b='&other;'/>", "xml-entity", 1, 7)
    ]

    @Test(arguments: cases.indices)
    func faultsHaveTheirPlace(_ index: Int) throws {
        let (text, reason, line, column) = Self.cases[index]
        let error = try #require(fault(text, file: "a.xml"))
        #expect(error.reason == reason)
        #expect(error.place.line == line)
        #expect(error.place.column == column)
        #expect(try explainedReasons().contains(error.reason))
    }

    @Test func aBillionLaughsAreOneError() throws {
        var text = "<?xml version='1.0'?>\n<!DOCTYPE l [\n<!ENTITY l0 'ha'>\n"
        for level in 1...30 {
            let inner = String(repeating: "&l\(level - 1);", count: 10)
            text += "<!ENTITY l\(level) '\(inner)'>\n"
        }
        text += "]>\n<l>&l30;</l>"
        let error = try #require(fault(text, file: "a.xml"))
        #expect(error.reason == "xml-entity")
        #expect(error.place.line == 35 && error.place.column == 4)
    }

    @Test func nothingOutsideTheFileIsRead() throws {
        let external = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>"
        #expect(fault(external, file: "a.xml")?.reason == "xml-entity")
        let parameter = "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://localhost/x.dtd'> %x;]>\n<a/>"
        #expect(fault(parameter, file: "a.xml")?.reason == "xml-malformed")
        // A document type alone is named, never fetched.
        let named = "<!DOCTYPE a PUBLIC '-//A' 'http://localhost/a.dtd'>\n<a>&lt;</a>"
        #expect(try Document(text: named, file: "a.xml").root.text.string == "<")
        // Declared and never used, an entity does no harm.
        let unused = "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"
        #expect(try Document(text: unused, file: "a.xml").root.name == "a")
    }

    @Test func hundredThousandNestedElementsAreOneError() throws {
        let error = try #require(fault(String(repeating: "<a>", count: 100_000), file: "a.xml"))
        #expect(error.reason == "too-deep")
        #expect(error.place.column == 3_001)
    }

    @Test func attributesAndNamespacesAreBounded() throws {
        let many = (0..<257).map { "a\($0)='1'" }.joined(separator: " ")
        #expect(fault("<r \(many)/>", file: "a.xml")?.reason == "xml-attributes")
        var nested = ""
        for number in 0..<300 { nested += "<r xmlns:n\(number)='u'>" }
        #expect(fault(nested, file: "a.xml")?.reason == "xml-namespaces")
        // Side by side they do not add up.
        let beside =
            "<r>" + String(repeating: "<n:e xmlns:n='u'/><f xmlns='v'></f>", count: 300) + "</r>"
        #expect(fault(beside, file: "a.xml") == nil)
    }

    @Test func largeTextsAreRead() throws {
        let text = "<a b='" + String(repeating: "x", count: 12_000_000) + "'>y</a>"
        let root = try Document(text: text, file: "a.xml").root
        #expect(root.attribute("b")?.string.utf8.count == 12_000_000)
        #expect(root.text.string == "y")
    }

    @Test func namesAndWhiteSpace() throws {
        let root = try Document(
            text: "<r xmlns:x='u'>\r\n <x:a>1\r\n2</x:a> <a> </a>\n<b ></b></r>", file: "a.xml"
        ).root
        #expect(root.elements("a").map(\.text.string) == ["1\n2", " "])
        #expect(root.element("x:a")?.name == "x:a")
        #expect(root.children.count == 3)
        #expect(root.element("b")?.text.string == "")
        #expect(root.descendants("b").count == 1)
        #expect(root.element("b")?.parent == root)
    }

    @Test func commentsHoldNoElements() throws {
        let root = try Document(
            text: "<!-- <a/> --><r><!-- <a b='1'/> -->\n<?pi <a/> ?></r><!-- end -->", file: "a.xml"
        ).root
        #expect(root.name == "r")
        #expect(root.descendants("a").isEmpty)
    }
}
