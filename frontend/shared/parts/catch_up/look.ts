import { css } from "lit";

/** Dark, whatever the theme: pictures are looked at. */
export const CATCH_UP = css`
  dialog {
    inset: 0;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    padding-block: var(--safe-area-inset-top, env(safe-area-inset-top, 0))
      var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
    border: 0;
    background: #000;
    color: #fff;
    overflow: hidden;
  }
  dialog[open] {
    display: grid;
    grid-template-rows: auto auto 1fr auto;
  }
  dialog::backdrop {
    background: #000;
  }
  .segments {
    display: flex;
    gap: 3px;
    padding: 8px 8px 0;
  }
  i {
    --share: 0;
    flex: 1;
    block-size: 3px;
    border-radius: 2px;
    background: linear-gradient(#fff, #fff) no-repeat left / calc(var(--share) * 100%) 100% #fff5;
  }
  [dir="rtl"] i {
    background-position: right;
  }
  header {
    display: flex;
    align-items: center;
    min-block-size: 56px;
    padding-inline: 16px 4px;
  }
  .about {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    overflow-wrap: anywhere;
  }
  .about b {
    font-weight: 500;
  }
  .labels {
    display: inline-flex;
    gap: 4px;
  }
  .labels span {
    display: grid;
  }
  .when {
    flex-basis: 100%;
    font-size: 0.875rem;
    color: #fffc;
    font-variant-numeric: tabular-nums;
  }
  .stage {
    position: relative;
    min-block-size: 0;
    container-type: size;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    overflow: hidden;
  }
  .stage img,
  .stage video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    pointer-events: none;
  }
  video[hidden] {
    display: none;
  }
  .strip {
    position: absolute;
    inset: 0;
    inline-size: min(100cqw, 100cqh * var(--shape));
    aspect-ratio: var(--shape);
    margin: auto;
    background-size: calc(var(--frames) * 100%) 100%;
    background-position: calc(var(--frame) / max(1, var(--frames) - 1) * 100%) 0;
    direction: ltr;
  }
  .wait {
    position: absolute;
    inset-block-start: calc(50% - 20px);
    inset-inline-start: calc(50% - 20px);
    inline-size: 40px;
    block-size: 40px;
    box-sizing: border-box;
    border: 3px solid #fff4;
    border-block-start-color: #fff;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  .paused {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
    filter: drop-shadow(0 0 8px #000);
  }
  .description,
  .notice {
    position: absolute;
    inset-inline: 16px;
    margin: 0;
    text-align: center;
    text-shadow: 0 0 4px #000;
    pointer-events: none;
  }
  .description {
    inset-block-end: 8px;
  }
  .notice {
    inset-block-start: 12px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    box-sizing: border-box;
    margin-inline: auto;
    padding: 8px 14px;
    border-radius: 10px;
    background: #000b;
  }
  .notice:empty {
    display: none;
  }
  footer {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding-block: 8px;
  }
  footer .icon {
    min-inline-size: 56px;
    min-block-size: 56px;
  }
  .rate {
    min-inline-size: 56px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  [dir="rtl"] .turn svg {
    transform: scaleX(-1);
  }
  .ending {
    grid-row: 3;
    display: grid;
    place-content: center;
    gap: 24px;
    padding: 24px;
    text-align: center;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 1.75rem;
    font-weight: 500;
  }
  p {
    margin: 4px 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 12px;
  }
  .text {
    min-block-size: 48px;
    padding-inline: 24px;
    border: 1px solid #fff8;
    border-radius: 24px;
  }
  .main {
    background: #fff;
    color: #000;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
