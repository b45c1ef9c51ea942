"""The network: a plain BERT-shaped encoder of about forty lines and the heads on it.

The encoder loads the weights of all-MiniLM-L6-v2 as they are. Word shapes come in through an embedding that starts at
zero, so that before training the encoder is the original. Shapes of tensors: B windows, P pieces, W words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, INNER, SHAPES = 384, 6, 12, 1536, 10
LINK_KINDS = 6
VECTOR = 64
"""Numbers of a sentence vector."""
TAGS = ("upos", "xpos", "feats", "lemmas", "names", "inner", "stance")
NEVER = -1e4
LATER = "later"
"""Domain of operators that are newer than the exporter (training.export gives them their place)."""


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

    def bilinear(self, left: Tensor) -> Tensor:
        """[B, W, width + 1] -> [B, W, out, width + 1], as one matrix product."""
        b, w, i = left.shape
        return (left @ self.weight.permute(1, 0, 2).reshape(i, -1)).view(b, w, -1, i)

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
        self.vectors = nn.Linear(WIDTH, VECTOR)  # fitted after training, by training.vectors

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


class Attention(torch.autograd.Function):
    """The attention of all heads, in ONNX one operator: what it is made of takes half as long again."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        q, k, v = (x.view(*x.shape[:2], HEADS, -1).transpose(1, 2) for x in (q, k, v))
        mixed = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1) @ v
        return torch.flatten(mixed.transpose(1, 2), 2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        # The exporter does not know the operator: training.export makes it a standard one.
        return g.op(f"{LATER}::Attention", q, k, v, q_num_heads_i=HEADS, kv_num_heads_i=HEADS).setType(q.type())


class Pick(torch.autograd.Function):
    """rows [B, N, D], places [B, …] -> [B, …, D]: whole rows are copied, where a gather would look every number up."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, places: Tensor) -> Tensor:
        window = torch.arange(len(rows)).view(-1, *[1] * (places.dim() - 1))
        return rows[window, places]

    @staticmethod
    def symbolic(g: Any, rows: Any, places: Any) -> Any:
        deeper = g.op("Unsqueeze", places, g.op("Constant", value_t=torch.tensor([-1])))
        return g.op("GatherND", rows, deeper, batch_dims_i=1)


attention: Callable[[Tensor, Tensor, Tensor], Tensor] = Attention.apply
pick: Callable[[Tensor, Tensor], Tensor] = Pick.apply


def _fixed(x: Tensor) -> nn.Parameter:
    return nn.Parameter(x.detach().clone().contiguous(), requires_grad=False)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    out = nn.Linear(weight.shape[1], weight.shape[0])
    out.weight, out.bias = _fixed(weight), _fixed(bias)
    return out


class Exported(nn.Module):
    """What ONNX runs: all heads at once, with the scores of the reader's own methods, laid out for speed.

    It takes no padding: windows of one batch are of one length. The last layer is evaluated for the first pieces of words
    only, which are all that the heads see. Labels are given for the two best governors of each word, so that the tree
    decoded outside finds its label without the label weights.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.places = _fixed(reader.encoder.places.weight + reader.encoder.kind)
        self.layers = [cast(Layer, layer) for layer in reader.encoder.layers]
        # Three products over one input quantise it once, and nothing has to be cut apart after them.
        parts = [[torch.split(x, WIDTH) for x in (layer.qkv.weight, layer.qkv.bias)] for layer in self.layers]
        self.queries, self.keys, self.values = (nn.ModuleList(_linear(w[n], b[n]) for w, b in parts) for n in range(3))
        arcs, labels, links = reader.arcs, reader.labels, reader.links
        self.projections = nn.ModuleList(map(self._with_one, (arcs.left, arcs.right, labels.left, labels.right, links.left, links.right)))
        self.arcs = _fixed(arcs.weight[0] / 16)
        self.labels, self.links = (_fixed(weight.permute(1, 0, 2).flatten(1)) for weight in (labels.weight, links.weight / 8))
        self.arc_root = _fixed(F.leaky_relu(self.projections[1](reader.root), 0.1)[:, None])
        self.label_root = _fixed(F.leaky_relu(self.projections[3](reader.root), 0.1)[None, None])

    @staticmethod
    def _with_one(linear: nn.Linear) -> nn.Linear:
        """The projection with the 1 that a biaffine head appends, as a column without weights: the rectifier keeps it."""
        return _linear(torch.cat([linear.weight, torch.zeros(1, WIDTH)]), torch.cat([linear.bias, torch.ones(1)]))

    def states(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """Word states [B, W, 384]."""
        encoder = self.reader.encoder
        x: Tensor = encoder.norm(encoder.words(ids) + self.places[: ids.shape[1]] + encoder.shapes(shapes))
        for n, layer in enumerate(self.layers):
            keys, values = self.keys[n](x), self.values[n](x)
            if n == LAYERS - 1:
                x = pick(x, first)
            x = layer.norm1(x + layer.out(attention(self.queries[n](x), keys, values)))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        return x

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        r = self.reader
        words = self.states(ids, shapes, first)
        tags = [r.tags[name](words).argmax(-1).to(torch.int32) for name in ("upos", "xpos", "feats", "lemmas")]
        told = [r.tags[name](words) for name in ("names", "inner", "stance")]
        dependent, governor, child, parent, cue, other = (F.leaky_relu(linear(words), 0.1) for linear in self.projections)
        dependent = dependent @ self.arcs
        inside = (dependent @ governor.transpose(1, 2)).masked_fill(sentence[:, :, None] != sentence[:, None, :], NEVER)
        arcs = torch.cat([dependent @ self.arc_root, inside], 2)
        heads = arcs.topk(2).indices
        parents = pick(torch.cat([torch.zeros_like(parent[:, :1]) + self.label_root, parent], 1), heads)
        b, w, i = child.shape
        labels = ((child @ self.labels).view(b, w, -1, i) @ parents.transpose(2, 3)).argmax(2).to(torch.int32)
        links = (cue @ self.links).view(b, -1, cue.shape[2]) @ other.transpose(1, 2)
        links = links.view(b, w, -1, w).transpose(2, 3)
        return (*tags, *told, arcs, heads.to(torch.int32), labels, r.span_scores(words), links, r.vectors(words))
