import{a as e,c as t,d as n,i as r,n as i,p as a,r as o,s,t as c}from"./decorate-D780rstG.js";import{v as l}from"./labels-0cNr_5mC.js";import{t as u}from"./define-Cei0lYwU.js";function d(e,t,n){e.dispatchEvent(new CustomEvent(t,{detail:n,bubbles:!0,composed:!0}))}function f(e,t,n){let r=e=>n(e.detail);return e.addEventListener(t,r),()=>e.removeEventListener(t,r)}var p=class extends t{constructor(...e){super(...e),this.heading=``,this.closing=``,this.direction=`ltr`,this.#e=()=>{this.dispatchEvent(new CustomEvent(`close`))},this.#t=e=>{if(e.target!==this.dialog||!this.dialog)return;let t=this.dialog.getBoundingClientRect();e.clientX>=t.left&&e.clientX<=t.right&&e.clientY>=t.top&&e.clientY<=t.bottom||this.close()}}static{this.styles=[o,i,a`
      dialog {
        inline-size: min(480px, 100vw);
        max-inline-size: 100vw;
        max-block-size: min(92dvh, 760px);
        box-sizing: border-box;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        box-shadow: 0 8px 40px #0006;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: rise 0.18s ease-out;
      }
      dialog::backdrop {
        background: #0008;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding-inline: 4px 16px;
        border-block-end: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 1.15rem;
        font-weight: 500;
      }
      .body {
        overflow: auto;
        overscroll-behavior: contain;
        padding: 16px;
      }
      @media (max-width: 599px) {
        dialog {
          inline-size: 100vw;
          margin-block-end: 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
          padding-block-end: var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
        }
      }
      @keyframes rise {
        from {
          transform: translateY(24px);
          opacity: 0;
        }
      }
    `]}disconnectedCallback(){super.disconnectedCallback(),this.close()}get open(){return this.dialog?.open??!1}show(){this.updateComplete.then(()=>{this.isConnected&&!this.open&&this.dialog?.showModal()})}close(){this.dialog?.close()}render(){return n`<dialog
      dir=${this.direction}
      aria-labelledby="heading"
      @close=${this.#e}
      @pointerdown=${this.#t}
      @keydown=${e=>e.stopPropagation()}
    >
      <header>
        <button class="icon" aria-label=${this.closing} title=${this.closing} @click=${this.close}>${r(l)}</button>
        <h2 id="heading">${this.heading}</h2>
        <slot name="actions"></slot>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`}#e;#t};c([s()],p.prototype,`heading`,void 0),c([s()],p.prototype,`closing`,void 0),c([s()],p.prototype,`direction`,void 0),c([e(`dialog`)],p.prototype,`dialog`,void 0),u(`camvault-sheet`,p);export{d as n,f as t};