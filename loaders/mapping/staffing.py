"""Conversions of who is who and who leads what: posts, people, the division of work."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from graph.text import Message
from loaders.cells import CellError
from loaders.mapping import texts, values
from loaders.mapping.convert import conversion, keyword, text_of
from loaders.mapping.given import UNKNOWN, Given, Unknown
from loaders.mapping.resolve import leave_out, refuse
from loaders.names import CANDIDATES, Found, label_of, near_to, plain
from loaders.uids import person_uid, stable_uid


@conversion("post")
def post(given: Given, value: object, unit: object, section: object = None) -> str | Unknown | None:
    """The post of a unit that a name means. One that is not known is made where the option
    create_posts says so; else it is reported."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find("Post", name, text_of(unit))
    made = stable_uid(text_of(unit), "Post", name)
    if found.uid not in ("", made):
        return found.uid
    if not given.options.create_posts:
        return found.uid or leave_out(given, name, "Post", found)
    if not given.names.may_make:
        return UNKNOWN
    if found.several:
        return refuse("Post", found)
    near = near_to(given.names.find("Post", name, text_of(unit), closest=True))
    given.warn(name, "expect.mapping.created", label=label_of("Post"), near=near)
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
    return leave_out(given, name, "Post", Found("", tuple(told[:CANDIDATES])))


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
                refuse("Post", known)
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
        refuse("Official", found)
    made = found.uid or person_uid(name, text_of(unit), born)
    first = given.memory.persons.setdefault(made, given.row)
    if first != given.row:
        raise CellError(Message("expect.mapping.same_name", {"row": first}))
    return made


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
        given.warn(item, "expect.mapping.charge", near=near_to(Found("", told[:CANDIDATES])))
    return "Department", unit


@conversion("liaison")
def liaison(given: Given, work: object, units: object = None) -> str | None:
    """With whom contact is kept: what 联系 names in running text, and a list of units."""
    said = [c.item for c in texts.charges(text_of(work)) if c.verb == "联系"]
    return "、".join(dict.fromkeys([*said, *values.texts(units)])) or None
