(() => {
  const box = document.getElementById("filter");
  const field = document.getElementById("filter-text");
  const told = document.getElementById("filter-told");
  if (!box) return;
  box.hidden = false;
  const parts = [...document.querySelectorAll("[data-feature]")];
  const rows = parts.filter((each) => each.tagName === "TR");
  const words = new Map(rows.map((row) => [row.dataset.feature, row.textContent.toLowerCase()]));
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (name) => wanted.every((word) => words.get(name).includes(word));
    for (const part of parts) part.hidden = !fits(part.dataset.feature);
    const left = rows.filter((row) => !row.hidden).length;
    told.textContent = `${left} of ${rows.length} features`;
  });
})();
