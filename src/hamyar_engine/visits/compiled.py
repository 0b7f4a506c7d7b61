"""Compile inner loops with Numba where it is installed; run the same code plainly where it is not."""

import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar, cast

HAS_NUMBA = importlib.util.find_spec("numba") is not None

# Without reference counting of arrays (``_nrt``) the loops run five times as fast; they allocate nothing.
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile ``function`` on its first call, kept on disk, free of the interpreter lock."""
    if not HAS_NUMBA:
        return function
    from numba import njit

    return cast("Function", njit(**OPTIONS)(function))
