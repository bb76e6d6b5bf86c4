// Gives what is wrong with the open page, [[rule, element], …], as far as axe-core does not tell.
({ language, ways }) => {
  const faults = [];
  const say = (rule, element = document.documentElement, more = "") =>
    faults.push([rule, `${element.outerHTML.slice(0, 160)}${more && ` (${more})`}`]);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  if (document.documentElement.lang !== language) say("lang");
  if (!document.title.trim()) say("title");

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) say("heading order", heading);
    if (!heading.textContent.trim()) say("empty heading", heading);
    level = own;
  }
  if (all("h1").length !== 1) say("one h1", document.documentElement, `${all("h1").length} h1`);

  // A header or footer inside the content heads that content and is no landmark.
  const inside = ":not(main *, article *, section *, nav *, aside *)";
  for (const landmark of [`header${inside}`, "main", `footer${inside}`])
    if (all(landmark).length !== 1)
      say("landmarks", document.body, `${all(landmark).length} ${landmark}`);
  if (ways && !all("nav").length) say("landmarks", document.body, "no nav");

  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) say("table caption", table);
    for (const row of [...table.tBodies].flatMap((body) => [...body.rows]))
      if (!row.querySelector("th")) say("row without header", row);
  }
  for (const header of all("th"))
    if (!/^(col|row)(group)?$/.test(header.getAttribute("scope"))) say("th scope", header);

  const seen = new Set();
  for (const element of all("[id]")) {
    if (seen.has(element.id)) say("id twice", element);
    seen.add(element.id);
  }
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"])
    for (const element of all(`[${name}]`))
      for (const id of element.getAttribute(name).split(/\s+/).filter(Boolean))
        if (!seen.has(id)) say("reference to no id", element);

  const named = (picture) =>
    picture.closest("[aria-hidden=true]") ||
    picture.querySelector(":scope > title") ||
    picture.hasAttribute("alt") ||
    ["aria-label", "aria-labelledby"].some((name) => picture.getAttribute(name)?.trim());
  for (const picture of all("svg, img")) if (!named(picture)) say("picture without text", picture);

  // axe-core does not judge text in drawings: cut at an edge, or too like what is painted beneath.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((value, index) => value * a + below[index] * (1 - a));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const painted = (style, what) => {
    const colour = channels(style[what] === "none" ? "transparent" : style[what]);
    colour[3] *= Number(style[`${what}Opacity`]) * Number(style.opacity);
    return colour;
  };
  for (const svg of all("svg")) {
    const frame = svg.getBoundingClientRect();
    const hidden = "defs, clipPath, symbol";
    const shapes = all("rect, path, circle, ellipse, polygon", svg).filter((shape) => !shape.closest(hidden));
    for (const text of all("text", svg)) {
      const box = text.getBoundingClientRect();
      if (!text.textContent.trim() || !box.width) continue;
      const past = [frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom];
      if (Math.max(...past) > 1) say("text cut in a drawing", text, text.textContent);
      const style = getComputedStyle(text);
      const size = parseFloat(style.fontSize);
      const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const halo = style.paintOrder.startsWith("stroke") && style.stroke !== "none";
      for (const share of [0.05, 0.5, 0.95]) {
        const point = new DOMPoint(box.left + share * box.width, box.top + box.height / 2);
        let below = [1, 1, 1];
        for (const shape of shapes) {
          if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
          if (shape.isPointInFill(point.matrixTransform(shape.getScreenCTM().inverse())))
            below = over(painted(getComputedStyle(shape), "fill"), below);
        }
        if (halo) below = over(painted(style, "stroke"), below);
        const found = contrast(over(painted(style, "fill"), below), below);
        if (found < least) {
          say("contrast in a drawing", text, `${text.textContent}: ${found.toFixed(2)} of ${least}`);
          break;
        }
      }
    }
  }
  return faults;
}
