"""The table of requirements says what is there: no row is missing, and each test that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (ROOT / "docs/requirements.md").read_text().splitlines()
    if line.startswith("| R")
]
NAMED = sorted({name for *_, shown in ROWS for name in re.findall(r"`(test_\w+\.py::\w+|\w+\.swift::\w+)`", shown)})


def test_every_requirement_has_its_row():
    assert [row[0] for row in ROWS] == [f"R{number}" for number in [*range(1, 71), *range(83, 94)]]


def test_every_row_names_a_test_or_says_why_there_is_none():
    for row, _, shown in ROWS:
        assert "::" in shown or re.match(r"No test: .+\.$", shown), row


@pytest.mark.parametrize("name", NAMED)
def test_the_test_that_is_named_exists(name):
    file, test = name.split("::")
    found = [path for path in (ROOT / "Tests").rglob(file) if "Fuzz" not in path.parts]
    assert found, f"there is no {file}"
    pattern = rf"^def {test}\(" if file.endswith(".py") else rf"@Test\((?:[^@]|@(?!Test))*?\bfunc {test}\("
    assert any(re.search(pattern, path.read_text(), re.MULTILINE) for path in found), f"there is no {test} in {file}"
