"""What stands beside every result."""

NOTICE = "Research use only; not a medical device"
