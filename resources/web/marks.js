// The marks of verdicts: the shapes of the window, in the colours that the server names.

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Whether the page is light now. */
export const isLight = () => getComputedStyle(document.documentElement).colorScheme.trim() === "light";

export const colourOf = (mark) => (isLight() ? mark.light : mark.dark);

/** Gives a drawing the colour of a mark; on paper, the style sheet gives it the one for a light ground. */
export function paint(drawing, mark) {
  drawing.setAttribute("color", colourOf(mark));
  drawing.classList.add("mark");
  drawing.style.setProperty("--on-light", mark.light);
  return drawing;
}

/** Draws a mark, with a side in pixels. */
export function drawMark(mark, side) {
  const colour = "currentColor";
  const drawing = paint(svg("svg", { width: side, height: side, viewBox: "0 0 16 16" }), mark);
  const line = { fill: "none", stroke: colour, "stroke-width": 2 };
  const shapes = {
    circle: () => svg("circle", { cx: 8, cy: 8, r: 6.5, fill: colour }),
    square: () => svg("rect", { x: 1.5, y: 1.5, width: 13, height: 13, fill: colour }),
    triangle: () => svg("path", { d: "M8 1.5 14.5 14.5H1.5Z", fill: colour }),
    "triangle-down": () => svg("path", { d: "M8 14.5 14.5 1.5H1.5Z", fill: colour }),
    ring: () => svg("circle", { cx: 8, cy: 8, r: 6, ...line }),
    "open-kind": () => svg("path", { d: "M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6Z", fill: colour }),
    uncertain: () => svg("path", { d: "M8 1.5 14.5 8 8 14.5 1.5 8Z", fill: colour }),
    unlike: () => svg("path", { d: "M8 2 14 8 8 14 2 8Z", ...line }),
    outside: () => svg("path", { d: "M2 2 14 14M14 2 2 14", ...line }),
    unreadable: () => svg("path", { d: "M2 8H14", ...line }),
  };
  drawing.append((shapes[mark.shape] ?? shapes.circle)());
  return drawing;
}
