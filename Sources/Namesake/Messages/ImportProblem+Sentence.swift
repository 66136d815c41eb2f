internal import Kits

extension ImportProblem {
    /// What is wrong and where: file, line, and what to do.
    var sentence: String {
        switch self {
        case .unreadable(let file, let reason):
            "cannot read \(Wording.escaped(file)): \(Wording.escaped(reason))"
        case .tooLarge(let file, let limit):
            "\(Wording.escaped(file)) has more than \(limit >> 20) MiB, which no description of virtual machines has: "
                + "name another file"
        case .notText(let file):
            "\(Wording.escaped(file)) is no text: give UTF-8, or UTF-16 as Windows PowerShell writes it"
        case .syntax(let place, let flaw):
            "\(Self.text(place)): \(flaw.clause): nothing was imported; is it in the format that --format names?"
        case .noMachine(let file):
            "\(Wording.escaped(file)) has no virtual machine: nothing was imported"
        case .notDomain(let place, let element):
            "\(Self.text(place)): <\(Wording.escaped(element))> is no libvirt domain: give what `virsh dumpxml` prints"
        case .nameless(let place):
            "\(Self.text(place)): the virtual machine has no name: give it one there, and export it again"
        case .badValue(let place, let key, let text, let expected):
            "\(Self.text(place)): the \(Wording.escaped(key)) \(Wording.quoted(text)) is not \(expected)"
        case .missing(let place, let key):
            "\(Self.text(place)): \(Wording.quoted(key)) is not there: is it in the format that --format names?"
        case .notHostName(let place, let name):
            "\(Self.text(place)): \(Wording.quoted(name)) cannot be a machine's name, which has letters, digits and hyphens: "
                + "give another with --rename OLD=NEW"
        case .noPrivateInterface(let place, let machine, let wanted, let present):
            "\(Self.text(place)): machine \(Wording.quoted(machine)) has no interface on \(Wording.escaped(wanted)): it has "
                + (present.isEmpty ? "none" : Wording.list(present.map(Wording.escaped)))
        case .unknownRename(let name, let known):
            "there is no machine \(Wording.quoted(name)) to rename: there is \(Wording.list(known.map(Wording.escaped)))"
        case .customized(let file):
            "\(Wording.escaped(file)) is of a customized environment, which has no private side to take over: "
                + "copy it with `namesake clone --customized`"
        case .severalFiles(let count):
            "\(count) files for one environment: --format json imports one file at a time"
        }
    }

    private static func text(_ place: Place) -> String { Wording.escaped(place.description) }
}

extension SyntaxFlaw {
    fileprivate var clause: String {
        switch self {
        case .endsTooSoon: "the text ends too soon"
        case .expected(let what): "expected \(what)"
        case .character(let octet): "unexpected \(Wording.quoted(Self.text(octet)))"
        case .documentType: "a document type or another declaration, which no virtual machine's description has"
        case .unknownEntity(let name): "the entity \(Wording.quoted("&" + name)) is not known"
        case .endTag(let name, let open):
            "</\(Wording.escaped(name))> ends nothing" + (open.isEmpty ? "" : ", <\(Wording.escaped(open))> is open")
        case .repeated(let key): "\(Wording.quoted(key)) is there twice"
        case .tooDeep(let limit): "more than \(limit) levels deep"
        case .tooMany(let what, let limit): "more than \(limit) \(what)"
        }
    }

    private static func text(_ octet: UInt8) -> String {
        octet < 0x80 ? String(Unicode.Scalar(octet)) : "\\x" + String(octet, radix: 16)
    }
}
