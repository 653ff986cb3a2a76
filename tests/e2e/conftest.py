"""Start one demo for all end-to-end tests, and one browser."""

from collections.abc import Iterator
from pathlib import Path
import shutil

from playwright.sync_api import Browser, sync_playwright
import pytest

from demo.files import write_text

from .browser import CHROMIUM, FLAGS
from .running import Running

LLM_CALLER = Path(__file__).parent / "llm_caller"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run the demo with the bundled S3 server."""
    state = tmp_path_factory.mktemp("demo")
    add_llm_caller(state / "home-assistant")
    running = Running.start(state)
    yield running
    running.stop()


def add_llm_caller(folder: Path) -> None:
    """Give Home Assistant an agent that calls a tool as a language model does."""
    shutil.copytree(LLM_CALLER, folder / "custom_components" / LLM_CALLER.name)
    write_text(folder / "packages/llm_caller.yaml", "llm_caller:\n")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run Chromium; for a module only, since an event loop runs here as long as it does."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for files to upload."""
    return tmp_path
