"""Templates: what they are given, and how days, words and places are written in them. Everything is escaped; nothing of an article is HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.citation import flat, fragment, house, many, safe_url
from onrecord.edtf import in_words
from onrecord.judgements.states import states_of, told_by
from onrecord.model import Evidence


def place(e: Evidence) -> str:
    """The address of a line in its article on this server."""
    return f"/articles/{quote(e.article, safe='')}?at={e.start}-{e.end}#at"


def query(given: Mapping[str, Any], **other: Any) -> str:
    """A query string of what is given, with some of it replaced."""
    told = {**given, **other}
    return "&".join(f"{quote(str(k), safe='')}={quote(str(v), safe='')}" for k, v in told.items() if v not in (None, "", False))


@cache
def environment() -> Environment:
    """The one environment; templates are part of the package."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "day": in_words,
        "flat": flat,
        "safe_url": safe_url,
        "fragment": fragment,
        "place": place,
        "house": house,
        "path": lambda s: quote(s, safe=""),
    }
    made.globals |= {"many": many, "query": query, "told_by": told_by, "states_of": states_of}
    return made


def page(name: str, /, **told: Any) -> str:
    """A template with what it is given."""
    return environment().get_template(name).render(**told)
