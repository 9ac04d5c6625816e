"""Conversions of names and uids: which unit, post, person or power a cell means."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from graph.codes import ItemCode
from graph.schema import SCHEMA
from graph.text import Message
from loaders.cells import CellError
from loaders.mapping import texts, values
from loaders.mapping.convert import conversion, keyword, text_of
from loaders.mapping.given import UNKNOWN, Given, Unknown, enumeration
from loaders.names import CANDIDATES, Found, plain
from loaders.uids import person_uid, stable_uid

# What may follow the name of a unit in a heading; else the name goes on, and is another's.
_AFTER_UNIT: Final = re.compile(
    r"[\W_\d]|领导|班子|权力|权责|行政|责任|职权|公共|廉政|岗位|风险|三重一大|重大|党组|党委|会议|备案|办件|办理|分工|清单|$"
)
_COMPANY: Final = re.compile(
    r"(?:公司|厂|店|合作社|集团|企业|商行|经营部|事务所|医院|学校|大学|幼儿园|协会|银行|工作室|农场|超市|饭店|酒店)"
    r"(?:\(.*\))?$"
)


@conversion("uid")
def uid(_: Given, within: object, *parts: object) -> str:
    """A uid inside another, from what identifies a thing there: the same in the next snapshot."""
    return stable_uid(text_of(within), *map(text_of, parts))


@conversion("uid_alone")
def uid_alone(_: Given, *parts: object) -> str:
    """As `uid`, of what is within nothing else, such as a company."""
    return stable_uid("", *map(text_of, parts))


@conversion("numbered_uid")
def numbered_uid(_: Given, within: object, number: object, *parts: object) -> str:
    """The uid of what its unit numbers; without a number, made of what identifies it."""
    written = "".join(text_of(number).split())
    return (
        f"{text_of(within)}/{written}" if written else stable_uid(*map(text_of, (within, *parts)))
    )


@conversion("power_uid")
def power_uid(_: Given, code: object, unit: object, *parts: object) -> str:
    """The uid of a power: its item code, if that names this one only; else unit, name, sub-item
    and type. The last value says whether other items have the code, too."""
    *identity, others = parts
    written = "".join(text_of(code).split())
    if written and not others:
        # A number that a unit gives its own items may be another unit's as well.
        return written if ItemCode.split(written) else f"{text_of(unit)}/{written}"
    return stable_uid(text_of(unit), *map(text_of, identity))


@conversion("unit")
def unit(given: Given, value: object, text: object = None) -> str:
    """The unit that a name means, else the one whose table it is, else the one that a text of the
    row names."""
    name = text_of(value)
    if not name:
        found = given.unit or _unit_in(given, text_of(text))
        if not found:
            raise CellError(Message("expect.mapping.unit"))
        return found
    known = given.names.find("Department", name)
    made = stable_uid("", "Department", name)
    if known.uid not in ("", made) or not given.options.create_units or not given.names.may_make:
        return known.uid or _refuse("Department", known)
    if not given.options.unit_kind:
        raise CellError(Message("expect.mapping.unit_kind"))
    kind = keyword(given, given.options.unit_kind, of="department_kind")
    given.make("departments", uid=made, name=name, kind=kind)
    near = _near(given.names.find("Department", name, closest=True))
    given.warn(name, "expect.mapping.created", label=_label("Department"), near=near)
    return made


def own_unit(given: Given) -> str:
    """The unit whose table it is: as the options say, else the one that a heading names.

    Raises:
        CellError: the options name a unit that is not known.
    """
    if given.options.unit:
        return unit(given, given.options.unit)
    return next(filter(None, (_unit_in(given, heading) for heading in given.headings)), "")


def _unit_in(given: Given, text: str) -> str:
    """The known unit that a text names, if it is one; a longer name counts before a shorter."""
    written = plain(text)
    named = [
        (len(plain(name)), plain(name), uid)
        for name, uid in given.names.inside("Department", "")
        if plain(name) and plain(name) in written
    ]
    best = [found for found in named if found[0] == max(named)[0]]
    if len(best) != 1:
        return ""
    _, name, uid = best[0]
    if not _AFTER_UNIT.match(written[written.index(name) + len(name) :]):
        return ""
    given.warn(name, "expect.mapping.from_heading", heading=text[:60])
    return uid


@conversion("unit_of")
def unit_of(given: Given, value: object, power: object) -> str:
    """The unit that a name means, else the one that exercises a power, else the table's own."""
    exercised = given.names.belongs("Power", text_of(power))
    if not text_of(value) and len(exercised) == 1:
        return exercised[0]
    return unit(given, value)


@conversion("named")
def named(
    given: Given, value: object, within: object = None, *, label: str, needed: bool = False
) -> str | Unknown | None:
    """The node of `label` that a name or code means, inside another where one is given. One that
    cannot be told is reported and left out; where it is `needed`, so is the row."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find(label, name, text_of(within))
    if found.uid:
        return found.uid
    return _refuse(label, found) if needed else _leave_out(given, name, label, found)


@conversion("reference")
def reference(given: Given, value: object, within: object = None, *, label: str) -> object:
    """What a table of ours refers to, by uid or, where exactly one has it, by name."""
    if isinstance(value, list) or re.search("[;；]", text_of(value)):
        parts = value if isinstance(value, list) else re.split("[;；]", text_of(value))
        return [reference(given, part, within, label=label) for part in parts if text_of(part)]
    name = text_of(value)
    if not name or label not in given.names.labels:
        return name or None
    inside = text_of(within)
    found = given.names.find(label, name, inside)
    if not found.uid and inside:
        found = given.names.find(label, name)
    if not found.uid:
        return _refuse(label, found)
    if found.uid != name:
        given.warn(name, "expect.mapping.by_name", label=_label(label), uid=found.uid)
    return found.uid


@conversion("reference_as")
def reference_as(given: Given, value: object, label: object) -> object:
    """As `reference`, to a node of the label that another value names."""
    return reference(given, value, label=text_of(label)) if text_of(label) else None


@conversion("people")
def people(given: Given, value: object, unit: object = None) -> list[str] | None:
    """The people of a unit whom a list names; those who cannot be told are reported."""
    if not text_of(value):
        return None
    found = [named(given, name, unit, label="Official") for name in values.texts(value)]
    return [uid for uid in found if isinstance(uid, str)]


@conversion("section")
def section(given: Given, value: object, unit: object) -> str | Unknown | None:
    """The section of a unit that a name means; one that is not known is made."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find("Section", name, text_of(unit))
    made = stable_uid(text_of(unit), "Section", name)
    if found.uid not in ("", made):
        return found.uid
    if len(values.texts(name)) > 1:
        given.warn(name, "expect.mapping.one_section")
        return UNKNOWN
    if not given.names.may_make:
        return UNKNOWN
    given.make("sections", uid=made, name=name, department=text_of(unit))
    return made


@conversion("post")
def post(
    given: Given, value: object, unit: object, section: object = None, *, make: bool = False
) -> str | Unknown | None:
    """The post of a unit that a name means. One that is not known is made where the table says
    who holds what (`make`) or the option create_posts says so; else it is reported."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find("Post", name, text_of(unit))
    made = stable_uid(text_of(unit), "Post", name)
    if found.uid not in ("", made):
        return found.uid
    if not given.options.create_posts:
        return found.uid or _leave_out(given, name, "Post", found)
    if not given.names.may_make:
        return UNKNOWN
    if found.several:
        return _refuse("Post", found)
    near = _near(given.names.find("Post", name, text_of(unit), closest=True))
    given.warn(name, "expect.mapping.created", label=_label("Post"), near=near)
    cells = {"section": text_of(section)} if text_of(section) else {}
    given.make("posts", uid=made, name=name, department=text_of(unit), **cells)
    return made


@conversion("post_of")
def post_of(given: Given, value: object, unit: object) -> str | Unknown | None:
    """The post that a cell means by its name, or by that of the one person who holds it."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find("Post", name, text_of(unit))
    if found.uid:
        return found.uid
    person = given.names.find("Official", name, text_of(unit))
    held = given.names.posts(person.uid, text_of(unit)) if person.uid else []
    if len(held) == 1:
        return held[0]
    told = [given.names.shown("Post", uid) for uid in held]
    told = told or [*person.candidates, *found.candidates]
    return _leave_out(given, name, "Post", Found("", tuple(told[:CANDIDATES])))


@conversion("titles")
def titles(_: Given, post: object, party: object = None) -> list[str]:
    """The posts that one person holds, as 职务 and 党内职务 list them, those of the party last."""
    listed = dict.fromkeys([*values.texts(post), *values.texts(party)])
    return sorted(listed, key=_is_party)


@conversion("holdings")
def holdings(
    given: Given, post: object, party: object, unit: object, official: object, all_titles: object
) -> list[dict[str, str]]:
    """The posts that one person of a unit holds: `name` and `uid` of each.

    That of the person by this name, as known; else the one of the unit. Where several people of
    the table have the same title, each has a post of their own.
    """
    said = Counter(t for row in all_titles for t in row) if isinstance(all_titles, list) else {}
    found = []
    for title in titles(given, post, party):
        held = given.names.posts(text_of(official), text_of(unit))
        same = [uid for uid in held if plain(given.names.name("Post", uid)) == plain(title)]
        if len(same) == 1:
            uid = same[0]
        elif said.get(title, 0) > 1:
            uid = stable_uid(text_of(unit), "Post", title, text_of(official))
        else:
            known = given.names.find("Post", title, text_of(unit))
            if known.several:
                _refuse("Post", known)
            uid = known.uid or stable_uid(text_of(unit), "Post", title)
        found.append({"name": title, "uid": uid})
    return found


@conversion("main")
def main(_: Given, held: object) -> str | None:
    """The uid of the first of `holdings`, to which the person's share of the work belongs."""
    return held[0]["uid"] if isinstance(held, list) and held else None


@conversion("if_same")
def if_same(_: Given, one: object, other: object, value: object) -> object:
    """The third value where the first two are the same."""
    return value if one == other else None


def _is_party(title: str) -> bool:
    return re.search("党组|党委|党支部|党工委|党总支", title) is not None


@conversion("person")
def person(given: Given, value: object, unit: object, birth_month: object = None) -> str | None:
    """The person of a unit who holds a post by this table: as known, else made. Two of one name in
    one table are reported, as nothing tells them apart but their months of birth."""
    name, born = text_of(value), text_of(birth_month)
    if not name:
        return None
    found = given.names.person(name, text_of(unit), born)
    if found.candidates:
        _refuse("Official", found)
    made = found.uid or person_uid(name, text_of(unit), born)
    first = given.memory.persons.setdefault(made, given.row)
    if first != given.row:
        raise CellError(Message("expect.mapping.same_name", {"row": first}))
    return made


@conversion("matter")
def matter(given: Given, value: object, unit: object, day: object) -> str | None:
    """The matter of a unit that a name means; one that is not known is made."""
    found = given.names.find("Matter", text_of(value), text_of(unit))
    if found.several:
        _refuse("Matter", found)
    return found.uid or stable_uid(*map(text_of, (unit, value, day)))


@conversion("body")
def body(given: Given, meeting: object, unit: object) -> str:
    """The body of a unit that met: the one whose name the meeting's holds, else that of the kind
    which its words tell, which is made."""
    written = plain(text_of(meeting))
    known = given.names.inside("Body", text_of(unit))
    held = [(len(name), uid) for name, uid in known if plain(name) and plain(name) in written]
    best = [uid for length, uid in held if length == max(held)[0]]
    kind = keyword(given, meeting, of="body_kind", default="OTHER") or "OTHER"
    kinds = {choice.code: choice.zh for choice in enumeration("body_kind").choices}
    name = kinds[kind]
    if kind == "OTHER":
        name = text_of(session(given, meeting))
    made = stable_uid(text_of(unit), "Body", name)
    if len(best) == 1 and best[0] != made:
        return best[0]
    given.make("bodies", uid=made, name=name, kind=kind, department=text_of(unit))
    return made


@conversion("session")
def session(_: Given, meeting: object) -> str:
    """The name of a meeting without its year, number and remarks: what all of its kind share."""
    return texts.without_number(text_of(meeting)) or text_of(meeting)


@conversion("applicant")
def applicant(given: Given, value: object, case: object) -> str | Unknown | None:
    """Who applied. Companies are told by their full name; people of one name are not taken for one
    another, so each case has its own."""
    name = text_of(value)
    if not name:
        return None
    kind = "ENTERPRISE" if _COMPANY.search(plain(name)) else given.options.applicant_kind
    if not kind:
        given.warn("", "expect.mapping.applicant_kind")
        return UNKNOWN
    kind = keyword(given, kind, of="counterparty_kind") or ""
    if kind == "ENTERPRISE":
        made = stable_uid("", "Counterparty", name)
        if (known := given.names.find("Counterparty", name).uid) not in ("", made):
            return known
    else:
        made = person_uid(name, text_of(case))
    given.make("counterparties", uid=made, name=name, kind=kind)
    return made


@conversion("legal_basis")
def legal_basis(given: Given, name: object, issued: object = None) -> str | Unknown:
    """The legal basis of that name; one that is not known is made, if its kind can be told from
    its name or from who issued it, else if the option basis_kind says it."""
    written = text_of(name)
    found = given.names.find("LegalBasis", written)
    made = stable_uid("", "LegalBasis", written)
    if found.uid not in ("", made):
        return found.uid
    kind = basis_kind(written, text_of(issued))
    if not kind and given.options.basis_kind:
        kind = keyword(given, given.options.basis_kind, of="basis_kind") or ""
        given.warn(written, "expect.mapping.basis_default", kind=kind)
    if not kind:
        given.warn(written, "expect.mapping.basis_kind")
        return found.uid or UNKNOWN
    given.make("legal_bases", uid=made, name=written, kind=kind)
    return made


def basis_kind(name: str, issued: str = "") -> str:
    """The kind of a legal basis, where its name or what stands in brackets behind it leaves no
    doubt; else empty. 规定 and 办法 alone are of any kind.

    >>> basis_kind("中华人民共和国行政许可法"), basis_kind("招标投标法实施条例", "国务院令第613号")
    ('LAW', 'ADMIN_REGULATION')
    >>> basis_kind("四川省物业管理条例"), basis_kind("城市绿化管理办法")
    ('LOCAL_REGULATION', '')
    """
    bare = re.sub(r"[(（].*?[)）]$", "", name).strip()
    national = bare.startswith("中华人民共和国")
    local = re.match(r".{2,8}?(?:省|自治区|市|自治州|自治县|经济特区)", bare) and not national
    if re.search(r"职能配置|三定|主要职责.*规定", bare):
        return "SANDING"
    if bare.startswith("中国共产党"):
        return "PARTY_RULE"
    if re.search(r"(?<!办)法$|法典$", bare) or "主席令" in issued:
        return "LAW"
    if "国务院令" in issued or (national and bare.endswith("条例")):
        return "ADMIN_REGULATION"
    if bare.startswith("国务院") and bare.endswith("决定"):
        return "STATE_COUNCIL_DECISION"
    if local and bare.endswith("条例"):
        return "LOCAL_REGULATION"
    if re.search(r"(?:部|总局|局|署|委员会|委|银行)令", issued):
        return "DEPT_RULE"
    if re.search(r"(?:省|自治区)(?:人民)?政府令", issued):
        return "PROVINCIAL_RULE"
    return "CITY_RULE" if re.search(r"市(?:人民)?政府令", issued) else ""


@conversion("charges")
def charges(given: Given, unit: object, work: object, sections: object = None) -> object:
    """What somebody leads, by running text and by a list of sections: `label`, `target`, `domain`,
    `direct`, `work` of each. 分管 means the section, unit or power of that name; 负责, and what no
    name tells, a domain of the own unit. 联系 is no charge."""
    verb: texts.Verb = "负责" if "负责" in given.title and "分管" not in given.title else "分管"
    said = texts.charges(text_of(work), verb)
    said += [texts.Charge("分管", item) for item in values.texts(sections)]
    found: dict[tuple[str, str, str], dict[str, object]] = {}
    for charge in dict.fromkeys(said):
        if charge.verb == "联系":
            continue
        domain = keyword(given, charge.item, of="charge_domain", default="OTHER") or "OTHER"
        label, target = "Department", text_of(unit)
        if charge.verb == "分管":
            label, target = _led(given, charge.item, text_of(unit), domain)
        domain = domain if label == "Department" or domain != "OTHER" else ""
        whole = re.search("全面|全局|主持", charge.item) is not None
        cells = {"label": label, "target": target, "domain": domain or None}
        before = found.setdefault((label, target, domain), cells | {"direct": False})
        before["direct"] = before["direct"] or not whole
        before["work"] = "；".join(filter(None, (text_of(before.get("work")), charge.item)))
    return list(found.values())


# A name that ends so is that of a section or unit, not of a field of work.
_ORGAN: Final = re.compile(r"(?:科|股|室|处|局|办|中心|站|所|队|院|馆|公司|街道|镇|乡)$")


def _led(given: Given, item: str, unit: str, domain: str) -> tuple[str, str]:
    """The label and uid of what is led; the own unit where no name tells it."""
    told: tuple[str, ...] = ()
    for label, within in (("Section", unit), ("Department", ""), ("Power", unit)):
        for spelling in dict.fromkeys((item, texts.core(item))):
            found = given.names.find(label, spelling, within)
            if found.uid:
                return label, found.uid
        told += found.candidates
    if domain == "OTHER" or _ORGAN.search(texts.core(item)):
        given.warn(item, "expect.mapping.charge", near=_near(Found("", told[:CANDIDATES])))
    return "Department", unit


@conversion("liaison")
def liaison(given: Given, work: object, units: object = None) -> str | None:
    """With whom contact is kept: what 联系 names in running text, and a list of units."""
    said = [c.item for c in texts.charges(text_of(work)) if c.verb == "联系"]
    return "、".join(dict.fromkeys([*said, *values.texts(units)])) or None


def _refuse(label: str, found: Found) -> str:
    values = {"label": _label(label), "near": _near(found)}
    raise CellError(Message("expect.mapping.named", values))


def _leave_out(given: Given, name: str, label: str, found: Found) -> Unknown:
    given.warn(name, "expect.mapping.left_out", label=_label(label), near=_near(found))
    return UNKNOWN


def _label(label: str) -> str:
    return SCHEMA.nodes[label].label.zh


def _near(found: Found) -> Message | str:
    names = "、".join(found.candidates)
    return Message("expect.mapping.near", {"names": names}) if names else ""
