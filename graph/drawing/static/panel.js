// What stands around the canvas: search and legend. See drawing.js on text from data.

function powergraphSearch(data, found) {
  const make = powergraphElement;
  const box = make("div", "pg-search");
  const input = make("input");
  input.type = "search";
  input.placeholder = data.texts.search;
  input.setAttribute("aria-label", data.texts.search);
  const hits = make("ul", "pg-hits");
  hits.hidden = true;
  const names = data.nodes.map((node) => node.name.toLowerCase());
  function take(id) {
    hits.hidden = true;
    found(id);
  }
  function matches() {
    const wanted = input.value.trim().toLowerCase();
    if (!wanted) return [];
    const ids = data.nodes.map((node) => node.vis.id).filter((id) => names[id].includes(wanted));
    return ids.sort((a, b) => names[a].length - names[b].length || a - b).slice(0, 8);
  }
  input.addEventListener("input", () => {
    const ids = matches();
    hits.replaceChildren(...ids.map((id) => {
      const item = make("li");
      const button = make("button", "", data.nodes[id].name);
      button.type = "button";
      button.append(make("small", "", data.nodes[id].kind));
      button.addEventListener("click", () => take(id));
      item.append(button);
      return item;
    }));
    if (!ids.length) hits.append(make("p", "", data.texts.search_none));
    hits.hidden = !input.value.trim();
  });
  box.addEventListener("keydown", (event) => {
    const stops = [input, ...hits.querySelectorAll("button")];
    const here = stops.indexOf(event.target);
    if (event.key === "Enter" && event.target === input) {
      const [first] = matches();
      if (first !== undefined) take(first);
    } else if (event.key === "Escape") {
      hits.hidden = true;
      input.focus();
    } else if (event.key === "ArrowDown" && here < stops.length - 1) {
      stops[here + 1].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && here > 0) {
      stops[here - 1].focus();
      event.preventDefault();
    }
    event.stopPropagation();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) hits.hidden = true;
  });
  box.append(input, hits);
  return box;
}

function powergraphLegend(data, look) {
  const list = powergraphElement("ul", "pg-legend");
  list.setAttribute("aria-label", data.texts.legend);
  for (const line of data.legend) {
    const item = powergraphElement("li");
    if (line.kind !== "remark") item.append(powergraphSymbol(line, look));
    item.append(powergraphElement("span", "", line.text));
    list.append(item);
  }
  return list;
}

function powergraphSymbol(line, look) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const tag = line.kind === "dashed" ? "line" : line.points ? "polygon" : "circle";
  const shape = document.createElementNS(space, tag);
  const given = {
    line: { x1: 1, y1: 12, x2: 23, y2: 12, "stroke-dasharray": "5 4", "stroke-width": 2 },
    polygon: { points: line.points, "stroke-width": 1.5 },
    circle: { cx: 12, cy: 12, r: 8, "stroke-width": 1.5 },
  }[tag];
  const stroke = look.border(line.border);
  for (const [key, value] of Object.entries({ ...given, fill: line.fill, stroke })) {
    shape.setAttribute(key, value);
  }
  svg.append(shape);
  return svg;
}
