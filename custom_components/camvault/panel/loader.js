// Home Assistant replaces the registry of custom elements while it starts, and what was defined before that is lost.
const card = import.meta.url.replace(/\.js(\?.*)?$/, "/card.js");
const load = () => {
  if (window.customElements.get("home-assistant")) import(card);
  else setTimeout(load, 50);
};
load();
