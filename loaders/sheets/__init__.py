"""Workbooks and CSV files as people type them: where the tables are, and what their headers say."""

from loaders.sheets.block import Block, BlockRow
from loaders.sheets.finding import find_blocks

__all__ = ["Block", "BlockRow", "find_blocks"]
