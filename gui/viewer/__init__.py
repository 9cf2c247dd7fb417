"""The picture: viewing, navigation, and the pages in its place."""
