"""The Excel file of a visit: filled in without the system, checked as a whole, stored as one typed every row.

``layout`` says what the sheets hold, ``writing`` makes the file, ``reading`` and ``rows`` read it back, ``taking``
checks and stores it. A row is what a telephone sends too (:mod:`hamyar.web.field.kinds`).
"""
