"""The docket: where a person's judgements are entered and taken back. Each is one row, and the record is linked anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from onrecord.desk import relink
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.anchors import anchor, statement_at
from onrecord.judgements.corrections import corrected
from onrecord.judgements.edits import Edits
from onrecord.judgements.followup import Followup, Told
from onrecord.judgements.lines import LINES
from onrecord.judgements.rulings import is_dispute, remembered
from onrecord.judgements.states import is_pledge
from onrecord.model import Actor, ActorKind, Anchor, Article, Dispute, Entity, Judgement, Reading, Statement, Verdict
from onrecord.store import schema
from onrecord.store.codec import to_plain
from onrecord.store.record import Writer
from onrecord.store.retrieval import Retrieval

ANCHORS = 20
"""Mentions, one an article, by which an actor is found again."""
LOOKED = 200
"""Entities of an actor among which these mentions are looked for."""


class Docket:
    """Enters the judgements of one person.

    Args:
        by: who decides.
        reason: why; may be empty.
    """

    def __init__(self, record: Writer, by: str, reason: str = "") -> None:
        if not by.strip():
            raise UsageError("a judgement needs a name: give one with --by")
        self._record = record
        self._by, self._reason = by.strip(), reason.strip()
        self._retrieval = Retrieval(record)
        self._followup = Followup(record, self._by, self._reason)
        self._edits = Edits(record, self._by, self._reason)

    def _enter(self, kind: Verdict, anchors: Sequence[Anchor], value: dict[str, Any]) -> int:
        number = self._record.judge(kind, anchors, value, self._by, self._reason)
        relink(self._record)
        return number

    def speaker(self, statement: str, name: str | None, kind: ActorKind = ActorKind.PERSON) -> int:
        """Says who made a statement: an actor of the record by id or name, a new name, or None where it cannot be known.

        Returns the judgement's number. Raises RecordError where the statement is unknown or the name fits several actors.
        """
        article, found = self._statement(statement)
        return self._enter(Verdict.SPEAKER, _anchors(article, found), {**self._who(name, kind, article), "was": _was(found)})

    def bounds(self, statement: str, words: Sequence[str]) -> int:
        """Gives a statement other words: each of ``words`` verbatim as it stands in the article, one for each piece.

        Raises RecordError where the article does not have the words.
        """
        article, found = self._statement(statement)
        content = _places(article, words, found.start)
        return self._enter(Verdict.BOUNDS, _anchors(article, found), {"content": content, "was": _was(found)})

    def none(self, statement: str) -> int:
        """Says that a statement is none."""
        article, found = self._statement(statement)
        return self._enter(Verdict.NONE, _anchors(article, found), {"was": _was(found)})

    def said(self, article: str, words: Sequence[str], name: str | None, kind: ActorKind = ActorKind.PERSON) -> int:
        """Enters a statement that the reader missed."""
        found = self._article(article)
        places = _places(found, words, 0)
        anchors = [anchor(found, start, end) for start, end in places]
        reading = self._corrected(found)
        if statement_at(anchors, reading.statements) is not None:
            raise RecordError(f"article {found.id} has a statement with these words already; correct that one")
        return self._enter(Verdict.SAID, anchors, self._who(name, kind, found))

    def merge(self, actors: Sequence[str]) -> int:
        """Says that several actors are one."""
        found = list({a.id: a for a in map(self._actor, actors)}.values())
        if len(found) < 2:
            raise UsageError("merge needs two different actors; `onrecord people` lists their ids")
        sides = [self._mentions(a) for a in found]
        return self._enter(Verdict.MERGE, [m for side in sides for m in side], {"sides": [len(side) for side in sides]})

    def split(self, actor: str, statements: Sequence[str]) -> int:
        """Says that those who made the statements are somebody else than the actor that they are taken for.

        Raises:
            RecordError: a statement is not the actor's, or the actor's other statements hang on the same mentions.
        """
        found = self._actor(actor)
        mine = set(self._retrieval.parts(found.id))
        out: set[tuple[str, str]] = set()
        for identity in statements:
            article, statement = self._statement(identity)
            if statement.who != found.id:
                raise RecordError(f"{identity} is not a statement of {found.name} ({found.id})")
            local = identity.removeprefix(f"{article.id}-")
            who = next(s.who for s in self._corrected(article).statements if s.id == local)
            assert who is not None
            out.add((article.id, who))
        if not mine - out:
            raise RecordError(
                f"{found.name} is known from nowhere else: to say that these are another's words, use `onrecord correct --speaker`"
            )
        sides = [self._at(out), self._at(mine - out)]
        if not all(sides):
            raise RecordError(f"{found.name} is not named in words that a judgement could hold on to; use `onrecord correct --speaker`")
        return self._enter(Verdict.SPLIT, [m for side in sides for m in side], {"sides": [len(side) for side in sides]})

    def rename(self, actor: str, name: str) -> int:
        """Gives an actor a name."""
        if not name.strip():
            raise UsageError("rename needs a name")
        return self._enter(Verdict.RENAME, self._mentions(self._actor(actor)), {"name": " ".join(name.split())})

    def confirm(self, identity: str) -> int:
        """Says that a dispute is one, or that this was asked or promised: it stays, whatever its score and whether or not linking finds it again.

        This and the others on disputes raise RecordError where the record has no such dispute, account or line, and UsageError where
        nothing that is a dispute would be left.
        """
        if is_pledge(identity):
            return self._followup.confirm(identity)
        return self._rule(Verdict.CONFIRM, [self._dispute(identity)], {})

    def dismiss(self, identity: str) -> int:
        """Says that a dispute is none, or that this was not asked or promised: listings leave it out, now and when linking finds it again."""
        if is_pledge(identity):
            return self._followup.dismiss(identity)
        return self._rule(Verdict.DISMISS, [self._dispute(identity)], {})

    def state(self, identity: str, told: Told) -> int:
        """Says where a request or a commitment stands: see :meth:`onrecord.judgements.followup.Followup.state`."""
        return self._followup.state(identity, told)

    def edit(self, article: str, to: Mapping[str, str | None]) -> int:
        """Corrects what was given with an article: see :meth:`onrecord.judgements.edits.Edits.edit`."""
        return self._edits.edit(article, to)

    def join_disputes(self, disputes: Sequence[str]) -> int:
        """Says that several disputes of one story are one matter, under the question of the first."""
        found = list({d.id: d for d in map(self._dispute, disputes)}.values())
        if len(found) < 2:
            raise UsageError("merge needs two different disputes; `onrecord disputes` lists their ids")
        if other := next((d for d in found if d.story != found[0].story), None):
            raise RecordError(
                f"{other.id} is of another story ({other.story}) than {found[0].id} ({found[0].story}); merge within one story"
            )
        return self._rule(Verdict.JOIN, found, {"accounts": None})

    def join_accounts(self, dispute: str, accounts: Sequence[int]) -> int:
        """Says that several accounts of a dispute, numbered from 1, are one: what the first of them says."""
        found = self._dispute(dispute)
        numbers = sorted({_account(found, n) for n in accounts})
        if len(numbers) < 2:
            raise UsageError(f"merge needs two different accounts of {found.id}: give --account twice")
        if len(numbers) == len(found.accounts):
            raise UsageError(f"{found.id} would be left with one account, and that is no dispute; to say so: `onrecord dismiss {found.id}`")
        return self._rule(Verdict.JOIN, [found], {"accounts": numbers})

    def part(self, dispute: str, lines: Sequence[int], says: str | None = None, question: str | None = None) -> int:
        """Says that lines of a dispute stand apart.

        Args:
            lines: numbered from 1 over all accounts. Lines of one account become an account of their own, lines of several a dispute
                of their own.
            says: what the new account says; the words of its first line by default.
            question: of the new dispute; the old one's by default.
        """
        found = self._dispute(dispute)
        taken = self._lines(found, lines)
        sizes = [sum(n == account for account, _ in taken) for n in range(len(found.accounts))]
        if sum(map(bool, sizes)) == 1:
            number = next(n for n, size in enumerate(sizes) if size)
            if sizes[number] == len(found.accounts[number].evidence):
                raise UsageError(f"these are all lines of account {number + 1} of {found.id}, which stands apart already")
        elif sum(size < len(a.evidence) for size, a in zip(sizes, found.accounts, strict=True)) < 2:
            raise UsageError(f"{found.id} would be left with fewer than two accounts; leave it lines of two")
        return self._rule(Verdict.PART, [found], {"says": says, "question": question}, taken)

    def move(self, dispute: str, lines: Sequence[int], to: int | None) -> int:
        """Puts lines of a dispute, numbered from 1 over all accounts, under another account, or out of the dispute (None)."""
        found = self._dispute(dispute)
        target = None if to is None else _account(found, to)
        taken = self._lines(found, lines)
        if all(n == target for n, _ in taken):
            raise UsageError(f"these lines stand under account {to} of {found.id} already")
        moved = {(n, line) for n, line in taken if n != target}
        left = sum(n == target or any((n, k) not in moved for k in range(len(a.evidence))) for n, a in enumerate(found.accounts))
        if left < 2:
            raise UsageError(
                f"{found.id} would be left with fewer than two accounts; to say that it is no dispute: `onrecord dismiss {found.id}`"
            )
        return self._rule(Verdict.MOVE, [found], {"to": target}, taken)

    def undo(self, number: int | None = None) -> Judgement:
        """Takes a judgement back; the last one by default.

        Raises:
            RecordError: there is none with this number, or it was undone before.
        """
        every = {j.id: j for j in self._record.judgements(undone=True)}
        standing = [j for j in every.values() if j.undone is None]
        found = every.get(number) if number is not None else standing[-1] if standing else None
        if found is None:
            raise RecordError(
                f"there is no judgement {number}; `onrecord judgements` lists them" if number else "there is no judgement to undo"
            )
        if found.undone is not None:
            raise RecordError(f"judgement {found.id} was undone before, on {found.undone[:10]} by {found.undone_by}")
        if found.kind is Verdict.EDIT:
            self._edits.undo(found)
            return found
        self._record.undo(found.id, self._by)
        relink(self._record)
        return found

    def _rule(self, kind: Verdict, disputes: Sequence[Dispute], value: dict[str, Any], taken: Sequence[tuple[int, int]] = ()) -> int:
        articles = {a.id: a for a in self._record.articles({e.article for d in disputes for a in d.accounts for e in a.evidence})}
        anchors, matters = [], []
        for dispute in disputes:
            held, matter = remembered(dispute, articles)
            anchors += held
            matters.append(matter)
        if taken:
            before = [min(len(a.evidence), LINES) for a in disputes[0].accounts]
            value = {**value, "lines": [sum(before[:n]) + k for n, k in taken]}
        number = self._enter(kind, anchors, {**value, "matters": matters})
        stories = set(self._retrieval.story_of({a.article for a in anchors}).values())
        if not any(number in d.judgements for d in self._retrieval.disputes(stories)):
            self._record.undo(number, self._by)
            relink(self._record)
            raise RecordError(f"{disputes[0].id}: linking does not find it again by its words, so nothing was decided; please report this")
        return number

    def _dispute(self, identity: str) -> Dispute:
        found = self._retrieval.identified(schema.dispute, Dispute, identity, is_dispute(identity))
        if len(found) != 1:
            told = (
                f"{len(found)} disputes in {self._record.path} have an id that begins so" if found else f"no dispute in {self._record.path}"
            )
            raise RecordError(f"{identity}: {told}{'' if found else ' has this id'}; `onrecord disputes --dismissed` lists them")
        return found[0]

    def _lines(self, dispute: Dispute, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """(account, line within it) of lines numbered from 1 over all accounts."""
        every = [(n, k) for n, a in enumerate(dispute.accounts) for k in range(len(a.evidence))]
        if not numbers:
            raise UsageError(f"say which lines: --line NUMBER, as `onrecord show {dispute.id}` numbers them")
        if (wrong := next((n for n in numbers if not 1 <= n <= len(every)), None)) is not None:
            raise UsageError(f"--line {wrong}: {dispute.id} has lines 1 to {len(every)}; `onrecord show {dispute.id}` numbers them")
        chosen = [every[n - 1] for n in sorted(set(numbers))]
        if any(k >= LINES for _, k in chosen):
            raise UsageError(f"--line: only the first {LINES} lines of an account can be moved or split off")
        return chosen

    def _article(self, identity: str) -> Article:
        found = self._record.articles([identity])
        if not found:
            raise RecordError(f"{identity}: no article in {self._record.path} has this id")
        return found[0]

    def _reading(self, article: Article) -> Reading:
        found = self._retrieval.reading(article.id)
        assert found is not None
        return found

    def _corrected(self, article: Article) -> Reading:
        return corrected(article, self._reading(article), self._record.judgements())

    def _statement(self, identity: str) -> tuple[Article, Statement]:
        found = self._retrieval.said([identity]).get(identity)
        if found is None:
            raise RecordError(f"{identity}: no statement in {self._record.path} has this id; `onrecord statements` lists them")
        return self._article(found.article), found

    def _actor(self, name: str) -> Actor:
        found = self._retrieval.just_called(name)
        if len(found) != 1:
            told = (
                f"{len(found)} actors are called so ({', '.join(a.id for a in found[:5])}); give an id" if found else "nobody is called so"
            )
            raise RecordError(f"{name}: {told}; `onrecord people` lists them")
        return found[0]

    def _mentions(self, actor: Actor) -> list[Anchor]:
        found = self._at(set(self._retrieval.parts(actor.id)))
        if not found:
            raise RecordError(f"{actor.name} ({actor.id}) is not named in words that a judgement could hold on to")
        return found

    def _at(self, keys: set[tuple[str, str]]) -> list[Anchor]:
        keys = set(sorted(keys)[:LOOKED])
        articles = {a.id: a for a in self._retrieval.articles({a for a, _ in keys})}
        entities = {(r.article, e.id): e for r in self._retrieval.readings(articles) for e in r.entities}
        rated = sorted((k for k in keys if k in entities and entities[k].mentions), key=lambda k: (-len(_best(entities[k])), k))
        out = []
        for key in rated[:ANCHORS]:
            text = _best(entities[key])
            mention = next(m for m in entities[key].mentions if m.text == text)
            out.append(anchor(articles[key[0]], mention.start, mention.end))
        return out

    def _who(self, name: str | None, kind: ActorKind, article: Article) -> dict[str, Any]:
        if name is None:
            return {"name": None}
        known = self._retrieval.just_called(name)
        if len(known) > 1:
            raise RecordError(f"{name}: {len(known)} actors are called so ({', '.join(a.id for a in known[:5])}); give the id of one")
        if not known:
            if not name.strip():
                raise UsageError("--speaker needs a name")
            return {"name": " ".join(name.split()), "kind": kind.value}
        mentions = self._mentions(known[0])
        here = [m for m in mentions if m.article == article.id] or mentions
        return {"name": known[0].name, "kind": known[0].kind.value, "mention": to_plain(here[0])}


def _account(dispute: Dispute, number: int) -> int:
    """The place of an account that is numbered from 1."""
    accounts = dispute.accounts
    if not 1 <= number <= len(accounts):
        raise UsageError(f"account {number}: {dispute.id} has accounts 1 to {len(accounts)}; `onrecord show {dispute.id}` numbers them")
    return number - 1


def _best(entity: Entity) -> str:
    """The words of the mention that tells most of an entity: its fullest name, else its longest mention."""
    texts = [m.text for m in entity.mentions]
    named = [t for t in texts if t in entity.names]
    return max(named or texts, key=lambda t: (len(t), t))


def _anchors(article: Article, statement: Statement) -> list[Anchor]:
    return [anchor(article, c.start, c.end) for c in statement.content]


def _was(statement: Statement) -> dict[str, Any]:
    return {name: [span.start, span.end] for name in ("cue", "speaker") if (span := getattr(statement, name)) is not None}


def _places(article: Article, words: Sequence[str], near: int) -> list[list[int]]:
    """Where each of the words stands; of several places the nearest to ``near``."""
    out: list[list[int]] = []
    for piece in words:
        starts, at = list[int](), article.text.find(piece) if piece.strip() else -1
        while at >= 0:
            starts.append(at)
            at = article.text.find(piece, at + 1)
        if not starts:
            raise RecordError(
                f"article {article.id} does not say {piece[:80]!r}; give the words exactly as they stand there (`onrecord show {article.id}`)"
            )
        start = min(starts, key=lambda n: abs(n - near))
        out.append([start, start + len(piece)])
    out.sort()
    if any(a[1] > b[0] for a, b in pairwise(out)):
        raise UsageError("the pieces of a statement must not overlap")
    if not out:
        raise UsageError("a statement needs words: give them with --words")
    return out
