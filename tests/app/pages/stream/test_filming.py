"""A stretch of a run exported as pictures: an animated GIF or a folder of PNGs, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from app.animation import Cut, Past, frames_of
from app.document import Document
from app.jobs import Cancelled, Track
from app.pages.stream import StreamPage
from app.pages.stream.film_file import FilmFault, FilmOrder, Picture, write_film
from app.pages.stream.film_panel import MOST_PICTURES, FilmPanel
from sim.engine import RunRequest, simulate
from sim.store import new_project
from sim.stream import example, set_value
from tests.app.pages.stream.page_bench import enter, field, part, run_to, text

PATIENCE = 30_000
SMALL = QSize(640, 300)
LOG = simulate(example("software-team"), RunRequest(seed=2, items=60))


# --- frames ------------------------------------------------------------------------------------------------


def test_a_cut_has_a_picture_for_each_step_of_its_time() -> None:
    cut = Cut(10.0, 14.0, speed=2.0, rate=10)
    assert (cut.pictures, cut.seconds) == (21, 2.1)
    assert [cut.moment(n) for n in (0, 1, 10, 20)] == [10.0, 10.2, 12.0, 14.0]
    assert Cut(5.0, 5.0, speed=1.0).pictures == 1


def test_frames_of_a_stretch_go_from_its_begin_to_its_end_and_tokens_travel() -> None:
    past = Past(LOG)
    frames = list(frames_of(past, Cut(10.0, 20.0, speed=5.0, rate=15)))
    assert (frames[0].time, frames[-1].time, len(frames)) == (10.0, 20.0, 31)
    assert [list(frame.counts) for frame in frames] == [list(past.frame(f.time).counts) for f in frames]
    flights = [flight for frame in frames for flight in frame.flights]
    assert flights
    assert any(0 < flight.share < 1 for flight in flights)
    assert not frames[0].flights


# --- the file ----------------------------------------------------------------------------------------------


def picture(shade: int) -> Picture:
    return Picture(8, 4, bytes((shade, 10, 20, 255)) * 32)


def order(path: Path, kind: str = "gif", shades: tuple[int, ...] = (0, 120, 240)) -> FilmOrder:
    made = FilmOrder(path, "gif" if kind == "gif" else "png", len(shades), 10, ("#780a14", "#f00a14"))
    for shade in shades:
        made.pictures.put(picture(shade))
    return made


def unheard(_: float, __: str) -> None:
    """Let progress go by."""


def test_a_gif_has_every_picture_at_its_pace_and_the_last_stands_a_while(tmp_path: Path) -> None:
    path = write_film(order(tmp_path / "run.gif"), Track(unheard))
    with Image.open(path) as read:
        assert (read.n_frames, read.size, read.info["loop"]) == (3, (8, 4), 0)  # type: ignore[attr-defined]
        shades, pauses = [], []
        for number in range(3):
            read.seek(number)
            pauses.append(read.info["duration"])
            pixel = read.convert("RGB").getpixel((3, 2))
            assert isinstance(pixel, tuple)
            shades.append(pixel[0])
    assert shades == pytest.approx([0, 120, 240], abs=4)
    assert pauses == [100, 100, 1000]
    assert [each.name for each in tmp_path.iterdir()] == ["run.gif"]


def test_png_pictures_come_in_a_folder_of_their_own_numbered_in_order(tmp_path: Path) -> None:
    path = write_film(order(tmp_path / "shots", "png"), Track(unheard))
    files = sorted(path.iterdir())
    assert [each.name for each in files] == ["shots-0001.png", "shots-0002.png", "shots-0003.png"]
    with Image.open(files[1]) as read:
        assert (read.size, read.getpixel((0, 0))) == ((8, 4), (120, 10, 20))


def test_progress_is_told_picture_by_picture(tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []
    write_film(order(tmp_path / "run.gif"), Track(lambda share, text: heard.append((share, text))))
    assert heard == [(0.0, "0 of 3"), (1 / 3, "1 of 3"), (2 / 3, "2 of 3")]


def test_what_is_given_up_leaves_nothing_and_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "run.gif"
    path.write_bytes(b"older")
    track = Track(lambda share, _: track.cancel() if share > 0 else None)
    with pytest.raises(Cancelled):
        write_film(order(path), track)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("run.gif", b"older")]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilmFault, match=r"run.gif was not written: No such file or directory"):
        write_film(order(tmp_path / "nowhere" / "run.gif"), Track(unheard))


def test_a_folder_that_holds_something_is_not_replaced(tmp_path: Path) -> None:
    kept = tmp_path / "shots" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(FilmFault, match="not empty"):
        write_film(order(tmp_path / "shots", "png"), Track(unheard))
    assert [each.name for each in tmp_path.rglob("*")] == ["shots", "kept.txt"]


# --- on the page -------------------------------------------------------------------------------------------


@pytest.fixture
def page(page: StreamPage, qtbot: QtBot) -> StreamPage:
    """A page whose run has come to day 40."""
    run_to(page, 40.0, qtbot)
    return page


def opened(page: StreamPage) -> FilmPanel:
    button = page.findChild(QPushButton, "timeline.export")
    assert button is not None
    button.click()
    return part(page, FilmPanel, "filmPanel")


def test_the_panel_offers_the_last_stretch_and_says_how_long_the_film_is(page: StreamPage) -> None:
    panel = opened(page)
    assert panel.isVisible()
    assert panel.cut.end == pytest.approx(page.run.player.now, abs=0.01)
    assert panel.cut.begin < panel.cut.end
    assert text(panel, "film.told") == f"{panel.cut.pictures} pictures, {panel.cut.seconds:.0f} seconds."
    enter(field(panel, "film.begin"), "10")
    enter(field(panel, "film.end"), "12")
    assert (panel.cut.begin, panel.cut.end) == (10.0, 12.0)
    assert text(panel, "film.told").startswith(f"{panel.cut.pictures} pictures")


def test_from_and_to_have_their_unit_and_end_with_the_run(page: StreamPage) -> None:
    panel = opened(page)
    assert field(panel, "film.begin").text().endswith(" days")
    enter(field(panel, "film.end"), "1000")
    assert panel.cut.end <= page.run.player.now + 0.01


def test_where_the_calendar_names_its_beginning_dates_are_told(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    panel = opened(page)
    dates = panel.findChild(QLabel, "film.dates")
    assert dates is not None
    assert not dates.isVisible()
    stream = set_value(document.project.stream, "calendar.starts", "2026-01-05")
    document.replace(new_project(stream))
    run_to(page, 40.0, qtbot)
    opened(page)
    enter(field(panel, "film.begin"), "10")
    enter(field(panel, "film.end"), "12")
    assert dates.isVisible()
    assert dates.text() == "Mon 19 Jan 2026 – Wed 21 Jan 2026"


def test_it_is_said_that_a_run_is_not_saved(page: StreamPage) -> None:
    assert "not saved with the project" in text(opened(page), "film.notSaved")


def test_too_long_a_film_is_not_begun_and_the_way_out_is_told(page: StreamPage) -> None:
    panel = opened(page)
    speed = panel.findChild(QComboBox, "film.speed")
    assert speed is not None
    speed.setCurrentIndex(0)
    enter(field(panel, "film.begin"), "0")
    assert panel.cut.pictures > MOST_PICTURES
    assert "choose less time or more speed" in text(panel, "film.told")
    assert not panel.go.isEnabled()


def test_a_run_becomes_a_gif_while_the_window_goes_on(page: StreamPage, tmp_path: Path, qtbot: QtBot) -> None:
    panel, path, said = opened(page), tmp_path / "run.gif", list[str]()
    page.status.connect(said.append)
    enter(field(panel, "film.begin"), "30")
    panel.export_to(path)
    assert panel.stop.text() == "Cancel"
    qtbot.waitUntil(lambda: not page.around.films.maker.is_busy, timeout=PATIENCE)
    with Image.open(path) as read:
        assert read.n_frames <= panel.cut.pictures  # type: ignore[attr-defined]
        assert read.n_frames > 1  # type: ignore[attr-defined]
        assert read.size == (960, 400)
    assert said[-1] == f"Exported to {path}."
    assert not panel.isVisible()
    assert page.run.player.state != "playing"


def test_tokens_of_the_film_have_their_colours(page: StreamPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.around.films.make(Cut(38.0, 40.0, speed=20.0), SMALL, "png", tmp_path / "shots")
    qtbot.waitUntil(lambda: not page.around.films.maker.is_busy, timeout=PATIENCE)
    files = sorted((tmp_path / "shots").iterdir())
    assert len(files) == Cut(38.0, 40.0, speed=20.0).pictures
    with Image.open(files[-1]) as read:
        colours = {colour for _, colour in read.getcolors(100_000) or ()}
    assert (0x00, 0x9E, 0x73) in colours
    assert (0xFF, 0xFF, 0xFF) in colours


def test_cancel_leaves_no_file_and_the_panel_can_begin_again(
    page: StreamPage, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = opened(page)
    enter(field(panel, "film.begin"), "10")
    panel.export_to(tmp_path / "run.gif")
    panel.stop.click()
    assert not page.around.films.maker.is_busy
    assert panel.stop.text() == "Close"
    page.jobs.close()
    assert list(tmp_path.iterdir()) == []
    panel.stop.click()
    assert not panel.isVisible()


def test_a_fault_is_told_and_the_panel_stays(page: StreamPage, tmp_path: Path, qtbot: QtBot) -> None:
    faults: list[object] = []
    page.fault.connect(faults.append)
    panel = opened(page)
    enter(field(panel, "film.begin"), "38")
    panel.export_to(tmp_path / "nowhere" / "run.gif")
    qtbot.waitUntil(lambda: bool(faults), timeout=PATIENCE)
    assert isinstance(faults[0], FilmFault)
    assert panel.isVisible()
    bar = panel.findChild(QProgressBar, "film.progress")
    assert bar is not None
    assert not bar.isVisible()


def test_escape_closes_the_panel(page: StreamPage, qtbot: QtBot) -> None:
    panel = opened(page)
    page.activateWindow()
    qtbot.waitActive(page)
    line = field(panel, "film.begin")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_panel_stays_in_sight_when_the_window_becomes_smaller(page: StreamPage) -> None:
    panel = opened(page)
    page.resize(900, 600)
    assert page.rect().contains(panel.geometry())
