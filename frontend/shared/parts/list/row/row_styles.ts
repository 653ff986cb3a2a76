import { css } from "lit";

export const ROW_STYLES = css`
  :host {
    display: block;
    block-size: 70px;
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    contain: strict;
  }
  button {
    display: grid;
    grid-template-columns: 124px minmax(0, 1fr);
    gap: 12px;
    inline-size: 100%;
    block-size: 70px;
    padding-inline: 12px 8px;
    text-align: start;
    -webkit-touch-callout: none;
    user-select: none;
  }
  button:focus-visible {
    outline-offset: -2px;
    border-radius: var(--radius);
  }
  :host([current]) button {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    border-radius: var(--radius);
  }
  :host([picked]) button {
    background: color-mix(in srgb, var(--accent) 22%, transparent);
    border-radius: var(--radius);
  }
  @media (hover: hover) {
    button:hover {
      background: color-mix(in srgb, var(--text) 6%, transparent);
      border-radius: var(--radius);
    }
  }
  .picture {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 124px;
    block-size: 70px;
    border-radius: 10px;
    overflow: hidden;
    background: color-mix(in srgb, var(--text) 10%, var(--page));
    color: var(--quiet);
  }
  .picture.loaded {
    background: #16181a;
  }
  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .check {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: 4px;
    display: grid;
    border-radius: 50%;
    background: var(--surface);
    color: var(--accent);
  }
  .text {
    align-self: center;
    min-inline-size: 0;
  }
  .first {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 0.95rem;
    font-weight: 500;
    white-space: nowrap;
  }
  .labels,
  .labels span,
  .badges,
  .badges span {
    display: inline-flex;
    gap: 2px;
    overflow: hidden;
  }
  .badges {
    margin-inline-start: auto;
    flex: none;
  }
  .warn {
    color: var(--warn);
  }
  .live {
    color: var(--bad);
  }
  .quiet {
    color: var(--quiet);
  }
  .dot {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--accent);
  }
  .line {
    display: block;
    font-size: 0.82rem;
    line-height: 1.3;
    color: var(--quiet);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .line:has(.extent) {
    display: flex;
    gap: 4px;
  }
  .line bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .extent {
    flex: none;
  }
`;
