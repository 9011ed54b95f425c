/**
 * Keeps the page for when there is no network, once it is loaded and idle. Without service workers (an insecure origin, a
 * browser that forbids them) the page works as long as it is online.
 */
export function keepOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker.register("./service-worker.js").catch(() => {});
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
