"""The shape of the house, held by tests: the direction of imports, no clock, no floats where figures are exact.

Belongs here: rules about the code as a whole. What the repository as a set of files must be is in test_repository.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

PACKAGE = Path(__file__).resolve().parent.parent / "upheld"
MODULES = sorted(PACKAGE.rglob("*.py"))

# The edge: where an instant, a folder or an environment variable is read, once, and passed in.
EDGE = ("cli/", "workspace.py")
# Attributes that, when called, ask the machine for something that differs from one run to the next.
ASKS_THE_MACHINE = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("os", "cpu_count"),
    ("os", "getenv"),
    ("os", "urandom"),
    ("Path", "cwd"),
    ("Path", "home"),
    ("platform", "node"),
    ("random", "choice"),
    ("random", "random"),
    ("random", "randint"),
    ("random", "shuffle"),
    ("random", "SystemRandom"),
    ("time", "time"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
}
MODULES_OF_CHANCE = {"time", "secrets", "uuid", "locale", "getpass"}
# The ends of an interval come from SciPy, which counts in floats; they are frozen as decimal text. A reader of settings
# says how alike two spellings must be for a suggestion; that is no figure.
MAY_USE_FLOATS = {"interval.py", "toml_table.py"}


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _last(node: ast.expr) -> str:
    """`date` of both `date.today` and `datetime.date.today`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _asked_of_the_machine(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = (_last(node.func.value), node.func.attr)
            if asked in ASKS_THE_MACHINE:
                yield f"line {node.lineno}: {asked[0]}.{asked[1]}()"
        elif isinstance(node, ast.Attribute) and (_last(node.value), node.attr) == ("os", "environ"):
            yield f"line {node.lineno}: os.environ"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in MODULES_OF_CHANCE:
                    yield f"line {node.lineno}: import {alias.name}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES_OF_CHANCE:
            yield f"line {node.lineno}: from {node.module} import"


def _floats(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: {node.value}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield f"line {node.lineno}: float()"


def test_imports_keep_their_direction() -> None:
    assert lint_imports(config_filename=str(PACKAGE.parent / "pyproject.toml"), no_cache=True) == 0, (
        "an import contract is broken: run `make check` to read which"
    )


def test_every_contract_is_a_sentence() -> None:
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        name = contract["name"]
        assert name[0].isupper(), name
        assert len(name.split()) >= 6, f"{name!r} is a label; say what holds, as a sentence"


def test_every_room_stands_in_the_layers() -> None:
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    layers = {
        layer.removeprefix("upheld.") for layer in settings["tool"]["importlinter"]["contracts"][0]["layers"]
    }
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    rooms -= {"__init__", "__main__", "schemes"}
    assert rooms == layers, "a new room needs its place in the layers of pyproject.toml"


@pytest.mark.parametrize("path", [m for m in MODULES if not _name(m).startswith(EDGE)], ids=_name)
def test_nothing_but_the_edge_asks_the_machine(path: Path) -> None:
    assert not list(_asked_of_the_machine(_tree(path))), (
        "times, paths and random numbers are passed in; only cli and workspace.py ask for them"
    )


@pytest.mark.parametrize(
    "path", [m for m in MODULES if m.parent.name == "measures" and m.name not in MAY_USE_FLOATS], ids=_name
)
def test_measures_are_exact(path: Path) -> None:
    assert not list(_floats(_tree(path))), "rates are Fractions until they are printed"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree) or not tree.body, (
        "a module's docstring says what belongs in it and what does not"
    )


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import datetime\nx = datetime.date.today()", ["line 2: date.today()"]),
        ("from datetime import datetime, UTC\nx = datetime.now(UTC)", ["line 2: datetime.now()"]),
        ("import os\nx = os.environ['HOME']", ["line 2: os.environ"]),
        ("import time", ["line 1: import time"]),
        ("from uuid import uuid4", ["line 1: from uuid import"]),
        ("import random\nx = random.Random(1).random()", []),
        ("from datetime import date\nx = date(2020, 3, 31)", []),
    ],
)
def test_the_rule_sees_what_it_should(code: str, found: list[str]) -> None:
    assert list(_asked_of_the_machine(ast.parse(code))) == found
