import ADBC
import EngineMessages
import Foundation

/// `kpi-adbc` holds a database driver for `kpi`: it reads an ``EngineRequest`` from
/// standard input and writes the answer to standard output, a line of JSON each
/// for what a result's columns are and for every row.
@main
struct Helper {
    static func main() {
        let input = FileHandle.standardInput.readDataToEndOfFile()
        do {
            let request = try JSONDecoder().decode(EngineRequest.self, from: input)
            if let limit = request.memoryLimit { limitMemory(limit) }
            try answer(request)
        } catch let error as ADBCError {
            write(EngineLine(failure: EngineLine.Failure(stage: error.stage, text: error.text)))
        } catch {
            write(EngineLine(failure: EngineLine.Failure(stage: .request, text: "\(error)")))
        }
    }

    private static func answer(_ request: EngineRequest) throws {
        let session = try ADBCSession(library: request.library, options: request.options)
        for statement in request.statements {
            var pending = ""
            try session.run(statement.sql) { columns in
                guard let name = statement.name else { return }
                write(EngineLine(name: name, columns: columns))
            } row: { values in
                guard statement.name != nil else { return }
                pending += "[" + values.map(\.json).joined(separator: ",") + "]\n"
                if pending.utf8.count > 1 << 16 {
                    write(pending)
                    pending = ""
                }
            }
            write(pending)
        }
        write(EngineLine(end: true))
    }

    /// What is anonymous and writable counts, not the address space that a
    /// driver's run-time system reserves.
    private static func limitMemory(_ bytes: Int) {
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        #if os(Linux)
            setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
        #else
            setrlimit(RLIMIT_DATA, &limit)
        #endif
    }

    private static func write(_ line: EngineLine) {
        guard let data = try? JSONEncoder().encode(line) else { return }
        write(String(decoding: data, as: UTF8.self) + "\n")
    }

    private static func write(_ text: String) {
        guard !text.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
