"""usage: notebooks.py EXAMPLES PAGES

Executes each notebook in the current folder, and writes it as a page. A cell that fails ends with its error.
"""
import pathlib
import sys
import time

import nbclient
import nbconvert
import nbformat


def main(examples, pages):
    paths = sorted(pathlib.Path(examples).glob("*.ipynb"))
    assert paths, f"{examples} has no notebooks"
    for path in paths:
        start = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
        body, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
        pathlib.Path(pages, path.stem + ".html").write_text(body)
        shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
        assert "stderr" not in shown, f"{path.name} wrote to standard error: {shown[shown.index('stderr'):][:300]}"
        print(f"{path.name}: {len(notebook.cells)} cells in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
