import { type Plugin, parseAst } from "vite";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Tagged extends Node {
  readonly tag: { readonly name?: string };
  readonly quasi: { readonly quasis: readonly Node[] };
}

/** A stretch of a module's text, and what stands there instead. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SQUEEZE: Readonly<Record<string, (text: string) => string>> = { html: squeezeHtml, css: squeezeCss };

/** Takes out of templates what only helps who reads the source: a minifier leaves their text alone. */
export function squeezeTemplates(): Plugin {
  return {
    name: "camvault-templates",
    enforce: "pre",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith(".ts") || id.includes("/node_modules/")) return null;
      return squeezed(code);
    },
  };
}

/** A module's text with its templates squeezed. */
export function squeezed(code: string): string {
  const changes = nodesOf(parseAst(code, { lang: "ts" })).flatMap((node) => changesOf(node, code));
  return changes
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
}

/** Text of HTML: to a browser a line break with its indentation is a space. */
export function squeezeHtml(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

/** Text of CSS, without comments and without space that separates nothing. */
export function squeezeCss(text: string): string {
  return text
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/ ?([{};]) ?/g, "$1")
    .replace(/;}/g, "}");
}

function changesOf(node: Node, code: string): Change[] {
  if (node.type !== "TaggedTemplateExpression") return [];
  const { tag, quasi } = node as Tagged;
  const squeeze = SQUEEZE[tag.name ?? ""];
  if (!squeeze) return [];
  return quasi.quasis.map(({ start, end }) => ({ start, end, text: squeeze(code.slice(start, end)) }));
}

/** A node and all below it. */
function nodesOf(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(nodesOf);
  return "type" in value && "start" in value ? [value as Node, ...below] : below;
}
