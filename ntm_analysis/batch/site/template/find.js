// Finds a place among the rows by what is typed, with or without diacritics.
(() => {
  const field = document.getElementById("find");
  const said = document.getElementById("found");
  const rows = [...document.querySelectorAll("tr[data-typed]")];
  const groups = [...new Set(rows.map((row) => row.parentElement))];
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const squeezed = (text) => text.replace(/[^a-z0-9]/g, "");
  const find = () => {
    const words = plain(field.value).split(/[^a-z0-9]+/).filter(Boolean);
    const found = rows.filter((row) => {
      const name = row.dataset.typed;
      const holds = words.every((word) => name.includes(word) || squeezed(name).includes(word));
      row.hidden = !holds;
      return holds;
    });
    // The heading of a group goes with the last of its rows.
    for (const group of groups) group.hidden = !found.some((row) => row.parentElement === group);
    said.textContent = words.length
      ? field.dataset.found.replace("{n}", found.length).replace("{total}", rows.length)
      : "";
    return found;
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "Enter") return;
    const found = find();
    if (found.length === 1) found[0].querySelector("a")?.click();
  });
  field.parentElement.hidden = false;
  find(); // a reader who comes back finds the text still typed
})();
