"""Fits the sentence vectors: a linear map from the trained reader's word states to what all-MiniLM-L6-v2 says of the sentence.

    python -m training.vectors --data DIR --run RUN

The fine-tuned encoder's own mean state is a poor measure of meaning; what the base model knew of it can still be read out of it. Ridge
regression from the mean of a sentence's word states (in its window, as at run time) to the base model's sentence vector, whose first
:data:`~training.network.VECTOR` principal directions are kept. Writes ``vectors.pt`` into the run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from onrecord.reading.pieces import Pieces, lay, pack, seen
from onrecord.reading.sentences import sentences
from training.network import VECTOR, Encoder, Exported, Reader, Sizes
from training.train import base_model, earlier

PENALTY, LONGEST, BATCH = 30.0, 96, 32
Floats = npt.NDArray[np.float32]


def texts(data: Path) -> Iterator[str]:
    """The running texts that the map is fitted on: PolNeAR's train part and our own corpus's."""
    with (data / "attribution/polnear/train.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    for path in sorted((Path(__file__).parent.parent / "corpus/train").glob("*/articles.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


@torch.no_grad()
def states(reader: Reader, folder: Path, some: list[str]) -> tuple[Floats, list[str]]:
    """Mean word state of every sentence of the texts [N, 384], and the sentences."""
    network, pieces = Exported(reader).eval(), Pieces(folder / "tokenizer.json")
    means, found = [], []
    for text in some:
        cut = sentences(text)
        laid = [pieces.words((seen(text, t.start, t.end) for t in s.tokens), s.paragraph) for s in cut]
        for begin, end in pack(laid):
            window = lay(laid[begin:end])
            ids, shapes, first = (torch.from_numpy(x)[None] for x in (window.ids, window.shapes, window.first))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                words = network.states(ids, shapes, first)[0].float().numpy()
            for n in range(begin, end):
                means.append(words[window.sentence == n - begin].mean(0))
                found.append(text[cut[n].tokens[0].start : cut[n].tokens[-1].end])
    return np.array(means, np.float32), found


@torch.no_grad()
def meanings(folder: Path, some: list[str]) -> Floats:
    """The base model's vectors of the sentences [N, 384], of length 1."""
    base = Encoder(0.0)
    base.load(folder / "model.safetensors")
    base.eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    out = np.zeros((len(some), 384), np.float32)
    order = sorted(range(len(some)), key=lambda n: len(some[n]))
    for at in range(0, len(order), BATCH):
        batch = order[at : at + BATCH]
        rows = [tokenizer.encode(some[n]).ids for n in batch]
        ids = torch.tensor([row + [0] * (max(map(len, rows)) - len(row)) for row in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = base(ids, torch.zeros_like(ids)).float()
        mask = (ids != 0).float()[..., None]
        out[batch] = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1).numpy()
    return out


def fit(means: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """The map as (weight [64, 384], bias [64])."""
    middle, centre = means.mean(0), targets.mean(0)
    x, y = (means - middle).astype(np.float64), (targets - centre).astype(np.float64)
    weight = np.linalg.solve(x.T @ x + PENALTY * np.eye(x.shape[1]), x.T @ y)
    directions = np.linalg.svd(y.T @ y)[0][:, :VECTOR]
    weight = weight @ directions
    return weight.T.astype(np.float32), (-middle @ weight).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits the sentence vectors of a trained reader.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=700, help="how many texts, at most")
    args = parser.parse_args()
    saved = torch.load(args.run / "reader.pt", weights_only=True)
    reader = Reader(Sizes(**saved["sizes"]))
    reader.load_state_dict(earlier(saved["model"], reader))
    every = list(texts(args.data))
    step = max(1, len(every) // args.texts)
    means, found = states(reader.eval(), base_model(), every[::step])
    weight, bias = fit(means, meanings(base_model(), found))
    torch.save({"weight": torch.from_numpy(weight), "bias": torch.from_numpy(bias)}, args.run / "vectors.pt")
    print(f"{len(found)} sentences, {VECTOR} numbers a vector -> {args.run / 'vectors.pt'}")


if __name__ == "__main__":
    main()
