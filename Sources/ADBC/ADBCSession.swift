internal import CADBC
public import EngineMessages

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Why a driver gave no answer, in its own words.
public struct ADBCError: Error, Hashable, Sendable {
    public var stage: EngineLine.Stage
    public var text: String

    public init(_ stage: EngineLine.Stage, _ text: String) {
        self.stage = stage
        self.text = text
    }
}

/// A connection to a database through a driver's shared library.
public struct ADBCSession: ~Copyable {
    private let session: OpaquePointer

    /// - Parameters:
    ///   - library: A path, or a name that the dynamic loader finds.
    ///   - options: Names and values in turn.
    public init(library: String, options: [String]) throws(ADBCError) {
        var failure = CADBCFailure()
        let copies = options.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let pointers = copies.map { UnsafePointer($0) }
        guard let opened = cadbc_open(library, pointers, pointers.count, &failure) else {
            throw ADBCError(failure)
        }
        session = opened
    }

    deinit { cadbc_close(session) }

    /// Runs a statement and hands on its rows as they come.
    ///
    /// - Parameters:
    ///   - columns: Called once, with what the columns are.
    ///   - row: Called for each row, with its values in the columns' order.
    public func run(
        _ sql: String, columns: ([EngineLine.Column]) -> Void, row: ([ArrowValue]) -> Void
    ) throws(ADBCError) {
        var failure = CADBCFailure()
        var stream = ArrowArrayStream()
        guard cadbc_query(session, sql, &stream, &failure) else { throw ADBCError(failure) }
        defer { cadbc_release_rows(&stream) }
        var schema = ArrowSchema()
        guard cadbc_schema(&stream, &schema, &failure) else { throw ADBCError(failure) }
        defer { cadbc_release_schema(&schema) }
        let decoder = try ArrowDecoder(schema)
        columns(decoder.columns)
        while true {
            var array = ArrowArray()
            guard cadbc_next(&stream, &array, &failure) else { throw ADBCError(failure) }
            guard array.release != nil else { return }
            defer { cadbc_release_array(&array) }
            try decoder.read(&array, row)
        }
    }
}

extension ADBCError {
    fileprivate init(_ failure: CADBCFailure) {
        stage =
            switch failure.stage {
            case CADBCStageDriver: .driver
            case CADBCStageConnection: .connection
            default: .query
            }
        text = withUnsafeBytes(of: failure.text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
