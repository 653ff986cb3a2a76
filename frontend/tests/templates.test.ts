import { expect, test } from "vitest";
import { squeezeCss, squeezed, squeezeHtml } from "../build/templates";

test("a line break is a space to a browser, and other spaces stay", () => {
  expect(squeezeHtml('<p\n    class="a  b"\n  >\n  1  2\n</p>')).toBe('<p class="a  b" > 1  2 </p>');
});

test("styles lose their comments and what separates nothing", () => {
  const text = `
    /* Over
       bars. */
    .a > .b,
    .c { inset: calc(1px + 2px) 0; }
    @media (max-width: 1px) { p { margin: 0 } }
  `;
  expect(squeezeCss(text)).toBe(" .a > .b, .c{inset: calc(1px + 2px) 0}@media (max-width: 1px){p{margin: 0}}");
});

test("only templates are touched, also within each other and after other scripts' letters", () => {
  const source = String.raw`@define("א") class A { x!: string; s = "a  b"; y = html\`<b>
    \${this.z ? html\`−
    \${1}\` : css\`p { }\`}</b>\`; }`.replaceAll("\\", "");
  expect(squeezed(source)).toBe(
    String.raw`@define("א") class A { x!: string; s = "a  b"; y = html\`<b> \${this.z ? html\`− \${1}\` : css\`p{}\`}</b>\`; }`.replaceAll(
      "\\",
      "",
    ),
  );
});
