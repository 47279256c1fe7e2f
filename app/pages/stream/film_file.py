"""Pictures of a run as a file: an animated GIF, or a folder of PNGs; written whole, or not at all."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sim.errors import UserFault

if TYPE_CHECKING:
    from PIL.Image import Image

    from app.jobs import Track

FilmKind = Literal["gif", "png"]
_PATIENCE_S: Final = 0.1
_LAST_MS: Final = 1000
_BLOCK: Final = 24


@dataclass(frozen=True)
class Picture:
    """One picture: RGBA, row by row."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class FilmOrder:
    """What to write where.

    Attributes:
        path: The file (GIF), or the folder (PNG).
        kind: Which of them.
        count: Pictures to come.
        rate: Pictures a second.
        colours: Colours that must not be missed, though the first picture may lack them.
        pictures: Where they come from, one by one.
    """

    path: Path
    kind: FilmKind
    count: int
    rate: int
    colours: tuple[str, ...] = ()
    pictures: queue.Queue[Picture] = field(default_factory=lambda: queue.Queue(maxsize=4))


class FilmFault(UserFault):
    """A film that cannot be written."""


def write_film(order: FilmOrder, track: Track) -> Path:
    """Take pictures as they come, and write them; gives the path.

    Raises:
        FilmFault: If the file cannot be written.
        Cancelled: If nobody wants it any more; nothing is left of it.
    """
    part = order.path.with_name(f".{order.path.name}.part")
    try:
        if order.kind == "gif":
            _write_gif(order, part, track)
        else:
            _write_pngs(order, part, track)
        _put_in_place(part, order.path)
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"{order.path.name} was not written: {reason}."
        raise FilmFault(text, "Choose another place, or make room there.") from error
    finally:
        _remove(part)
    return order.path


def _write_gif(order: FilmOrder, part: Path, track: Track) -> None:
    images = _images(order, track)
    first = next(images)
    palette = _palette_of(first, order.colours)
    rest = (_reduced(image, palette) for image in images)
    pause = round(1000 / order.rate)
    with part.open("wb") as file:
        _reduced(first, palette).save(
            file,
            format="GIF",
            save_all=True,
            append_images=rest,
            duration=[pause] * (order.count - 1) + [max(pause, _LAST_MS)],
            loop=0,
            optimize=False,
        )


def _write_pngs(order: FilmOrder, part: Path, track: Track) -> None:
    _remove(part)
    part.mkdir()
    digits = max(4, len(str(order.count)))
    for number, image in enumerate(_images(order, track), start=1):
        image.save(part / f"{order.path.name}-{number:0{digits}}.png", format="PNG")


def _images(order: FilmOrder, track: Track) -> Iterator[Image]:
    from PIL import Image

    for number in range(order.count):
        picture = _await_picture(order, track, number)
        size = (picture.width, picture.height)
        yield Image.frombytes("RGBA", size, picture.pixels).convert("RGB")


def _await_picture(order: FilmOrder, track: Track, number: int) -> Picture:
    while True:
        track.report(number / order.count, f"{number} of {order.count}")
        try:
            return order.pictures.get(timeout=_PATIENCE_S)
        except queue.Empty:
            continue


def _palette_of(first: Image, colours: tuple[str, ...]) -> Image:
    """Choose 255 colours for all pictures: those of the first, and those that tokens may have later."""
    from PIL import Image

    sample = Image.new("RGB", (first.width, first.height + _BLOCK), "white")
    sample.paste(first, (0, 0))
    wide = max(1, first.width // max(len(colours), 1))
    for number, colour in enumerate(colours):
        sample.paste(colour, (number * wide, first.height, (number + 1) * wide, sample.height))
    return sample.quantize(colors=255, method=Image.Quantize.MEDIANCUT)


def _reduced(image: Image, palette: Image) -> Image:
    from PIL import Image

    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _put_in_place(part: Path, path: Path) -> None:
    if part.is_dir() and path.is_dir():
        path.rmdir()  # an empty folder gives way; any other is a fault that is told
    part.replace(path)


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
