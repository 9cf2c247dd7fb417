"""Texts about models: card, tables by protocol, pages of findings."""
