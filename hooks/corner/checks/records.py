"""Checks of records: the entries of a data file, each held against its content type's model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corner.checks.context import CheckContext
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources import validation
from corner.sources.reader import DataFile

_Model = TypeVar("_Model", bound=BaseModel)


def read_entries(data_file: DataFile) -> tuple[dict[str, Any], list[Problem]]:
    """Return the entries of a data file by key, and a problem where it holds something else."""
    if data_file.data is None:
        return {}, []
    if not isinstance(data_file.data, dict):
        return {}, [
            data_file.problem((), "wrong-yaml", Message("expected 'key: fields' entries, found something else"))
        ]
    return {str(key): value for key, value in data_file.data.items()}, []


def validate_record(
    data_file: DataFile, key: str, value: Any, model: type[_Model], context: CheckContext
) -> tuple[_Model | None, list[Problem]]:
    """Return a record as its model, where it fits, and every problem in it, on its line.

    Args:
        data_file: the file that holds the record.
        key: the record's key in the file.
        value: what the file says under the key.
        model: the model of records.
        context: what is known of the corner.
    """
    record, errors = None, list[validation.FieldError]()
    try:
        record = model.model_validate(value, context={"zone": context.settings.time_zone})
    except ValidationError as error:
        errors = list(validation.explain_errors(error, value, model))
    faults = validation.add_empty_fields(errors, value)
    return record, [data_file.problem((key, *path), code, message) for path, code, message in faults]


def find_missing_languages(
    data_file: DataFile, key: str, field: str, names: Iterable[str], context: CheckContext
) -> list[Problem]:
    """Return a problem for each language of the corner that a name or text per language lacks."""
    missing = [locale for locale in context.settings.written if locale not in names]
    return [
        data_file.problem(
            (key, field), "missing-language", Message("expected a name in '{locale}', found none", locale=locale)
        )
        for locale in missing
    ]
