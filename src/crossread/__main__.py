"""``python -m crossread``: the command line."""

from crossread.cli.app import main

main()
