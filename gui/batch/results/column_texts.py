"""The titles of the columns of the results, and a sentence on what each shows."""

from core.program.translation import mark
from gui.batch.results.index import Column

TITLES = {
    Column.PICTURE: mark("Picture"),
    Column.NAME: mark("Name"),
    Column.VERDICT: mark("Verdict"),
    Column.OPINION: mark("My opinion"),
    Column.PROBABILITIES: mark("Probability, calibrated"),
    Column.NOVELTY: mark("Novelty"),
    Column.FOLDER: mark("Folder says"),
    Column.REMARKS: mark("Look first"),
}
EXPLANATIONS = {
    Column.PICTURE: mark("Sorts in the order of the files"),
    Column.NAME: mark("The file, or the study with its number of slices; sorts by the path"),
    Column.VERDICT: mark("What the model says at the level of the batch; of a study, what its slices say together"),
    Column.OPINION: mark(
        "What you think of the verdict: select rows, then press A to agree, O for another "
        "class, N for no tumour, U if unsure, Shift+N for a note"
    ),
    Column.PROBABILITIES: mark(
        "Probability of each class, and of the verdict; sorts by that of the verdict. "
        "Calibrated: of 100 slices that get 80 %, about 80 are so"
    ),
    Column.NOVELTY: mark("How far the picture is from the training data; above 1, it is outside"),
    Column.FOLDER: mark("Class that the picture's folder, or one of the two above it, is named after"),
    Column.REMARKS: mark("Why a person should look at this slice; sorts by urgency"),
}
