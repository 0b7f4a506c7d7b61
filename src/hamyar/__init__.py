"""The product around :mod:`hamyar_engine`."""
