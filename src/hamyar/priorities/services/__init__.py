"""What changes something, and the only place of this stage that calls the engine.

The modules that read files and compute (``method_file``, ``values_file``, ``compute``, ``package``) need
neither a database nor settings: ``hamyar rank`` works for those who never start the server.
"""
