"""Every page says whose decisions these are and how to complain to whoever made them."""

from __future__ import annotations

import pytest

from tests.publication.made_site import inputs, pages, parsed

ISSUER = inputs().scheme.issuer


def test_every_page_says_how_to_complain_and_leads_there() -> None:
    for path in pages():
        page = parsed(path)
        assert ISSUER.how_to_complain in page.text, path
        assert f"https://{ISSUER.complaint_page}" in {each.get("href") for each in page.attributes("a")}


@pytest.mark.parametrize("path", ["index.html", "authority/bolsover/index.html"])
def test_home_and_authority_name_the_ombudsman_and_lead_to_how_to_complain(path: str) -> None:
    page = parsed(path)
    assert ISSUER.ombudsman in page.text
    assert "#complain" in {each.get("href") for each in page.attributes("a")}
    assert "complain" in {each.get("id") for each in page.attributes("p")}
