"""The one place of work for a visit or a county session: what was recorded, findings, promises, minutes."""
