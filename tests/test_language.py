"""The language of a text. All texts are invented."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crossread.language import UNDETERMINED, detect_language

ENGLISH = "The army said on Monday that it had taken the hill and that the road to the town was open again for all. "
GERMAN = (
    "Die Armee teilte am Montag mit, dass sie den Hügel eingenommen habe und die Straße in die Stadt wieder frei sei. "
    "Ein Sprecher des Gouverneurs sagte, die Brücke werde noch in dieser Woche geöffnet, wenn die Kämpfe aufhören. "
    "Bewohner berichteten dagegen von neuen Schüssen in der Nacht und baten um Hilfe für die Verletzten im Tal."
)
FRENCH = (
    "L’armée a annoncé lundi qu’elle avait pris la colline et que la route de la ville était rouverte à tous. "
    "Un porte-parole du gouverneur a déclaré que le pont serait rouvert cette semaine si les combats cessaient. Des "
    "habitants ont pourtant entendu des tirs pendant la nuit et demandent de l’aide pour les blessés de la vallée."
)
ZULU = (
    "Ibutho lithe ngoMsombuluko selithathe igquma nokuthi umgwaqo oya edolobheni uvuliwe futhi kubo bonke abantu. "
    "Umengameli uthe izingxoxo zizoqala ngesonto elizayo uma izinhlangothi zombili zivuma ukubeka phansi izikhali. "
    "Izakhamuzi zithi azikabuyeli emakhaya azo ngoba zisesaba ukuthi impi ingaqala kabusha noma nini kule ndawo. "
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (ZULU, UNDETERMINED),
        ("Orvel falls", None),
        ("", None),
        ("12 34 56 78 " * 40, None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_english_needs_no_library() -> None:
    code = (
        "import sys; from crossread.language import detect_language; "
        f"detect_language({ENGLISH!r}); print('resiliparse' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_one_word_over_and_over_is_no_language_and_no_fault() -> None:
    assert detect_language("Belora\n\n" + "word " * 200) == "und"
