"""Who says what inside one sentence, by rules: tokens and clauses, cues with their sources, what is said, and where.

`sayings` is the way in; `attributions` calls it for every sentence of a report.
"""
