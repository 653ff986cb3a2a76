import { css } from "lit";

/** A picture that is never cut, with a line of words upon it. */
export const PICTURED = css`
  :host {
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
  }
  button {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    border-radius: 8px;
    background: #16181a;
    color: #c4c7c9;
  }
  button:focus-visible {
    outline-offset: -3px;
  }
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .caption {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 12px 8px 4px;
    background: linear-gradient(transparent, #000c);
    color: #fff;
    font-size: 0.78rem;
    line-height: 1.3;
    white-space: nowrap;
  }
  .caption span {
    display: inline-flex;
    flex: none;
  }
  .caption bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .caption .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--accent);
  }
  .play {
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    border-radius: 50%;
    background: #0009;
    color: #fff;
  }
`;
