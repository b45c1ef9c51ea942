"""The nouns as JSON and back, by cattrs; field order and names are those of :mod:`onrecord.model`."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

_converter = make_converter(omit_if_default=True)
T = TypeVar("T")


def to_plain(noun: Any) -> Any:
    """The noun as dictionaries and lists, defaults left out."""
    return _converter.unstructure(noun)


def dump(noun: Any) -> str:
    """The noun as one line of JSON."""
    return json.dumps(to_plain(noun), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], line: str) -> T:
    """The noun of a line that :func:`dump` wrote."""
    return _converter.structure(json.loads(line), kind)


def prepare(*kinds: type[Any]) -> None:
    """Makes what loads these nouns, so that the first to be loaded does not wait for it."""
    for kind in kinds:
        _converter.get_structure_hook(kind)
