"""The result of a deletion check in words."""

from typing import TYPE_CHECKING

from core.model.known_classes import inline_name
from core.program.translation import tr
from core.program.wording import format_percent

if TYPE_CHECKING:
    from core.model.deletion_check import DeletionCheck

# A difference of the mean probability that is more than chance, beyond what the random orders differ by.
_CLEARLY = 0.05


def describe_check(found: "DeletionCheck") -> str:
    """State in two sentences how probable the class stays on average, by heat and at random."""
    low, high = min(found.means_at_random), max(found.means_at_random)
    same = format_percent(low) == format_percent(high)
    spread = (
        ""
        if same
        else tr(
            " ({low} to {high} in {orders} orders)",
            low=format_percent(low),
            high=format_percent(high),
            orders=len(found.at_random),
        )
    )
    chance = format_percent(sum(found.means_at_random) / len(found.means_at_random))
    return tr(
        "As up to {shares} of the picture is blurred, the probability of {class_name}, {at_first} at "
        "first, is {mean} on average with the hottest places first, and {chance}{spread} with "
        "places of the head at random.",
        shares=format_percent(float(found.shares[-1])),
        class_name=inline_name(found.class_name),
        at_first=format_percent(float(found.by_heat[0])),
        mean=format_percent(found.mean_by_heat),
        chance=chance,
        spread=spread,
    )


def judge_check(found: "DeletionCheck") -> str:
    """State in a few words whether the whole curve by heat differs from chance; the check can support no more."""
    if found.mean_by_heat < min(found.means_at_random) - _CLEARLY:
        return tr("The verdict depends on what the map shows more than on other places.")
    if found.mean_by_heat > max(found.means_at_random) + _CLEARLY:
        return tr("The verdict depends on other places more than on what the map shows.")
    return tr("The check shows no clear difference between what the map shows and other places.")
