"""What does not belong on a page of ours: elements, attributes and addresses that no template of ours makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

import onrecord

PACKAGE = Path(onrecord.__file__).parent
SCRIPTS = ("/static/htmx.min.js", "/static/page.js", "/static/review.js")
AT_ONCE = 40
"""Pages that are handed to the browser's parser at once."""
LOOK = r"""({known, scripts}) => {
  window.strangers = (document, base) => {
    const found = [];
    for (const e of document.querySelectorAll("*")) {
      const tag = e.localName;
      if (!known.includes(tag)) found.push(tag);
      if (tag === "script" && (e.textContent || !scripts.includes(e.getAttribute("src")))) found.push("script of a stranger");
      if (tag === "meta" && e.httpEquiv && !e.closest("noscript") && e.httpEquiv !== "Content-Security-Policy") found.push("meta " + e.httpEquiv);
      for (const {name, value} of e.attributes) {
        if (/^on|^hx-on|^style$|^srcdoc$|^autofocus$|^hx-vals$|[^a-z0-9:_-]/i.test(name)) found.push(tag + " " + name);
        if (/^hx-/.test(name) && e.id !== "batch") found.push(tag + " " + name);
        if (/^(href|src|action|formaction|data|poster|xlink:href|cite|background)$/.test(name)) {
          const told = URL.parse(value, base);
          if (!told || !/^https?:$/.test(told.protocol)) found.push(`${tag} ${name}=${value.slice(0, 60)}`);
          else if (told.origin !== new URL(base).origin && !(tag === "a" && name === "href" && /noopener/.test(e.rel))) found.push(`${tag} leads to ${value.slice(0, 60)}`);
        }
      }
    }
    return found;
  };
}"""
"""The browser's own parser decides what is an element; everything else is told."""


def _known() -> list[str]:
    """The elements that templates of ours have."""
    sources = [*PACKAGE.glob("web/templates/*.html"), *PACKAGE.glob("report/**/*.html")]
    return sorted({tag for s in sources for tag in re.findall(r"<([a-z][a-z0-9]*)", s.read_text(encoding="utf-8"))} | {"h2", "h3", "h4"})


def ready(page: Page) -> None:
    """Hands the page what it looks with."""
    page.evaluate(LOOK, {"known": _known(), "scripts": SCRIPTS})


def on(page: Page) -> list[str]:
    """What does not belong on the page that is open."""
    ready(page)
    found: list[str] = page.evaluate("strangers(document, location.href)")
    return found


def within(page: Page, bodies: Sequence[str], site: str) -> list[tuple[int, list[str]]]:
    """What does not belong in pages as the browser would read them: their numbers, with what was found."""
    ready(page)
    out: list[tuple[int, list[str]]] = []
    for first in range(0, len(bodies), AT_ONCE):
        found: list[Any] = page.evaluate(
            "([bodies, base]) => bodies.map(b => strangers(new DOMParser().parseFromString(b, 'text/html'), base))",
            [list(bodies[first : first + AT_ONCE]), site],
        )
        out += [(first + n, some) for n, some in enumerate(found) if some]
    return out
