"""The OpenAPI document, and a page that lists its operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.api.paging import as_json
from onrecord.web.pages.common import show

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation: what it is, in words."""

    name: str
    kind: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it. ``answers``: (status, what it means, what is answered)."""

    method: str
    path: str
    told: str
    parameters: tuple[Parameter, ...]
    body: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, str], ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.method.lower()}{self.path.replace('/', '-').replace('{', '').replace('}', '')}"


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of a tag."""

    name: str
    told: str
    operations: tuple[Operation, ...]


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The document."""
    return as_json(request.app.openapi())


@router.get("/docs")
def docs(request: Request) -> Response:
    """The page."""
    told = request.app.openapi()
    return show(request, "api.html", "/api/v1/docs", groups=groups(told), info=told["info"], base=told["servers"][0]["url"])


def groups(told: dict[str, Any]) -> list[Group]:
    """The operations of an OpenAPI document by tag, in its order."""
    held = told["components"]["schemas"]
    every = [(method, path, o) for path, some in told["paths"].items() for method, o in some.items()]
    return [
        Group(
            t["name"],
            t["description"],
            tuple(_operation(m.upper(), path, o, held) for m, path, o in every if t["name"] in o.get("tags", ())),
        )
        for t in told["tags"]
    ]


def _operation(method: str, path: str, told: dict[str, Any], held: dict[str, Any]) -> Operation:
    parameters = tuple(
        Parameter(p["name"], _kind(_resolved(p["schema"], held)), p.get("required", False), _meant(p)) for p in told.get("parameters", ())
    )
    body = tuple((media, _kind(c["schema"])) for media, c in told.get("requestBody", {}).get("content", {}).items())
    answers = tuple(
        (status, r["description"], ", ".join(_kind(c["schema"]) for c in r.get("content", {}).values()))
        for status, r in sorted(told["responses"].items())
        if status.startswith(("2", "3")) or status in ("400", "404", "409")
    )
    return Operation(method, path, told.get("description", told.get("summary", "")), parameters, body, answers)


def _meant(parameter: dict[str, Any]) -> str:
    """What a parameter does, with an example and what holds without it."""
    schema = parameter["schema"]
    told = parameter.get("description") or schema.get("description", "")
    examples = schema.get("examples") or parameter.get("examples") or []
    default = schema.get("default")
    more = [f"Such as `{examples[0]}`." if isinstance(examples, list) and examples else ""]
    more.append(f"By default {str(default).lower()}." if default not in (None, False) else "")
    return " ".join(part for part in (told, *more) if part)


def _resolved(schema: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """A schema with the one that it names in its place."""
    if "$ref" in schema:
        found: dict[str, Any] = held[schema["$ref"].rpartition("/")[2]]
        return found
    return {**schema, "anyOf": [_resolved(s, held) for s in schema["anyOf"]]} if "anyOf" in schema else schema


def _kind(schema: dict[str, Any]) -> str:
    """What a schema takes, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(s) for s in schema[several] if s.get("type") != "null"))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = {"string": "words", "integer": "number", "boolean": "true, false", "object": "fields"}.get(schema.get("type", ""), "anything")
    if "pattern" in schema or schema.get("format") == "date":
        kind = "a day" if "d{4}" in schema.get("pattern", "") else kind
    kind = str(schema["type"]) if schema.get("type") == "number" else kind
    bounds = [
        f"from {schema['minimum']:g}" if "minimum" in schema else "",
        f"to {schema['maximum']:g}" if schema.get("maximum", 1e9) < 1e9 else "",
    ]
    return " ".join([kind, *(b for b in bounds if b)])
