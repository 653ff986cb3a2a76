import { css } from "lit";

export const SAFETY = css`
  :host {
    display: block;
    font-size: 0.8125rem;
  }
  button,
  .line {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 32px;
    box-sizing: border-box;
    padding: 6px 16px;
    text-align: start;
    line-height: 1.35;
    color: var(--text);
  }
  button {
    min-block-size: 44px;
  }
  svg {
    flex: none;
  }
  .tone {
    display: grid;
    color: var(--tone);
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .good {
    --tone: var(--good);
    color: var(--quiet);
  }
  .quiet {
    --tone: var(--quiet);
    color: var(--quiet);
  }
  .warn {
    --tone: var(--warn);
    background: color-mix(in srgb, var(--warn) 14%, var(--page));
  }
  .bad {
    --tone: var(--bad);
    background: color-mix(in srgb, var(--warn) 22%, var(--page));
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
    border-block: 1px solid var(--line);
  }
  .turn,
  .on {
    display: grid;
  }
  .turn {
    transition: transform 0.15s;
  }
  .up {
    transform: rotate(180deg);
  }
  [dir="rtl"] .on svg {
    transform: scaleX(-1);
  }
`;
