"""How large a file may be; a workbook of 100,000 values needs about 3 MB packed and 20 MB unpacked."""

MOST_BYTES = 12 * 1024 * 1024
MOST_UNPACKED_BYTES = 160 * 1024 * 1024
MOST_PARTS = 400
MOST_RATIO = 150
LEAST_BYTES_FOR_RATIO = 1024 * 1024
MOST_COLUMNS = 702
"""The last one is ZZ: a cell address with three letters lies beyond."""
MOST_ROWS = 200_000
HEADER_SEARCH_ROWS = 20
MOST_ROW_NUMBER = 1_048_576
"""The last row a sheet of Excel has; many may be empty."""
