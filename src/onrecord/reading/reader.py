"""One article read: the pure function from an article and a model version to a reading."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from onrecord.model import Article, Reading
from onrecord.reading.absences import absences
from onrecord.reading.attribution import Attributor
from onrecord.reading.cast import Cast
from onrecord.reading.claims import claims
from onrecord.reading.dateline import home, most_named
from onrecord.reading.drafts import Layout, drafts
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.furniture import furniture
from onrecord.reading.hearing import Hearing
from onrecord.reading.meaning import Meanings
from onrecord.reading.names import names
from onrecord.reading.nested import nested
from onrecord.reading.quotations import quotations
from onrecord.reading.sentences import paragraphs, sentences
from onrecord.reading.statements import statements


class Reader:
    """Reads articles with one encoder.

    Args:
        encoder: the network; the shipped one by default.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or shipped()
        self._attributor = Attributor(self.encoder.labels.spans, self.encoder.labels.chain)

    @property
    def model(self) -> str:
        """What the record keeps of the model that read."""
        return self.encoder.identity

    def read(self, article: Article) -> Reading:
        """Everything the article says, by itself. Same article, same model: same reading."""
        text = article.text
        marked = furniture(text)
        skipped = [(f.start, f.end) for f in marked]
        cut = sentences(text)
        if not cut:
            return Reading(article.id, self.model, tuple(marked))
        parsed, glances = self.encoder.read(text, cut)
        furnished = set(skipped)
        blocks = [p for p in paragraphs(text) if p not in furnished]
        quoted = sorted([*quotations(text, blocks), *(q for block in skipped for q in quotations(text, [block]))], key=lambda q: q.start)
        inside = [piece for q in quoted for piece in q.pieces]
        layout = Layout(text, parsed, skipped)
        hearing = Hearing(glances, self.encoder.labels, layout.words)
        found = names(parsed, glances, self.encoder.labels.names, text)
        country = home(text) or most_named(text)
        cast = Cast(parsed, found, inside, country, text, article.outlet)
        paragraph_of = [s.paragraph for s in parsed for _ in s.words]
        outer = drafts(layout, self._attributor.attributions(glances, paragraph_of), quoted)
        draft = nested(layout, outer, quoted, hearing)
        said, speakers = statements(layout, draft, quoted, cast, found, article.id, article.published, hearing)
        silent = absences(layout, speakers.phrase, cast, inside, article.id)
        made = claims(layout, said, cast, found, speakers, article.id, article.published)
        meanings = Meanings(glances, layout.words)
        return Reading(
            article.id,
            self.model,
            tuple(marked),
            cast.entities(text),
            tuple(replace(s, vector=meanings.of(s.content)) for s in said),
            tuple(made),
            tuple(silent),
            country.code if country else None,
        )


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader with the shipped model, loaded once a process."""
    return Reader()


def read(article: Article) -> Reading:
    """Reads one article with the shipped model."""
    return reader().read(article)
