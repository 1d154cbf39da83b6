"""The loss of a batch, by head."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.collate import Batch
from training.labels import RELATIONS, ROLES
from training.model import Tagger
from training.passages import NONE

# Weights of the heads in the summed loss, from trials of one seed on development splits: attribution and triggers
# learn too slowly at weight 1, the rest of the order hardly matters.
WEIGHTS = {
    "upos": 1.0, "xpos": 1.0, "arc": 2.0, "label": 2.0, "name": 4.0, "speech": 10.0, "link": 1.5, "trigger": 2.6,
    "role": 2.6, "pair": 1.5, "certainty": 1.4,
}  # fmt: skip

NO_ROLE = 0.12
"""Weight of "no role": with 1 the head learns to say nothing (roles F1 9 against 40)."""


def losses(model: Tagger, batch: Batch) -> dict[str, Tensor]:
    """Unweighted losses of the heads that the batch has labels for."""
    hidden = model.words(batch.pieces, batch.cases, batch.first)
    spread = model.dropout(hidden)
    found: dict[str, Tensor] = {}
    for head in ("upos", "xpos", "trigger"):
        if head in batch.tags:
            scores = getattr(model, head)(spread).flatten(0, 1)
            found[head] = functional.cross_entropy(scores.float(), batch.tags[head].flatten(), ignore_index=NONE)
    if batch.names is not None:
        found["name"] = model.name_chain.loss(model.name(spread), batch.names, batch.mask)
    if "speech" in batch.tags:
        scores = model.speech(spread)
        gold = functional.one_hot(batch.tags["speech"].clamp(min=0), scores.shape[-1]).bool()
        found["speech"] = model.speech_chain.loss(scores, gold, batch.mask)
    if batch.heads is not None:
        found |= _parse(model, batch, hidden)
    if batch.links:
        found["link"] = _link(model, batch, hidden)
    if batch.triggers:
        found["role"] = _roles(model, batch, hidden)
    if batch.pairs:
        found["pair"] = _pairs(model, batch, hidden)
    if batch.certainty:
        found["certainty"] = _certainty(model, batch, hidden)
    return found


def _parse(model: Tagger, batch: Batch, hidden: Tensor) -> dict[str, Tensor]:
    """Heads within the sentence (a root is its own head), and the relation to the gold head."""
    assert batch.heads is not None
    real = batch.heads != NONE
    apart = batch.sentence[:, :, None] != batch.sentence[:, None, :]
    arcs = model.arc.all_pairs(hidden)[..., 0].float().masked_fill(apart, -1e4)
    gold = batch.heads.clamp(min=0)
    labels = model.label.of(hidden, hidden.gather(1, gold[:, :, None].expand_as(hidden))).float()
    return {
        "arc": functional.cross_entropy(arcs[real], batch.heads[real]),
        "label": functional.cross_entropy(labels.flatten(0, 1), batch.tags["deprel"].flatten(), ignore_index=NONE),
    }


def _link(model: Tagger, batch: Batch, hidden: Tensor) -> Tensor:
    """The cue of each source and content, or the word itself where there is none."""
    scores = model.link.all_pairs(hidden)[..., 0].float().masked_fill(~batch.mask[:, None, :], -1e4)
    row, word, cue = (torch.tensor(column, device=hidden.device) for column in zip(*batch.links, strict=True))
    return functional.cross_entropy(scores[row, word], cue)


def _roles(model: Tagger, batch: Batch, hidden: Tensor) -> Tensor:
    """For each trigger, the role of every word of its window; their number is padded, see `passages.batches`."""
    triggers = batch.triggers + [batch.triggers[0]] * (-len(batch.triggers) % 8)
    row, word = (torch.tensor(column, device=hidden.device) for column in zip(*triggers, strict=True))
    left, right = model.role.sides(hidden)
    scores = torch.einsum("nlw,njw->njl", left[row, word], right[row]).float()
    gold = torch.zeros(scores.shape[:2], dtype=torch.long, device=hidden.device)
    number = {trigger: index for index, trigger in enumerate(batch.triggers)}
    for window, trigger, argument, role in batch.roles:
        if (window, trigger) in number:
            gold[number[window, trigger], argument] = role + 1
    gold[~batch.mask[row]] = NONE
    gold[len(batch.triggers) :] = NONE
    weight = torch.ones(len(ROLES) + 1, device=hidden.device)
    weight[0] = NO_ROLE
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), weight, ignore_index=NONE)


def _pairs(model: Tagger, batch: Batch, hidden: Tensor) -> Tensor:
    """Relations of pairs of entities; a pair may have several."""
    row, one, other = (torch.tensor(column, device=hidden.device) for column in zip(*batch.pairs, strict=True))
    scores = model.pair.all_pairs(hidden).float()[row, one, other]
    gold = torch.zeros(len(batch.pairs), len(RELATIONS), device=hidden.device)
    for index, kinds in enumerate(batch.relations):
        gold[index, list(kinds)] = 1
    return functional.binary_cross_entropy_with_logits(scores, gold) * len(RELATIONS)


def _certainty(model: Tagger, batch: Batch, hidden: Tensor) -> Tensor:
    row, word, which, value = zip(*batch.certainty, strict=True)
    scores = model.certainty(hidden).float()[list(row), list(word), list(which)]
    return functional.smooth_l1_loss(scores, torch.tensor(value, device=hidden.device))
