"""Articles that arrive: what of the record they touch, and how that is linked anew.

An arriving article touches the stories of its component, and the groups of the names that it brings. Where names join or part groups, the
stories that could see the difference are linked with it; where a name is known to others than before, so are those whose words may mean it.
Everything else stays as it is: linking all at once and linking one by one make the same record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.gazetteer.qids import qids
from onrecord.judgements.corrections import corrected
from onrecord.linking.affiliations import reach
from onrecord.linking.decisions import Decisions
from onrecord.linking.features import features
from onrecord.linking.findings import Inquiry
from onrecord.linking.names import Key, state_node
from onrecord.linking.namesakes import Namesakes, Regrouping
from onrecord.linking.notes import Change, Notes, Passages, Shelf
from onrecord.linking.region import Region, Surveyor
from onrecord.linking.registry import Facts, Registry, is_local
from onrecord.linking.sheets import Sheet, sheet, to_note
from onrecord.linking.stories import Matters, identity, story
from onrecord.model import Article, Judgement, Reading

RULES = 3
"""Number of the rules of linking: a record that was linked by others is linked anew as a whole when it is next added to."""
Pair = tuple[str, str]


class Arrival:
    """Articles that are new, were read again, or about which something was decided or taken back.

    Args:
        shelf: what the last linking left.
        arrived: (position in the record, article, reading).
        judgements: all that stand, oldest first.
    """

    def __init__(self, shelf: Shelf, arrived: Sequence[tuple[int, Article, Reading]], judgements: Sequence[Judgement] = ()) -> None:
        self._shelf = shelf
        self._judgements = judgements
        self._notes = Notes(shelf)
        about = _by_article(judgements)
        read = [(n, a, corrected(a, r, about.get(a.id, ()))) for n, a, r in sorted(arrived, key=lambda x: x[1].id)]
        self._articles = {a.id: (a, r) for _, a, r in read}
        self._features = {a.id: (n, features(a, r)) for n, a, r in read}
        self._decisions = Decisions(self._notes, judgements, self._articles)
        self._arrived = {a: sheet(*both) for a, both in self._articles.items()}
        self._surveyor = Surveyor(self._notes, shelf, self._decisions, self._arrived)
        self._names = Namesakes(self._notes)
        self._change = Change()

    def link(self) -> Change:
        """What is to be replaced in the record."""
        again = set(self._articles) | self._decisions.flipped()
        region_stories = self._stories(again)
        regrouping = self._regroup(again, region_stories)
        stories = {**region_stories, **self._seeing(regrouping)}
        registry = Registry(self._notes, regrouping)
        others: set[str] = set()
        while True:
            region = self._surveyor.look(stories, self._names.group)
            registry.weigh(region, again, others)
            renown = registry.renown()
            more, namesakes = self._meant(renown)
            if more.keys() <= stories.keys() and namesakes <= others:
                break
            stories.update(more)
            others |= namesakes
        registry.know(renown)
        self._surveyor.send(region, self._known, self._government)
        registry.serve(region)
        self._write(region)
        former = registry.former(registry.profiles)
        facts, self._change.actors = registry.settle(self._given(region, regrouping))
        self._change.recalled = {g: f.id for g, f in facts.items() if f is not None and g not in self._change.actors}
        self._change.renamed = {o: n for o, n in sorted(regrouping.moved.items()) if o != n}
        self._passages()
        self._inquire(region, regrouping, registry, facts, former)
        self._change.notes, self._change.listings = self._notes.changes()
        return self._change

    def _stories(self, again: set[str]) -> dict[str, list[str]]:
        """The stories that have other articles now, and those of the articles at hand: story -> articles."""
        notes = self._notes
        matters = Matters(notes)
        matters.enter(self._features)
        for gone in sorted(identity(piece) for piece in matters.before - matters.now):
            self._change.stories[gone] = None
            notes.put("members", gone, None)
        out = {}
        for piece in sorted(matters.now - matters.before):
            name = identity(piece)
            out[name] = list(piece)
            notes.put("members", name, out[name])
            for article in piece:
                notes.put("story", article, name)
        out.update(self._of(again))
        for name in {*out, *self._of(self._articles)}:
            sheets = self._surveyor.sheets(out[name])
            self._change.stories[name] = made_story = story(list(sheets.values()))
            self._change.first[name] = sheets[made_story.articles[0]].published or "9999"
        return out

    def _of(self, articles: Iterable[str]) -> dict[str, list[str]]:
        """The stories of articles."""
        names = set(self._notes.many("story", articles).values())
        return {n: list(m) for n, m in self._notes.many("members", sorted(names)).items()}

    def _regroup(self, again: set[str], stories: Mapping[str, list[str]]) -> Regrouping:
        borne: dict[str, int] = {}
        ties: dict[Pair, int] = dict(self._decisions.ties())
        sheets = self._surveyor.sheets(sorted(again))
        for article in sorted(again):
            former = self._surveyor.former(article)
            for told, bearing, sign in ((former, self._decisions.borne, -1), (sheets[article], self._decisions.bearing, 1)):
                for figure in told.figures if told is not None else ():
                    first, *others = bearing((article, figure.id), figure) or ("",)
                    if first:
                        borne[first] = borne.get(first, 0) + sign
                    for other in others:
                        borne[other] = borne.get(other, 0) + sign
                        _tie(ties, (first, other), sign)
        gone = [s for s, made in self._change.stories.items() if made is None]
        tied = self._notes.many("ties", [*stories, *gone])
        for name in sorted({*stories, *gone}):
            for a, b in tied.get(name, ()):
                _tie(ties, (a, b), -1)
            pairs = sorted(self._surveyor.ensemble(stories[name]).ties()) if name in stories else []
            for pair in pairs:
                _tie(ties, pair, 1)
            if pairs != [tuple(p) for p in tied.get(name, ())]:
                self._notes.put("ties", name, pairs or None)
        return self._names.change({n: c for n, c in borne.items() if c}, {p: c for p, c in ties.items() if c})

    def _seeing(self, regrouping: Regrouping) -> dict[str, list[str]]:
        """The stories that can see that groups were joined or parted, or in which somebody speaks for one of them."""
        merged = regrouping.merged
        changed = sorted({*regrouping.split, *(g for olds in merged for g in olds)})
        found: set[str] = set()
        if changed:
            seen = self._shelf.appearances(changed)
            for group in regrouping.split:
                found |= seen.get(group, set())
            for olds in merged:
                names = [n for g in olds for n in seen.get(g, ())]
                found |= {n for n in names if names.count(n) > 1}
        stale = sorted(regrouping.split | {o for o, n in regrouping.moved.items() if o != n})
        articles = {a for served in self._notes.many("served", stale).values() for a in served}
        known = self._notes.many("members", sorted(found))
        return {**{n: list(m) for n, m in known.items()}, **self._of(articles)}

    def _known(self, name: str) -> list[str]:
        return list(self._notes.many("known", [name]).get(name, ()))

    def _government(self, code: str) -> str:
        return self._names.group(state_node(code))

    def _meant(self, renown: Mapping[str, tuple[set[str], set[str]]]) -> tuple[dict[str, list[str]], set[str]]:
        """The stories in which words may mean somebody else now; and where there is a table of items, the groups that share a name."""
        asked = self._notes.many("asked", [n for n in renown if " " in n])
        stories = self._of({a for articles in asked.values() for a in articles})
        if qids() is None:
            return stories, set()
        groups = {g for held in self._notes.many("known", renown).values() for g in held}
        homes = {g[1:].rpartition("/")[0] for g in groups if is_local(g)}
        return {**stories, **self._of(homes)}, groups

    def _write(self, region: Region) -> None:
        """Writes down the sheets that arrived, who is who in the region, and who speaks for whom."""
        notes = self._notes
        asked: dict[str, dict[str, int]] = {}
        for article, told in self._arrived.items():
            for one, sign in ((self._surveyor.former(article), -1), (told, 1)):
                for name in _asked(one):
                    of = asked.setdefault(name, {})
                    of[article] = of.get(article, 0) + sign
            notes.put("sheet", article, to_note(told))
        self._relist("asked", asked)
        served: dict[str, dict[str, int]] = {}
        for key, standing in region.now.items():
            self._change.cast.setdefault(key[0], {})[key[1]] = standing.group
        articles = [a for members in region.stories.values() for a in members]
        past = notes.many("errands", articles)
        for article in articles:
            self._change.cast.setdefault(article, {})
            before, now = [list(e) for e in past.get(article, ())], region.errands.get(article, [])
            if before == now:
                continue
            notes.put("errands", article, now or None)
            for errands, sign in ((before, -1), (now, 1)):
                for whom in {e[1] for e in errands}:
                    of = served.setdefault(whom, {})
                    of[article] = of.get(article, 0) + sign
        self._relist("served", served)

    def _relist(self, kind: str, changes: Mapping[str, Mapping[str, int]]) -> None:
        held = self._notes.many(kind, changes)
        for key, articles in changes.items():
            kept = set(held.get(key, ())) | {a for a, n in articles.items() if n > 0}
            kept -= {a for a, n in articles.items() if n < 0}
            self._notes.put(kind, key, sorted(kept) or None)

    def _given(self, region: Region, regrouping: Regrouping) -> dict[str, str]:
        """The names that people gave: group -> name."""
        names = self._decisions.now.names
        cast = self._surveyor.cast(sorted({a for keys, _ in names for a, _ in keys}))
        out: dict[str, str] = {}
        for keys, name in names:
            for key in sorted(keys):
                if key in region.now:
                    out.setdefault(region.now[key].group, name)
                elif key in cast:
                    out.setdefault(regrouping.moved.get(cast[key], cast[key]), name)
        return out

    def _passages(self) -> None:
        for article, (stored, reading) in self._articles.items():

            def mine(identity: str | None, article: str = article) -> str | None:
                return f"{article}-{identity}" if identity else None

            told = self._change.passages
            told.articles[article] = stored
            told.statements[article] = [replace(s, id=f"{article}-{s.id}", within=mine(s.within)) for s in reading.statements]
            told.claims[article] = [replace(c, id=f"{article}-{c.id}", statement=mine(c.statement)) for c in reading.claims]
            self._change.absences[article] = list(reading.absences)

    def _inquire(
        self,
        region: Region,
        regrouping: Regrouping,
        registry: Registry,
        facts: Mapping[str, Facts | None],
        former: Mapping[str, Facts],
    ) -> None:
        """Finds echoes, disputes and shifts anew in the stories of the region, and in those that show an actor that is seen otherwise now."""
        olds: dict[str, list[str]] = {}
        for old, new in regrouping.moved.items():
            olds.setdefault(new, []).append(old)
        changed = set()
        for group, made in facts.items():
            was = [former[g] for g in olds.get(group, [group]) if g in former]
            if made is None or not was or any(f.seen() != made.seen() for f in was):
                changed.add(group)
        changed |= registry.leaning(changed)
        seen = self._shelf.appearances(sorted({o for g in changed for o in (*olds.get(g, ()), g)}))
        further = sorted({s for names in seen.values() for s in names} - region.stories.keys() - self._change.stories.keys())
        stories = {**region.stories, **{n: list(m) for n, m in self._notes.many("members", further).items()}}
        cast: dict[Key, str] = {k: t.group for k, t in region.now.items()}
        more = [a for name in further for a in stories.get(name, ())]
        held = self._surveyor.cast(more)
        sheets = self._surveyor.sheets(a for members in stories.values() for a in members)
        for article in more:
            for figure in sheets[article].figures:
                group = held[article, figure.id]
                cast[article, figure.id] = regrouping.moved.get(group, group)
        about = _by_article(self._judgements)
        passages = Passages()
        passages.update(self._shelf.passages(sorted(set(sheets) - self._articles.keys())))
        passages.update(self._change.passages)
        self._notes.many("actor", set(cast.values()))
        for name, members in stories.items():
            judgements = {j.id: j for a in members for j in about.get(a, ())}
            inquiry = Inquiry(story([sheets[a] for a in members]), sheets, passages, cast, registry)
            self._change.findings[name] = inquiry.findings([judgements[n] for n in sorted(judgements)])


def _asked(told: Sheet | None) -> set[str]:
    """The names by which the words of an article may mean somebody of another story."""
    return {n for f in told.figures for e in f.errands for n in reach(e.words)} if told is not None else set()


def _tie(ties: dict[Pair, int], pair: Pair, sign: int) -> None:
    ties[pair] = ties.get(pair, 0) + sign


def _by_article(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    out: dict[str, dict[int, Judgement]] = {}
    for judgement in judgements:
        for held in judgement.anchors:
            out.setdefault(held.article, {})[judgement.id] = judgement
    return {a: list(found.values()) for a, found in out.items()}
