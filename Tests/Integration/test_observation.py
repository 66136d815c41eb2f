"""What operators see of a server that runs: `/metrics` for Prometheus, and `status` on one screen."""

import json
import re
import socket
import subprocess
from pathlib import Path

import pytest

from lab import article
from lab.processes import clean_environment
from lab.storm import Storm

DASHBOARD = Path(__file__).parents[2] / "Packaging" / "grafana" / "namesake.json"
PORT = 9153
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")


@pytest.fixture
def observed(lab):
    (lab.folder / "namesake.yaml").write_text(f"metrics:\n  listen: 127.0.0.1:{PORT}\n")
    lab.server.start()
    lab.found()
    return lab


def scrape(lab):
    curl = ["curl", "--silent", "--show-error", "--fail", f"http://127.0.0.1:{PORT}/metrics"]
    done = lab.server_namespace.run(*curl)
    assert done.returncode == 0, done.stderr
    return done.stdout


def samples(text):
    """Values by name and labels: `namesake_leases`, `network="lab",state="bound"`."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, labels, value = SAMPLE.match(line).groups()
            found[name, labels or ""] = float(value)
    return found


def test_a_scrape_under_load_is_accepted_and_counts_what_was_done(observed):
    words = [word for number in range(50) for word in ("--machine", f"m{number}")]
    machines = observed.command.json("env", "create", "crowd", *words)["machines"]
    before = samples(scrape(observed))
    with Storm(observed, machines, checks_names=True) as storm:
        storm.blow(2, rate=300)
        during = scrape(observed)
        storm.blow(2, rate=300)
        storm.listen(0.5)
    for kind, transport in [("AAAA", "udp"), ("SOA", "tcp"), ("TXT", "tcp")]:
        observed.server.resolver.ask(article.DOMAIN, kind, transport=transport)
    text = scrape(observed)
    after = samples(text)
    for accepted in [during, text]:
        checked = subprocess.run(
            ["promtool", "check", "metrics"], input=accepted, capture_output=True, text=True, timeout=60
        )
        assert checked.returncode == 0 and not checked.stdout + checked.stderr, checked

    def grown(name, labels):
        return after[name, labels] - before.get((name, labels), 0)

    assert grown("namesake_dns_queries_total", 'transport="udp",type="A"') >= storm.checked > 50
    assert grown("namesake_dns_queries_total", 'transport="udp",type="AAAA"') == 1
    assert grown("namesake_dns_queries_total", 'transport="tcp",type="SOA"') == 1
    assert grown("namesake_dns_queries_total", 'transport="tcp",type="TXT"') == 1
    assert grown("namesake_dns_answers_total", 'transport="tcp",rcode="NOERROR"') == 2
    assert grown("namesake_dns_answer_duration_seconds_count", 'transport="tcp"') == 2
    assert grown("namesake_dhcp_replies_total", 'type="ack"') >= len(storm.promises) > 50
    assert grown("namesake_dhcp_received_total", 'type="request"') >= len(storm.promises)
    # A machine gives its lease back as soon as its name has answered, and stays tied to its address.
    assert sum(value for (name, _), value in after.items() if name == "namesake_leases") == 50
    assert after["namesake_pool", 'network="lab",pool="addresses",state="used"'] == 50
    assert after["namesake_registry_objects", 'kind="machine"'] == 52
    assert 0 < after["namesake_registry_commit_duration_seconds_sum", ""] < 60
    assert after["namesake_registry_failures_total", ""] == 0


def test_nobody_but_loopback_is_told(observed):
    url = f"http://{article.SERVER}:{PORT}/metrics"
    done = observed.desktop.namespace.run("curl", "--silent", "--show-error", "--max-time", "5", url)
    assert done.returncode != 0 and not done.stdout, done


def test_a_port_that_is_taken_is_told_at_once(lab):
    (lab.folder / "namesake.yaml").write_text(f"metrics:\n  listen: 127.0.0.1:{PORT}\n")
    with socket.create_server(("127.0.0.1", PORT)):
        # On this host's own loopback, where the port is taken.
        done = subprocess.run(
            list(map(str, [*lab.server.words[:4], "--dns", "127.0.0.1:5391"])), cwd=lab.folder, timeout=20,
            capture_output=True, text=True, env=clean_environment(),
        )  # fmt: skip
    assert done.returncode == 1
    assert f"127.0.0.1:{PORT}" in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_every_figure_of_the_dashboard_is_scraped(observed):
    observed.boot("shop")
    scraped = {name for name, _ in samples(scrape(observed))}
    dashboard = json.loads(DASHBOARD.read_text())
    wanted = {
        name
        for panel in dashboard["panels"]
        for target in panel.get("targets", [])
        for name in re.findall(r"\b(?:namesake|process)_\w+", target["expr"])
    }
    assert len(wanted) > 10
    assert wanted <= scraped, wanted - scraped


def test_status_says_that_all_is_well_and_what_is_not(observed):
    command = observed.command
    said = command("status")
    assert said.splitlines()[-1] == "all is well" and f"http://127.0.0.1:{PORT}/metrics" in said
    report = command.json("status")
    assert report["warnings"] == [] and report["server"]["dhcp"] == ["eth0"]
    assert report["figures"]["machines"] == 2
    command("network", "set", "lab", "--range", "10.86.51.50-10.86.51.51")
    observed.boot("shop")
    assert "0 of 2 addresses left" in command.json("status")["warnings"][0]
    observed.server.stop()
    assert "no server answers" in command.json("status")["warnings"][0]
    assert "warning: no server answers" in command("status")


def test_the_log_is_an_object_a_line_where_that_is_asked_for(lab):
    (lab.folder / "namesake.yaml").write_text("log:\n  format: json\n  level: debug\n")
    lab.server.start()
    lab.found()
    lab.boot("shop")
    lab.server.stop()
    lines = [json.loads(line) for line in lab.server.log_file.read_text().splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]) for line in lines)
    by_message = {line["message"]: line for line in lines}
    assert by_message["serving"]["level"] == "info" and by_message["serving"]["dns"] == f"{article.SERVER}:53"
    assert {"confined", "stopped"} <= set(by_message)


def test_an_unknown_format_is_refused_with_its_line(lab):
    (lab.folder / "namesake.yaml").write_text("log:\n  format: xml\n")
    done = subprocess.run(
        list(map(str, lab.server.words)), cwd=lab.folder, timeout=20, capture_output=True, text=True,
        env=clean_environment(),
    )  # fmt: skip
    assert done.returncode == 1 and "text or json, not xml" in done.stderr and ":2" in done.stderr, done.stderr
