"""Each rule on the words of a translation, broken: first in a made-up language, then in each that
is shipped.

The made-up language is marked as Esperanto. To say that another word must not be lost, edit
`translations/terms.yaml` and the file of each language; to try it, add a row to SHIPPED here.
"""

from pathlib import Path
from shutil import copy
from unicodedata import normalize

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from guide.content.catalogues import read_catalogues
from guide.content.problems import Problem
from guide.content.terms import FILE, pattern, sentences, spaced
from guide.rules import catalogue as rules

SHIPPED_TERMS = Path(__file__).parents[2] / "translations"

ENGLISH = """
nots: [not, never, nobody]
names: [Childline, Relay UK]
terms:
  police: {words: [police], back: true, why: Somebody else would be called}
  now: {words: ["now", at once], why: It would be too late}
  asked: {words: [voice asks], why: It does not work before}
"""
OWN = """
letters: ĉĝĥĵŝŭ
instead: {ç: ĉ}
ends: {"?": "!"}
nots: [ne, neniam, neniu]
terms: {police: [polic*], now: [nun, tuj], asked: [kiam la voĉo petas]}
"""
ACCEPTED = """
accepted:
  - rule: not
    why: It says the same
    texts: {Do not wait.: Agu.}
"""


def write(root: Path, code: str, texts: dict[str, str], own: str = OWN) -> None:
    """A catalogue of these texts, as people edit it and compiled, with the terms."""
    catalogue = Catalog(locale=code, fuzzy=False)
    for english, other in texts.items():
        catalogue.add(english, other)
    folder = root / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, writer in (("po", write_po), ("mo", write_mo)):
        with (folder / f"messages.{name}").open("wb") as file:
            writer(file, catalogue)
    if own:
        (root / FILE).write_text(ENGLISH, "utf-8")
        (root / code / FILE).write_text(own, "utf-8")


def unfaithful(root: Path) -> list[Problem]:
    return rules.unfaithful(root, read_catalogues(root, []).values())


def unproven(root: Path) -> list[Problem]:
    return rules.unproven(root, read_catalogues(root, []).values())


def found(root: Path, english: str, other: str) -> list[str]:
    """What `flask guide check` says of one text of the made-up language."""
    write(root, "eo", {"Hello": "Saluton", english: other})
    return [str(problem) for problem in unproven(root)]


SOUND = [
    ("Do not wait.", "Ne atendu."),
    ("Nobody is here. Call the police now.", "Neniu estas tie. Voku la policon tuj."),
    ("Nobody is here.", "Neniu ne estas tie."),  # twice in that language, and once in English
    ("Press it when the voice asks.", "Kiam la voĉo petas, premu."),
    ("Are you safe?", "Ĉu vi estas sekura!"),
    ("**Any child.** It is so.", "**Ĉiu infano.** Estas tiel."),
    ("Childline", "Childline"),
    ("Relay UK or Childline?", "Ĉu Relay UK aŭ Childline!"),
    ("Call %(phone)s, 50%%", "Voku %(phone)s, 50%%"),
    ("{who}", "{who}"),
    ("A police officer", "Policano"),
    ("Yes", "Jes ja, certe"),
]

BROKEN = [
    ("Do not wait.", "Atendu.", "has lost a “not” of “Do not wait.”", "write it"),
    ("Wait here.", "Ne atendu tie.", "denies what “Wait here.” does not deny", "without “not”"),
    ("Wait. Do not go.", "Ne atendu. Iru.", "has lost a “not” of “Do not go.”", "write it"),
    ("Wait. Do not go.", "Ne atendu. Iru.", "denies what “Wait.” does not deny", "without “not”"),
    ("Do not go and do not wait.", "Ne iru kaj atendu.", "has lost a “not”", "write it"),
    ("Call the police.", "Voku la kuraciston.", "has lost “police”", "write “polic*”"),
    ("A doctor.", "La policano.", "says “policano”, which the English", "does not mean police"),
    ("Call now.", "Voku poste.", "has lost “now”", "write “nun” or “tuj”"),
    ("Act at once.", "Agu poste.", "has lost “at once”", "write “nun” or “tuj”"),
    ("Press it when the voice asks.", "Premu ĝin nun.", "has lost “voice asks”", "kiam la voĉo"),
    ("Wait here.", "Atendu çi tie.", "contains ç, U+00E7", "write ĉ"),
    ("Wait here.", "Atendu ци tie.", "contains ц, U+0446", "write it with letters of the language"),
    ("Wait here.", "Atendu c\u0302i tie.", "is not in the normal form", "save it as NFC"),
    ("Are you safe?", "Vi estas sekura.", "does not end as the English", "end it with “!”"),
    ("Wait here", "Atendu tie.", "does not end as the English", "remove the “.” at its end"),
    ("**Any child.** It is so.", "Ĉiu infano. Estas tiel.", "has not the bold words", "two stars"),
    ("Any child.", "_Ĉiu_ infano.", "is marked in a way", "two stars"),
    ("Call %(phone)s, at 50%% cost", "Voku %(phone)s, je 50% kosto", "has a “%” of its own", "%%"),
    ("Wait here.", "Wait here.", "is still English", "translate it"),
    ("Wait here.", " ", "has no words", "translate it"),
    ("Wait. It is late.", "Atendu tie ĉi.", "has 1 sentences, and the English has 2", "add what"),
    ("Send it", "Sendu la tutan aferon al la oficejo", "has 35 characters", "say it in 1 to 20"),
    ("Wait here and tell them all of it.", "Atendu.", "has 7 characters", "say it in 12 to"),
    ("Hello there", "Saluton", "also stands for “Hello”", "translate each as it is"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "other"), SOUND)
def test_a_translation_that_says_the_same_passes(tmp_path: Path, english: str, other: str) -> None:
    assert found(tmp_path, english, other) == []


@pytest.mark.parametrize(("english", "other", "wrong", "fix"), BROKEN)
def test_a_broken_rule_is_named_with_its_row(
    tmp_path: Path, english: str, other: str, wrong: str, fix: str
) -> None:
    problems = found(tmp_path, english, other)
    rows = (tmp_path / "eo/LC_MESSAGES/messages.po").read_text("utf-8").split("\n")
    row = next(n for n, text in enumerate(rows, start=1) if text == f'msgid "{english}"')
    place = f"translations/eo/LC_MESSAGES/messages.po:{row}: “{other}”, for “{english}”, "
    assert any(p.startswith(place) and wrong in p and fix in p for p in problems), problems


def test_letters_of_two_scripts_do_not_pass_as_one(tmp_path: Path) -> None:
    write(tmp_path, "ur", {"Wait here.": "Yahan ruken."}, OWN.replace("ĉĝĥĵŝŭ", "ابپ"))
    assert "is mostly in Latin letters" in str(*unproven(tmp_path))


@pytest.mark.parametrize(("english", "other"), [("Do not wait.", "Atendu."), ("Wait", "Atendu ç")])
def test_a_lost_not_or_a_wrong_letter_stops_the_start(
    tmp_path: Path, english: str, other: str
) -> None:
    write(tmp_path, "eo", {english: other})
    (problem,) = unfaithful(tmp_path)
    assert f"“{other}”, for “{english}”" in problem.wrong


def test_what_was_judged_is_accepted_as_long_as_both_texts_stay(tmp_path: Path) -> None:
    write(tmp_path / "same", "eo", {"Do not wait.": "Agu."}, OWN + ACCEPTED)
    assert [*unproven(tmp_path / "same"), *unfaithful(tmp_path / "same")] == []
    write(tmp_path / "other", "eo", {"Do not wait.": "Agu tuj."}, OWN + ACCEPTED)
    lost, idle = map(str, unproven(tmp_path / "other"))
    assert "has lost a “not”" in lost
    assert idle == (
        "translations/eo/terms.yaml:9: “Do not wait.” is accepted, but breaks no such rule as it "
        "is translated now\n    Fix: remove it, or correct both texts"
    )


@pytest.mark.parametrize(
    ("own", "wrong", "fix"),
    [
        ("", "nothing says which words must not get lost", "begin with a copy"),
        (OWN.replace("now: [nun, tuj], ", ""), "the term “now” is missing", "now: […]"),
        (OWN.replace("now:", "soon: [baldaŭ], now:"), "“soon” is no term", "correct its name"),
        (OWN.replace("letters", "leters"), "“letters” is missing", "add  letters: …"),
        (OWN + "accepted: [{rule: so, why: x, texts: {}}]", "“so” is not known", "choose one"),
    ],
)  # fmt: skip
def test_terms_that_do_not_fit_are_reported(tmp_path: Path, own: str, wrong: str, fix: str) -> None:
    write(tmp_path, "eo", {"Hello": "Saluton"}, own)
    assert any(wrong in p.wrong and fix in p.fix for p in unproven(tmp_path))


def test_a_pattern_finds_whole_words_in_every_script() -> None:
    assert pattern(("না",)).findall(spaced("আপনি যাবেন না।")) == ["না"]
    assert not pattern(("না",)).search(spaced("নামটি বলুন।"))
    assert pattern(("n",)).search(spaced("N-ați întârziat."))
    assert not pattern(("nu",)).search(spaced("Numele {nu}"))


def test_an_abbreviation_ends_no_sentence() -> None:
    assert len(sentences("Copilul dvs. este bine. Stați.")) == 2
    assert len(sentences("“Cred.” Nu e vina dvs.")) == 2


SHIPPED = {
    "ur": [
        ("You do not need proof.", "آپ کو ثبوت کی ضرورت ہے۔", "has lost a “not”"),
        ("You can call.", "آپ کال نہیں کر سکتے۔", "denies what"),
        ("Press it when the voice asks.", "55 دبائیں۔", "has lost “voice asks”"),
        ("Call a social worker.", "سماجی کارکن کو کال کریں۔", "has lost “social worker”"),
        ("Call now.", "کال کریں۔", "has lost “now”"),
        ("You are sure.", "آپ آرام کریں۔", "has lost “sure”"),
        ("Is the child safe?", "بچہ محفوظ ہے۔", "does not end as the English"),
        ("A child", "بچه", "contains ه, U+0647"),
        ("A child", "بچہ كا", "contains ك, U+0643"),
    ],
    "pl": [
        ("You do not need proof.", "Potrzebujesz dowodów.", "has lost a “not”"),
        ("You can call.", "Nie możesz zadzwonić.", "denies what"),
        ("Press it when the voice asks.", "Naciśnij ten przycisk.", "has lost “voice asks”"),
        ("Call a social worker.", "Zadzwoń do działacza.", "has lost “social worker”"),
        ("Call now.", "Zadzwoń.", "has lost “now”"),
        ("It is free.", "To nic.", "has lost “free”"),
        ("A child", "Dziеcko", "contains е, U+0435"),
    ],
    "ro": [
        ("You do not need proof.", "Aveți nevoie de dovezi.", "has lost a “not”"),
        ("You can call.", "Nu puteți suna.", "denies what"),
        ("Press it when the voice asks.", "Apăsați pe acest buton.", "has lost “voice asks”"),
        ("Call a social worker.", "Sunați un lucrător.", "has lost “social worker”"),
        ("Call now.", "Sunați mai târziu.", "has lost “now”"),
        ("The police", "Poliţia", "contains ţ, U+0163"),
    ],
    "bn": [
        ("You do not need proof.", "আপনার প্রমাণ দরকার।", "has lost a “not”"),
        ("You can call.", "আপনি ফোন করতে পারবেন না।", "denies what"),
        ("Press it when the voice asks.", "55 চাপুন।", "has lost “voice asks”"),
        ("Call a social worker.", "সমাজকর্মীকে ফোন করুন।", "has lost “social worker”"),
        ("Call now.", "ফোন করুন।", "has lost “now”"),
        ("A child", "শিশু й", "contains й, U+0439"),
    ],
}  # fmt: skip

SHIPPED_SOUND = {
    "ur": [
        ("You do not need proof.", "ثبوت کی ضرورت نہیں۔"),
        ("If nobody answers, call again.", "کوئی جواب نہ دے تو دوبارہ کال کریں۔"),
        ("Press 55 when the voice asks.", "جب آواز کہے، تب 55 دبائیں۔"),
        ("Talk to a social worker today.", "آج سوشل ورکر سے بات کریں۔"),
        ("Is the child safe now?", "کیا بچہ ابھی محفوظ ہے؟"),
    ],
    "pl": [
        ("You do not need proof.", "Nie potrzebujesz dowodów."),
        ("If nobody answers, call again.", "Jeśli nikt nie odbiera, zadzwoń ponownie."),
        ("Press 55 when the voice asks.", "Naciśnij 55, dopiero gdy głos o to poprosi."),
        ("Talk to a social worker today.", "Porozmawiaj dziś z pracownikiem socjalnym."),
        ("Never blame the child.", "Nigdy nie obwiniaj dziecka."),
        ("Is the child safe now?", "Czy dziecko jest teraz bezpieczne?"),
        ("I am not sure", "Nie wiem na pewno"),
    ],
    "ro": [
        ("You do not need proof.", "Nu aveți nevoie de dovezi."),
        ("If nobody answers, call again.", "Dacă nu răspunde nimeni, sunați din nou."),
        ("Press 55 when the voice asks.", "Apăsați 55 doar când vocea vă cere."),
        ("Talk to a social worker today.", "Vorbiți astăzi cu un asistent social."),
        ("You have not waited.", "N-ați așteptat."),
        ("Is the child safe now?", "Copilul este în siguranță acum?"),
        ("I am not sure", "Nu știu sigur"),
    ],
    "bn": [
        ("You do not need proof.", "আপনার প্রমাণের দরকার নেই।"),
        ("If nobody answers, call again.", "কেউ ফোন না ধরলে আবার ফোন করুন।"),
        ("Press 55 when the voice asks.", "বলা হলে তবেই 55 চাপুন।"),
        ("Talk to a social worker today.", "আজই সোশ্যাল ওয়ার্কারের সঙ্গে কথা বলুন।"),
        ("You know the address and what happened.", "আপনি ঠিকানা আর ঘটনা জানেন।"),
        ("The child has not come back.", "শিশুটি ফিরে আসেনি।"),
        ("I am not sure", "আমি নিশ্চিত নই"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "english", "other"),
    [(code, *row) for code, rows in SHIPPED_SOUND.items() for row in rows],
)
def test_each_language_passes_what_says_the_same(
    tmp_path: Path, code: str, english: str, other: str
) -> None:
    own = (SHIPPED_TERMS / code / FILE).read_text("utf-8").split("\naccepted:")[0]
    write(tmp_path, code, {english: normalize("NFC", other)}, own)
    copy(SHIPPED_TERMS / FILE, tmp_path)
    assert [*unproven(tmp_path), *unfaithful(tmp_path)] == []


@pytest.mark.parametrize(
    ("code", "english", "other", "wrong"),
    [(code, *row) for code, rows in SHIPPED.items() for row in rows],
)
def test_each_language_notices_what_would_harm(
    tmp_path: Path, code: str, english: str, other: str, wrong: str
) -> None:
    write(tmp_path, code, {english: other}, "")
    copy(SHIPPED_TERMS / FILE, tmp_path)
    copy(SHIPPED_TERMS / code / FILE, tmp_path / code)
    assert any(wrong in problem.wrong for problem in unproven(tmp_path))
