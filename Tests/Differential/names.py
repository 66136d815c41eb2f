"""Names as tuples of labels, most specific first; a label is its text in a master file."""

# Few labels, so that random names are often each other's ancestors, siblings and descendants.
PLAIN = ("a", "b", "c", "d", "www", "mail", "ns1", "ns2", "_tcp", "MiXed")
# RFC 1035 section 5.1: `\X` and `\DDD`. A dot within a label, a blank, an octet that is no ASCII, a quotation mark.
ESCAPED = (r"dot\.ted", r"bl\032ank", r"\200high", r"quo\"te", r"semi\;colon", r"UP\065")


def text(name):
    return ".".join(name) + "."


def below(name, ancestor):
    """Whether `name` lies strictly below `ancestor`."""
    return len(name) > len(ancestor) and fold(name[len(name) - len(ancestor) :]) == fold(ancestor)


def fold(name):
    """The form in which names are compared: without regard to case (RFC 1035 section 2.3.3)."""
    return tuple(label.lower() for label in name)


def ancestors(name, origin):
    """The names between `name` and `origin`, both left out."""
    return [name[index:] for index in range(1, len(name) - len(origin))]


def random_label(chance):
    return chance.choice(ESCAPED if chance.random() < 0.06 else PLAIN)


def random_name(chance, origin, depth=3):
    """A name of one to `depth` labels below the origin."""
    return tuple(random_label(chance) for _ in range(chance.randint(1, depth))) + origin
