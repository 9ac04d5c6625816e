// Draws one picture with vis-network. Text from data reaches the page by textContent and the
// canvas by fillText only; a test holds this file to that.

const powergraphShown = new WeakMap(); // root element -> the picture it shows

// Show `data` in `root`; the same data again leaves zoom and selection as they are.
function powergraphMount(root, data, select) {
  const print = JSON.stringify(data);
  const style = getComputedStyle(root);
  const theme = style.color + style.backgroundColor;
  let shown = powergraphShown.get(root);
  if (shown && shown.print === print && shown.theme === theme) {
    shown.hooks.select = select;
  } else {
    if (shown) shown.destroy();
    const hooks = { select };
    const destroy = powergraphDraw(root, data, hooks);
    shown = { print, theme, hooks, destroy };
    powergraphShown.set(root, shown);
  }
  return () => {
    const last = powergraphShown.get(root);
    if (last) last.destroy();
    powergraphShown.delete(root);
  };
}

function powergraphElement(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function powergraphDraw(root, data, hooks) {
  const make = powergraphElement;
  root.replaceChildren();
  root.lang = data.language;
  const bar = make("div", "pg-bar");
  const area = make("div", "pg-area");
  area.style.height = Number(data.height) + "px";
  const canvas = make("div", "pg-canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", [data.title, data.texts.canvas].join(" "));
  const facts = make("div", "pg-facts");
  facts.setAttribute("aria-live", "polite");
  area.append(canvas, facts);
  root.append(bar, area, powergraphLegend(data));
  if (data.caption) root.append(make("p", "pg-caption", data.caption));

  const { DataSet, Network } = powergraphVis;
  const network = new Network(
    canvas,
    {
      nodes: new DataSet(data.nodes.map((node) => node.vis)),
      edges: new DataSet(data.edges.map((edge) => edge.vis)),
    },
    {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false },
      edges: { selectionWidth: 1, hoverWidth: 0.5 },
      interaction: {
        hover: true, keyboard: false, navigationButtons: false, tooltipDelay: 1e9,
        hideEdgesOnDrag: data.edges.length > 1500, hideEdgesOnZoom: data.edges.length > 1500,
      },
    },
  );
  const view = powergraphView(network, canvas, data);
  const labels = powergraphLabels(network, canvas, data, getComputedStyle(root));

  function explain(id) {
    facts.replaceChildren();
    if (id === null) return;
    const node = data.nodes[id];
    facts.append(make("strong", "", node.name), make("span", "", node.kind));
    if (node.detail.length) {
      const list = make("dl");
      for (const [key, value] of node.detail) {
        list.append(make("dt", "", key), make("dd", "", value));
      }
      facts.append(list);
    }
  }
  function choose(id) {
    labels.selected = id;
    if (id === null) network.unselectAll();
    else network.selectNodes([id]);
    explain(id);
    network.redraw();
    hooks.select(id === null ? null : data.refs[id]);
  }
  network.on("click", (event) => {
    const id = event.nodes.length ? event.nodes[0] : null;
    if (id !== labels.selected) choose(id);
  });
  network.on("hoverNode", ({ node }) => { labels.hovered = node; explain(node); });
  network.on("blurNode", () => { labels.hovered = null; explain(labels.selected); });
  network.on("dragging", ({ nodes }) => { if (nodes.length) labels.move(nodes); });

  const title = make("span", "pg-title", data.title);
  bar.append(title, make("span", "pg-size", data.size));
  bar.append(powergraphSearch(data, (id) => { view.show(id); choose(id); }));
  for (const [sign, text, act] of [
    ["+", data.texts.zoom_in, () => view.zoom(1.4)],
    ["−", data.texts.zoom_out, () => view.zoom(1 / 1.4)],
    ["⤢", data.texts.fit, view.fit],
  ]) {
    const button = make("button", "", sign);
    button.type = "button";
    button.title = text;
    button.setAttribute("aria-label", text);
    button.addEventListener("click", act);
    bar.append(button);
  }

  const keys = {
    "+": () => view.zoom(1.4), "=": () => view.zoom(1.4), "-": () => view.zoom(1 / 1.4),
    0: view.fit, Escape: () => choose(null), Enter: () => choose(view.nearest()),
    ArrowLeft: () => view.pan(-1, 0), ArrowRight: () => view.pan(1, 0),
    ArrowUp: () => view.pan(0, -1), ArrowDown: () => view.pan(0, 1),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = Object.hasOwn(keys, event.key) && !event.ctrlKey && !event.metaKey && keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  view.fit();
  // For tests, which cannot see inside a canvas: where a node is on the screen.
  root.powergraphPlace = (ref) => network.canvasToDOM(network.getPosition(data.refs.indexOf(ref)));
  root.dataset.ready = "true";
  return () => {
    delete root.powergraphPlace;
    network.destroy();
    root.replaceChildren();
  };
}

function powergraphView(network, canvas, data) {
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const move = (position, scale) => network.moveTo({ position, scale, animation: false });
  return {
    fit() { // with room for the names, which vis knows nothing of
      if (!data.nodes.length) return;
      const xs = data.nodes.map(({ vis }) => vis.x);
      const ys = data.nodes.map(({ vis }) => vis.y);
      const [left, right] = [least(xs), -least(xs.map((x) => -x))];
      const [top, bottom] = [least(ys), -least(ys.map((y) => -y))];
      const scale = Math.min(
        1.15, (canvas.clientWidth - 110) / (right - left + 1),
        (canvas.clientHeight - 86) / (bottom - top + 1),
      );
      const position = { x: (left + right) / 2, y: (top + bottom) / 2 + 22 / scale };
      move(position, Math.max(0.02, scale));
    },
    zoom(factor) {
      const scale = Math.min(4, Math.max(0.02, network.getScale() * factor));
      move(network.getViewPosition(), scale);
    },
    pan(x, y) {
      const step = 60 / network.getScale();
      const at = network.getViewPosition();
      move({ x: at.x + x * step, y: at.y + y * step }, network.getScale());
    },
    show(id) {
      move(network.getPosition(id), Math.max(1, network.getScale()));
    },
    nearest() {
      const at = network.getViewPosition();
      const far = (vis) => (vis.x - at.x) ** 2 + (vis.y - at.y) ** 2;
      let best = null;
      for (const { vis } of data.nodes) {
        if (best === null || far(vis) < far(data.nodes[best].vis)) best = vis.id;
      }
      return best;
    },
  };
}

// Names are drawn here, not by vis: at one size on the screen whatever the zoom, never one over
// another, the more important first. Zooming in brings out the rest.
function powergraphLabels(network, canvas, data, style) {
  const state = { selected: null, hovered: null, move };
  const ink = style.color;
  const paper = /rgba\(.*, 0\)|transparent/.test(style.backgroundColor)
    ? "#ffffff" : style.backgroundColor;
  const byRank = data.nodes.map((node) => node.vis.id)
    .sort((a, b) => data.nodes[b].rank - data.nodes[a].rank || a - b);
  const leading = new Set(byRank.slice(0, 25));
  const widths = new Map();
  const curved = data.edges.map((edge) => Boolean(edge.vis.smooth));

  function move(ids) {
    for (const id of ids) Object.assign(data.nodes[id].vis, network.getPosition(id));
  }
  function width(ctx, text) {
    const key = ctx.font + text;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }
  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    const at = network.getViewPosition();
    const wide = canvas.clientWidth;
    const high = canvas.clientHeight;
    const ratio = ctx.canvas.width / (wide || 1);
    const taken = powergraphTaken();
    const place = ({ x, y }) => ({
      x: (x - at.x) * scale + wide / 2, y: (y - at.y) * scale + high / 2,
    });
    const inside = ({ x, y }) => x > -80 && x < wide + 80 && y > -60 && y < high + 40;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.strokeStyle = paper;
    const seen = byRank.filter((id) => inside(place(data.nodes[id].vis)));
    const symbols = powergraphTaken();
    for (const id of seen) {
      const { x, y } = place(data.nodes[id].vis);
      const r = data.nodes[id].vis.size * scale * 0.75;
      symbols.add(x - r, y - r, x + r, y + r);
    }
    const first = [state.selected, state.hovered].filter((id) => id !== null);
    const px = Math.max(12, Math.min(17, 13 * scale));
    for (const id of new Set([...first, ...seen])) {
      // The leading names may cover a symbol, or a crowd would hide what it is about.
      const over = seen.length > 100 && leading.has(id);
      const free = (box) => box[0] > 2 && box[2] < wide - 2 && box[1] > 2 && box[3] < high - 2
        && taken.free(...box) && (over || symbols.free(...box));
      const spot = { ...place(data.nodes[id].vis), r: data.nodes[id].vis.size * scale };
      drawNode(ctx, data.nodes[id], spot, px, taken, free, first.includes(id));
    }
    ctx.font = `${Math.max(11, Math.min(14, 11 * scale))}px ${data.font}`;
    ctx.textBaseline = "middle";
    ctx.lineWidth = 3;
    const free = (box) => taken.free(...box) && symbols.free(...box);
    for (const edge of data.edges) drawEdge(ctx, edge, place, inside, scale, taken, free, first);
    ctx.restore();
  });

  function drawNode(ctx, node, { x, y, r }, px, taken, free, always) {
    const bold = node.focus || always;
    const full = node.mark ? [...node.lines, node.mark] : node.lines;
    const short = full.length > 1 ? [[node.lines[0] + (node.lines.length > 1 ? "…" : "")]] : [];
    for (const lines of [full, ...short]) {
      const fonts = lines.map((_, i) => (
        `${bold || i >= node.lines.length ? "600 " : ""}${px}px ${data.font}`));
      const wide = Math.max(...lines.map((line, i) => {
        ctx.font = fonts[i];
        return width(ctx, line);
      }));
      const high = lines.length * px * 1.15;
      const spots = [
        [x - wide / 2, y + r * 1.1 + 3], [x + r + 5, y - high / 2],
        [x - wide / 2, y - r * 1.25 - 3 - high], [x - r - 5 - wide, y - high / 2],
      ];
      const box = spots.map(([left, top]) => [left, top, left + wide, top + high])
        .find((one) => (always || free(one)));
      if (!box) continue;
      taken.add(...box);
      ctx.lineWidth = 4;
      lines.forEach((line, i) => {
        ctx.font = fonts[i];
        const [middle, top] = [(box[0] + box[2]) / 2, box[1] + i * px * 1.15];
        ctx.strokeText(line, middle, top);
        ctx.fillStyle = ink;
        ctx.fillText(line, middle, top);
      });
      return;
    }
  }

  function drawEdge(ctx, edge, place, inside, scale, taken, free, first) {
    if (!edge.text) return;
    const a = place(data.nodes[edge.vis.from].vis);
    const b = place(data.nodes[edge.vis.to].vis);
    const always = first.includes(edge.vis.from) || first.includes(edge.vis.to);
    // From far away names of nodes say more than a hundred times the same relation.
    if ((!inside(a) && !inside(b)) || (scale < 0.6 && data.edges.length > 120 && !always)) return;
    const half = width(ctx, edge.text) / 2;
    if (Math.hypot(a.x - b.x, a.y - b.y) < 2 * half + 34 * scale) return;
    let middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (curved[edge.vis.id]) {
      const line = network.body.edges[edge.vis.id];
      if (line && line.edgeType && line.edgeType.getPoint) middle = place(line.edgeType.getPoint(0.5));
    }
    const box = [middle.x - half, middle.y - 6, middle.x + half, middle.y + 6];
    if (!free(box)) return;
    taken.add(...box);
    ctx.strokeText(edge.text, middle.x, middle.y);
    ctx.fillStyle = ink;
    ctx.globalAlpha = always ? 1 : 0.78;
    ctx.fillText(edge.text, middle.x, middle.y);
    ctx.globalAlpha = 1;
  }
  return state;
}

// Boxes already drawn on, in a grid, so that looking for an overlap stays quick.
function powergraphTaken() {
  const size = 48;
  const cells = new Map();
  function over(left, top, right, bottom, visit) {
    for (let i = Math.floor(left / size); i <= Math.floor(right / size); i++) {
      for (let j = Math.floor(top / size); j <= Math.floor(bottom / size); j++) {
        const key = i * 100003 + j;
        if (!cells.has(key)) cells.set(key, []);
        if (visit(cells.get(key))) return true;
      }
    }
    return false;
  }
  return {
    add(...box) {
      over(...box, (cell) => { cell.push(box); return false; });
    },
    free(left, top, right, bottom) {
      return !over(left, top, right, bottom, (cell) => cell.some(
        (box) => box[0] < right && left < box[2] && box[1] < bottom && top < box[3],
      ));
    },
  };
}

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

function powergraphLegend(data) {
  const list = powergraphElement("ul", "pg-legend");
  list.setAttribute("aria-label", data.texts.legend);
  for (const line of data.legend) {
    const item = powergraphElement("li");
    if (line.kind !== "remark") item.append(powergraphSymbol(line));
    item.append(powergraphElement("span", "", line.text));
    list.append(item);
  }
  return list;
}

function powergraphSymbol(line) {
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
  for (const [key, value] of Object.entries({ ...given, fill: line.fill, stroke: line.border })) {
    shape.setAttribute(key, value);
  }
  svg.append(shape);
  return svg;
}
