"""The JSON that the command promises to other programs: one check for each shape, used on everything the tests read."""

import re
from datetime import datetime, timedelta
from ipaddress import IPv4Address

MAC = re.compile(r"[0-9A-F]{2}(-[0-9A-F]{2}){5}")
ALIAS = re.compile(r"VSLM-[0-9a-f]{8}-[0-9a-f]{17}-[0-9a-f]{8}")
ISOLATIONS = {"dual-interface", "customized"}
ISOLATION_STATES = {"Not configured", "Not ready", "In progress", "Partially ready", "Ready", "Failed"}
STATES = {"offered", "bound", "expired", "released", "declined"}


def check(words, value):
    """Checks what `namesake WORDS --json` printed against the shape promised for that verb."""
    noun, verb = (*words, "", "")[:2]
    if noun == "clone" and "--plan" in words:
        plan(value)
    elif noun == "clone" or (noun == "env" and verb in ("create", "show")):
        environment(value)
        listing(value["dependencies"], named)
        listing(value["warnings"], warning)
    elif (noun, verb) == ("lease", "list"):
        listing(value, lease)
    elif (noun, verb) == ("env", "list"):
        listing(value, summary)
    elif verb == "list":
        listing(value, named)
    return value


def listing(value, item):
    assert isinstance(value, list), f"a list is an array, not {value!r}"
    for each in value:
        item(each)


def named(value):
    assert isinstance(value, dict) and _text(value.get("name")), f"a listed object carries its name: {value!r}"


def environment(value):
    _keys(value, "name", "network", "isolation", "origin", "machines", "directory")
    labels(value)
    _keys(value["status"], "state", "cause", "remedy", "machines")
    listing(value["status"]["machines"], state)
    assert _text(value["name"]) and _text(value["network"]), value
    assert value["isolation"] in ISOLATIONS, value
    if value["origin"] is not None:
        origin(value["origin"])
    listing(value["machines"], machine)


def origin(value):
    _keys(value, "environment", "snapshot")
    assert _text(value["environment"]), value
    assert value["snapshot"] is None or _text(value["snapshot"]), value


def plan(value):
    _keys(value, "name", "network", "isolation", "origin", "machines", "snapshots", "conflicts", "capacity")
    assert value["isolation"] in ISOLATIONS, value
    origin(value["origin"])
    for each in value["machines"]:
        _keys(each, "name", "role", "domainController", "private", "public")
    for each in value["conflicts"]:
        _keys(each, "conflict", "machine", "value", "with", "withCount", "sameSegment")
        assert each["conflict"] in ("name", "address", "mac"), each
    _keys(value["capacity"], "macs", "macsNeeded", "nextMACFree", "addresses", "addressesNeeded", "nextAddressFree")
    _keys(value["capacity"], "addressesAwaited", "clones")


def warning(value):
    _keys(value, "code", "message")
    assert _text(value["code"]) and _text(value["message"]), value


def labels(value):
    """What is said of an environment, also in `env list`."""
    _keys(value, "owner", "description", "tags", "until", "expiring", "status")
    assert value["owner"] is None or _text(value["owner"]), value
    assert all(_text(key) and isinstance(each, str) for key, each in value["tags"].items()), value
    if value["until"] is not None:
        _time(value["until"])
    state(value["status"])


def state(value):
    """A state, of an environment or of a machine. Whatever is not ready says why."""
    _keys(value, "state", "cause", "remedy")
    assert value["state"] in ISOLATION_STATES, value
    if value["state"] != "Ready":
        assert _text(value["cause"]) and _text(value["remedy"]), value


def summary(value):
    named(value)
    labels(value)


def machine(value):
    _keys(value, "name", "role", "domainController", "private", "public")
    assert _text(value["name"]), value
    assert isinstance(value["role"], str), value
    assert isinstance(value["domainController"], bool), value
    if (private := value["private"]) is not None:
        _keys(private, "address", "mac")
        _address(private["address"]), _mac(private["mac"])
    if (public := value["public"]) is not None:
        _keys(public, "mac", "alias", "fqdn", "address", "leaseExpires")
        _mac(public["mac"])
        assert ALIAS.fullmatch(public["alias"]), public
        assert public["fqdn"].startswith(public["alias"] + ".") and not public["fqdn"].endswith("."), public
        assert (public["address"] is None) == (public["leaseExpires"] is None), public
        if public["address"] is not None:
            _address(public["address"]), _time(public["leaseExpires"])


def lease(value):
    _keys(
        value, "address", "mac", "state", "starts", "expires", "environment", "machine", "fqdn", "clientIdentifier"
    )
    _address(value["address"]), _mac(value["mac"]), _time(value["starts"]), _time(value["expires"])
    assert value["state"] in STATES, value
    for key in ("environment", "machine", "fqdn", "clientIdentifier"):
        assert value[key] is None or _text(value[key]), f"{key} of {value!r}"


def error(value):
    _keys(value, "error")
    _keys(value["error"], "code", "message")
    assert _text(value["error"]["code"]) and _text(value["error"]["message"]), value


def _keys(value, *keys):
    assert isinstance(value, dict), f"an object was promised, not {value!r}"
    lacking = [key for key in keys if key not in value]
    assert not lacking, f"{lacking} promised and not there (what is not there is null): {value!r}"


def _text(value):
    return isinstance(value, str) and value != ""


def _address(value):
    IPv4Address(value)


def _mac(value):
    assert isinstance(value, str) and MAC.fullmatch(value), f"a MAC is printed 00-1D-D8-B7-1C-05, not {value!r}"


def _time(value):
    assert isinstance(value, str), f"times are ISO 8601 UTC, not {value!r}"
    moment = datetime.fromisoformat(value)
    assert moment.utcoffset() == timedelta(0), f"times are ISO 8601 UTC, not {value!r}"
