"""A case in a few lines of text, to paste into a message."""

from datetime import datetime

from core.model.confidence_levels import level_words
from core.model.known_classes import display_name
from core.model.prediction import Prediction
from core.model.verdicts import whole_verdict
from core.program.product import NAME, VERSION
from core.program.translation import format_moment, tr
from core.program.wording import NOTICE, format_probability


def format_text(prediction: Prediction, model: str, when: datetime, study: str = "") -> str:
    """Write the lines: verdict, probabilities, study, model, date, notice; no name.

    Args:
        prediction: at the level to state.
        model: name and version.
        when: date and time to state.
        study: the sentence on the study; "" for none.
    """
    verdict = whole_verdict(prediction.verdict, prediction.prediction_set)
    is_refused = prediction.trust.is_refused
    pairs = sorted(
        zip(prediction.classes, map(float, prediction.probabilities), strict=True), key=lambda pair: -pair[1]
    )
    shares = ", ".join(f"{display_name(name)} {format_probability(share)}" for name, share in pairs)
    lines = [
        verdict if is_refused else f"{verdict}, {level_words(prediction.level)}",
        "" if is_refused else tr("Probabilities: {shares}", shares=shares),
        tr("Study: {study}", study=study) if study else "",
        f"{NAME} {VERSION}, {tr('model {model}', model=model)}, {format_moment(when)}",
        f"{tr(NOTICE)}.",
    ]
    return "\n".join(filter(None, lines))
