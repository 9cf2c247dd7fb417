"""The picture: viewing, navigation, and the pages shown in its place."""
