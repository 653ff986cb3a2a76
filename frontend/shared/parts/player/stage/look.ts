import { css } from "lit";

/** A picture on black, its words and buttons over it. */
export const LOOK = css`
    :host { display: block; position: relative; overflow: hidden; background: #000; color: #fff; touch-action: pan-y; user-select: none; }
    :host([enlarged]) { touch-action: none; cursor: move; }
    .view, img, video { position: absolute; inset: 0; width: 100%; height: 100%; }
    img, video { object-fit: contain; pointer-events: none; }
    [hidden] { display: none; }
    .words { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 12px; padding: 16px;
      text-align: center; background: #000a; text-wrap: pretty; }
    .words p { margin: 0; max-width: 46ch; }
    .quiet { margin: 0; color: #ccc; }
    .act { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding-inline: 16px; border-radius: 22px;
      background: #fff; color: #111; }
    .small { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; background: #000a; color: #fff; }
    .hint { position: absolute; inset-block: 0; margin: auto; height: fit-content; padding: 12px 16px; border-radius: 22px; background: #fff; color: #111; }
    .hint.left { left: 12px; }
    .hint.right { right: 12px; }
    .wait { position: absolute; inset: 0; margin: auto; width: 40px; height: 40px; border-radius: 50%;
      border: 4px solid #fff6; border-block-start-color: #fff; animation: turn 1s linear infinite; }
    @keyframes turn { to { rotate: 1turn; } }
  `;
