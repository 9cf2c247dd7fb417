"""Shares in words."""


def format_percent(share: float) -> str:
    """Write a share in [0, 1] as a percentage that never rounds to certainty."""
    if share > 0 and round(share, 4) < 0.01:
        return "< 1 %"
    if round(share, 4) > 0.99 and share < 1:
        return "> 99 %"
    return f"{share:.0%}".replace("%", " %")


def format_tenths(share: float) -> str:
    """Write a share in [0, 1] as a percentage with one decimal."""
    return f"{100 * share:.1f} %"
