"""The program of docs/how-to/serve.md makes an object store hold the site, file by file, as `upheld serve` answers it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.publication.hosts import HOST, PATIENCE, Answer, add_stand_ins, ask, free_port, running, served
from tests.publication.published_world import marked, publish, workspace_of
from tests.release.taken_down import DECISION, MARKS, taken, three
from upheld.publication.edition import Edition
from upheld.publishing import take_out_of_site

pytestmark = pytest.mark.slow

STORE = Path(sys.prefix) / "store" / "bin"
BUCKET = "site"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[int]:
    """An object store on this machine, with an empty bucket."""
    port = free_port()
    server = STORE / "moto_server"
    assert server.is_file(), "there is no object store here; `make test-slow` sets one up"
    with running([str(server), "-H", HOST, "-p", str(port)], tmp_path, port):
        asked(port, "PUT", f"/{BUCKET}")
        yield port


def test_it_holds_every_file_as_it_is_served_and_after_a_withdrawal_nothing_of_the_text(
    store: int, tmp_path: Path
) -> None:
    world = marked(tmp_path / "made")
    workspace = workspace_of(world.folder, three())
    publish(workspace)
    site = workspace.site
    first = Edition((site / "current").resolve().parent).manifest
    assert put(store, site, tmp_path) == f"{len(first):,} put, 0 deleted; {len(first):,} are there."
    assert_held_as_served(store, site, first)
    assert put(store, site, tmp_path) == f"0 put, 0 deleted; {len(first):,} are there."

    taken(world, *DECISION)
    take_out_of_site(workspace, lambda _line: None)
    second = Edition((site / "current").resolve().parent).manifest
    sent = sum(first.get(path) != row for path, row in second.items())
    gone = len(first.keys() - second.keys())
    assert 0 < sent < len(second) / 2
    assert put(store, site, tmp_path) == f"{sent:,} put, {gone:,} deleted; {len(second):,} are there."
    assert_held_as_served(store, site, second)
    for path in second:
        assert MARKS[DECISION].encode() not in held(store, path).content


def test_what_does_not_belong_to_the_site_is_removed_and_a_folder_that_is_none_changes_nothing(
    store: int, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "current").mkdir(parents=True)
    asked(store, "PUT", f"/{BUCKET}/left.html", b"from elsewhere")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        put(store, site, tmp_path)
    assert "is no site: nothing was changed." in refused.value.stderr
    assert held(store, "left.html").content == b"from elsewhere"
    (site / "current" / "index.html").write_text("<h1>Home</h1>")
    assert put(store, site, tmp_path) == "1 put, 1 deleted; 1 are there."
    assert held(store, "left.html").status == 404


def test_a_file_of_the_search_is_kept_as_its_name_says(store: int, tmp_path: Path) -> None:
    add_stand_ins(tmp_path / "site")
    (tmp_path / "site" / "current" / "index.html").write_text("<h1>Home</h1>")
    put(store, tmp_path / "site", tmp_path)
    assert held(store, "named.0a1b2c3d.js").said["Cache-Control"] == "public, max-age=31536000, immutable"
    assert held(store, "pagefind/search.wasm").said["Content-Type"] == "application/wasm"


def assert_held_as_served(store: int, site: Path, paths: Iterable[str]) -> None:
    with served(site) as ours:
        for path in paths:
            expected, found = ask(ours, path, gzipped=True), held(store, path)
            assert (found.status, found.content) == (200, expected.content), path
            for name in ("Content-Type", "Content-Encoding", "Cache-Control"):
                assert found.said[name] == expected.said[name], (path, name)


def put(port: int, site: Path, scratch: Path) -> str:
    """Run the program of the guide, word for word; what it says."""
    guide = (ROOT / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    program = scratch / "to_store.py"
    program.write_text(found[1], encoding="utf-8")
    environment = {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ENDPOINT_URL": f"http://{HOST}:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": str(scratch),
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [str(STORE / "python"), str(program), str(site / "current"), BUCKET],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def held(port: int, path: str) -> Answer:
    """What the store answers to who may read the bucket; it looks whether there is a signature, and not at whose it is."""
    return ask(port, f"{BUCKET}/{path}?Signature=any", gzipped=True)


def asked(port: int, method: str, path: str, content: bytes = b"") -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.request(method, path, content)
    assert connection.getresponse().status == 200
    connection.close()
