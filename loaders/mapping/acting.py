"""Conversions of what is done and by which right: meetings, matters, applicants, legal bases."""

from __future__ import annotations

import re
from typing import Final

from loaders.mapping import texts
from loaders.mapping.convert import conversion, keyword, text_of
from loaders.mapping.given import UNKNOWN, Given, Unknown, enumeration
from loaders.mapping.resolve import refuse
from loaders.names import plain
from loaders.uids import person_uid, stable_uid

_COMPANY: Final = re.compile(
    r"(?:公司|厂|店|合作社|集团|企业|商行|经营部|事务所|医院|学校|大学|幼儿园|协会|银行|工作室|农场|超市|饭店|酒店)"
    r"(?:\(.*\))?$"
)


@conversion("matter")
def matter(given: Given, value: object, unit: object, day: object) -> str | None:
    """The matter of a unit that a name means; one that is not known is made."""
    found = given.names.find("Matter", text_of(value), text_of(unit))
    if found.several:
        refuse("Matter", found)
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
