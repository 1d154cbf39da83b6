"""How a case of an older version becomes one of this version: one file a step under ``versions``."""
