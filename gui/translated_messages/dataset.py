"""What Falx says of a dataset before training: how it is understood, what an audit finds, what to do."""

from core.program.translation import mark

DATASET = (
    mark(
        "Add images of more patients, keep a larger share for validation in the settings, or calibrate with "
        "scores of a cross-validation (falx train --folds, then --scores)."
    ),
    mark(
        "Add images of more patients, or calibrate with scores of a cross-validation (falx train --folds, "
        "then --scores)."
    ),
    mark(
        "Checking all would take much time and memory. The counts are of all; copies and unreadable files "
        "among the others are not known."
    ),
    mark("Copies add no information; they make a class look larger than it is, and intervals narrower."),
    mark("Delete them."),
    mark("Export all images the same way."),
    mark("Export the slices that show what the label says."),
    mark("From {seen}, the class cannot be predicted ({figures})."),
    mark("From {seen}, the class is {how} predictable ({figures})."),
    mark("If a mode belongs to a class, it gives the class away."),
    mark("Images in other splits are not used: {splits}."),
    mark("Images of {count} modes: {modes}."),
    mark("Keep one of each, or name copies as one group."),
    mark("Left out because they are in no class folder: {images}."),
    mark("Left out because they are neither splits nor classes: {names}."),
    mark("No image is in the dataset more than once."),
    mark("No images of class {name} in {splits}."),
    mark("Nothing can be learnt from them."),
    mark("Nothing has to be done. To check all: falx audit."),
    mark("Nothing has to be done: training leaves them out."),
    mark("Nothing has to be done: validation data and folds are cut so that copies stay together."),
    mark("Only the first slice of each was checked, as in training."),
    mark(
        "Remove these images from one of the sides, or measure on another set; do not publish the accuracy on"
        " this split as it is."
    ),
    mark("Skipped system files: {names}."),
    mark("The images are in {folder}, the only folder there."),
    mark("The split Validation is the validation data; none is cut from Training."),
    mark("The table: {notes}."),
    mark(
        "There is no tumour there: the class shows in how the images were made or framed, or in other slices "
        "of the same patient. A network may learn that instead."
    ),
    mark(
        "There is no tumour there: the class shows in how the images were made or framed. A network may learn"
        " that instead."
    ),
    mark(
        "These settings draw heads from label maps, which only the command line does: choose another preset, "
        "or train with falx train --head-labels DIR."
    ),
    mark("These settings need images without a tumour, as class {name}: choose another preset."),
    mark("Understood: {images} in {folds}; classes {classes}"),
    mark("Understood: {images} without splits; classes {classes}"),
    mark("Understood: {images}; classes {classes}"),
    mark("Use images of all classes from the same scanners and framed the same; test on another source."),
    mark("Whether {seen} predicts the class was not measured: {reason}."),
    mark(
        "With so few, nothing can be promised of the verdicts; {level} needs images of {count} patients with "
        "a tumour and as many without."
    ),
    mark("With so few, nothing can be promised of the verdicts; {level} needs images of {count} patients."),
    mark(
        "With so few, verdicts can be promised to be right in {most} at most, less if several images are of "
        "one patient; {level} needs images of {count} patients with a tumour and as many without."
    ),
    mark(
        "With so few, verdicts can be promised to be right in {most} at most, less if several images are of "
        "one patient; {level} needs images of {count} patients."
    ),
    mark(
        "With so few, verdicts can be promised to be right in {most} at most; {level} needs images of {count} patients."
    ),
    mark("Within a side, {pairs} of copies: {kinds}."),
    mark("\\ in paths read as /"),
    mark("balanced accuracy {accuracy}, 95 % interval {low} to {high}; guessing blindly gives {chance}"),
    mark("columns separated by {separator}"),
    mark("for {count} a copy of any sharpness, upright or mirrored"),
    mark("for {count} a turned copy"),
    mark("for {count} the same file"),
    mark("for {count} the same file or a look-alike"),
    mark("images that can be read in each class"),
    mark("none in: {classes}"),
    mark("somewhat"),
    mark("strongly"),
    mark("the border of the picture alone"),
    mark("the first says: {reason}"),
    mark("the size of the picture and its grey levels alone"),
    mark("too few images: expected 2 classes of {count} different images at least"),
    mark("{count} copies at another sharpness"),
    mark("{count} look-alikes"),
    mark("{count} mirrored copies"),
    mark("{count} of the {total} images were checked, chosen at random from each class."),
    mark("{count} the same file"),
    mark("{count} turned copies"),
    mark("{files} with more than one slice."),
    mark("{found} of {images} ({share}) has a copy {where}."),
    mark("{found} of {images} ({share}) has a copy {where}: {kinds}."),
    mark("{found} of {images} ({share}) have a copy {where}."),
    mark("{found} of {images} ({share}) have a copy {where}: {kinds}."),
    mark("{groups} on both sides of a split (a group is usually one patient)."),
    mark("{images} of a single grey level."),
    mark("{lines} left out"),
    mark("{name} (all from {source})"),
    mark("{name} (from {words})"),
    mark("{name} has {images} to train on: too few to keep {share} out. Add images, or keep a larger share out."),
    mark("{name} has {images} to train on: too few to keep {share} out. Add images."),
    mark("{name} has {images}: too few for {count} folds. Choose fewer folds."),
    mark("{pairs} of equal images has different labels."),
    mark("{pairs} of equal images have different labels."),
)
