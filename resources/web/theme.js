// Dark, light, or as the system; the choice stays in this browser.

import { keep, recall } from "./stored.js";

const THEMES = ["system", "dark", "light"];
const STORED = "falx-theme";

/** Sets the theme up; `onChanged` is called when the colours are others. */
export function setUpTheme(button, onChanged) {
  const apply = (theme) => {
    const chosen = THEMES.includes(theme) ? theme : "system";
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    keep("localStorage", STORED, chosen);
    button.textContent = `Theme: ${chosen}`;
    onChanged();
  };
  button.addEventListener("click", () => {
    const now = document.documentElement.dataset.theme ?? "system";
    apply(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", onChanged);
  apply(recall("localStorage", STORED));
}
