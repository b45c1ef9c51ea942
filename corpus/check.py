"""Checks the corpus: `python corpus/check.py [--stats] [--hints] [SLUG…]`.

Without options every story is compiled and checked, alone and against the others. `--stats` writes STATISTICS.md as well;
`--hints` also lists cue words that belong to no statement, which may be missed ones (never an error). With slugs only
these stories' own errors are shown. Exit code: 0 sound, 1 something is wrong (one sentence each).
"""
from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that `python corpus/…` finds its modules

from corpus.build import CORPUS, Built, compile_source
from corpus.locate import Span
from corpus.source import Article, Json, source_paths
from corpus.tally import counts, statistics_page
from corpus.vocabulary import SPLITS

OTHER_STORIES = (CORPUS.parent.parent / "shared" / "stories", CORPUS.parent.parent / "shared" / "score")
SHINGLE_WORDS = 8
SHARED_SHINGLES = 12
CUE_WORDS = re.compile(
    r"\b(?:said|says|saying|told|tells|telling|according to|added|adds|asked|asks|insist(?:s|ed|ing)|den(?:y|ies|ied|ying)|"
    r"claim(?:s|ed|ing)|warn(?:s|ed|ing)|promis(?:es|ed|ing)|pledg(?:es|ed|ing)|vow(?:s|ed)|announc(?:es|ed|ing)|"
    r"believ(?:es|ed)|expects|accus(?:es|ed|ing)|urg(?:es|ed|ing)|demand(?:s|ed|ing)|call(?:s|ed|ing) (?:on|for)|"
    r"argu(?:es|ed|ing)|stat(?:es|ed|ing)|report(?:s|ed)|acknowledg(?:es|ed|ing)|admit(?:s|ted|ting)|conced(?:es|ed|ing)|"
    r"disput(?:es|ed)|reject(?:s|ed|ing)|refus(?:es|ed|ing)|repl(?:ies|ied)|recall(?:s|ed)|confirm(?:s|ed|ing)|estimat(?:es|ed)|"
    r"wrote|writes|testified|tweeted|posted|agreed|declined|recommend(?:s|ed)|request(?:s|ed)|thinks|thought|felt)\b",
    re.IGNORECASE)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Checks the corpus.")
    parser.add_argument("slugs", nargs="*", help="show the errors of these stories only")
    parser.add_argument("--stats", action="store_true", help="write STATISTICS.md")
    parser.add_argument("--hints", action="store_true", help="list cue words that no statement has")
    options = parser.parse_args(arguments)
    errors: dict[str, list[str]] = {}
    stories: list[Built] = []
    for path in source_paths([]):
        built, errors[path.stem] = compile_source(path)
        if built is not None:
            stories.append(built)
            errors[path.stem] = [*story_errors(built), *published_errors(built)]
    for slug, sentence in corpus_errors(stories):
        errors.setdefault(slug, []).append(sentence)
    unknown = set(options.slugs) - set(errors)
    lines = [f"{slug}: there is no such story" for slug in sorted(unknown)]
    lines += [line if line.startswith(slug) else f"{slug}: {line}" for slug, found in sorted(errors.items())
              if not options.slugs or slug in options.slugs for line in found]
    if options.hints:
        for built in stories:
            if not options.slugs or built.story.slug in options.slugs:
                print("\n".join(f"hint: {built.story.slug}: {hint}" for hint in missed_cues(built)) or
                      f"hint: {built.story.slug}: every cue word belongs to a statement or an absence")
    print("\n".join(lines + [f"{key}: {number}" for key, number in counts(stories).items()]))
    if options.stats:
        (CORPUS / "STATISTICS.md").write_text(statistics_page(stories), encoding="utf-8", newline="\n")
    return 1 if lines else 0


# ------------------------------------------------------------ one story
def story_errors(built: Built) -> Iterator[str]:
    """What compiling does not see: marks, names of the seeds, articles without statements, duplicates."""
    gold, articles = built.gold, built.story.articles
    contents: dict[str, list[list[Span]]] = defaultdict(list)
    for statement in gold["statements"]:
        contents[statement["article"]].append([Span(p["start"], p["end"]) for p in statement["content"]])
    seen = Counter((s["article"], s["who"], tuple(p["start"] for p in s["content"]), s["within"])
                   for s in gold["statements"])
    for (article, _, _, _), number in seen.items():
        if number > 1:
            yield f"{article} has {number} statements of one speaker with the same content"
    for article in articles.values():
        yield from _mark_errors(article, contents[article.id])
        if not contents[article.id]:
            yield f"{article.id} has no statement"
        if article.title not in article.text:
            yield f"{article.id}: its title does not stand in its text"
    for number, trap in enumerate(gold["traps"], 1):
        if any(d["level"] == "conflict" and _opposed(trap, d) for d in gold["disputes"]):
            yield f"trap {number}: its passages stand on opposite sides of a conflict"
    used = {s["who"] for s in gold["statements"]} | {a["who"] for a in gold["absences"]}
    used |= {r["by"] for r in gold["requests"]} | {one for r in gold["requests"] for one in r["to"]}
    used |= {c["by"] for c in gold["commitments"]} | {s["who"] for s in gold["shifts"]}
    text = "\n".join(article.text for article in articles.values())
    for actor in gold["actors"]:
        if actor["kind"] == "person" and actor["name"] not in text:
            yield f"actor {actor['id']}: the name {actor['name']!r} stands in no article"
        for alias in actor["aliases"]:
            if alias not in text:
                yield f"actor {actor['id']}: the alias {alias!r} stands in no article"
        if actor["kind"] != "person" and actor["id"] not in used and not actor["aliases"]:
            yield f"actor {actor['id']} is used nowhere"


def _opposed(trap: Json, dispute: Json) -> bool:
    """Whether the two passages of a trap stand on opposite sides of a conflict."""
    def held(side: Json) -> set[int]:
        return {n for n, account in enumerate(dispute["accounts"]) for e in account["evidence"]
                if e["article"] == side["article"] and Span(e["start"], e["end"]).overlaps(Span(side["start"], side["end"]))}
    one, other = held(trap["a"]), held(trap["b"])
    return bool(one and other and not one & other)


def _mark_errors(article: Article, contents: list[list[Span]]) -> Iterator[str]:
    """Quotation marks that lie in no statement's content and are not listed as unspoken."""
    for pair in article.pairs:
        listed = any(all(span.start <= mark < span.end for mark in pair.marks) for span in article.unspoken)
        held = any(all(any(piece.start <= mark < piece.end for piece in pieces) for mark in pair.marks)
                   for pieces in contents)
        if not listed and not held:
            words = article.text[pair.span.start:pair.span.end]
            shown = words if len(words) < 70 else f"{words[:45]} … {words[-20:]}"
            shape = "" if pair.closed else " (a mark without its partner)"
            yield (f"{article.id}: the quotation marks of {shown!r}{shape} lie in no statement; annotate it, list it in "
                   "unspoken, or name the mark in apostrophes")


def published_errors(built: Built) -> Iterator[str]:
    """Whether the published files are what the source makes, with verbatim spans."""
    for name, text in built.files.items():
        path = built.folder / name
        if not path.is_file():
            yield f"{path.relative_to(CORPUS)} is missing, run build.py"
        elif path.read_text(encoding="utf-8") != text:
            yield f"{path.relative_to(CORPUS)} is not what its source makes, run build.py"
        elif name == "gold.json":
            yield from _span_errors(json.loads(path.read_text(encoding="utf-8")), built.folder / "articles.jsonl")


def _span_errors(gold: Json, articles_path: Path) -> Iterator[str]:
    if not articles_path.is_file():
        return
    lines = articles_path.read_text(encoding="utf-8").splitlines()
    texts = {article: json.loads(line)["text"] for article, line in zip(gold["articles"], lines, strict=True)}

    def spans(value: object, article: str | None) -> Iterator[tuple[str | None, Json]]:
        if isinstance(value, dict):
            article = value.get("article", article)
            if "start" in value:
                yield article, value
            for part in value.values():
                yield from spans(part, article)
        elif isinstance(value, list):
            for part in value:
                yield from spans(part, article)

    for article, span in spans(gold, None):
        if article is None or texts[article][span["start"]:span["end"]] != span["text"]:
            yield f"the span {span['text']!r} of {article} is not verbatim"


def missed_cues(built: Built) -> Iterator[str]:
    """Cue words that lie in no cue, absence, furniture or passage, hence perhaps missed statements."""
    for article in built.story.articles.values():
        known = [span for span, _ in article.furniture]
        for statement in built.gold["statements"]:
            if statement["article"] == article.id and statement["cue"]:
                known.append(Span(statement["cue"]["start"], statement["cue"]["end"]))
        known += [Span(a["start"], a["end"]) for a in built.gold["absences"] if a["article"] == article.id]
        for found in CUE_WORDS.finditer(article.text):
            if not any(Span(found.start(), found.end()).overlaps(span) for span in known):
                around = article.text[max(0, found.start() - 40):found.end() + 40].replace("\n", " ")
                yield f"{article.id}: {found.group()!r} has no statement: …{around}…"


# ------------------------------------------------------------ the stories together
def corpus_errors(stories: list[Built]) -> Iterator[tuple[str, str]]:
    """Names, numbers and passages that two stories share, files without a source."""
    people: dict[str, str] = dict.fromkeys(_other_people(), "other stories")
    numbers: dict[str, str] = {}
    planned = dict(_plan())
    shingles: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for built in stories:
        story = built.story
        if story.id in numbers:
            yield story.slug, f"the number {story.id} is that of {numbers[story.id]} too"
        numbers[story.id] = story.slug
        for actor in built.gold["actors"]:
            name = actor["name"].casefold()
            if actor["kind"] == "person" and " " in name:
                if people.get(name, story.slug) != story.slug:
                    yield story.slug, f"the name {actor['name']!r} is that of a person in {people[name]} too"
                people.setdefault(name, story.slug)
        for article in story.articles.values():
            for shingle in _shingles(article):
                shingles[shingle].add(story.slug)
        row = (story.slug, story.split, story.domain, story.manner)
        if story.id in planned and planned[story.id] != row:
            yield story.slug, f"PLAN.md has {planned[story.id]} for {story.id}, the source {row}"
    shared: Counter[tuple[str, str]] = Counter()
    for slugs in shingles.values():
        shared.update(combinations(sorted(slugs), 2))
    for (one, other), number in sorted(shared.items()):
        if number >= SHARED_SHINGLES:
            yield other, f"it shares {number} passages of {SHINGLE_WORDS} words with {one}"
    sources = {(built.story.split, built.story.slug) for built in stories}
    known = {path.stem for path in source_paths([])}
    for split in SPLITS:
        for folder in sorted((CORPUS / split).glob("*")):
            if (split, folder.name) not in sources and (folder.name not in known or _built_elsewhere(folder, sources)):
                yield folder.name, f"the folder {split}/{folder.name} has no source of that split"


def _plan() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Slug, split, domain and manner of every row of PLAN.md."""
    for line in (CORPUS / "PLAN.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"S\d{3}", cells[0]):
            yield cells[0], tuple(cells[1:5])


def _built_elsewhere(folder: Path, sources: set[tuple[str, str]]) -> bool:
    return any(slug == folder.name and split != folder.parent.name for split, slug in sources)


def _shingles(article: Article) -> set[tuple[str, ...]]:
    text = list(article.text)
    for span, _ in article.furniture:
        text[span.start:span.end] = " " * (span.end - span.start)
    words = re.findall(r"\w+", "".join(text).casefold())
    return {tuple(words[i:i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}


def _other_people() -> Iterator[str]:
    """Full names in the stories that lie beside the project, where they do."""
    for path in sorted(p for folder in OTHER_STORIES for p in folder.glob("*/gold.json")):
        for actor in json.loads(path.read_text(encoding="utf-8"))["actors"]:
            if actor["kind"] == "person" and " " in actor["name"]:
                yield actor["name"].casefold()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
