"""Readiness: what every visitor needs is loaded before the first one comes, so that nobody waits for it.

Templates, the gazetteer and what loads nouns are there when the app begins to answer; the reader, which takes longer, is loaded beside the first answers.
"""

from __future__ import annotations

import gc
import threading
from functools import cache

from onrecord.comparison import compare
from onrecord.gazetteer import states
from onrecord.gazetteer.forenames import gender_of
from onrecord.gazetteer.parts import parts
from onrecord.model import Absence, Actor, Claim, Commitment, Dispute, Echo, Reading, Request, Shift, Statement, Story
from onrecord.report.page import template
from onrecord.store.codec import prepare
from onrecord.web.templating import environment


class Readiness:
    """Loads what is needed; once a process, whatever the number of apps."""

    def __init__(self) -> None:
        self._reading: threading.Thread | None = None

    def begin(self) -> None:
        """Loads what takes a moment, and begins to load the reader."""
        _tables()
        self._reading = threading.Thread(target=_reader, name="readiness", daemon=True)
        self._reading.start()

    def close(self) -> None:
        """Waits until nothing is being loaded any more."""
        if self._reading is not None:
            self._reading.join()


@cache
def _tables() -> None:
    states()
    parts()
    gender_of("")
    prepare(Absence, Actor, Claim, Commitment, Dispute, Echo, Reading, Request, Shift, Statement, Story)
    template()
    made = environment()
    for name in made.list_templates():
        made.get_template(name)


@cache
def _reader() -> None:
    """Loads the network and the tables of linking by a comparison. What stays for good is no longer looked through for what is not needed."""
    compare("Somebody asked for it.", "Nobody asked for it.")
    gc.collect()
    gc.freeze()
