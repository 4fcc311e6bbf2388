"""The day on which a record was withdrawn -> what is published of it as JSON; the class is the published JSON Schema too."""

from __future__ import annotations

import datetime

from pydantic import Field

from .base import Viewer
from .citing import address_of
from .jsonpieces import SCHEMA_SAID, Data, schema_of

__all__ = ["WITHDRAWN", "WithdrawnData", "withdrawn_data"]

WITHDRAWN = "data/notice.schema.json"
"""The address of the JSON Schema below the site's root."""


class WithdrawnData(Data):
    """What stands where the JSON of a record was that was withdrawn."""

    schema_: str = Field("", alias="$schema", description=SCHEMA_SAID)
    withdrawn: datetime.date = Field(description="the day on which the record that stood at this address was withdrawn")
    corrections: str = Field(description="address of the record of corrections and withdrawals")


def withdrawn_data(viewer: Viewer, day: datetime.date) -> WithdrawnData:
    return WithdrawnData.model_validate(
        {**schema_of(viewer, WITHDRAWN), "withdrawn": day, "corrections": address_of(viewer, "corrections/")}
    )
