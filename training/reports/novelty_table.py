"""Novelty table of the model card: how well pictures other than brain MRI are recognised, with a legend."""

from textwrap import fill

from core.program.wording import format_tenths
from training.reports.package_facts import NoveltyMeasured, UnseenKind
from training.reports.protocol_tables import UNDEFINED, format_cell

_LEGEND = (
    "Unseen kinds: those that neither the novelty score nor its limit was fitted to ({names}); their figures are the "
    "mean over the kinds. AUROC: how often one of the pictures has a higher novelty than a brain slice; 1 is perfect, "
    "0.5 chance. Refused: the share that the novelty limit puts outside the training data; at 2 %: the same with a "
    "limit that refuses 2 % of these brain slices."
)


def format_novelty(measured: NoveltyMeasured) -> str:
    """Write what `python -m bench.novelty` measured as Markdown.

    Args:
        measured: what it wrote as JSON, and as `dataset` the name of what the brain slices are of.
    """
    kinds = [one for one in measured["kinds"] if one["is_unseen"]]
    # The mean over them is last.
    *each, mean = kinds
    worst = min(each, key=lambda one: one["auroc"])
    phantoms = format_tenths(measured["head_phantoms_refused"])
    brains = format_cell(measured["brain_slices_refused"])
    rows = [
        ["pictures", "count", "AUROC", "refused", "refused at 2 %"],
        ["---"] * 5,
        [f"brain slices of {measured['dataset']}", str(measured["brain_slices"]), UNDEFINED, brains, UNDEFINED],
        ["drawn heads", UNDEFINED, UNDEFINED, phantoms, UNDEFINED],
        _row("unseen kinds", mean),
        _row(f"the worst of them, {worst['kind']}", worst),
    ]
    lines = "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
    legend = _LEGEND.format(names=", ".join(one["kind"] for one in each))
    return f"**Pictures other than brain MRI**\n\n{lines}\n{fill(legend, 120)}\n"


def _row(name: str, kind: UnseenKind) -> list[str]:
    shares = (format_tenths(share) for share in (kind["refused"], kind["refused_at_2_percent"]))
    return [name, str(kind["pictures"]), f"{kind['auroc']:.3f}", *shares]
