// Scrolls a list past so many events, by so many pixels in each frame. Returns how long each frame took, and how
// long there was nothing to scroll to, in milliseconds, and how many events were passed.
async (list, [step, events]) => {
  const scroller = list.shadowRoot.querySelector(".scroller");
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const tops = [...list.shadowRoot.querySelectorAll("camvault-row")].map((row) => row.getBoundingClientRect().top);
  const [first, second] = tops.sort((one, other) => one - other);
  const each = second - first;
  const frames = [];
  let [passed, waited] = [0, 0];
  let last = await frame();
  while (passed < events * each) {
    const top = scroller.scrollTop;
    scroller.scrollTop = top + step;
    const moved = scroller.scrollTop - top;
    if (moved === 0 && list.store.edges.older === "end") break;
    const now = await frame();
    // A frame in which little moves, since more is not there yet, is quick without any merit.
    if (moved >= step / 2) frames.push(now - last);
    else waited += now - last;
    passed += moved;
    last = now;
  }
  return { frames, waited, passed: passed / each };
}
