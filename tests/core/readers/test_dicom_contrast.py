"""How a DICOM picture is weighted."""

from typing import Any

import pytest
from pydicom.dataset import Dataset

from core.readers.dicom.mr_contrast import contrast_of


def a_dataset(**values: Any) -> Dataset:
    found = Dataset()
    for keyword, value in {"Modality": "MR", **values}.items():
        setattr(found, keyword, value)
    return found


def an_item(**values: Any) -> Dataset:
    found = Dataset()
    for keyword, value in values.items():
        setattr(found, keyword, value)
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ScanningSequence": "SE", "RepetitionTime": 500, "EchoTime": 12}, "t1"),
        ({"ScanningSequence": "SE", "RepetitionTime": 500, "EchoTime": 12, "ContrastBolusAgent": "GADAVIST"}, "t1ce"),
        ({"ScanningSequence": "SE", "RepetitionTime": 500, "EchoTime": 12, "ContrastBolusAgent": "none"}, "t1"),
        ({"ScanningSequence": "SE", "RepetitionTime": 4000, "EchoTime": 100}, "t2"),
        ({"ScanningSequence": "SE", "RepetitionTime": 4000, "EchoTime": 100, "ContrastBolusAgent": "Gd"}, "t2"),
        ({"ScanningSequence": ["SE", "IR"], "RepetitionTime": 9000, "EchoTime": 120, "InversionTime": 2500}, "flair"),
        ({"ScanningSequence": ["GR", "IR"], "RepetitionTime": 1900, "EchoTime": 2.5, "InversionTime": 900}, "t1"),
        ({"ScanningSequence": "SE", "RepetitionTime": 2000, "EchoTime": 10, "InversionTime": 800}, "t1"),
        ({"ScanningSequence": "SE", "RepetitionTime": 3000, "EchoTime": 15}, "other"),
        ({"ScanningSequence": "GR", "RepetitionTime": 700, "EchoTime": 25}, "other"),
        ({"AcquisitionContrast": "FLUID_ATTENUATED", "EchoTime": 3, "RepetitionTime": 5}, "flair"),
        ({"AcquisitionContrast": "DIFFUSION"}, "other"),
        ({"AcquisitionContrast": "UNKNOWN", "RepetitionTime": 500, "EchoTime": 12}, "t1"),
        ({"ScanningSequence": "SE", "RepetitionTime": 500}, None),
        ({"ScanningSequence": "SE", "RepetitionTime": 500, "EchoTime": 0}, None),
        ({}, None),
        ({"Modality": "CT", "RepetitionTime": 500, "EchoTime": 12}, None),
    ],
)
def test_the_weighting_is_found_by_what_the_scanner_states(values, expected):
    assert contrast_of(a_dataset(**values)) == expected


_T1 = {"ScanningSequence": "SE", "RepetitionTime": 500, "EchoTime": 12}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"SeriesDescription": "T1 SE tra +KM"}, "t1ce"),
        ({"SeriesDescription": "t1_se_tra_gd", "ContrastBolusAgent": ""}, "t1ce"),
        ({"SeriesDescription": "T1 post contrast", "ContrastBolusAgent": "NONE"}, "t1"),
        ({"SeriesDescription": "T1 without contrast"}, "t1"),
        ({"SeriesDescription": "T1 pre/post contrast"}, "t1"),
        ({"SeriesDescription": "T1 SE post-op"}, "t1"),
        ({"SeriesDescription": "T1 post surgery"}, "t1"),
        ({"SeriesDescription": "T1 postop"}, "t1"),
        ({"SeriesDescription": "T1 post RT + Gd"}, "t1ce"),
        ({"SeriesDescription": "T1 pre-op + Gd"}, "t1ce"),
        ({"SeriesDescription": "T1 post"}, "t1ce"),
        ({"SeriesDescription": "T1 SE tra", "ProtocolName": "Brain with and post contrast"}, "t1"),
        ({"ProtocolName": "t1_se_tra_km"}, "t1ce"),
        ({"SeriesDescription": "T2 post contrast", "RepetitionTime": 4000, "EchoTime": 100}, "t2"),
    ],
)
def test_a_series_described_as_after_the_agent_is_so_unless_the_file_says_otherwise(values, expected):
    assert contrast_of(a_dataset(**(_T1 | values))) == expected


@pytest.mark.parametrize("value", [3, 2.5, [1, 2]])
def test_a_damaged_sequence_costs_itself_alone(value):
    dataset = a_dataset(RepetitionTime=500, EchoTime=12)
    dataset.add_new("ScanningSequence", "DS", value)
    assert contrast_of(dataset) == "t1"


def test_a_multi_frame_object_states_it_in_its_groups():
    shared = an_item(
        MRTimingAndRelatedParametersSequence=[an_item(RepetitionTime=4000.0)],
        MREchoSequence=[an_item(EffectiveEchoTime=100.0)],
    )
    assert contrast_of(a_dataset(SharedFunctionalGroupsSequence=[shared])) == "t2"
    frames = [
        an_item(MRImageFrameTypeSequence=[an_item(AcquisitionContrast=stated)]) for stated in ("T1", "FLUID_ATTENUATED")
    ]
    dataset = a_dataset(SharedFunctionalGroupsSequence=[shared], PerFrameFunctionalGroupsSequence=frames)
    assert [contrast_of(dataset, index) for index in (0, 1)] == ["t1", "flair"]
    dataset.ContrastBolusAgentSequence = [an_item(CodeValue="1")]
    assert contrast_of(dataset, 0) == "t1ce"
