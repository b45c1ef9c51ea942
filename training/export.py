"""Writes the trained reader as ONNX, quantises it to int8 per channel, and lays everything into the weights folder.

python -m training.export --run FOLDER --version 0.1 [--out src/onrecord/reading/weights]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnx import helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import LATER, Exported, Reader, Sizes
from training.train import base_model, earlier

OUTPUTS = ["upos", "xpos", "feats", "lemmas", "names", "inner", "stance", "arcs", "heads", "labels", "spans", "links", "vectors"]
OPSET, IR = 23, 11
"""The first opset with an attention operator, and the file format that goes with it."""


def settle(path: Path) -> None:
    """Makes the operators of the domain LATER standard ones of :data:`OPSET`; the others mean the same in both opsets."""
    model = onnx.load(path)
    for node in model.graph.node:
        if node.domain == LATER:
            node.domain = ""
    others = [entry for entry in model.opset_import if entry.domain not in ("", LATER)]
    del model.opset_import[:]
    model.opset_import.extend([helper.make_opsetid("", OPSET), *others])
    model.ir_version = IR
    onnx.save(model, path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Exports the trained reader.")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/reading/weights"))
    args = parser.parse_args()
    saved = torch.load(args.run / "reader.pt", weights_only=True)
    model = Reader(Sizes(**saved["sizes"]))
    model.load_state_dict(earlier(saved["model"], model))
    model.vectors.load_state_dict(torch.load(args.run / "vectors.pt", weights_only=True))
    model.eval()
    ids = torch.randint(1000, 2000, (2, 24))
    shapes = torch.randint(1, 8, (2, 24))
    first = torch.arange(1, 15).repeat(2, 1)
    sentence = torch.tensor([[0] * 6 + [1] * 8, [0] * 10 + [1] * 4])
    plain = args.run / "reader.fp32.onnx"
    axes = {name: {0: "windows", 1: "pieces"} for name in ("ids", "shapes")}
    axes |= {name: {0: "windows", 1: "words"} for name in ("first", "sentence", *OUTPUTS)}
    axes["links"][2] = "words"
    with torch.no_grad():
        torch.onnx.export(
            Exported(model),
            (ids, shapes, first, sentence),
            str(plain),
            input_names=["ids", "shapes", "first", "sentence"],
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            custom_opsets={LATER: 1},
        )
    settle(plain)
    args.out.mkdir(parents=True, exist_ok=True)
    target = args.out / "reader.onnx"
    # Named, because the quantiser would turn the attention, too, into an operator of its own, which onnxruntime refuses.
    quantize_dynamic(str(plain), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"])
    labels = json.loads((args.run / "labels.json").read_text(encoding="utf-8"))
    labels["chain"] = [[round(v, 4) for v in row] for row in model.chain.tolist()]
    (args.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    shutil.copyfile(base_model() / "tokenizer.json", args.out / "tokenizer.json")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    card = {"name": "onrecord-reader", "version": args.version, "file": target.name, "sha256": digest, "licence": "CC-BY-SA-4.0"}
    (args.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


if __name__ == "__main__":
    main()
