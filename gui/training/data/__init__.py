"""The first step of training: choose the images, and check them."""
