"""A case as a DICOM structured report: TID 1500, Measurement Report (PS3.16), in a Comprehensive SR document."""

from collections.abc import Iterator
from pathlib import Path

from highdicom.sr import (
    AlgorithmIdentification,
    CodeContentItem,
    CodedConcept,
    ContainerContentItem,
    ContentItem,
    ContentSequence,
    DeviceObserverIdentifyingAttributes,
    FindingSite,
    Measurement,
    MeasurementReport,
    MeasurementsAndQualitativeEvaluations,
    ObservationContext,
    ObserverContext,
    QualitativeEvaluation,
    RelationshipTypeValues,
    SourceImageForMeasurementGroup,
    TextContentItem,
    TrackingIdentifier,
)
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import ComprehensiveSRStorage, generate_uid

from core.history.entry import Opinion
from core.model.confidence_levels import format_level
from core.model.known_classes import inline_name
from core.model.prediction import Trust
from core.model.verdicts import whole_verdict
from core.program.product import NAME, PUBLISHER, VERSION
from core.program.wording import NOTICE
from core.readers.muted_warnings import without_warnings
from core.report.case import Case
from core.report.dicom.codes import (
    BRAIN,
    BRAIN_MRI,
    CERTAINTY,
    COMMENT,
    EVALUATIONS,
    NEOPLASM,
    NO_UNITS,
    PERCENT,
    class_code,
    is_tumour,
    own_code,
    scheme_item,
)
from core.report.dicom.measurement_groups import measurement_groups
from core.report.dicom.new_object import begin_object, write_object
from core.report.dicom.source_object import SourceObject, context_of

SERIES_NUMBER = 9901
_CONTAINS = RelationshipTypeValues.CONTAINS


def write_structured_report(case: Case, source: SourceObject, path: Path, keeps_patient: bool = False) -> None:
    """Write the report.

    Args:
        case: what it states.
        source: the object that the picture is from, which the report refers to.
        path: of the file.
        keeps_patient: whether to copy the elements that `patient_tags` lists.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with without_warnings():
        document = _document(case, source, keeps_patient)
    write_object(document, path)


def _document(case: Case, source: SourceObject, keeps_patient: bool) -> Dataset:
    # Not by highdicom's own documents: these copy by tables of 22 MB, and know no class of objects but those in them.
    context = context_of(source, keeps_patient)
    document = begin_object(case, context, ComprehensiveSRStorage)
    document.Modality, document.SeriesNumber = "SR", SERIES_NUMBER
    document.SeriesDescription = f"{NAME} report, research use only"
    document.CompletionFlag, document.VerificationFlag = "COMPLETE", "UNVERIFIED"
    document.PreliminaryFlag = "PRELIMINARY"
    document.ReferencedPerformedProcedureStepSequence = []
    document.PerformedProcedureCodeSequence = []
    document.CodingSchemeIdentificationSequence = [scheme_item()]
    if source.is_dicom:
        document.CurrentRequestedProcedureEvidenceSequence = [_evidence(context)]
    for element in _report(case, context, source):
        document.add(element)
    return document


def _evidence(context: Dataset) -> Dataset:
    """Name the source object with its study and series (PS3.3 C.17.2)."""
    study, series, instance = Dataset(), Dataset(), Dataset()
    instance.ReferencedSOPClassUID, instance.ReferencedSOPInstanceUID = context.SOPClassUID, context.SOPInstanceUID
    series.SeriesInstanceUID, series.ReferencedSOPSequence = context.SeriesInstanceUID, [instance]
    study.StudyInstanceUID, study.ReferencedSeriesSequence = context.StudyInstanceUID, [series]
    return study


def _report(case: Case, context: Dataset, source: SourceObject) -> Dataset:
    device = DeviceObserverIdentifyingAttributes(
        # The same for each copy of a version: it names the program, not a computer.
        uid=generate_uid(entropy_srcs=[NAME, VERSION]),
        name=NAME,
        manufacturer_name=PUBLISHER,
        model_name=f"{NAME} {VERSION}",
    )
    observer = ObservationContext(observer_device_context=ObserverContext(codes.DCM.Device, device))
    report = MeasurementReport(
        observation_context=observer,
        procedure_reported=BRAIN_MRI,
        imaging_measurements=[_finding(case, context, source), *measurement_groups(case, context, source)],
        title=codes.DCM.ImagingMeasurementReport,
    )
    root = report[0]
    root.ContentSequence.append(_evaluations(case))
    return root


def _finding(case: Case, context: Dataset, source: SourceObject) -> MeasurementsAndQualitativeEvaluations:
    """Make the group of measurements that holds the verdict and its figures (TID 1501)."""
    found = case.prediction
    model, _, version = case.model.rpartition(" ")
    images = None
    if source.is_dicom:
        frames = [source.frame] if source.frame else None
        images = [SourceImageForMeasurementGroup(context.SOPClassUID, context.SOPInstanceUID, frames)]
    refused = found.trust.is_refused
    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(generate_uid(prefix=None), f"{NAME} verdict"),
        finding_type=_verdict_code(case),
        finding_category=NEOPLASM if not refused and is_tumour(found.prediction_set, found.classes) else None,
        finding_sites=[FindingSite(BRAIN)],
        algorithm_id=AlgorithmIdentification(
            name=model or case.model,
            version=version or "unknown",
            parameters=[f"level of the verdict {format_level(found.level)}", f"{NAME} {VERSION}", NOTICE],
        ),
        measurements=list(_figures(case)),
        qualitative_evaluations=[] if refused else list(_plausible(case)),
        source_images=images,
    )


def _verdict_code(case: Case) -> CodedConcept:
    found = case.prediction
    if found.trust is Trust.CLASS:
        return class_code(found.verdict)
    return own_code(found.verdict, whole_verdict(found.verdict, found.prediction_set))


def _figures(case: Case) -> Iterator[Measurement]:
    found = case.prediction
    if not found.trust.is_refused:
        if found.trust is not Trust.UNCERTAIN:
            yield Measurement(name=CERTAINTY, value=_percent(case.stated[1]), unit=PERCENT)
        yield Measurement(name=own_code("level", "Level of the verdict"), value=_percent(found.level), unit=PERCENT)
        if found.tumour_probability is not None:
            yield _probability("any-tumour", "a tumour of any kind", found.tumour_probability)
        for class_name, probability in zip(found.classes, found.probabilities, strict=True):
            yield _probability(class_name, inline_name(class_name), float(probability))
    yield Measurement(name=own_code("novelty", "Novelty"), value=round(float(found.novelty), 3), unit=NO_UNITS)


def _probability(name: str, words: str, share: float) -> Measurement:
    code = own_code(f"p-{name}", f"Calibrated probability of {words}")
    return Measurement(name=code, value=_percent(share), unit=PERCENT)


def _plausible(case: Case) -> Iterator[QualitativeEvaluation]:
    for class_name in case.prediction.prediction_set:
        yield QualitativeEvaluation(own_code("plausible", "Plausible class"), class_code(class_name))


def _evaluations(case: Case) -> ContainerContentItem:
    """Make the part for what is no measurement: study, reader's opinion and measurements, notice."""
    container = ContainerContentItem(name=EVALUATIONS, relationship_type=_CONTAINS)
    container.ContentSequence = ContentSequence()
    order = case.order
    items: list[ContentItem] = []
    if order.study:
        items.append(_text(own_code("study", "Verdict on the study"), order.study.sentence))
    if order.opinion:
        items += _opinion(order.opinion)
    items += [_text(own_code("measured", "Measured by the reader"), line) for line in order.measurements]
    if order.file_name:
        items.append(_text(own_code("file", "File"), order.file_name))
    items.append(_text(COMMENT, f"{NOTICE}."))
    container.ContentSequence.extend(items)
    return container


def _opinion(opinion: Opinion) -> Iterator[ContentItem]:
    name = own_code("opinion", "Reader's opinion of the verdict")
    value = own_code(opinion.view.value, opinion.statement)
    yield CodeContentItem(name=name, value=value, relationship_type=_CONTAINS)
    if opinion.note:
        yield _text(own_code("note", "Reader's note"), opinion.note)


def _text(name: CodedConcept, text: str) -> TextContentItem:
    return TextContentItem(name=name, value=text, relationship_type=_CONTAINS)


def _percent(share: float) -> float:
    return round(100 * share, 2)
