// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { isFor } from "../../panel/keys";

const page = document.createElement("section");

beforeEach(() => {
  page.innerHTML = "<button></button><input /><dialog><p></p></dialog><div role='menu'><button></button></div>";
  document.body.replaceChildren(page, document.createElement("aside"));
});

afterEach(() => document.body.replaceChildren());

/** Whether a key that is pressed there means the page. */
function pressed(on: Element | null, more: (event: KeyboardEvent) => void = () => undefined): boolean | undefined {
  let answer: boolean | undefined;
  const hear = (event: KeyboardEvent) => {
    more(event);
    answer = isFor(page, event);
  };
  window.addEventListener("keydown", hear, { once: true });
  on?.dispatchEvent(new KeyboardEvent("keydown", { key: "g", bubbles: true, composed: true, cancelable: true }));
  return answer;
}

test("a key means the page on a row that has the focus, and where nothing has it", () => {
  expect(pressed(page.querySelector("button"))).toBe(true);
  expect(pressed(document.body)).toBe(true);
});

test("it means something else in a field, a dialog or a menu, elsewhere in Home Assistant, and when it is taken", () => {
  const dialog = page.querySelector("dialog");
  if (dialog) dialog.open = true;
  expect(pressed(page.querySelector("input"))).toBe(false);
  expect(pressed(page.querySelector("dialog p"))).toBe(false);
  expect(pressed(page.querySelector("[role='menu'] button"))).toBe(false);
  expect(pressed(document.querySelector("aside"))).toBe(false);
  expect(pressed(page.querySelector("button"), (event) => event.preventDefault())).toBe(false);
});

test("a row in a shadow root is a row", () => {
  const host = page.appendChild(document.createElement("div"));
  host.attachShadow({ mode: "open" }).innerHTML = "<button></button><input />";
  expect(pressed(host.shadowRoot?.querySelector("button") ?? null)).toBe(true);
  expect(pressed(host.shadowRoot?.querySelector("input") ?? null)).toBe(false);
});
