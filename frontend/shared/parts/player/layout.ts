import { css } from "lit";

/** Where the player's parts lie: one below the other, the picture as large as its box allows. */
export const LAYOUT = css`
  :host { display: block; block-size: 100%; background: var(--surface); overflow: hidden; }
  section { display: flex; flex-direction: column; block-size: 100%; outline: none; background: var(--surface); container-type: inline-size; }
  section.narrow { padding-block: var(--safe-area-inset-top, 0px) var(--safe-area-inset-bottom, 0px); box-sizing: border-box; }
  header { display: flex; align-items: center; padding-inline: 4px; min-block-size: 56px; flex: none; }
  h2 { flex: 1; min-width: 0; margin: 0; padding-inline: 8px; font-size: 16px; font-weight: 600; line-height: 1.25;
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  small { display: block; color: var(--quiet); font-size: 13px; font-weight: 400; overflow: hidden; text-overflow: ellipsis; }
  .turn:dir(rtl) { display: inline-grid; transform: scaleX(-1); }
  .stages { display: grid; gap: 2px; flex: none; background: #000; --high: 58vh; }
  .n2 { --high: 27vh; }
  camvault-stage { aspect-ratio: 16 / 9; max-block-size: var(--high); inline-size: 100%; }
  .steer { flex: none; padding-block-end: 4px; }
  .below { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; }
  .about { padding-inline: 16px; }
  .description { margin: 12px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; padding: 0; list-style: none; font-size: 14px; }
  .label { display: inline-flex; align-items: center; gap: 6px; padding: 2px 10px; border-radius: 12px; background: color-mix(in srgb, var(--text) 8%, transparent); }
  .note { padding-inline-start: 8px; border-inline-start: 3px solid var(--warn); }
  .clocks { margin: 8px 16px; color: var(--quiet); font-size: 13px; }
  .empty { flex: 1; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px; text-align: center; }
  .said, .edge { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  section:fullscreen .stages { flex: 1; min-block-size: 0; }
  section:fullscreen camvault-stage { aspect-ratio: auto; max-block-size: none; block-size: 100%; }
  section:fullscreen .below { display: none; }
  @container (min-width: 640px) {
    .n2, .n3, .n4 { grid-template-columns: 1fr 1fr; }
    .n2 { --high: 50vh; }
    .n3, .n4 { --high: 25vh; }
  }
`;
