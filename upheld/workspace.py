"""A workspace: the one folder that holds everything, so that there is one thing to back up.

    upheld.toml   which scheme, and the settings of this place
    register/     what was added to the scheme's register
    records/      the canonical store
    releases/     what was frozen
    prose/        a year's own texts and free paragraphs, where the scheme's will not do
    letters/      what was written
    packs/        what authorities work with; the case lists are private
    review/       the national review of each year
    site/         what is published
    gallery/      letters to look at, one of each situation

Belongs here: finding it, making it, and where its parts are. Not here: anything done with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from upheld.errors import Conflict, Missing
from upheld.letters.prose import Prose
from upheld.letters.prose_file import load_prose
from upheld.records.contract import Contact
from upheld.records.store import RecordStore
from upheld.records.tables import from_frame
from upheld.register.areas import Areas, load_areas, load_postcodes
from upheld.register.importing_areas import AreasPlace
from upheld.register.postcodes import PostcodeIndex
from upheld.register.update import RegisterPlace
from upheld.register.years import ReportingYear
from upheld.release.store import ReleaseStore
from upheld.scheme import Scheme, england, load_scheme
from upheld.settings import SETTINGS, Settings, read_settings

REGISTER = "register"

NEW_SETTINGS = """\
# Settings of this workspace. docs/reference/settings.md lists them all.

# The scheme: the name of one that comes with Upheld, or the path of a folder, seen from here.
scheme = "england"

# Where the public site will stand, without a slash at its end.
# [site]
# address = "https://complaints.example"
"""


@dataclass(frozen=True)
class Workspace:
    """A workspace on disk."""

    folder: Path

    def __reduce__(self) -> tuple[type[Workspace], tuple[Path]]:
        """Another process reads for itself what is in the folder."""
        return Workspace, (self.folder,)

    @cached_property
    def settings(self) -> Settings:
        """What upheld.toml says. Raises Invalid with everything in it that will not do."""
        return read_settings(self.folder / SETTINGS)

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme that upheld.toml names, loaded and checked."""
        named = self.settings.scheme
        folder = england() if named == "england" else self.folder / named
        return load_scheme(folder, additions=self.folder / REGISTER)

    @property
    def register_place(self) -> RegisterPlace:
        """Where imports of authorities, population and neighbours read and write. What `scheme` held stays as it was."""
        scheme = self.scheme
        return RegisterPlace(
            scheme.folder, tuple(scheme.types), scheme.rules.population, self.folder / REGISTER
        )

    @property
    def areas_place(self) -> AreasPlace:
        """Where imports of boundaries and postcodes read and write."""
        scheme = self.scheme
        return AreasPlace(scheme.folder, scheme.register, scheme.types_with_area, self.folder / REGISTER)

    def areas(self) -> Areas:
        """Where councils were: the scheme's shapes, or those imported. Raises Missing for a scheme without a map."""
        place = self.areas_place
        return load_areas(place.scheme_folder, place.register, place.on_map, place.additions)

    def postcodes(self) -> PostcodeIndex:
        """Which council a postcode lies in: the scheme's index, or the one imported. Raises as `areas` does."""
        return load_postcodes(self.scheme.folder, self.folder / REGISTER)

    @property
    def records(self) -> RecordStore:
        """What was imported."""
        return RecordStore(self.folder / "records")

    def contacts(self) -> list[Contact]:
        """Everybody in a role at an authority, past and present."""
        return from_frame(Contact, self.records.scan(Contact.TABLE).collect())

    @property
    def releases(self) -> ReleaseStore:
        """What was frozen."""
        return ReleaseStore(self.folder / "releases")

    def prose(self, year: ReportingYear) -> Prose:
        """The texts of a year's letters: the scheme's, with what the folder prose/ of this workspace puts in their place."""
        return load_prose(self.scheme.prose_folder, year, self.folder / "prose")

    @property
    def site(self) -> Path:
        """Where the editions of the public site are."""
        return self.folder / "site"

    def letters_of(self, year: ReportingYear, revision: int, as_published: bool = False) -> Path:
        """Where the letter set of a release goes; one as published has a folder of its own."""
        return self.folder / "letters" / year.label / f"r{revision}{'-as-published' if as_published else ''}"

    @property
    def gallery(self) -> Path:
        """Where letters to look at go, one of each situation. Nothing of it is sent, and it can be made again."""
        return self.folder / "gallery"

    def packs_of(self, year: ReportingYear, revision: int) -> Path:
        """Where the packs of a release go, each kind in a folder of its own."""
        return self.folder / "packs" / year.label / f"r{revision}"

    def review_of(self, year: ReportingYear, revision: int) -> Path:
        """Where the national review of a release goes."""
        return self.folder / "review" / year.label / f"r{revision}"


def open_workspace(folder: Path) -> Workspace:
    """The workspace in `folder`, or in the nearest folder above that is one. Raises Missing where none is."""
    for place in (folder.absolute(), *folder.absolute().parents):
        if (place / SETTINGS).is_file():
            return Workspace(place)
    raise Missing(
        f"{folder} is not in a workspace: no {SETTINGS} here or above. Type `upheld init {folder}` to make one, or "
        f"`upheld demo` to see a whole one."
    )


def make_workspace(folder: Path) -> Workspace:
    """Make a workspace in an empty or new folder. Raises Conflict where something stands in its place."""
    if (folder / SETTINGS).exists():
        raise Conflict(f"{folder} is a workspace already.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is not an empty folder: name another.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(NEW_SETTINGS, encoding="utf-8")
    return Workspace(folder)
