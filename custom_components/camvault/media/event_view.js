/** What a tap on a notification opens: the event's newest clip, playing. The rest is a tap away, in the media browser. */
class CamVaultEvent extends HTMLElement {
  #hass;
  #place;
  #shown;

  set hass(hass) {
    this.#hass = hass;
    this.#update();
    const menu = this.shadowRoot?.querySelector("ha-menu-button");
    if (menu) menu.hass = hass;
  }

  set narrow(narrow) {
    const menu = this.shadowRoot?.querySelector("ha-menu-button");
    if (menu) menu.narrow = narrow;
    this._narrow = narrow;
  }

  set route(route) {
    const [entry, event] = route.path.slice(1).split("/");
    this.#place = entry && event ? { gateway: `media-source://camvault/${entry}`, event } : undefined;
    this.#update();
  }

  /** Show the place once; Home Assistant says each change of any state. */
  #update() {
    if (!this.#hass || !this.#place || this.#shown === this.#place.event) return;
    this.#shown = this.#place.event;
    this.#draw();
    this.#fill(this.#place.event);
  }

  #draw() {
    const { gateway, event } = this.#place;
    const step = (id) => encodeURIComponent(`,${id}`);
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.innerHTML = `
      <style>
        :host { display: block; height: 100%; background: var(--primary-background-color); }
        video, img { display: block; width: 100%; max-height: calc(100vh - 180px); background: #000; object-fit: contain; }
        p { margin: 16px; color: var(--primary-text-color); }
        a { display: inline-block; margin: 16px; padding: 12px 0; color: var(--primary-color); }
      </style>
      <ha-top-app-bar-fixed>
        <ha-menu-button slot="navigationIcon"></ha-menu-button>
        <div slot="title"></div>
        <div id="what"></div>
        <a href="/media-browser/browser/${step(gateway)}/${step(`${gateway}/event/${event}`)}"></a>
      </ha-top-app-bar-fixed>`;
    Object.assign(root.querySelector("ha-menu-button"), { hass: this.#hass, narrow: this._narrow });
    root.querySelector("a").textContent = this.#hass.localize("panel.media_browser");
  }

  async #fill(event) {
    const id = `${this.#place.gateway}/event/${event}`;
    const what = this.shadowRoot.getElementById("what");
    const ask = (type) => this.#hass.callWS({ type: `media_source/${type}`, media_content_id: id });
    ask("browse_media").then(
      ({ title }) => { if (this.#shown === event) this.shadowRoot.querySelector("[slot=title]").textContent = title; },
      () => {},
    );
    try {
      const { url, mime_type: type } = await ask("resolve_media");
      if (this.#shown !== event) return;
      const media = document.createElement(type.startsWith("image/") ? "img" : "video");
      // Without a tap of their own, people's browsers play only what is silent.
      if (media.tagName === "VIDEO") Object.assign(media, { controls: true, autoplay: true, muted: true, playsInline: true });
      media.src = url;
      what.replaceChildren(media);
    } catch (error) {
      if (this.#shown !== event) return;
      const words = document.createElement("p");
      words.textContent = error.message;
      what.replaceChildren(words);
    }
  }
}

if (!customElements.get("camvault-event")) customElements.define("camvault-event", CamVaultEvent);
