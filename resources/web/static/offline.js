// Keeps the files of the page in the browser, so that it works without a network.

const find = (id) => document.getElementById(id);

/** Starts the service worker; a browser offers it by https and from this computer alone. */
export async function keepForOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  try {
    const registration = await workers.register(new URL("../service-worker.js", import.meta.url));
    const tell = () => (find("newer").hidden = !(registration.waiting && workers.controller));
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
    tell();
    await workers.ready;
    document.body.dataset.offline = "ready";
  } catch {
    // The page works, with a network.
  }
}
