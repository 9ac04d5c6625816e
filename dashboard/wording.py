"""What Streamlit says by itself, in the language of the page; and, to readers, which that is.

Streamlit has no catalogue: its buttons, hints and names for screen readers are English. A small
script puts our words there, and again where Streamlit draws anew.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from graph.text import Language, say

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# Streamlit's words, by the key of ours; {} stands for whatever stands there.
ITS_OWN: Final = {
    "upload": "Upload",
    "per_file": "{}MB per file",
    "file_upload": "file upload",
    "add_files": "Add files",
    "remove": "Remove {}",
    "skip": "Skip to main content",
    "no_results": "No results",
    "choose_one": "Choose an option",
    "choose_some": "Choose options",
    "open": "Open",
    "clear_all": "Clear all",
    "clear_value": "Clear value",
    "choose_date": "Choose date",
    "year": "year, {}",
    "month": "month, {}",
    "day": "day, {}",
    "help": "Help for {}",
    "columns": "Show/hide columns",
    "search": "Search",
    "fullscreen": "Fullscreen",
    "close_fullscreen": "Close fullscreen",
    "close": "Close",
    "collapse": "Collapse sidebar",
    "expand": "Expand sidebar",
    "pages": "App pages",
    "sidebar": "Sidebar",
    "show_password": "Show password",
    "hide_password": "Hide password",
    "copy": "Copy to clipboard",
    "failed": "This app has encountered an error. The original error message is redacted to "
    "prevent data leaks. Full error details have been recorded in the logs (if you're on "
    "Streamlit Cloud, click on 'Manage app' in the lower right of your app).",
}
_KEY: Final = "pg-wording"
# Streamlit's own CSV of a table is left out too: nothing in it keeps a name from being a formula.
_STYLE: Final = f"""<style>
[data-testid]:has(> .st-key-{_KEY}),
[data-testid="stElementToolbar"] [aria-label="Download as CSV"] {{display: none;}}
</style>"""
# Only where Streamlit writes by itself, so that no name out of a graph is ever taken for its words.
_JS: Final = """
const PLACES = `[data-testid=stFileUploader], [data-testid=stSkipToContent], [role=listbox],
  [data-testid=stTooltipContent], [data-testid=stException]`;
const NAMES = ["aria-label", "placeholder"];

function reader(pairs) {
  const whole = new Map();
  const open = [];
  for (const [from, to] of pairs) {
    if (!from.includes("{}")) { whole.set(from, to); continue; }
    const parts = from.split("{}").map((part) => part.replace(/[.*+?^${}()|[\\]\\\\]/g, "\\\\$&"));
    open.push([new RegExp(`^${parts.join("([^]+)")}$`), to]);
  }
  return (said) => {
    if (whole.has(said)) return whole.get(said);
    for (const [pattern, to] of open) {
      const found = pattern.exec(said);
      if (found) return to.replace("{}", () => found[1]);
    }
    return said;
  };
}

function name(node, read) {
  for (const key of NAMES) {
    const said = node.getAttribute(key);
    if (said && read(said) !== said) node.setAttribute(key, read(said));
  }
}

function write(text, read) {
  const said = read(text.nodeValue);
  if (said !== text.nodeValue && text.parentElement?.closest(PLACES)) text.nodeValue = said;
}

function all(root, read) {
  if (root.nodeType === Node.TEXT_NODE) return write(root, read);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  name(root, read);
  for (const node of root.querySelectorAll(NAMES.map((key) => `[${key}]`).join())) name(node, read);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) write(texts.currentNode, read);
}

export default function ({ data }) {
  // Streamlit may read this script anew: what the last run did is kept by the window.
  window.powergraphWording?.watch.disconnect();
  const before = window.powergraphWording?.pairs ?? [];
  document.documentElement.lang = data.language;
  all(document.body, reader(before.map(([from, to]) => [to, from])));
  const read = reader(data.pairs);
  all(document.body, read);
  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => all(node, read));
      else if (change.type === "attributes") name(change.target, read);
      else write(change.target, read);
    }
  });
  watch.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: NAMES,
  });
  window.powergraphWording = { pairs: data.pairs, watch };
}
"""
_TAGS: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}


def show(language: Language) -> None:
    """Put the words of a language in the place of Streamlit's own while a page is open."""
    st.html(_STYLE)
    pairs = [
        (own, say(f"dashboard.wording.{key}", language, it="{}")) for key, own in ITS_OWN.items()
    ]
    with st.container(key=_KEY):
        _component()(
            key="wording",
            data={
                "language": _TAGS[language],
                "pairs": [pair for pair in pairs if pair[0] != pair[1]],
            },
        )


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("powergraph_wording", js=_JS)
