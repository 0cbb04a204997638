"""Truth table of attribution: who says the marked clause of a text."""

from __future__ import annotations

import pytest

from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor


def source(marked: str) -> str | None:
    """The source of the clause between the square brackets of ``marked``."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    spans = sentences(text)
    number = next(i for i, s in enumerate(spans) if s.start <= start < s.end)
    return Attributor(text, spans).source_of(number, start, min(end, spans[number].end))


TABLE: list[tuple[str, str | None]] = [
    # the source first
    ("The defence ministry said [four soldiers had been killed].", "The defence ministry"),
    ("Armenia said that [about 30 soldiers had been killed] in the fighting.", "Armenia"),
    ("Moscow confirms that [several peacekeepers died] near the road.", "Moscow"),
    ("The Israeli army on Sunday said [two soldiers were killed].", "The Israeli army"),
    ("On Monday the Kremlin announced [the withdrawal of two brigades].", "the Kremlin"),
    ("Analysts have said [the conflict risks drawing in larger powers].", "Analysts"),
    ("Officials in Landi Kotal said [eight people were hurt].", "Officials in Landi Kotal"),
    ("The regional interior ministry, which now answers to Moscow, said [a guard had died].", "The regional interior ministry"),
    ("A security official in Islamabad, while confirming the exchange, put [the Afghan dead at three].", "A security official in Islamabad"),
    ("Chief Cabinet Secretary Takeo Mori told a briefing in Tokyo that [the deployment was unacceptable].", "Chief Cabinet Secretary Takeo Mori"),
    ("A lawmaker there told a radio station on Wednesday that [the peninsula was theirs].", "A lawmaker there"),
    ("Aid agencies in Goris say they fear that [most Armenians could be driven out].", "Aid agencies in Goris"),
    ("Security sources in Buea suspect [a faction of the militia].", "Security sources in Buea"),
    ("In Kampala, a government spokesman, asked about the debate, said that [he had not been listening].", "a government spokesman"),
    ("Lebanese security sources and the Israeli military said [a bomb had exploded].", "Lebanese security sources and the Israeli military"),
    ("The Taliban interior ministry spokesman said [one guard had been martyred].", "The Taliban interior ministry spokesman"),
    ("But Baku insists [it fired no shot].", "Baku"),
    ("The council that governs the valley said [six of its men had been killed].", "The council that governs the valley"),
    ("The ministry said that Baku claimed [six men had been killed].", "Baku"),
    # the source last, or in the middle
    ("[Four soldiers were killed], the defence ministry said on Thursday.", "the defence ministry"),
    (
        "[About 200 people have been wounded], the Armenian defence ministry said on Monday, while Baku said 26 civilians were hurt.",
        "the Armenian defence ministry",
    ),
    ("About 200 people have been wounded, the Armenian defence ministry said on Monday, while Baku said [26 civilians were hurt].", "Baku"),
    ("A warrant officer was shot dead, its defence ministry said, and [a captain was wounded].", "its defence ministry"),
    ("[The two sides traded fire for an hour], residents said.", "residents"),
    ("[Some men were led away], said Houmed Ali, a fisherman in Khor Angar.", "Houmed Ali"),
    ("[Prices could double], the Sarhad chamber warned.", "the Sarhad chamber"),
    ("[The gates may be next], a Kurdish official feared.", "a Kurdish official"),
    ("[62 trucks were let through], COGAT, the Israeli agency responsible, said.", "COGAT"),
    ("[Work on a tower is to begin in June], according to the Coast Guard.", "the Coast Guard"),
    ("According to local authorities, [37 civilians lost their lives].", "local authorities"),
    ("[Six people were killed], according to Dr Yousef Hijazi of the Kuwaiti hospital.", "Dr Yousef Hijazi"),
    ("[Some 110,000 people have left], according to the UN agency for refugees.", "the UN agency for refugees"),
    ("[About 1,200 people were killed], by Israel's count.", "Israel"),
    # titles and appositions
    ("The prime minister, Haider al-Abadi, ordered [the flag to be hoisted].", "Haider al-Abadi"),
    ('"[Then the region will return to peace]," the Turkish president, Recep Tayyip Erdogan, said.', "Recep Tayyip Erdogan"),
    ("\u00d6mer \u00c7elik, a spokesman for the ruling party, denied [reports that Turkey had sent arms].", "\u00d6mer \u00c7elik"),
    ('"[We hope for calm]," said one, Etim Okon, reached in Ikang.', "Etim Okon"),
    ("Foreign Minister Gilmore Ramdien told parliament [the work was unacceptable].", "Foreign Minister Gilmore Ramdien"),
    # quotations
    ('"[Tigri is our territory]. Any work there is unacceptable," the minister told parliament.', "the minister"),
    ('"They came by the jetty. [They had the gun uncovered]," said Wilfred Nunez, who had nine guests aboard.', "Wilfred Nunez"),
    ('"We saw the boats," said Anahit. "[The shells fell until the lights went out]."', "Anahit"),
    ("\u201c[We believe that hostilities should end at once],\u201d he told reporters.", None),
    (
        "The Kremlin spokesman spoke on Monday. \u201c[We believe that hostilities should end at once],\u201d he told reporters.",
        "The Kremlin spokesman",
    ),
    ('Dr Langat went further. If they were not home by Monday, he said, "[Kenya has other means, and they float]".', "Dr Langat"),
    ('The spokesman answered at noon: "[The army has crossed no line at all]."', "The spokesman"),
    ("The chief of staff said: \u201c[We have lost nine men and we shall answer].\u201d", "The chief of staff"),
    # pronouns
    ("Djibouti said 44 soldiers had been killed. It put [Eritrea's dead at around 100].", "Djibouti"),
    ("The State Security Service said a fence went up. It also confirmed that [guards had detained a man].", "The State Security Service"),
    ("President Ivan Petrov arrived late. He said [the border would stay shut].", "President Ivan Petrov"),
    ("The Cabinet Secretary, Dr Paul Langat, did not contest it. He told the House that [nine men were held].", "Dr Paul Langat"),
    ("Anna Kovalenko, a doctor, said 12 had died. [Most were children], she added.", "Anna Kovalenko"),
    # one subject, two verbs
    ("The Foreign Ministry in Hanoi said it had spoken with Beijing and demanded [an investigation].", "The Foreign Ministry in Hanoi"),
    ("India's foreign ministry rejected the list and said [the state would always be Indian].", "India's foreign ministry"),
    ("The ministry has released footage and says [its troops took 60 posts].", "The ministry"),
    ("The fleet ended its drill, adding that [missiles had been fired].", "The fleet"),
    # deeds of speech
    ("Georgia's foreign ministry condemned [the illegal borderization].", "Georgia's foreign ministry"),
    ("UNIFIL's commander urged [both parties to exercise restraint].", "UNIFIL's commander"),
    ("Germany's foreign minister called for [monitors to be let in].", "Germany's foreign minister"),
    ("In April Djibouti accused Eritrea of [shelling a post near the cape].", "Djibouti"),
    ("The Russian defence ministry denied [any incursion into the zone].", "The Russian defence ministry"),
    ("Brussels told the two capitals to refrain from [any provocative step].", "Brussels"),
    ("The Ministry of Foreign Affairs delivered [a note of protest to the ambassador].", "The Ministry of Foreign Affairs"),
    ("The government of Suriname has sent [a note to Georgetown] in protest, a letter of complaint.", "The government of Suriname"),
    ("With Armenia's parliament on Monday condemning [the attack], talks were put off.", "Armenia's parliament"),
    ("Saudi Arabia, which hosted the talks, has urged [both to avoid any step].", "Saudi Arabia"),
    ("Civil servants were told to stay. Putin has repeatedly denied that [the men are his].", "Putin"),
    # going on
    (
        "The representative of Ukraine said that the station was safe. [His country's forces had not struck the plant].",
        "The representative of Ukraine",
    ),
    ("The director said that the plant was dark. [It had lost all power eight times].", "The director"),
    # headlines
    ("Sudanese army: [six soldiers killed in border clash]\n\nKHARTOUM - Six died.", "Sudanese army"),
    ("[Six soldiers killed in border clash]: officials\n\nKHARTOUM - Six died.", "officials"),
    # the outlet itself
    ("[Four soldiers were killed in the shelling].", None),
    ("[Fighting was reported overnight] on Sunday.", None),
    ("[Reports of casualties were denied on both sides].", None),
    ("[Civilians are said to be among the wounded].", None),
    ("[The crossing stayed shut], and traders said prices had doubled.", None),
    ("Baku rejected the claim. [Two trucks crossed on Tuesday].", None),
    ("[The PM visited the base in 2019].", None),
]


@pytest.mark.parametrize(("marked", "expected"), TABLE)
def test_who_says_the_marked_clause(marked: str, expected: str | None) -> None:
    assert source(marked) == expected


def test_answers_of_an_interview_are_the_interviewees() -> None:
    text = (
        "Dr Gresham Phiri answers questions at home.\n\nQ: Would you sink it?\n\nA: I said what I said. My police have arrested "
        "nobody.\n\nQ: Others say two men were hurt."
    )
    spans = sentences(text)
    attributor = Attributor(text, spans)
    found = {text[s.start : s.end]: attributor.source_of(i, s.start, s.end) for i, s in enumerate(spans)}
    assert found["My police have arrested nobody."] == "Dr Gresham Phiri"
    assert found["Dr Gresham Phiri answers questions at home."] is None


def test_a_sentence_index_out_of_range_has_no_source() -> None:
    assert Attributor("", []).source_of(3, 0, 1) is None
