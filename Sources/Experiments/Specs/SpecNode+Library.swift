internal import Networks

extension SpecNode.Entries {
    /// What a library calls by a name, as `like` and `call` of a mapping say; nil where there is no `like`.
    func call<Value>(
        of name: String, in table: [LibraryCall<Value>]
    ) throws(SpecError) -> LibraryCall<Value>? {
        let call = known("call")
        guard let like = known("like") else {
            if let call { throw call.error("call goes with like, as in { like: torch, call: … }") }
            return nil
        }
        let (found, isAboutCall) = Library.lookup(
            try like.string(), call: try call?.string(), name: name, in: table)
        switch found {
        case .found(let row): return row
        case .problem(let problem): throw (isAboutCall ? call ?? like : like).error(problem)
        }
    }
}
