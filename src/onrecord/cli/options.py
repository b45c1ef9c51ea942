"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

RecordPath = Annotated[Path, typer.Option("--record", envvar="ONRECORD_RECORD", help="The record: one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document instead of text for people.")]
Who = Annotated[Optional[str], typer.Option("--who", help="A name, an office or an actor's id.")]
About = Annotated[Optional[str], typer.Option("--about", help="Words that must stand in it.")]
Since = Annotated[Optional[str], typer.Option("--since", help="From this day on (2014-09-24).")]
Until = Annotated[Optional[str], typer.Option("--until", help="Up to this day.")]
InStory = Annotated[Optional[str], typer.Option("--story", help="A story's id, or words of its title.")]
Outlet = Annotated[Optional[str], typer.Option("--outlet", help="Part of an outlet's name.")]
By = Annotated[Optional[str], typer.Option("--by", envvar="ONRECORD_BY", help="Who decides; your login name by default.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
StillOpen = Annotated[bool, typer.Option("--open", help="Only those that no final state has closed.")]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only those whose day due is past, as computed.")]
AsOf = Annotated[Optional[str], typer.Option("--as-of", help="As it stood, and as far as it was known, on this day; today by default.")]
Dismissed = Annotated[bool, typer.Option("--dismissed", help="Also those that a person dismissed.")]
HERE = Path("onrecord.db")
