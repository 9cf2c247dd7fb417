"""The results of a batch: table, filters, navigation and comparison with folder names."""
