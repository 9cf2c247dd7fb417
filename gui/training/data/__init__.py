"""The first step of training: which images, what is in them and what is wrong with them."""
