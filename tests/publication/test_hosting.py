"""nginx and Caddy, set up word for word as docs/how-to/serve.md says, answer as `upheld serve` does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.publication.hosts import HOST, Answer, ask, free_port, hosted_site, one_of_each, running, served
from upheld.publication.edition import Edition

pytestmark = pytest.mark.slow

NOT_THERE = (
    "nowhere/",
    "nowhere.html",
    ".hidden",
    "style/site.css.gz",
    "authority/.git/config",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that is served."""
    return hosted_site(tmp_path_factory.mktemp("hosted") / "made")


@pytest.fixture(scope="module")
def ours(site: Path) -> Iterator[int]:
    with served(site) as port:
        yield port


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def theirs(
    request: pytest.FixtureRequest, site: Path, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """A real server, set up as the guide says, with the folder, the address and the hashes of this site put in."""
    guide = (root / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")
    found = re.search(rf"```{request.param}\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    styles = " ".join(f"'{each}'" for each in Edition((site / "current").resolve().parent).about.styles)
    assert styles
    told = found[1].replace("/srv/review/site", str(site)).replace("'STYLE'", styles)
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    command = (_nginx if request.param == "nginx" else _caddy)(told, folder, port)
    with running(command, folder, port):
        yield port


def _nginx(told: str, folder: Path, port: int) -> list[str]:
    whole = "\n".join(
        (
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;",
            "events {}",
            "http {",
            "access_log off;",
            *(
                f"{each}_temp_path {folder}/{each};"
                for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            ),
            told.replace("listen 80;", f"listen {HOST}:{port};"),
            "}",
        )
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return [
        _installed("nginx", "nginx-light"),
        "-p",
        str(folder),
        "-c",
        f"{folder}/nginx.conf",
        "-e",
        f"{folder}/errors",
    ]


def _caddy(told: str, folder: Path, port: int) -> list[str]:
    whole = "{\nadmin off\nauto_https off\n}\n" + told.replace(
        "complaints.example {", f"http://{HOST}:{port} {{"
    )
    (folder / "Caddyfile").write_text(whole, encoding="utf-8")
    return [_installed("caddy", "caddy"), "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


def _installed(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    assert found, f"{name} is missing. On Debian or Ubuntu: sudo apt install {package}"
    return found


def alike(found: Answer, expected: Answer) -> bool:
    """Whether two servers say the same. One that cannot know which files have a compressed form may say `Vary` of all."""
    if expected.said["Vary"] is None:
        found = replace(found, said={**found.said, "Vary": None})
    return found == expected


@pytest.mark.parametrize("gzipped", [True, False])
def test_every_kind_of_file_is_answered_alike(site: Path, ours: int, theirs: int, gzipped: bool) -> None:
    paths = one_of_each(site)
    assert {Path(path).suffix for path in paths} >= {
        ".html",
        ".json",
        ".csv",
        ".xlsx",
        ".ods",
        ".parquet",
        ".xml",
        ".pdf",
    }
    for path in paths:
        assert alike(ask(theirs, path, gzipped=gzipped), ask(ours, path, gzipped=gzipped)), path


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_is_told_alike(ours: int, theirs: int, path: str) -> None:
    found, expected = (ask(port, path, gzipped=True) for port in (theirs, ours))
    assert expected.status == 404
    assert alike(found, expected)


def test_nothing_above_the_edition_in_force_can_be_reached(theirs: int) -> None:
    for path in ("..%2fabout.json", "../about.json", "%2e%2e/files.csv", "authority/..%2f..%2fabout.json"):
        answer = ask(theirs, path, gzipped=False)
        assert answer.status in (400, 404), path
        assert b"releases" not in answer.content


def test_a_folder_without_its_slash_leads_on(site: Path, ours: int, theirs: int) -> None:
    folder = next(path for path in one_of_each(site) if path.startswith("authority/")).rpartition("/")[0]
    found, expected = (ask(port, folder, gzipped=True) for port in (theirs, ours))
    assert expected.said["Location"] == f"/{folder}/"
    assert (found.status // 100, found.said["Location"]) == (3, expected.said["Location"])
    assert found.said["Content-Security-Policy"] == expected.said["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_but_reading_is_answered(ours: int, theirs: int, method: str) -> None:
    for port in (theirs, ours):
        assert ask(port, "", gzipped=False, method=method).status == 405


def test_heads_are_told_without_content(ours: int, theirs: int) -> None:
    found, expected = (ask(port, "feed.xml", gzipped=False, method="HEAD") for port in (theirs, ours))
    assert alike(found, expected)
    assert found.content == b""


def test_a_new_edition_is_served_without_a_restart(site: Path, theirs: int) -> None:
    link = site / "current"
    edition, target = link.resolve().parent, link.readlink()
    other = edition.with_name("000009")
    shutil.copytree(edition, other)
    (other / "public" / "robots.txt").write_bytes(b"another edition\n")
    replaced = site / "current.new"
    replaced.symlink_to(Path(*target.parts[:-2], other.name, "public"))
    replaced.rename(link)
    try:
        assert ask(theirs, "robots.txt", gzipped=False).content == b"another edition\n"
    finally:
        replaced.symlink_to(target)
        replaced.rename(link)
        shutil.rmtree(other)
