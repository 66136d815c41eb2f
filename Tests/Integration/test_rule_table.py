"""The table of rules in the documentation says what is there: each rule has its tests, and each test named exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [line.split("|")[1:-1] for line in (ROOT / "docs/dhcp-rules.md").read_text().splitlines() if line.startswith("| R")]
TITLES = re.findall(r'@Test\(\s*"([^"]+)"', "".join(file.read_text() for file in (ROOT / "Tests").rglob("*.swift")))


def test_every_rule_has_its_row():
    assert [row[0].strip() for row in ROWS] == [f"R{number}" for number in range(1, 24)]


def test_every_test_that_is_named_exists():
    for rule, _, shown in ROWS:
        number = rule.strip()
        assert f"{number}: unit test" in shown
        assert [title for title in TITLES if number in re.split(r"[:,] ?| to ", title.split(":")[0] + ":")], number
        for name in re.findall(r"`(test_\w+\.py)`", shown):
            assert (ROOT / "Tests/Integration" / name).exists(), name


def test_every_file_that_is_named_exists():
    """In the other tables too."""
    text = (ROOT / "docs/dhcp-rules.md").read_text()
    for name in set(re.findall(r"`(test_\w+\.py)`", text)):
        assert (ROOT / "Tests/Integration" / name).exists(), name
