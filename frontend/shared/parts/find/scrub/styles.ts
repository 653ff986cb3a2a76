import { css } from "lit";

export const SCRUBBER = css`
  :host {
    display: block;
    inline-size: 44px;
    block-size: 100%;
    min-block-size: 160px;
  }
  .box {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    border-inline-start: 1px solid var(--line);
    box-sizing: border-box;
  }
  .bars {
    position: relative;
    flex: 1;
    min-block-size: 0;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    cursor: ns-resize;
  }
  .bars svg {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 32px;
    block-size: 100%;
  }
  [dir="rtl"] .bars svg {
    transform: scaleX(-1);
  }
  .bars path {
    fill: none;
    stroke-width: 3px;
    vector-effect: non-scaling-stroke;
  }
  .all {
    stroke: color-mix(in srgb, var(--quiet) 45%, transparent);
  }
  .unseen {
    stroke: var(--accent);
  }
  .mark {
    position: absolute;
    inset-block-start: calc(var(--place) * 100%);
    inset-inline-start: 0;
    padding-inline: 3px 2px;
    transform: translateY(calc(var(--place) * -100%));
    font-size: 0.625rem;
    line-height: 1.2;
    color: var(--quiet);
    /* Else it cannot be read over a bar. */
    background: var(--page);
    white-space: nowrap;
    pointer-events: none;
  }
  .line {
    position: absolute;
    inset-block-start: calc(var(--place) * 100%);
    inset-inline: 0;
    block-size: 2px;
    margin-block-start: -1px;
    background: var(--bad);
    pointer-events: none;
  }
  .bubble {
    position: absolute;
    z-index: 5;
    inset-inline-end: calc(100% + 8px);
    inset-block-start: calc(var(--place) * 100%);
    transform: translateY(calc(var(--place) * -100%));
    display: grid;
    min-inline-size: 96px;
    padding: 8px 12px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 2px 12px #0005;
    font-size: 0.8125rem;
    white-space: nowrap;
    pointer-events: none;
  }
  .bubble b {
    font-size: 1rem;
    font-weight: 500;
  }
  .bubble span {
    color: var(--quiet);
  }
  .bubble img {
    aspect-ratio: 16 / 9;
    object-fit: contain;
    margin: -8px -12px 6px;
    inline-size: calc(100% + 24px);
    min-inline-size: 200px;
    border-radius: var(--radius) var(--radius) 0 0;
    background: #000;
  }
  button.icon {
    min-inline-size: 44px;
    min-block-size: 44px;
    border-radius: 0;
    border-block-start: 1px solid var(--line);
    color: var(--quiet);
  }
`;
