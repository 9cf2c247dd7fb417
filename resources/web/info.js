// The line below the picture: slice, window, size, spacing, and where the mouse points.

const find = (id) => document.getElementById(id);

function rounded(value) {
  const text = Math.abs(value) >= 10 || Number.isInteger(value) ? Math.round(value).toString() : value.toFixed(2);
  return text.replace(/\B(?=(\d{3})+$)/g, "\u202f").replace("-", "−");
}

/** Shows a slice of a picture, the window that it is seen through, and more. */
export function showInfo(picture, [width, centre], more) {
  const slice = picture.slices[picture.index];
  const spacing = slice.spacing_mm;
  const parts = [
    picture.count > 1 ? `${picture.index + 1} / ${picture.count}` : "",
    `W ${rounded(width)} L ${rounded(centre)}`,
    `${slice.width} × ${slice.height} px`,
    spacing ? `${spacing[1].toFixed(2)} × ${spacing[0].toFixed(2)} mm` : "",
    more,
  ];
  find("info").textContent = parts.filter(Boolean).join("   ");
  find("seen-window").textContent = parts[1];
}

/** Where the mouse points, in words; "" beside the picture. */
export function pointedWords(slice, x, y) {
  const isWithin = x >= 0 && y >= 0 && x < slice.width && y < slice.height;
  return isWithin ? `x ${Math.floor(x)}  y ${Math.floor(y)}` : "";
}
