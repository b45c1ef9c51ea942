"""``python -m evaluation``: every figure of the shipped int8 model, and the floors.

Our own corpus is always measured. Public sets are measured where ``--data DIR`` (by default ``../shared/data``) holds them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from evaluation import comparison, expressions, floors, gum, polnear, rumours, stories, treebank
from onrecord.reading.encoder import shipped

HERE = Path(__file__).parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the shipped model.")
    parser.add_argument("--data", type=Path, default=HERE.parent / "shared/data")
    parser.add_argument("--only", help="only the sets with this in their name")
    parser.add_argument("--test", action="store_true", help="our corpus's test part: once an issue, entered in LOG.md, never looked at")
    parser.add_argument("--set-floors", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--lower-floors", action="store_true", help="with --set-floors: a fall is meant")
    args = parser.parse_args()
    encoder = shipped()
    print(f"model {encoder.identity}")
    part = "test" if args.test else "dev"
    sets: dict[str, tuple[Path, Callable[[Path], dict[str, float]]]] = {f"corpus {part}": (HERE / "corpus" / part, stories.measure)}
    if not args.test:
        public: dict[str, tuple[str, Callable[[Path], dict[str, float]]]] = {
            "UD EWT test": ("language/ud-ewt/en_ewt-ud-test.conllu", lambda p: treebank.measure(encoder, p)),
            "UD GUM test": ("language/ud-gum/gum-clean-test.conllu", lambda p: treebank.measure(encoder, p)),
            "PolNeAR dev": ("attribution/polnear/cofenet/valid.txt", lambda p: polnear.measure(encoder, p)),
            "PolNeAR dev, raw text": ("attribution/polnear/dev.jsonl", lambda p: polnear.raw(encoder, p)),
        }
        public["GUM dates"] = ("language/gum-dates/gum_dates.jsonl", expressions.measure)
        public["GUM attribution"] = ("attribution/gum", gum.measure)
        public["comparison: news"] = ("contradiction/derived_plv_roleswap/dev_plv_train_roleswap.jsonl", comparison.news)
        public["comparison: HANS"] = ("contradiction/hans_generator/hans_regenerated_dev_seed101.tsv", comparison.hans)
        public["comparison: RTE-3"] = ("contradiction/rte3_3way/rte3_english_3way_dev.jsonl", comparison.contradictions)
        sets |= {name: (args.data / place, measure) for name, (place, measure) in public.items()}
        sets["development stories"] = (args.data.parent / "stories", stories.measure)
        sets["rumours"] = (args.data / "disputes/rumours", rumours.measure)
        sets["seeds"] = (args.data.parent / "score", stories.measure)
        unrelated = [args.data.parent / "stories", args.data.parent / "score", args.data / "disputes/rumours"]
        missing = [place for place in unrelated if not place.exists()]
        sets["all in one record"] = ((missing or unrelated)[0], lambda _: stories.together(unrelated).figures())
    wrong: list[str] = []
    measured: dict[str, tuple[Path, dict[str, float]]] = {}
    known = floors.floors()
    for name, (path, measure) in sets.items():
        if args.only and args.only not in name:
            continue
        if not path.exists():
            print(f"\n{name}: not here ({path.name}), not measured")
            continue
        figures = measure(path)
        print(f"\n{name}")
        for figure, value in figures.items():
            floor = known.get(name, {}).get("figures", {}).get(figure)
            print(f"  {figure:<24}{value:6.1f}{f'   floor {floor:.1f}' if floor is not None else ''}")
        measured[name] = (path, figures)
        wrong += floors.check(name, path, figures, known)
    if args.set_floors:
        floors.write(measured, args.lower_floors)
        return 0
    for line in wrong:
        print(f"evaluation: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
