"""Connection kits read by the tools they are for, and environments imported from what hypervisors print."""

import contextlib
import http.server
import json
import subprocess
import tempfile
import threading

import pytest

from lab import article
from lab.processes import clean_environment
from lab.tools import namesake

LIBVIRT = """\
<domain type='kvm' id='3'>
  <name>web-server</name>
  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
  <metadata>
    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
      <libosinfo:os id="http://debian.org/debian/12"/>
    </libosinfo:libosinfo>
  </metadata>
  <memory unit='KiB'>2097152</memory>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/lib/libvirt/images/web-server.qcow2' index='1'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='bridge'>
      <mac address='52:54:00:6b:3c:58'/>
      <source bridge='br-lab'/>
      <target dev='vnet4'/>
      <model type='virtio'/>
      <alias name='net0'/>
      <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
    </interface>
    <interface type='network'>
      <mac address='52:54:00:11:22:33'/>
      <source network='shop-private' portid='8a1c8d67-5a63-4f1c-8f5c-0b6f7a3f0c9d' bridge='virbr2'/>
      <target dev='vnet5'/>
      <model type='virtio'/>
    </interface>
  </devices>
</domain>

<domain type='kvm'>
  <name>db-server</name>
  <devices>
    <interface type='network'>
      <mac address='52:54:00:11:22:34'/>
      <source network='shop-private'/>
      <model type='virtio'/>
    </interface>
  </devices>
</domain>
"""

PROXMOX_WEB = """\
agent: 1
boot: order=scsi0;net0
cores: 2
description: The web server%0A
ide2: local-lvm:vm-101-cloudinit,media=cdrom
ipconfig1: ip=192.168.23.11/24
memory: 2048
meta: creation-qemu=8.1.2,ctime=1700000000
name: web-server
net0: virtio=BC:24:11:2C:55:A0,bridge=vmbr0,firewall=1
net1: virtio=BC:24:11:2C:55:A1,bridge=vmbr1
numa: 0
ostype: l26
scsi0: local-lvm:vm-101-disk-0,size=32G
scsihw: virtio-scsi-pci
smbios1: uuid=0b9ec6a8-ff6f-4cc5-9b2a-0b8c5b5d4e10
"""

PROXMOX_DB = """\
name: db-server
net0: virtio=BC:24:11:2C:55:B0,bridge=vmbr1
"""

HYPER_V = """\
[
    {
        "Name":  "Network Adapter",
        "Id":  "Microsoft:5B0F9C2E-6D53-4B7B-8B0E-0A6A2C6F5C11\\\\9F2F5C2B-33C5-4B6F-9B0F-7D1E5E1A2B3C",
        "IsManagementOs":  false,
        "VMName":  "web-server",
        "SwitchName":  "Shop Private",
        "MacAddress":  "00155D0A0B02",
        "DynamicMacAddressEnabled":  false,
        "IPAddresses":  [
                            "192.168.23.1"
                        ]
    },
    {
        "VMName":  "db-server",
        "SwitchName":  "Shop Private",
        "MacAddress":  "00155D0A0B03"
    }
]
"""


def run(*words, cwd=None):
    """A tool that is done; returns what it prints."""
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, timeout=120, cwd=cwd, env=clean_environment()
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def clones(shop_on_file):
    """`shop` and two clones of it, one a clone of the other."""
    command = shop_on_file.command
    command("snapshot", "take", "shop", "latest build")
    command("clone", "shop", "shop-qa1", "--snapshot", "latest build")
    command("clone", "shop-qa1", "shop-qa2")
    return shop_on_file


def fqdns(lab, environment):
    machines = lab.command.json("env", "show", environment)["machines"]
    return {machine["name"]: machine["public"]["fqdn"] for machine in machines if machine["public"]}


def private_sides(environment):
    return [(machine["name"], machine["role"], machine["private"]) for machine in environment["machines"]]


def in_shell(text, variable):
    """What a shell takes the variable for, after it has read the text as a file of assignments."""
    script = 'set -a; . "$1"; set +a; printenv "$2"'
    with open_temporary(text) as path:
        return run("sh", "-euc", script, "sh", path, variable).rstrip("\n")


@contextlib.contextmanager
def open_temporary(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        yield file.name


# ssh


def ssh_settings(file, host):
    lines = run("ssh", "-G", "-F", file, host).splitlines()
    return {key: value for key, _, value in (line.partition(" ") for line in lines)}


def test_ssh_finds_the_alias_and_all_clones_share_a_host_key(clones):
    file = clones.folder / "lab.conf"
    written = clones.command("export", "--format", "ssh-config", "--user", "tester", "--port", "2222", "--out", file)
    assert str(file) in written
    for environment in ("shop", "shop-qa1", "shop-qa2"):
        found = ssh_settings(file, f"web-server.{environment}")
        assert found["hostname"] == fqdns(clones, environment)["web-server"].lower()
        assert found["hostkeyalias"] == "shop-web-server"
        assert found["checkhostip"] == "no"
        assert (found["user"], found["port"]) == ("tester", "2222")
    assert "hostkeyalias" not in ssh_settings(file, "elsewhere.example")


@pytest.mark.parametrize("user", ["CONTOSO\\alice", "alice smith", 'a"b', "a#b", "jürgen@contoso.com", "a'b"])
def test_ssh_reads_any_user_as_it_was_given(clones, user):
    file = clones.folder / "lab.conf"
    file.write_text(clones.command("export", "shop", "--format", "ssh-config", "--user", user))
    assert ssh_settings(file, "web-server.shop")["user"] == user


# Ansible


def test_ansible_reads_the_inventory_from_the_script_of_the_readme(clones):
    script = clones.folder / "lab-inventory"
    script.write_text(f"#!/bin/sh\nexec {namesake()} --registry {clones.command.registry} export --format ansible\n")
    script.chmod(0o755)
    inventory = json.loads(run("ansible-inventory", "-i", script, "--list"))
    assert set(inventory["web"]["hosts"]) == {f"web-server.{name}" for name in ("shop", "shop-qa1", "shop-qa2")}
    assert set(inventory["env_shop_qa1"]["hosts"]) == {"web-server.shop-qa1", "db-server.shop-qa1"}
    assert set(inventory["origin_shop"]["hosts"]) == {"web-server.shop-qa1", "db-server.shop-qa1"}
    variables = inventory["_meta"]["hostvars"]["web-server.shop-qa1"]
    assert variables["ansible_host"] == fqdns(clones, "shop-qa1")["web-server"]
    assert variables["lab_origin"] == "shop"
    one = json.loads(run("ansible-inventory", "-i", script, "--host", "db-server.shop-qa2"))
    assert one["ansible_host"] == fqdns(clones, "shop-qa2")["db-server"]


def test_ansible_complains_of_no_group(clones):
    command = clones.command
    command("env", "create", "front-end-1", "--machine", "m1:load-balancer", "--machine", "m2:all", "--machine", "m3:2nd")
    script = clones.folder / "lab-inventory"
    script.write_text("#!/bin/sh\ncat <<'END'\n" + command("export", "--format", "ansible") + "END\n")
    script.chmod(0o755)
    done = subprocess.run(
        ["ansible-inventory", "-i", script, "--list"], capture_output=True, text=True, env=clean_environment()
    )
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    inventory = json.loads(done.stdout)
    assert inventory["load_balancer"]["hosts"] == ["m1.front-end-1"]
    assert inventory["role_all"]["hosts"] == ["m2.front-end-1"]


# Prometheus


@contextlib.contextmanager
def served_as_json(text):
    """The text at an address of the loopback, as HTTP SD wants it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_prometheus_discovers_the_machines(clones):
    configuration = clones.folder / "prometheus.yml"
    with served_as_json(clones.command("export", "--format", "prometheus-sd")) as address:
        configuration.write_text(
            f"scrape_configs:\n- job_name: lab\n  http_sd_configs:\n  - url: {address}\n"
        )
        run("promtool", "check", "config", configuration)
        found = json.loads(run("promtool", "check", "service-discovery", configuration, "lab"))
    labels = {each["labels"]["__address__"]: each["discoveredLabels"] | each["labels"] for each in found}
    web = labels[fqdns(clones, "shop-qa1")["web-server"] + ":9100"]
    assert {key: web[key] for key in ("env", "clone", "origin", "role", "machine")} == {
        "env": "shop-qa1", "clone": "shop-qa1", "origin": "shop", "role": "web", "machine": "web-server"
    }  # fmt: skip
    assert "clone" not in labels[fqdns(clones, "shop")["db-server"] + ":9100"]
    assert len(labels) == 6


# Files for desktops


def test_rdp_makes_a_file_for_each_machine(clones):
    folder = clones.folder / "rdp"
    clones.command(
        "export", "shop-qa1", "--format", "rdp", "--out", folder, "--user", "CONTOSO\\alice", "--port", "3390"
    )
    assert {file.name for file in folder.iterdir()} == {"web-server.shop-qa1.rdp", "db-server.shop-qa1.rdp"}
    lines = (folder / "web-server.shop-qa1.rdp").read_bytes().decode().split("\r\n")
    assert f"full address:s:{fqdns(clones, 'shop-qa1')['web-server']}" in lines
    assert {"username:s:CONTOSO\\alice", "server port:i:3390", "prompt for credentials:i:1"} < set(lines)


def test_a_hosts_file_gets_the_addresses_of_now_and_keeps_everything_else(served):
    served.boot("shop")
    file = served.folder / "hosts"
    file.write_text("127.0.0.1\tlocalhost\n# mine, without a line break")
    file.chmod(0o640)
    for _ in range(2):
        served.command("export", "--format", "hosts", "--out", file)
    lines = file.read_text().splitlines()
    assert lines[:2] == ["127.0.0.1\tlocalhost", "# mine, without a line break"]
    shown = served.command.json("env", "show", "shop")["machines"]
    assert [line.split() for line in lines[3:-1]] == [
        [
            machine["public"]["address"], machine["public"]["fqdn"],
            f"{machine['name']}.shop.{article.DOMAIN}", f"{machine['name']}.shop",
        ]
        for machine in shown
    ]  # fmt: skip
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in served.folder.iterdir() if "hosts" in path.name] == ["hosts"]


def test_a_machine_that_has_no_address_is_not_in_the_hosts_file(clones):
    assert "VSLM" not in clones.command("export", "shop", "--format", "hosts")


def test_a_link_stays_a_link(clones):
    target, link = clones.folder / "target", clones.folder / "link"
    target.write_text("old")
    link.symlink_to(target)
    clones.command("export", "shop", "--format", "dotenv", "--out", link)
    assert link.is_symlink() and "LAB_ENV=shop" in target.read_text()


# Variables, dependencies


def test_a_shell_reads_the_variables(clones):
    command = clones.command
    command("dependency", "add", "shop-qa1", "orders", "--on", "postgresql:db.contoso.com:5432")
    text = command("export", "shop-qa1", "--format", "dotenv")
    assert text == command("env", "vars", "shop-qa1")
    assert in_shell(text, "LAB_ENV") == "shop-qa1"
    assert in_shell(text, "LAB_ORIGIN") == "shop"
    assert in_shell(text, "WEB_SERVER") == fqdns(clones, "shop-qa1")["web-server"]
    identity = in_shell(text, "LAB_CLONE_ID")
    assert in_shell(text, "LAB_ORDERS_DATABASE") == f"orders_{identity}"
    assert in_shell(command("env", "vars", "shop-qa1", "--format", "shell"), "LAB_CLONE_ID") == identity
    as_object = json.loads(command("env", "vars", "shop-qa1", "--format", "json"))
    assert as_object == json.loads(command("env", "vars", "shop-qa1", "--json"))
    assert as_object["LAB_CLONE_ID"] == identity
    assert in_shell(command("env", "vars", "shop"), "LAB_CLONE") == ""


def test_an_identity_survives_a_renaming_and_is_nobody_else_s(clones):
    command = clones.command

    def identity(name):
        return json.loads(command("env", "vars", name, "--json"))["LAB_CLONE_ID"]

    ids = {name: identity(name) for name in ("shop", "shop-qa1", "shop-qa2")}
    assert len(set(ids.values())) == 3
    command("env", "rename", "shop-qa1", "shop-bug-4711")
    assert identity("shop-bug-4711") == ids["shop-qa1"]


def test_a_clone_has_its_origin_s_dependencies_and_whoever_clones_is_warned(shop_on_file):
    command = shop_on_file.command
    command("dependency", "add", "shop", "orders", "--on", "mssql:sql1.contoso.com:1433", "--note", "order history")
    (listed,) = command.json("dependency", "list", "shop")
    assert listed == {
        "name": "orders", "kind": "mssql", "host": "sql1.contoso.com", "port": 1433, "note": "order history"
    }  # fmt: skip
    cloned = command.outcome("clone", "shop", "shop-qa1", "--json")
    assert cloned.status == 0
    answer = json.loads(cloned.output)
    assert answer["dependencies"] == [listed]
    (warning,) = answer["warnings"]
    assert warning["code"] == "outside-dependency"
    for fragment in ("shop-qa1", "orders", "mssql:sql1.contoso.com:1433", "namesake env vars shop-qa1"):
        assert fragment in warning["message"] and fragment in cloned.complaint
    assert answer == command.json("env", "show", "shop-qa1")
    assert "orders outside: mssql:sql1.contoso.com:1433 (order history)" in command("env", "show", "shop-qa1")
    command("dependency", "remove", "shop-qa1", "orders")
    assert command.json("env", "show", "shop-qa1")["warnings"] == []
    assert command.json("dependency", "list", "shop") == [listed]


# Imports


def write(lab, name, text):
    path = lab.folder / name
    path.write_text(text)
    return path


def test_libvirt_domains_become_an_environment(shop_on_file):
    command = shop_on_file.command
    file = write(shop_on_file, "shop.xml", LIBVIRT)
    words = (
        "import", file, "--format", "libvirt", "--env", "store", "--private-network", "shop-private",
        "--rename", "web-server=web-server:web",
    )  # fmt: skip
    plan = json.loads(command(*words, "--plan", "--json"))
    assert [(machine["name"], machine["role"], machine["mac"]) for machine in plan["machines"]] == [
        ("web-server", "web", "52-54-00-11-22-33"), ("db-server", "", "52-54-00-11-22-34")
    ]  # fmt: skip
    assert "52-54-00-11-22-33" in command(*words, "--plan")
    assert [each["name"] for each in command.json("env", "list")] == ["shop"]
    made = json.loads(command(*words, "--json"))
    assert private_sides(made) == [
        ("web-server", "web", {"address": "192.168.23.1", "mac": "52-54-00-11-22-33"}),
        ("db-server", "", {"address": "192.168.23.2", "mac": "52-54-00-11-22-34"}),
    ]
    assert made == command.json("env", "show", "store")
    assert all(machine["public"]["mac"].startswith("00-1D-D8-B7-1C") for machine in made["machines"])


def test_the_first_interface_is_taken_with_a_warning_where_there_are_several(shop_on_file):
    file = write(shop_on_file, "shop.xml", LIBVIRT)
    outcome = shop_on_file.command.outcome("import", file, "--format", "libvirt", "--env", "store")
    assert outcome.status == 0
    assert "web-server" in outcome.complaint and "br-lab" in outcome.complaint and "db-server" not in outcome.complaint
    first = shop_on_file.command.json("env", "show", "store")["machines"][0]
    assert first["private"]["mac"] == "52-54-00-6B-3C-58"


def test_proxmox_configurations_become_an_environment(shop_on_file):
    files = write(shop_on_file, "101.conf", PROXMOX_WEB), write(shop_on_file, "102.conf", PROXMOX_DB)
    made = json.loads(
        shop_on_file.command(
            "import", *files, "--format", "proxmox", "--env", "store", "--private-bridge", "vmbr1", "--json"
        )
    )
    assert private_sides(made) == [
        ("web-server", "", {"address": "192.168.23.11", "mac": "BC-24-11-2C-55-A1"}),
        ("db-server", "", {"address": "192.168.23.1", "mac": "BC-24-11-2C-55-B0"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_hyper_v_adapters_become_an_environment(shop_on_file, encoding):
    file = shop_on_file.folder / "adapters.json"
    file.write_bytes(HYPER_V.encode(encoding))
    made = json.loads(shop_on_file.command("import", file, "--format", "hyper-v", "--env", "store", "--json"))
    assert [machine["private"]["mac"] for machine in made["machines"]] == ["00-15-5D-0A-0B-02", "00-15-5D-0A-0B-03"]


def test_an_exported_environment_comes_back_the_same_inside(shop_on_file):
    command = shop_on_file.command
    command(
        "env", "create", "forest", "--machine", "web-server:web,mac=02-5B-0F-11-22-33,address=192.168.23.40",
        "--machine", "dc1", "--domain-controller", "dc1",
    )  # fmt: skip
    command("dependency", "add", "forest", "mail", "--on", "smtp:mail.contoso.com:25")
    command(
        "env", "set", "forest", "--owner", "mia", "--description", 'the "old" one', "--tag", "bug=4711", "--tag", "team=shop",
        "--domain", "corp.contoso.com", "--until", "2d",
    )  # fmt: skip
    file = shop_on_file.folder / "forest.json"
    command("export", "forest", "--format", "json", "--out", file)
    imported = json.loads(command("import", file, "--format", "json", "--env", "forest-2", "--json"))
    original = command.json("env", "show", "forest")
    assert private_sides(imported) == private_sides(original)
    assert [machine["domainController"] for machine in imported["machines"]] == [False, True]
    for key in ["dependencies", "owner", "description", "tags", "directory"]:
        assert imported[key] == original[key], key
    assert original["until"] and not imported["until"]
    assert not {fqdn for fqdn in fqdns(shop_on_file, "forest").values()} & set(fqdns(shop_on_file, "forest-2").values())
    # Its own name is taken; the same document from `env show`, and from standard input.
    assert "forest" in command.refused("import", file, "--format", "json")
    shown = command("env", "show", "forest", "--json")
    piped = subprocess.run(
        [namesake(), "import", "-", "--format", "json", "--env", "forest-3", "--registry", command.registry, "--json"],
        input=shown, capture_output=True, text=True, timeout=60, env=clean_environment(),
    )  # fmt: skip
    assert piped.returncode == 0, piped.stderr
    assert private_sides(json.loads(piped.stdout)) == private_sides(original)


#: What is wrong with a file, its format, its text, and what the sentence must say.
BAD_FILES = {
    "XML that ends too soon": ("libvirt", LIBVIRT[:900], ["bad:", "ends too soon"]),
    "XML with entities that grow": (
        "libvirt",
        '<!DOCTYPE domain [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<domain><name>&b;</name></domain>',
        ["bad:1", "document type"],
    ),
    "XML of something else": ("libvirt", "<network><name>default</name></network>", ["bad:1", "network", "virsh dumpxml"]),
    "a MAC that is none": ("libvirt", LIBVIRT.replace("52:54:00:11:22:34", "52:54:00:11:22"), ["bad:42", "52:54:00:11:22"]),
    "a name that is no host name": ("libvirt", LIBVIRT.replace(">web-server<", ">web server<"), ["bad:1", "web server", "--rename"]),
    "a MAC of the pool": (
        "libvirt", LIBVIRT.replace("52:54:00:11:22:34", "00:1d:d8:b7:1c:90"), ["00-1D-D8-B7-1C-90", "db-server", "pool"]
    ),
    "one MAC twice": ("libvirt", LIBVIRT.replace("52:54:00:11:22:34", "52:54:00:6b:3c:58"), ["52-54-00-6B-3C-58", "web-server"]),
    "a configuration without a name": ("proxmox", "cores: 2\n", ["bad:1", "name"]),
    "a line that is none": ("proxmox", "name: web-server\nnonsense\n", ["bad:2", "key: value"]),
    "an address outside the private block": (
        "proxmox", PROXMOX_DB + "ipconfig0: ip=10.0.0.5/24\n", ["10.0.0.5", "192.168.23.0/24"]
    ),
    "JSON that ends too soon": ("hyper-v", HYPER_V[:300], ["bad:", "ends too soon"]),
    "JSON with a comma too many": ("hyper-v", HYPER_V.replace("}\n]", "},\n]"), ["bad:19", "]"]),
    "a document without machines": ("json", '{"name": "store"}', ["bad:1", "machines"]),
    "a document with no machine": ("json", '{"name": "store", "machines": []}', ["bad", "no virtual machine"]),
    "a file of another format": ("json", LIBVIRT, ["bad:1"]),
    "an empty file": ("libvirt", "", ["bad", "no virtual machine"]),
    "octets that are no text": ("libvirt", "<domain>\0</domain>", ["bad", "UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_with_its_place_and_nothing_is_made(shop_on_file, case):
    kind, text, fragments = BAD_FILES[case]
    write(shop_on_file, "bad", text)
    sentence = shop_on_file.command.refused("import", "bad", "--format", kind, "--env", "store")
    assert [fragment for fragment in fragments if fragment not in sentence] == [], sentence
    assert [each["name"] for each in shop_on_file.command.json("env", "list")] == ["shop"]
