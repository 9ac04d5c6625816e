"""Workbooks and CSV files as people type them: where the tables are, and what their headers say."""

from loaders.sheets.block import Block, BlockRow
from loaders.sheets.finding import find_blocks
from loaders.sheets.proposing import Proposal, TitleMatch, propose

__all__ = ["Block", "BlockRow", "Proposal", "TitleMatch", "find_blocks", "propose"]
