"""What holds for every file of the code: imports stay light, everything public is explained, every word list says where it is from."""

import ast
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import naql

HEAVY = ("sqlalchemy", "alembic", "fastapi", "starlette", "rich", "click", "uvicorn", "jinja2", "sqlite3", "resiliparse")
CODE = Path(naql.__file__).parent
MODULES = sorted(CODE.rglob("*.py"))
TABLES = sorted((CODE / "language" / "data").glob("*.tsv"))


def loaded_by(code):
    """The heavy packages that a new interpreter has loaded after running some code."""
    ask = f"{code}\nimport sys\nprint(*sorted(sys.modules.keys() & {set(HEAVY)!r}))"
    return subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(CODE.parent)}
    ).stdout


@pytest.mark.parametrize(
    "code", ["import naql", "from naql import read", "from naql import Article, read\nread(Article(('خبر', 'او گفت: باران آمد.')))"]
)
def test_reading_loads_no_database_and_no_web(code):
    """Importing the package, and reading with it, loads no database, web framework or terminal library."""
    assert loaded_by(code).split() == []


def test_opening_an_archive_loads_the_database():
    """The look at what is loaded does see a heavy package where one is used."""
    assert "sqlalchemy" in loaded_by("from naql import open_archive").split()


def unexplained(tree):
    """The names of public functions and classes without a docstring, and the module itself as an empty name."""
    if ast.get_docstring(tree) is None:
        yield ""
    stack = [("", tree)]
    while stack:
        prefix, node = stack.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or child.name.startswith("_"):
                continue
            if ast.get_docstring(child) is None:
                yield prefix + child.name
            if isinstance(child, ast.ClassDef):
                stack.append((prefix + child.name + ".", child))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CODE)))
def test_everything_public_is_explained(path):
    """Every file, and every public function, class and method in it, has a docstring."""
    assert list(unexplained(ast.parse(path.read_text("utf-8")))) == []


def test_the_search_for_the_unexplained_finds_one():
    """A public method without a docstring is found, a private function is not asked for one."""
    tree = ast.parse('"""File."""\nclass A:\n    """Class."""\n    def b(self): ...\ndef _c(): ...')
    assert list(unexplained(tree)) == ["A.b"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_of_a_word_list_says_its_source(path):
    """Each table has a column `source`, filled in every row, and every row has as many cells as the header."""
    header, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert "source" in header
    assert rows
    at = header.index("source")
    assert [row for row in rows if len(row) != len(header) or not row[at].strip()] == []


def test_the_word_lists_are_packaged():
    """The tables that the tests look at are those that the package reads."""
    assert {p.name for p in (files("naql.language") / "data").iterdir() if p.name.endswith(".tsv")} == {p.name for p in TABLES}
