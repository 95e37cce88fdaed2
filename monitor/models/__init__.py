from monitor.models.figures import (
    Direction,
    Edition,
    ImportFile,
    ImportRun,
    ImportStatus,
    Indicator,
    Observation,
    ReleasedValue,
    Source,
)
from monitor.models.reports import (
    JobStatus,
    Report,
    ReportDownload,
    ReportEdition,
    ReportKind,
    ReportSection,
    ReportStatus,
    SectionKind,
)
from monitor.numbers import RevisionStatus, ValueStatus

__all__ = [
    "Direction",
    "Edition",
    "ImportFile",
    "ImportRun",
    "ImportStatus",
    "Indicator",
    "JobStatus",
    "Observation",
    "ReleasedValue",
    "Report",
    "ReportDownload",
    "ReportEdition",
    "ReportKind",
    "ReportSection",
    "ReportStatus",
    "RevisionStatus",
    "SectionKind",
    "Source",
    "ValueStatus",
]
