"""The sample articles that `naql demo` shows, with what a text file cannot say of itself: they lie in `examples/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from naql.errors import InputError
from naql.intake.published import parse_published


def samples_folder() -> Path:
    """Where the samples are: inside the package once it is installed, else beside it, as in the repository.

    Raises InputError where they are in neither place.
    """
    packaged = Path(str(files("naql"))) / "examples"
    places = (packaged, Path(__file__).resolve().parents[2] / "examples")
    for place in places:
        if (place / "articles").is_dir():
            return place
    raise InputError("the sample articles are not here", str(packaged))


def load_samples() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each sample file, and the outlet and day to give it; they are listed in `about.tsv`."""
    folder = samples_folder()
    with (folder / "about.tsv").open(encoding="utf-8", newline="") as stream:
        about = {row["file"]: row for row in csv.DictReader(stream, delimiter="\t")}
    for path in sorted((folder / "articles").iterdir()):
        row = about.get(path.name, {})
        given: dict[str, Any] = {"outlet": row.get("outlet") or None}
        if row.get("published"):
            given["published"] = parse_published(row["published"])
        yield path, given
