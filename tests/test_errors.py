"""Errors as data: they cross processes and speak both languages."""

from __future__ import annotations

import pickle

import pytest

from graph.errors import PowergraphError, Problem, QueryTimeout, SchemaError, SourceError
from graph.text import Message

PROBLEM = Problem("a.csv", "", 2, "name", "x", Message("expect.day"))


@pytest.mark.parametrize(
    "error", [QueryTimeout("store.timeout"), SchemaError("label twice"), SourceError([PROBLEM])]
)
def test_an_error_survives_pickling_with_all_it_says(error: PowergraphError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.render("zh"), again.render("en")) == (error.render("zh"), error.render("en"))
    assert str(again) == str(error)
    assert getattr(again, "problems", None) == getattr(error, "problems", None)
