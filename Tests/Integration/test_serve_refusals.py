"""A server that cannot have what it needs says what, and ends."""

import socket

from lab import article


def serve(lab, *more, namespace=None):
    """A server that must not start; returns what it said."""
    done = (namespace or lab.server_namespace).run(*lab.server.words, *more, cwd=lab.folder)
    assert done.returncode == 1, f"status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stderr


def test_a_second_server_on_the_same_registry_names_the_first(served):
    said = serve(served)
    assert str(served.server.pid) in said and str(served.command.registry) in said, said
    served.names.check_nodata(served.public("shop")["fqdn"])


def test_a_second_server_is_refused_by_whatever_name_the_registry_is_called(served):
    other = served.folder / "other-name.sqlite"
    other.symlink_to(served.command.registry)
    said = serve(served, "--registry", other)
    assert str(served.server.pid) in said, said


def test_a_dns_port_in_use_is_named(lab):
    with lab.server_namespace.entered():
        occupant = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with occupant:
        occupant.bind((article.SERVER, 53))
        said = serve(lab)
    assert f"{article.SERVER}:53" in said and "in use" in said.lower(), said


def test_a_dns_port_in_use_for_tcp_is_named(lab):
    with lab.server_namespace.entered():
        occupant = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with occupant:
        occupant.bind((article.SERVER, 53))
        occupant.listen()
        said = serve(lab)
    assert f"{article.SERVER}:53" in said and "in use" in said.lower(), said


def test_a_dns_address_that_is_not_ours_is_named(lab):
    assert "10.86.51.77:53" in serve(lab, "--dns", "10.86.51.77:53")


def test_an_interface_that_does_not_exist_is_named(lab):
    assert "eth7" in serve(lab, "--dhcp", "eth7")


def test_the_dhcp_port_in_use_is_named(lab):
    with lab.server_namespace.entered():
        occupant = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with occupant:
        occupant.bind(("0.0.0.0", 67))
        said = serve(lab)
    assert "67" in said and "in use" in said.lower(), said


def test_an_unknown_key_in_the_configuration_names_the_nearest(lab):
    (lab.folder / "namesake.yaml").write_text("dns:\n  lisen: 127.0.0.1:5300\n")
    said = serve(lab)
    assert "dns.lisen" in said and "dns.listen" in said, said


def test_a_server_that_could_not_start_leaves_the_registry_to_the_next(lab):
    serve(lab, "--dhcp", "eth7")
    lab.server.start()
    lab.found()
    lab.names.check_nodata(lab.public("shop")["fqdn"])
