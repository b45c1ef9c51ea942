"""A dossier as HTML: one file that holds all it needs, no script, nothing fetched. Every word of an article is escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from onrecord.citation import flat, fragment, house, many, safe_url
from onrecord.edtf import in_words
from onrecord.report import wording
from onrecord.report.dossier import Dossier


@cache
def style() -> str:
    """The sheet that stands in the file."""
    return (files("onrecord.report") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """What a browser may do with the file: show it in this style, by its hash, and nothing else. It stands in the file, too."""
    digest = base64.b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def template() -> Template:
    """The file's template."""
    return _environment().get_template("report.html")


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"flat": flat, "safe_url": safe_url, "fragment": fragment, "house": house, "in_words": in_words}
    made.globals |= {"many": many, "say": wording}
    return made


def html(dossier: Dossier) -> str:
    """The file, UTF-8."""
    # The sheet is ours and goes in as it is: its hash is in the policy.
    return template().render(d=dossier, style=Markup(style()), policy=policy())
