"""How the model is made: gold data in, weights, measurements and model card out. Never imported by the package.

``python -m training --help`` says how to run it; `training/README.md` says with what.
"""
