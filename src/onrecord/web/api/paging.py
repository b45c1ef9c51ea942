"""Pages of a list, and whether what is asked for has changed since: cursors, ``next``, ``ETag``.

A cursor holds the key of the last row that was given and a digest of the list and its filters, so that one list's cursor is refused by
another. It is opaque to who uses it, and it is not signed: a made-up one leads to rows that could be asked for anyway.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord import __version__
from onrecord.store.catalogue import Catalogue, Key, Keyed
from onrecord.web.problems import Problem

MOST = 200
"""Things on a page."""
LOOKED_AT = 300
"""Rows that one page looks at where a filter can only be told from the row itself."""
AT_ONCE = 100
T = TypeVar("T")
R = TypeVar("R")


class Paging(BaseModel):
    """What every list takes; other query parameters than those of the list are refused."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=MOST, description=f"How many at most, up to {MOST}.")
    cursor: str | None = Field(
        None,
        max_length=2_000,
        pattern="^[A-Za-z0-9_-]+$",
        description="From the `next` of the page before; opaque, and of use only with the same filters.",
    )


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Things, and the key after which the next page begins; None on the last."""

    things: Sequence[T]
    following: Key | None


def page(ask: Callable[[Key, int], Keyed[T]], after: Key, limit: int) -> Page[T]:
    """A page of a list that the record filters itself."""
    rows = ask(after, limit + 1)
    return Page([x for _, x in rows[:limit]], rows[limit - 1][0] if len(rows) > limit else None)


def sifted(ask: Callable[[Key, int], Keyed[T]], sift: Callable[[Sequence[T]], Sequence[R | None]], after: Key, limit: int) -> Page[R]:
    """A page of a list whose rows are looked at one by one, some at a time; shorter than the limit where few of many fit.

    Args:
        sift: what becomes of each of some rows; None where it does not fit.
    """
    out: list[R] = []
    for _ in range(0, LOOKED_AT, AT_ONCE):
        rows = ask(after, AT_ONCE)
        for n, (key, made) in enumerate(zip((k for k, _ in rows), sift([x for _, x in rows]), strict=True)):
            if made is not None:
                out.append(made)
            if len(out) == limit:
                last = n == len(rows) - 1 and len(rows) < AT_ONCE
                return Page(out, None if last else key)
        if len(rows) < AT_ONCE:
            return Page(out, None)
        after = rows[-1][0]
    return Page(out, after)


def digest(request: Request) -> str:
    """Of a list and its filters."""
    asked = sorted((k, v) for k, v in request.query_params.multi_items() if k not in ("cursor", "limit"))
    return hashlib.sha256(repr((request.url.path, asked)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def written(request: Request, key: Key) -> str:
    """The cursor of a key."""
    told = json.dumps([digest(request), *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(request: Request, cursor: str | None, kinds: Sequence[type]) -> Key:
    """The key of a cursor; empty where there is none.

    Args:
        kinds: of the key's parts.

    Raises:
        Problem: 400, it is none, or of another list.
    """
    if cursor is None:
        return ()
    try:
        if not cursor.isascii():
            raise ValueError
        told = json.loads(base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), b"-_", validate=True).decode())
        if not isinstance(told, list) or told[0] != digest(request) or len(told) != len(kinds) + 1:
            raise ValueError
        if not all(_sound(part, kind) for part, kind in zip(told[1:], kinds, strict=True)):
            raise ValueError
    except (ValueError, IndexError, RecursionError):
        raise Problem(
            400, "Bad cursor", "The cursor is none of this list with these filters; take the one in `next`, or leave it out to begin again."
        ) from None
    return tuple(told[1:])


def _sound(part: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part) and abs(part) < 1e6
    if kind is int:
        return isinstance(part, int) and not isinstance(part, bool) and abs(part) < 2**62
    if kind is list:
        return isinstance(part, list) and len(json.dumps(part)) < 1_500
    return isinstance(part, str) and part.encode("utf-8", "replace").decode() == part


def following(request: Request, key: Key | None) -> str | None:
    """The address of the next page."""
    if key is None:
        return None
    asked = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    told = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in [*asked, ("cursor", written(request, key))])
    return f"{quote(request.url.path, safe='/')}?{told}"


def conditional(request: Request, catalogue: Catalogue, make: Callable[[], Any], *more: object) -> Response:
    """What was made as JSON with an entity tag, or 304 where the asker has it already. It is made only where it must be.

    Args:
        more: what the answer depends on beside the record and the address.
    """
    tag = entity_tag(request, catalogue.mark(), *more)
    if held(request, tag):
        return Response(status_code=304, headers=cached(tag))
    return as_json(make(), cached(tag))


def listing(request: Request, catalogue: Catalogue, name: str, make: Callable[[], Page[Any]], write: Callable[[Any], Any]) -> Response:
    """A page as JSON with ``next`` and the header ``Link``; 304 where the asker has it."""
    tag = entity_tag(request, catalogue.mark())
    if held(request, tag):
        return Response(status_code=304, headers=cached(tag))
    found = make()
    address = following(request, found.following)
    return as_json({name: [write(x) for x in found.things], "next": address}, {**cached(tag), **linked(address)})


def linked(address: str | None) -> dict[str, str]:
    """The header that leads to the next page."""
    return {"Link": f'<{address}>; rel="next"'} if address else {}


def as_json(value: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """A value as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, headers=dict(headers or {}), media_type="application/json")


def entity_tag(request: Request, mark: Iterable[object], *more: object) -> str:
    """What names this state of what the address shows; it changes with the record, the version and the day."""
    told = repr((__version__, tuple(mark), request.url.path, request.url.query, date.today().isoformat(), more))
    return f'"{hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


def held(request: Request, tag: str) -> bool:
    """Whether the asker says that it has what the tag names."""
    shown = request.headers.get("if-none-match", "")
    return shown.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in shown.split(",")}


def cached(tag: str) -> dict[str, str]:
    """The headers by which an answer may be kept, and must be asked for again."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}
