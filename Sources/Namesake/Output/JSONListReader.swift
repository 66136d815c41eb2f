/// Finds values in a list of objects, without making anything of them.
///
/// Objects of one list have the same keys in the same order, so that where a key was the last time is where it is looked
/// for first.
struct JSONListReader {
    private let octets: [UInt8]
    private var position = 0
    private var levels: [Level]
    private let slotCount: Int

    /// The keys of the list's objects, or of one object in them.
    private struct Level {
        /// Of the paths that are wanted, those that lead on from here, and their slots.
        let wanted: [(path: Substring, slot: Int)]
        var keys: [ArraySlice<UInt8>] = []
        var uses: [Use] = []
    }

    private enum Use {
        case none
        case slots([Int])
        /// An object, some of whose values are wanted.
        case level(Int)
    }

    init(_ octets: [UInt8], paths: [String]) {
        self.octets = octets
        slotCount = paths.count
        levels = [Level(wanted: paths.enumerated().map { (Substring($1), $0) })]
    }

    /// Where the values at the paths stand, object after object: texts without quotation marks, objects with their braces;
    /// an empty range for `null` and for what is not there.
    ///
    /// - Returns: `nil` if it is no list of objects.
    mutating func values() -> [Range<Int>]? {
        var values: [Range<Int>] = []
        guard skip("[") else { return nil }
        if !skip("]") {
            repeat {
                let row = values.count
                values.append(contentsOf: repeatElement(0..<0, count: slotCount))
                guard readObject(level: 0, row, &values) else { return nil }
            } while skip(",")
            guard skip("]") else { return nil }
        }
        return position == octets.count ? values : nil
    }

    /// - Parameter level: how deep that goes is a matter of the paths, not of the list.
    private mutating func readObject(level: Int, _ row: Int, _ values: inout [Range<Int>]) -> Bool {
        guard skip("{") else { return false }
        if skip("}") { return true }
        var index = 0
        repeat {
            guard let key = text(), skip(":"), position < octets.count else { return false }
            switch use(of: key, at: &index, in: level) {
            case .level(let inner) where octets[position] == UInt8(ascii: "{"):
                guard readObject(level: inner, row, &values) else { return false }
            case .slots(let slots):
                guard let value = value() else { return false }
                for slot in slots { values[row + slot] = value }
            case .none, .level:
                guard value() != nil else { return false }
            }
        } while skip(",")
        return skip("}")
    }

    private mutating func use(of key: Range<Int>, at index: inout Int, in level: Int) -> Use {
        if index >= levels[level].keys.count || !levels[level].keys[index].elementsEqual(octets[key]) {
            index =
                levels[level].keys.firstIndex { $0.elementsEqual(octets[key]) } ?? addKey(octets[key], to: level)
        }
        defer { index += 1 }
        return levels[level].uses[index]
    }

    private mutating func addKey(_ key: ArraySlice<UInt8>, to level: Int) -> Int {
        let name = String(decoding: key, as: UTF8.self)
        let slots = levels[level].wanted.filter { $0.path == name }.map(\.slot)
        let inner = levels[level].wanted.filter { $0.path.hasPrefix(name + ".") }
            .map { (path: $0.path.dropFirst(name.count + 1), slot: $0.slot) }
        var use = slots.isEmpty ? Use.none : .slots(slots)
        if !inner.isEmpty {
            levels.append(Level(wanted: inner))
            use = .level(levels.count - 1)
        }
        levels[level].keys.append(key)
        levels[level].uses.append(use)
        return levels[level].keys.count - 1
    }

    private mutating func value() -> Range<Int>? {
        guard position < octets.count else { return nil }
        switch octets[position] {
        case UInt8(ascii: "\""): return text()
        case UInt8(ascii: "{"), UInt8(ascii: "["): return compound()
        default:
            let start = position
            while position < octets.count, Self.isOfWord(octets[position]) { position += 1 }
            guard position > start else { return nil }
            return octets[start..<position].elementsEqual("null".utf8) ? 0..<0 : start..<position
        }
    }

    /// An object or a list as a whole.
    private mutating func compound() -> Range<Int>? {
        let start = position
        var depth = 0
        while position < octets.count {
            switch octets[position] {
            case UInt8(ascii: "\""):
                guard text() != nil else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return start..<position }
        }
        return nil
    }

    private mutating func text() -> Range<Int>? {
        guard skip("\"") else { return nil }
        let start = position
        while position < octets.count {
            let octet = octets[position]
            position += 1
            if octet == UInt8(ascii: "\"") { return start..<position - 1 }
            if octet == UInt8(ascii: "\\") { position += 1 }
        }
        return nil
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < octets.count, octets[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Letters, digits and what else a number or `null` is made of.
    private static func isOfWord(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
