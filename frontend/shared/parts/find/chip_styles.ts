import { css } from "lit";

/** Chips: what is 32 px high to see is 44 px high to hit. */
export const CHIPS = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .bar {
    display: flex;
    align-items: center;
  }
  .row {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    gap: 8px;
    padding-inline: 16px 8px;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
    scroll-padding-inline: 16px;
  }
  .row.wrap {
    flex-wrap: wrap;
    padding-inline: 0;
    overflow: visible;
  }
  .chip {
    position: relative;
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding-inline: 14px;
    white-space: nowrap;
    font-size: 0.9375rem;
    isolation: isolate;
  }
  .chip::before {
    content: "";
    position: absolute;
    inset: 5px 0;
    z-index: -1;
    border: 1px solid var(--line);
    border-radius: 17px;
    background: var(--surface);
  }
  .chip[aria-pressed="true"] {
    color: var(--on-accent);
  }
  .chip[aria-pressed="true"]::before {
    background: var(--accent);
    border-color: var(--accent);
  }
  .pair {
    flex: none;
    display: inline-flex;
  }
  .pair .chip:first-child:not(:last-child)::before {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .play {
    min-inline-size: 44px;
    justify-content: center;
    padding-inline: 10px 12px;
    color: var(--link);
  }
  .play::before {
    border-inline-start: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  .tune {
    position: relative;
    flex: none;
  }
  .count {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    min-inline-size: 16px;
    box-sizing: border-box;
    padding-inline: 4px;
    border-radius: 8px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 0.6875rem;
    line-height: 16px;
    text-align: center;
  }
  [dir="rtl"] .play svg {
    transform: scaleX(-1);
  }
`;
