"""A study of drawn heads whose files state all that may name a patient, each in words that stand nowhere else."""

from pathlib import Path

from core.image.phantom import head_phantom
from tests.core.readers.conftest import dicom_dataset

# By keyword; the words of each are looked for one by one.
STATED = {
    "PatientName": "Zzyzxon^Quillabeth",
    "PatientID": "PXID7741093",
    "IssuerOfPatientID": "ISSVELDT",
    "OtherPatientIDs": "OPID5520981",
    "OtherPatientNames": "Maidenhoeve^Quillabeth",
    "PatientBirthDate": "19430817",
    "PatientBirthTime": "034417",
    "PatientAge": "083Y",
    "PatientAddress": "Kastanjelaan 77412",
    "PatientTelephoneNumbers": "0098817263",
    "PatientComments": "Grootmoeder Oudekerk",
    "PatientMotherBirthName": "Brandtsveer",
    "EthnicGroup": "Frieslander",
    "Occupation": "Klokkenmaker",
    "MedicalRecordLocator": "MRLOC88123",
    "AccessionNumber": "ACC9917726",
    "StudyID": "STUD445566",
    "StudyDate": "20190423",
    "StudyTime": "173355",
    "SeriesDate": "20190424",
    "AcquisitionDate": "20190425",
    "ContentDate": "20190426",
    "StudyDescription": "MR of Zzyzxon",
    "SeriesDescription": "t1 axial Zzyzxon",
    "ProtocolName": "Protokoll Wachterheim",
    "InstitutionName": "Veldtbrook Hospitaal",
    "InstitutionAddress": "Brinkpoort 9981",
    "InstitutionalDepartmentName": "Neurokliniek Sud",
    "ReferringPhysicianName": "Okkerwyn^Theodred",
    "PerformingPhysicianName": "Huisvliet^Anselma",
    "NameOfPhysiciansReadingStudy": "Dreesman^Ottoline",
    "OperatorsName": "Vosmeer^Lieselot",
    "RequestingPhysician": "Terpstra^Wubbo",
    "StationName": "STATIONQX7",
    "DeviceSerialNumber": "SERIAL998123",
    "ImageComments": "seen by Kwaakernaat",
    "RequestedProcedureDescription": "Onderzoek Quillabeth",
    "AdditionalPatientHistory": "Epilepsieverhaal",
}
_COMMON = {"mr", "of", "t1", "axial", "seen", "by", "sud", "083y"}
SECRETS = frozenset(
    word
    for value in STATED.values()
    for word in value.replace("^", " ").split()
    if word.lower() not in _COMMON and len(word) > 4
) | {"PRIVATEJANSEN", "BURNTINWORDS"}
# What the paths say; it is nowhere but where a path is asked for.
FOLDER, FILE = "Ouwehandsdochter", "Waterlandskind"
STUDY_UID, SERIES_UID = "1.2.826.0.1.774109355.1", "1.2.826.0.1.774109355.2"


def write_secret_study(folder: Path, count: int = 3) -> Path:
    """Write a series of which each element above, and private ones, name somebody; return its folder."""
    place = folder / FOLDER
    place.mkdir(parents=True)
    for index in range(count):
        dataset = dicom_dataset(head_phantom(0, "glioma", size=96))
        for keyword, value in STATED.items():
            setattr(dataset, keyword, value)
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = STUDY_UID, SERIES_UID
        dataset.SeriesNumber, dataset.InstanceNumber = 4, index + 1
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        dataset.ImagePositionPatient = [0, 0, 5.0 * index]
        dataset.PixelSpacing = [1, 1]
        block = dataset.private_block(0x0029, "FALX TEST", create=True)
        block.add_new(0x10, "LO", "PRIVATEJANSEN")
        block.add_new(0x11, "OB", b"\0\1BURNTINWORDS\0")
        dataset.save_as(place / f"{FILE} {index}.dcm", enforce_file_format=True)
    return place
