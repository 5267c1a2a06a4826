"""Whatever a file holds, loading it gives findings and never an exception, in little time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.definition.library import library
from kpixl.definition.scheme import load_scheme, parse_scheme

TEXTS = [path.read_text("utf-8") for _, path in library()]
SIGNS = [
    *"{}[]:-,&*!|>%@#'\"\\\t\n 0x.（）：—%‰\u200b\u0007\ud800",
    "unset",
    "none",
    "<<: ",
    "- ",
    "~",
    "1" * 40,
]


def mutated(text: str, seed: int) -> str:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        lines = text.splitlines(keepends=True)
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        spot = chance.randrange(len(text))
        match chance.randrange(7):
            case 0:
                text = text[:spot] + chance.choice(SIGNS) + text[spot:]
            case 1:
                text = text[:spot] + text[spot + chance.randint(1, 20) :]
            case 2:
                del lines[at]
                text = "".join(lines)
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
                text = "".join(lines)
            case 4:
                lines.insert(at, lines[other])
                text = "".join(lines)
            case 5:
                lines[at] = chance.choice(["", "  ", "    "]) + lines[at].lstrip()
                text = "".join(lines)
            case _:
                key, colon, _ = lines[at].partition(":")
                lines[at] = key + colon + " " + chance.choice(SIGNS) + "\n"
                text = "".join(lines)
        if not text:
            return "x"
    return text


@pytest.mark.parametrize("seed", range(250))
def test_a_mutilated_scheme_gives_findings_with_places_and_sentences(seed: int) -> None:
    text = mutated(TEXTS[seed % len(TEXTS)], seed)
    scheme, findings = parse_scheme(text, "m.yaml")
    assert scheme is not None or findings
    for finding in findings:
        assert finding.place.file == "m.yaml"
        for language in ("zh-CN", "en"):
            told = finding.message(language) + finding.remedy(language)
            assert told.encode("utf-8")
            assert "\n" not in told


@given(st.binary(max_size=200))
def test_any_bytes_give_a_finding(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "any.yaml"
    path.write_bytes(data)
    scheme, findings = load_scheme(path)
    assert scheme is None or findings


@given(st.text(alphabet=st.sampled_from("a: -[]{}&*!|>'\"\n\t#%@,?<~1"), max_size=60))
def test_any_signs_that_mean_something_in_yaml_give_a_finding(text: str) -> None:
    _, findings = parse_scheme(text)
    assert findings


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "a:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 500)),
        "a0: &a0 [x, x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 60)),
        "scheme: &a [*a]\n",
        "? " * 10_000,
        "&a " * 10_000,
        "!" * 10_000,
        "%YAML " + "9" * 5000 + ".1\n---\n",
        'title: "\\U00110000"',
        'title: "\\ud800"',
        "points: " + "9" * 6000,
        "points: 0." + "9" * 6000,
        "x" * 100_000 + ": 1",
        "".join(f"k{at}: 1\n" for at in range(20_000)),
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_a_hostile_text_is_refused_calmly(text: str) -> None:
    _, findings = parse_scheme(text)
    assert findings
    assert all((finding.message() + finding.remedy()).encode("utf-8") for finding in findings)
