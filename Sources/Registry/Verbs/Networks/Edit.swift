/// What to do with a setting that may be absent.
package enum Edit<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    case keep
    case clear
    case set(Value)

    func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .clear: nil
        case .set(let new): new
        }
    }
}
