import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Whether an XML reader that is not the writer under test takes a text.
enum XMLCheck {
    static func isWellFormed(_ text: String) -> Bool {
        XMLParser(data: Data(text.utf8)).parse()
    }
}
