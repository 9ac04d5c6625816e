"""Addresses of the dashboard: what comes back, and what a stranger's address cannot do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.links import Address, parse
from dashboard.pages import PAGES

WHOLE = Address("findings", "en", date(2026, 6, 30), "D1", {"rule": "SOD-001", "severity": "high"})


def test_an_address_leads_back_to_what_it_was_made_of() -> None:
    again = parse(WHOLE.params(), "overview")
    assert again == WHOLE
    assert dict(again.own) == dict(WHOLE.own)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "../../etc/passwd"),
        ("lang", "fr"),
        ("as_of", "2026-02-30"),
        ("as_of", "0001-01-01"),
        ("unit", "D\n1"),
        ("unit", "x" * 301),
        ("unit", "a\u202eb"),
        ("rule", "SOD-001; DROP"),
        ("severity", "highest"),
        ("finding", "zz"),
        ("dimension", "ALL"),
    ],
)
def test_a_value_of_another_shape_is_left_out(name: str, value: str) -> None:
    assert parse({name: value}, "findings") == Address()


@pytest.mark.parametrize("value", ["Nothing/x", "Power", "Power/", "Meta\n/graph"])
def test_a_node_is_believed_only_with_a_label_and_a_uid(value: str) -> None:
    assert dict(parse({"node": value}, "explorer").own) == {}


def test_what_belongs_to_another_page_is_left_out() -> None:
    assert dict(parse({"page": "power", "uid": "W1", "rule": "SOD-001"}, "overview").own) == {
        "uid": "W1"
    }


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "page",
                "lang",
                "as_of",
                "unit",
                *(name for page in PAGES.values() for name in page.own),
            ]
        ),
        st.text(),
    )
)
def test_whatever_stands_in_an_address_it_is_read(params: dict[str, str]) -> None:
    address = parse(params, "overview")
    assert address.page is None or address.page in PAGES
    assert set(address.own.values()) <= set(params.values())
    assert parse(address.params(), address.page or "overview") == address
