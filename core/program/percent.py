"""Shares in words. What is not all is never written as all, and what is not none never as none."""


def format_percent(share: float) -> str:
    """Write a share in [0, 1] as a percentage that never rounds to certainty."""
    if share > 0 and round(share, 4) < 0.01:
        return "< 1 %"
    if round(share, 4) > 0.99 and share < 1:
        return "> 99 %"
    return f"{share:.0%}".replace("%", " %")


def format_tenths(share: float) -> str:
    """Write a share in [0, 1] as a percentage with one decimal that never rounds to certainty."""
    return f"{tenths(share)} %"


def tenths(share: float) -> str:
    """Write the number of a percentage with one decimal: of 0.9996, "> 99.9"."""
    text = f"{100 * share:.1f}"
    if text == "100.0" and share < 1:
        return "> 99.9"
    return "< 0.1" if text == "0.0" and share > 0 else text
