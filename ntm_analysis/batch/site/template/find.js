// Finds a place among the rows by what is typed, with or without diacritics, and sorts a table of one group.
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
  const sort = (head, at) => {
    const way = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    const text = (row) => row.children[at].textContent.trim();
    const before = (a, b) => text(a).localeCompare(text(b), document.documentElement.lang, { numeric: true });
    const sorted = [...rows].sort((a, b) => (way === "ascending" ? before(a, b) : before(b, a)));
    groups[0].append(...sorted);
  };
  const heads = groups.length === 1 ? [...document.querySelectorAll("table.index thead th")] : [];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, at));
    head.append(button);
  });
  field.parentElement.hidden = false;
  find(); // a reader who comes back finds the text still typed
})();
