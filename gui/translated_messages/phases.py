"""The phases that jobs in other processes report."""

from core.program.translation import mark

# The figures that come with them.
FIGURES = (
    mark("loss"),
    mark("validation loss"),
    mark("validation loss at the start"),
    mark("validation accuracy"),
)
PHASES = (
    mark("Asking the teachers"),
    mark("Averaging the weights of the last epochs"),
    mark("Building the network"),
    mark("Calibrating on the validation images"),
    mark("Classifying images"),
    mark("Classifying slices"),
    mark("Comparing images"),
    mark("Comparing labels with predictions"),
    mark("Computing the features of each image"),
    mark("Computing the figures"),
    mark("Downloading ImageNet weights"),
    mark("Drawing heat maps"),
    mark("Drawing small pictures"),
    mark("Fine-tuning the whole network"),
    mark("Learning what other pictures look like"),
    mark("Learning what the training images look like"),
    mark("Listing the images"),
    mark("Looking at examples"),
    mark("Looking for neighbouring slices"),
    mark("Making the model package"),
    mark("Measuring on the validation images"),
    mark("Measuring the model"),
    mark("Measuring this computer"),
    mark("Reading results"),
    mark("Reading the images"),
    mark("The model in use: {phase}"),
    mark("Training the last layers alone"),
    mark("Writing records"),
)
