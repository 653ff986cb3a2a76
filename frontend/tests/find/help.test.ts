// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { Env } from "../../shared/env";
import { CamVaultHelp } from "../../shared/parts/find/help";
import { commandOf as listCommand } from "../../shared/parts/list/hands/keyboard";
import { commandOf as playerCommand } from "../../shared/parts/player/keys";
import { loadTexts } from "../../shared/texts/texts";

/** What the panel's bar takes itself. */
const BARS = ["/", "G", "?"];
const SPOKEN: Readonly<Record<string, string>> = {
  "↓": "ArrowDown",
  "↑": "ArrowUp",
  "←": "ArrowLeft",
  "→": "ArrowRight",
};

afterEach(() => document.body.replaceChildren());

async function shown(language: string): Promise<ShadowRoot> {
  const help = new CamVaultHelp();
  help.env = { texts: await loadTexts(language) } as Env;
  document.body.append(help);
  await help.updateComplete;
  return help.renderRoot as ShadowRoot;
}

function does(name: string): boolean {
  const event = new KeyboardEvent("keydown", { key: SPOKEN[name] ?? name, bubbles: true });
  let command: unknown;
  document.body.addEventListener("keydown", () => {
    command = listCommand(event) ?? playerCommand(event, document.body, false);
  });
  document.body.dispatchEvent(event);
  return Boolean(command);
}

test("every key that is explained does something", async () => {
  const keys = [...(await shown("en")).querySelectorAll("kbd")].map(({ textContent }) => textContent ?? "");
  const single = keys.filter((key) => key.length === 1 && !BARS.includes(key));
  expect(single.filter((key) => !does(key))).toEqual([]);
  expect(keys).toEqual(expect.arrayContaining(["Space", "Del", "Ctrl+A", "X", "Z", "<", ">"]));
});

test.each(["en", "de", "he"])("in %s all keys have their words", async (language) => {
  const words = [...(await shown(language)).querySelectorAll("kbd, dd")].map(({ textContent }) => textContent ?? "");
  expect(words.filter((text) => text === "" || text.includes("find."))).toEqual([]);
});
