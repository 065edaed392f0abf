"""usage: live.py PAGES [jupyter|marimo]

A run in a cell of JupyterLab and of marimo, in a real browser, light and dark: the views are drawn and change, Stop
keeps a checkpoint, and nothing is said on the console. PAGES gets the pictures.
"""
import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

VIEWS = ("weights", "code", "kinks", "reconstructions", "loss")
CELL = """import heaviside as hv
training = hv.train("autoencoder-study", length=33, seed=1, background=True, pace="decade")
training.live()"""
MARIMO = '''import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import heaviside as hv
    training = hv.train("autoencoder-study", length=33, seed=1, background=True, pace="decade")
    return (training,)


@app.cell
def _(training):
    training.live()
    return


if __name__ == "__main__":
    app.run()
'''
#: What the notebooks themselves say on the console, whatever the cell.
OWN_NOISE = re.compile(r"favicon|ERR_|Failed to load resource|jupyterlab|lumino|service.?worker|manifest|marimo|WebSocket", re.I)
#: A digest of what a view shows: its drawings, and the pixels of its canvas.
SHOWN = """(host, id) => {
  const view = host.shadowRoot.getElementById(id);
  const canvas = view.querySelector("canvas");
  const parts = [...view.querySelectorAll("svg:not(.tool svg)")].map((one) => one.innerHTML).join("");
  const d = [...view.querySelectorAll("path")].map((one) => one.getAttribute("d") ?? "").join("").length;
  let ink = 0;
  if (canvas && canvas.width > 1) {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let k = 3; k < data.length; k += 4) ink += data[k] > 0;
  }
  const problem = view.querySelector(".problem")?.textContent ?? "";
  const box = view.getBoundingClientRect();
  return { text: parts, d, ink, problem, width: box.width, height: box.height };
}"""


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def server(arguments, url, folder):
    with open(folder / "server.log", "w") as log:
        process = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log)
        try:
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(url, timeout=2)
                    break
                assert process.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(30)


def look(page, name, pages):
    """Checks the widget of a page, and pictures it."""
    host = page.wait_for_selector(".heaviside-live", timeout=120_000)
    page.wait_for_function("(host) => host.heaviside?.model.get('point')?.epoch > 20", arg=host, timeout=60_000)
    before = {id: page.evaluate(f"([host, id]) => ({SHOWN})(host, id)", [host, id]) for id in VIEWS}
    times = page.evaluate("""(host) => new Promise((resolve) => {
      const list = [];
      const stop = host.heaviside.model.on("change:now", () => list.push(host.heaviside.model.get("now").epoch));
      setTimeout(() => { stop(); resolve(list); }, 4000);
    })""", host)
    after = {id: page.evaluate(f"([host, id]) => ({SHOWN})(host, id)", [host, id]) for id in VIEWS}
    for id in VIEWS:
        for shown in (before[id], after[id]):
            assert not shown["problem"], (name, id, shown["problem"])
            assert shown["width"] > 60 and shown["height"] > 60, (name, id, shown["width"], shown["height"])
            assert shown["d"] > 40 or shown["ink"] > 200, (name, id, "nothing is drawn")
        assert before[id] != after[id], (name, id, "it does not change")
    rate = len(set(times)) / 4
    assert rate > 4, (name, "news come seldom", rate)
    page.evaluate("(host) => host.scrollIntoView({ block: 'center' })", host)
    page.wait_for_timeout(500)
    host.screenshot(path=str(pages / f"{name}.png"))
    return host, rate


def stop(page, host, folder):
    """Presses Stop, and finds the checkpoint."""
    page.evaluate("(host) => [...host.shadowRoot.querySelectorAll('.live-bar button')].find((one) => one.textContent === 'Stop').click()", host)
    page.wait_for_function("(host) => host.heaviside.model.get('state').status === 'stopped'", arg=host, timeout=30_000)
    epoch = page.evaluate("(host) => host.heaviside.model.get('state').epoch", host)
    runs = sorted(folder.glob("runs/*/checkpoint"))
    assert runs, "there is no checkpoint"
    import heaviside as hv

    run = hv.Run(runs[-1].parent)
    assert (run.status, run.measures["epochs"]) == ("interrupted", epoch), (run, epoch)
    page.wait_for_timeout(300)
    # Back to an earlier epoch: the kernel computes it.
    page.evaluate("(host) => host.heaviside.store.look(10)", host)
    page.wait_for_function("(host) => host.heaviside.model.get('whole')?.epoch === 10", arg=host, timeout=30_000)


def watched(browser, scheme, width=1280):
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme, device_scale_factor=2)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    return page, said


def checked(page, said, name, theme, folder, pages):
    host, rate = look(page, name, pages)
    assert page.evaluate("(host) => host.dataset.theme", host) == theme, (name, "it has another theme")
    stop(page, host, folder)
    own = [text for text in said if not OWN_NOISE.search(text)]
    assert not own, (name, own)
    page.context.close()
    print(f"{name}: {len(VIEWS)} views that change, {rate:.1f} epochs shown a second, stopped with its checkpoint")


def jupyter(browser, folder, pages):
    notebook = {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": CELL}],
                "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
                "nbformat": 4, "nbformat_minor": 5}
    (folder / "live.ipynb").write_text(json.dumps(notebook))
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    for theme in ("light", "dark"):
        (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": f"JupyterLab {theme.capitalize()}"}))
        at = port()
        command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={at}",
                   "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
                   f"--LabApp.user_settings_dir={folder / 'settings'}"]
        with server(command, f"http://127.0.0.1:{at}/lab", folder):
            page, said = watched(browser, theme)
            page.goto(f"http://127.0.0.1:{at}/lab/tree/live.ipynb?reset")
            page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
            # A cell that is run before there is a kernel waits for it.
            page.click(".jp-Notebook .jp-CodeCell .cm-content")
            page.wait_for_timeout(1000)
            page.keyboard.press("Shift+Enter")
            checked(page, said, f"jupyter-{theme}", theme, folder, pages)


def marimo(browser, folder, pages):
    for theme in ("light", "dark"):
        place = folder / theme
        place.mkdir()
        (place / "live.py").write_text(MARIMO)
        (place / "pyproject.toml").write_text(f'[tool.marimo.display]\ntheme = "{theme}"\n')
        at = port()
        command = [sys.executable, "-m", "marimo", "run", "live.py", "--headless", "--no-token", "--port", str(at)]
        with server(command, f"http://127.0.0.1:{at}/health", place):
            page, said = watched(browser, theme)
            page.goto(f"http://127.0.0.1:{at}/")
            checked(page, said, f"marimo-{theme}", theme, place, pages)


def main(pages):
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        os.environ["HOME"] = work
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for one in (jupyter, marimo) if len(sys.argv) < 3 else [globals()[sys.argv[2]]]:
            folder = pathlib.Path(work, one.__name__)
            folder.mkdir()
            one(browser, folder, pages)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve())
