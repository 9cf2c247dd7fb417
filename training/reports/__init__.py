"""Texts about models: model card, tables by protocol, findings in words."""
