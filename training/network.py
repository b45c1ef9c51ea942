"""The network: a plain BERT-shaped encoder of about forty lines and the heads on it.

The encoder loads the weights of all-MiniLM-L6-v2 as they are. Word shapes come in through an embedding that starts at
zero, so that before training the encoder is the original. Shapes of tensors: B windows, P pieces, W words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, INNER, SHAPES = 384, 6, 12, 1536, 10
LINK_KINDS = 6
TAGS = ("upos", "xpos", "feats", "lemmas", "names", "inner", "stance")
NEVER = -1e4


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has."""

    upos: int
    xpos: int
    feats: int
    lemmas: int
    names: int
    relations: int
    spans: int
    inner: int = 3
    stance: int = 7


class Dropout(nn.Module):
    """Dropout from a pool of random values drawn now and then: drawing anew for each call was 40 % of training on a CPU."""

    pools: dict[float, Tensor] = {}
    calls = 0

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        Dropout.calls += 1
        pool = Dropout.pools.get(self.share)
        if pool is None or pool.numel() < 2 * x.numel() or Dropout.calls % 2000 == 0:
            kept = torch.rand(max(1 << 24, 3 * x.numel())) >= self.share
            pool = Dropout.pools[self.share] = kept.to(torch.bfloat16) / (1 - self.share)
        at = int(torch.randint(pool.numel() - x.numel(), (1,)))
        return x * pool[at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    """Post-norm attention and feed-forward block."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, p, _ = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)).softmax(-1).to(q.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(b, p, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """ids, shapes [B, P] -> states [B, P, 384]. Piece 0 is padding."""
        bias = (ids == 0).to(self.kind.dtype)[:, None, None, :] * NEVER
        places = torch.cumsum(torch.ones_like(ids), dim=1) - 1
        x = self.drop(self.norm(self.words(ids) + self.places(places) + self.kind + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, path: Path) -> None:
        """Takes the weights of a BERT-shaped safetensors file."""
        w = load_file(str(path))
        mine = {
            "words.weight": w["embeddings.word_embeddings.weight"],
            "places.weight": w["embeddings.position_embeddings.weight"],
            "shapes.weight": self.shapes.weight.data,
            "kind": w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for n in range(LAYERS):
            theirs = f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                mine[f"layers.{n}.qkv.{part}"] = torch.cat([w[f"{theirs}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
                mine[f"layers.{n}.out.{part}"] = w[f"{theirs}attention.output.dense.{part}"]
                mine[f"layers.{n}.norm1.{part}"] = w[f"{theirs}attention.output.LayerNorm.{part}"]
                mine[f"layers.{n}.up.{part}"] = w[f"{theirs}intermediate.dense.{part}"]
                mine[f"layers.{n}.down.{part}"] = w[f"{theirs}output.dense.{part}"]
                mine[f"layers.{n}.norm2.{part}"] = w[f"{theirs}output.LayerNorm.{part}"]
        self.load_state_dict(mine)


class Biaffine(nn.Module):
    """Scores of every ordered pair of words: [B, W, W, out] (first index the dependent, second the governor)."""

    def __init__(self, width: int, out: int, bias: bool = True) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.weight = nn.Parameter(torch.zeros(out, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.02)
        self.drop = Dropout(0.2)
        self.width = width
        self.flat: nn.Parameter | None = None

    def bilinear(self, left: Tensor) -> Tensor:
        """[B, W, width + 1] -> [B, W, out, width + 1], as one matrix product, which quantises; an einsum does not."""
        b, w, i = left.shape
        flat = self.flat if self.flat is not None else self.weight.permute(1, 0, 2).reshape(i, -1)
        return (left @ flat).view(b, w, -1, i)

    def freeze(self) -> None:
        """Lays the weight out as the matrix of :meth:`bilinear`, a constant of the exported graph."""
        self.flat = nn.Parameter(self.weight.detach().permute(1, 0, 2).reshape(self.width + 1, -1).contiguous(), requires_grad=False)

    def project(self, left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
        def one(x: Tensor, linear: nn.Linear) -> Tensor:
            x = self.drop(F.leaky_relu(linear(x), 0.1))
            return torch.cat([x, torch.ones_like(x[..., :1])], -1)

        return one(left, self.left), one(right, self.right)


class Reader(nn.Module):
    """The encoder with every head.

    ``forward`` gives word states; the heads are methods, so that training evaluates only what a batch has gold for.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = Dropout(0.2)
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, getattr(sizes, name)) for name in TAGS})
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arcs, self.labels = Biaffine(256, 1), Biaffine(100, sizes.relations)
        self.hidden = nn.Linear(WIDTH, 256)
        self.spans = nn.Linear(256, sizes.spans)
        self.chain = nn.Parameter(torch.zeros(sizes.spans + 2, sizes.spans))  # last two rows: from the start, to the end
        self.links = Biaffine(128, LINK_KINDS)

    def states(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        x = self.encoder(ids, shapes)
        return self.drop(torch.gather(x, 1, first[..., None].expand(-1, -1, WIDTH)))

    def arc_scores(self, words: Tensor, sentence: Tensor) -> Tensor:
        """[B, W, W + 1]: governor 0 is the root, governor j the word j - 1; other sentences are out of reach."""
        nodes = torch.cat([(self.root + torch.zeros_like(words[:, :1])), words], 1)
        dependent, governor = self.arcs.project(words, nodes)
        scores = (dependent @ self.arcs.weight[0] @ governor.transpose(1, 2) / 16).float()
        allowed = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, None, :] >= 0)
        allowed = torch.cat([torch.ones_like(allowed[:, :, :1]), allowed], 2)
        return scores.masked_fill(~allowed, NEVER)

    def label_scores(self, words: Tensor, heads: Tensor) -> Tensor:
        """heads [B, W, K] (0 the root) -> [B, W, K, relations]."""
        nodes = torch.cat([(self.root + torch.zeros_like(words[:, :1])), words], 1)
        dependent, governor = self.labels.project(words, nodes)
        b, w, k = heads.shape
        chosen = torch.gather(governor, 1, heads.reshape(b, w * k, 1).expand(-1, -1, governor.shape[-1])).view(b, w, k, -1)
        left = self.labels.bilinear(dependent)
        return (left @ chosen.transpose(2, 3)).transpose(2, 3).float()

    def span_scores(self, words: Tensor) -> Tensor:
        return self.spans(self.drop(F.gelu(self.hidden(words)))).float()

    def link_scores(self, words: Tensor) -> Tensor:
        """[B, W, W, 6]: what word j is to the attribution whose cue begins at word i (training.corpora.LINKS)."""
        cue, other = self.links.project(words, words)
        left = self.links.bilinear(cue)
        b, w, r, j = left.shape
        scores = left.reshape(b, w * r, j) @ other.transpose(1, 2)
        return scores.view(b, w, r, w).transpose(2, 3).float() / 8

    def chain_loss(self, scores: Tensor, tags: Tensor, valid: Tensor) -> Tensor:
        """Mean negative log-likelihood a word of a linear-chain CRF. scores [B, W, T], tags [B, W], valid [B, W]."""
        inner, start, end = self.chain[:-2], self.chain[-2], self.chain[-1]
        safe = tags.clamp(min=0)
        gold = torch.gather(scores, 2, safe[..., None]).squeeze(-1) * valid
        moves = inner[safe[:, :-1], safe[:, 1:]] * valid[:, 1:]
        last = valid.sum(1).long().clamp(min=1) - 1
        total = gold.sum(1) + moves.sum(1) + start[safe[:, 0]] + end[torch.gather(safe, 1, last[:, None]).squeeze(1)]
        alpha = scores[:, 0] + start
        for n in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + inner[None], 1) + scores[:, n]
            alpha = torch.where(valid[:, n, None] > 0, step, alpha)
        return (torch.logsumexp(alpha + end, 1) - total).sum() / valid.sum()


class Exported(nn.Module):
    """What ONNX runs: all heads at once. Labels are given for the four best governors of each word, so that the tree
    decoded outside finds its label without the label weights."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        for head in (reader.labels, reader.links):
            head.freeze()

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        r = self.reader
        words = r.states(ids, shapes, first)
        tags = [r.tags[name](words).argmax(-1).to(torch.int32) for name in ("upos", "xpos", "feats", "lemmas")]
        arcs = r.arc_scores(words, sentence)
        padded = torch.cat([arcs, torch.full_like(arcs[..., :1], 2 * NEVER).expand(-1, -1, 3)], -1)
        heads = padded.topk(4, dim=-1).indices.clamp(max=arcs.shape[-1] - 1)
        labels = r.label_scores(words, heads).argmax(-1).to(torch.int32)
        told = [r.tags[name](words) for name in ("names", "inner", "stance")]
        return (*tags, *told, arcs, heads.to(torch.int32), labels, r.span_scores(words), r.link_scores(words))
