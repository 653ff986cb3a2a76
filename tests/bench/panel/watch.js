// Notes when a page's element was made, its first row was drawn, and its first picture.
// A place is `element`, and how its rows and pictures are found in it: selectors, each in the shadow root of the one before.
(places) => {
  const seen = {};
  window.benchSeen = seen;

  const find = (root, selectors) =>
    selectors.reduce((found, one) => found.flatMap((each) => [...(each.shadowRoot ?? each).querySelectorAll(one)]), [root]);

  const note = (name) => {
    if (name in seen) return;
    seen[name] = null;
    // A message's turn comes when what this frame has is drawn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      seen[name] = performance.now();
      port1.close();
    };
    port2.postMessage(null);
  };

  const backgrounds = new Map();
  const decoded = (one) => {
    if (one instanceof HTMLImageElement) return one.complete && one.naturalWidth > 0;
    const url = /url\("?(.*?)"?\)/.exec(getComputedStyle(one).backgroundImage)?.[1];
    if (!url) return false;
    if (!backgrounds.has(url)) {
      const picture = new Image();
      picture.src = url;
      backgrounds.set(url, false);
      picture.decode().then(() => backgrounds.set(url, true), () => undefined);
    }
    return backgrounds.get(url);
  };

  const watch = (root, { rows, pictures }) => {
    const look = () => {
      if (find(root, rows).length > 0) note("rows");
      if (find(root, pictures).some(decoded)) note("picture");
      if (!("picture" in seen)) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (name, ...rest) {
    const made = create.call(this, name, ...rest);
    const place = places.find(({ element }) => element === String(name).toLowerCase());
    if (place && !("made" in seen)) {
      seen.made = performance.now();
      watch(made, place);
    }
    return made;
  };
}
