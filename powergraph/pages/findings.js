"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const findings = [...document.querySelectorAll(".finding")];
  const words = findings.map((f) => f.textContent.toLowerCase());
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const parts = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    findings.forEach((finding, i) => {
      const fits =
        ["severity", "family", "unit"].every((k) => !wanted[k] || finding.dataset[k] === wanted[k]) &&
        parts.every((part) => words[i].includes(part));
      finding.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    document.getElementById("shown").textContent = `${shown} / ${findings.length}`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("print").addEventListener("click", () => window.print());
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = findings.filter((f) => !f.open && !f.hidden);
    opened.forEach((f) => { f.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((f) => { f.open = false; }));
  if (location.hash) {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches(".finding")) target.open = true;
  }
  apply();
})();
