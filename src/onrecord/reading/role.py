"""One entity of a cast in the making, and the words that tell a person's gender."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.gazetteer import State
from onrecord.model import ActorKind
from onrecord.reading.places import Range

FEMALE = frozenset("mrs ms miss dame lady madam sister".split())
MALE = frozenset("mr sir lord brother father".split())
FEMALE_NOUNS = frozenset(
    "spokeswoman woman mother widow daughter sister actress councilwoman congresswoman chairwoman queen policewoman girl wife aunt".split()
)
MALE_NOUNS = frozenset("spokesman man father widower son brother councilman congressman chairman king policeman boy husband uncle".split())


@dataclass(slots=True, eq=False)
class Role:
    """An entity in the making.

    Attributes:
        number: its place in the cast.
        mentions: every span that refers to it, in order; ``narrated`` are those outside quotation marks, ``ends`` the ends of all.
    """

    number: int
    kind: ActorKind
    names: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    titles: list[tuple[str, str | None]] = field(default_factory=list)
    mentions: list[Range] = field(default_factory=list)
    narrated: list[Range] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gender: str | None = None
    state: State | None = None
    salient: int = -1
    plural: bool = False

    @property
    def id(self) -> str:
        """The id within the reading."""
        return f"e{self.number}"

    def before(self, at: int, anywhere: bool) -> int:
        """Where the last mention that ends before the offset begins, of those in the narration or of all; -1 where none does."""
        mentions = self.mentions if anywhere else self.narrated
        n = bisect_left(mentions, (at, 0))
        while n and mentions[n - 1][1] > at:
            n -= 1
        return mentions[n - 1][0] if n else -1

    def ended(self, at: int) -> int:
        """Where the last mention that ends before the offset ends; -1 where none does."""
        n = bisect_right(self.ends, at)
        return self.ends[n - 1] if n else -1
