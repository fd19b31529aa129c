"""Reads assessment results of OSCAL with compliance-trestle, as its own tools do, and prints what it found in them.

Standard output gets one JSON document: for each file the status of each control, and every warning.
"""

import json
import logging
import pathlib
import sys
import warnings


class Kept(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(f"{record.name}: {record.getMessage()}")


def status_of(observation):
    """The status that an observation has of its control, with what names it."""
    properties = {prop.name: prop.value for prop in observation.props}
    return [properties["framework"], properties["control"], properties["status"]]


def read(path):
    """What trestle finds in a file."""
    from trestle.core import validator_factory
    from trestle.oscal.assessment_results import AssessmentResults

    document = AssessmentResults.oscal_read(path)
    failed = [
        validator.error_msg()
        for validator in validator_factory.validator_factory.get_all()
        if not validator.model_is_valid(document, False, None)
    ]
    # What trestle writes of it is read as the same again.
    written = json.loads(document.oscal_serialize_json().replace('+00:00"', 'Z"'))
    same = written == json.loads(path.read_text(encoding="utf-8"))
    results = []
    for result in document.results:
        observed = {observation.uuid: observation for observation in result.observations or []}
        found = [
            [status_of(observed[link.observation_uuid])[1], str(finding.target.status.state.value)]
            for finding in result.findings or []
            for link in finding.related_observations
        ]
        excluded = [
            control.control_id
            for selection in result.reviewed_controls.control_selections
            for control in selection.exclude_controls or []
        ]
        results.append({
            "title": result.title,
            "controls": [status_of(observation) for observation in observed.values()],
            "findings": found,
            "excluded": excluded,
        })
    return {"failed": failed, "same": same, "results": results}


def main():
    """Reads every file that is named."""
    kept = Kept()
    logging.getLogger().addHandler(kept)
    logging.captureWarnings(True)
    warnings.simplefilter("always")
    # Of the files alone: not what the reader's own modules say of each other while they are loaded.
    import trestle.core.validator_factory  # noqa: F401
    import trestle.oscal.assessment_results  # noqa: F401

    kept.messages.clear()
    files = {path: read(pathlib.Path(path)) for path in sys.argv[1:]}
    json.dump({"files": files, "warnings": kept.messages}, sys.stdout)


if __name__ == "__main__":
    main()
