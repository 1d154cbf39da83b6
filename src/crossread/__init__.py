"""Crossread reads conflict news and shows what each report claims, who claims it, and where reports disagree."""
