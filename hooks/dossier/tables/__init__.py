"""The public records of a site -> tables: what the CSV files, the database and their descriptions are all made from, listed in TABLES."""

from .actors import ACTORS
from .citations import CITATIONS
from .columns import Cell, Column, Reference, Table
from .events import EVENTS
from .filled import Filled, filled
from .letters import LETTERS
from .paragraphs import PARAGRAPHS
from .rest import REST
from .statuses import STATUSES, Status, statuses
from .vocabulary import VOCABULARY

__all__ = ["TABLES", "Cell", "Column", "Filled", "Reference", "Status", "Table", "filled", "statuses"]

TABLES: tuple[Table, ...] = (*LETTERS, *PARAGRAPHS, *EVENTS, *ACTORS, *STATUSES, *REST, *VOCABULARY, *CITATIONS)
"""Every table. A new one is a value in one of the modules beside this one; a new column is a line in its table."""
