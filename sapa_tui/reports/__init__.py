"""Reports as files: a document of tables becomes Markdown, a page or a workbook."""

FORMATS = ("markdown", "html", "xlsx")
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}
"""What a file's name says about its format; the first of each format is written."""
