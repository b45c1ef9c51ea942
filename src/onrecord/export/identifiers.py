"""Names of the record's nouns as IRIs, for formats that need one: ``urn:onrecord:statement:ID``, with the id percent-encoded.

The namespace is not registered; the names hold within one record and those exported from it.
"""

from __future__ import annotations

from urllib.parse import quote

from onrecord.citation import safe_url
from onrecord.model import Article

NAMESPACE = "urn:onrecord:"


def urn(kind: str, identity: str) -> str:
    """The name of a noun; ``kind`` is "article", "statement", "actor" and so on."""
    return f"{NAMESPACE}{kind}:{quote(identity, safe='')}"


def address(url: str | None) -> str | None:
    """The address as an IRI where it is one of the web, else None: no other scheme is exported as a link."""
    safe = safe_url(url)
    return quote(safe, safe="/:?#[]@!$&'()*+,;=%-._~") if safe is not None else None


def source(article: Article) -> str:
    """Where an article is: its address, else its name."""
    return address(article.url) or urn("article", article.id)
