"""Pure functions on small numbers: intervals, ratios, tests, trends, bounds.

Import what is needed from its module, so that nothing else is loaded: ``intervals``, ``ratios``,
``differences``, ``odds``, ``significance``, ``paired``, ``strata``, ``stratified``,
``pooled_significance``, ``trend``, ``counts``, ``bounds``, ``sensitivity``, ``feasibility``,
``multiplicity``, ``funnel``, ``shrinkage``, ``rare_events``, and ``sentences`` for the words.
"""
