"""A municipality's own templates: files become tables of cells, cells become values of the plan,
and the plan becomes files. Without Textual, and without anything that writes to the plan.
"""
