"""The pictures that README and guide show: `make screenshots`."""
