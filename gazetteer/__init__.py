"""How the package's gazetteer of towns and divisions is built. Never imported by the package."""
