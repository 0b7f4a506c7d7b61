"""Files of values: tables as CSV and Excel, the open data package, and the template to fill in."""

from hamyar.indicators.exporting.package import data_package
from hamyar.indicators.exporting.prefill import template_sheet
from hamyar.indicators.exporting.tables import (
    Table,
    as_csv,
    as_workbook,
    town_table,
    values_table,
)
from hamyar.indicators.exporting.template import TemplateSheet, template_workbook

__all__ = [
    "Table",
    "TemplateSheet",
    "as_csv",
    "as_workbook",
    "data_package",
    "template_sheet",
    "template_workbook",
    "town_table",
    "values_table",
]
