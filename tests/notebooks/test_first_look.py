"""The notebook runs from top to bottom and shows what it talks about."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "first_look.ipynb"

pytestmark = pytest.mark.notebook


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def execute(notebook: Any, folder: Path, jupyter: Path) -> None:
    """Run all cells in a kernel of this very Python, which no other installed kernel shadows."""
    kernel = jupyter / "kernels" / "this-python"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "this Python", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    client = NotebookClient(
        notebook,
        kernel_name=kernel.name,
        timeout=300,
        resources={"metadata": {"path": str(folder)}},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(jupyter))
        client.execute()


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The code cells after they ran, in the folder of the notebook."""
    notebook = read(NOTEBOOK)
    execute(notebook, NOTEBOOK.parent, tmp_path_factory.mktemp("jupyter"))
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(cells: list[Any], kind: str) -> list[str]:
    """Return what the cells show of this MIME type."""
    shown = [output.get("data", {}) for cell in cells for output in cell.outputs]
    return [data[kind] for data in shown if kind in data]


def test_every_cell_runs_without_error(cells: list[Any]) -> None:
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [
        output for cell in cells for output in cell.outputs if output.output_type == "error"
    ]


def test_nothing_complains_on_stderr(cells: list[Any]) -> None:
    streams = [o for cell in cells for o in cell.outputs if o.output_type == "stream"]
    assert not [stream.text for stream in streams if stream.name == "stderr"]


def test_the_pictures_and_the_frames_are_shown(cells: list[Any]) -> None:
    frames = [html for html in outputs(cells, "text/html") if "<table" in html]
    assert len(outputs(cells, "image/png")) == 7
    assert len(frames) >= 3


def test_the_story_is_told(cells: list[Any]) -> None:
    (story,) = [
        html for html in outputs(cells, "text/html") if "silence" in html and "removal" in html
    ]
    for stage in ("request", "accept", "thanks", "silence", "pitch", "decline", "removal"):
        assert f"<td>{stage}</td>" in story


def test_it_also_runs_from_the_root_of_the_project(tmp_path: Path) -> None:
    notebook = read(NOTEBOOK)
    notebook.cells = [cell for cell in notebook.cells if cell.id in {"imports", "paths"}]
    execute(notebook, NOTEBOOK.parents[1], tmp_path)
    assert "02-10-2021.zip" in outputs(notebook.cells, "text/plain")[-1]


def test_it_is_committed_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]
