"""What checks, measurements and models state in English: findings of the check of a dataset, worth of verdicts."""

from core.program.translation import mark

PERFORMANCE = (
    mark("How often its verdicts are right was not measured."),
    mark("{found} of {studies} with a tumour called, {called} of {free} without ({cleared} cleared)."),
    mark(
        "{found} of {studies} with a tumour called, {called} of {free} without ({cleared} cleared); "
        "patients that it may have learnt from."
    ),
    mark(
        "{right} of slices with a tumour called, {wrong} of those without: measured on {test} with models of its "
        "recipe, not on whole studies."
    ),
    mark("{right} of slices with a tumour called, {wrong} of those without: measured on {test}, not on whole studies."),
    mark("patient proxy"),
    mark("source shift"),
    mark("other scanners"),
)
CHECK = (
    mark("{files} cannot be read."),
    mark("Training and evaluation leave them out."),
    mark("Copy or export them again, or delete them."),
    mark("The folder {name} holds no image that can be used."),
    mark("It is not counted as a class."),
    mark("Put images into it, or continue without it."),
    mark("{other} and {name} differ only in capital letters."),
    mark("They are treated as one class, {name}."),
    mark("If they are two, give one of them another name and choose the images again."),
    mark("Class names are mapped to those that Falx knows: {names}."),
    mark("Then the model has the same class names as others, and Falx knows which class is free of tumours."),
    mark("If they mean something else, keep the names as they are."),
    mark("{images} for validation, as the dataset names them."),
    mark("Of {images} images, about {kept} will be kept for validation."),
    mark("Few images to train on: {classes}."),
    mark("A network trained on so few images will not work on others."),
    mark("A network trained on so few images will not work on others, and none can be kept for validation."),
    mark("Add images of more patients, at least {few} in each class; some hundreds are better."),
    mark("The classes are uneven: {largest} has {ratio} times as many images as {smallest}."),
    mark("A network that guesses the frequent class looks better than it is."),
    mark("Nothing has to be done: rare classes weigh more in training. They can be drawn more often instead."),
    mark("The dataset names neither splits nor folds."),
    mark("Whether test images have copies in the training data depends on how it will be cut."),
    mark("Falx keeps look-alikes and groups together when it splits; name the patients in the column group."),
    mark("None of the {images} has a copy {where}."),
    mark("in the training data"),
    mark("in another fold"),
    mark(
        "A network recognises what it has seen before, so its figures on these images say nothing about new patients."
    ),
    mark("Slices of one patient are alike, so the test is easier than a new patient is."),
    mark("Put all images of a group on one side."),
    mark("One of the two labels is wrong, and the network is trained on both."),
    mark("Check each pair, and correct or remove it."),
    mark("The dataset does not say where each image comes from."),
    mark("If each class came from its own scanners, a network could learn the scanners instead of the classes."),
    mark("Name the hospital, scanner or collection of each image in the column source of a manifest."),
    mark("All images come from one source, {source}."),
    mark("How well a network works on other scanners cannot be measured with this dataset."),
    mark("Test on images from elsewhere before you rely on any figure."),
    mark("Classes that come from one source only: {classes}."),
    mark("A network can learn the source instead of the class, and then fails on other scanners."),
    mark("Add images of these classes from other sources, or test on a source where all classes occur."),
)
FIXES = (
    mark("Leave these copies out of the test"),
    mark("Leave these images out"),
    mark("Draw all classes equally often"),
    mark("Keep the names as they are"),
)
