// Names are drawn here, not by vis: at one size on the screen whatever the zoom, never one over
// another, the more important first. Zooming in brings out the rest.
function powergraphLabels(network, canvas, data, { ink, paper }) {
  const state = { selected: null, hovered: null, move };
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
