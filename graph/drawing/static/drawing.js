// Draws one picture with vis-network. Text from data reaches the page by textContent and the
// canvas by fillText only; a test holds the scripts here to that.

const powergraphShown = new WeakMap(); // root element -> the picture it shows

// Show `data` in `root`; the same data again leaves zoom and selection as they are. `chosen` is a
// reference that the page has chosen by other means than a click here.
function powergraphMount(root, data, select, chosen) {
  const print = JSON.stringify(data);
  const style = getComputedStyle(root);
  const theme = style.color + style.backgroundColor;
  let shown = powergraphShown.get(root);
  if (shown && shown.print === print && shown.theme === theme) {
    shown.hooks.select = select;
  } else {
    if (shown) shown.destroy();
    const hooks = { select };
    const { destroy, choose } = powergraphDraw(root, powergraphWhole(data), hooks);
    shown = { print, theme, hooks, destroy, choose };
    powergraphShown.set(root, shown);
  }
  if (chosen) shown.choose(data.refs.indexOf(chosen));
  return () => {
    const last = powergraphShown.get(root);
    if (last) last.destroy();
    powergraphShown.delete(root);
  };
}

// The picture with each thing's own look, of which each is sent once.
function powergraphWhole(data) {
  const whole = (things) => things.map(
    (thing) => ({ ...thing, vis: { ...data.looks[thing.look], ...thing.vis } }));
  return { ...data, nodes: whole(data.nodes), edges: whole(data.edges) };
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
  const look = powergraphLook(root);
  root.append(bar, area, powergraphLegend(data, look));
  if (data.caption) root.append(make("p", "pg-caption", data.caption));

  const { DataSet, Network } = powergraphVis;
  const network = new Network(
    canvas,
    {
      nodes: new DataSet(data.nodes.map((node) => look.node(node.vis))),
      edges: new DataSet(data.edges.map((edge) => look.edge(edge.vis))),
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
  const labels = powergraphLabels(network, canvas, data, look);

  function explain(id) {
    facts.replaceChildren();
    if (id === null) return;
    const node = data.nodes[id];
    // On the side where the node is not.
    const right = network.canvasToDOM(network.getPosition(id)).x < canvas.clientWidth / 2;
    facts.classList.toggle("pg-right", right);
    facts.append(make("strong", "", node.name), make("span", "", node.kind));
    if (node.detail.length) {
      const list = make("dl");
      for (const [key, value] of node.detail) {
        list.append(make("dt", "", key), make("dd", "", value));
      }
      facts.append(list);
    }
  }
  function mark(id) {
    labels.selected = id;
    if (id === null) network.unselectAll();
    else network.selectNodes([id]);
    explain(id);
    network.redraw();
  }
  function choose(id) {
    mark(id);
    hooks.select(id === null ? null : data.refs[id]);
  }
  network.on("click", (event) => {
    const id = event.nodes.length ? event.nodes[0] : null;
    // The same node again is told again: the page may have missed it, or show another by now.
    if (id !== null || labels.selected !== null) choose(id);
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
  return {
    choose(index) {
      const id = index < 0 ? null : index;
      if (id !== labels.selected) mark(id);
    },
    destroy() {
      delete root.powergraphPlace;
      network.destroy();
      root.replaceChildren();
    },
  };
}

// Colours of the page: dark symbols have a light edge on a dark one.
function powergraphLook(root) {
  const style = getComputedStyle(root);
  const ink = style.color;
  const clear = /, 0\)$|^transparent$/.test(style.backgroundColor);
  const light = (ink.match(/\d+/g) || [0]).slice(0, 3).every((part) => Number(part) > 128);
  const border = (given) => (light ? "#d5dae1" : given);
  const bordered = (color) => ({ ...color, border: border(color.border) });
  return {
    ink, border, paper: clear ? "#ffffff" : style.backgroundColor,
    node(vis) {
      const { highlight, hover } = vis.color;
      const color = bordered({ ...vis.color, highlight: bordered(highlight), hover: bordered(hover) });
      return { ...vis, color };
    },
    edge: (vis) => ({ ...vis, color: { ...vis.color, highlight: ink } }),
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
