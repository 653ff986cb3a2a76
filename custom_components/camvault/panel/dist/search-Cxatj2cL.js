import{G as e,I as t,o as n,v as r}from"./labels-0cNr_5mC.js";import{a as i,c as a,d as o,i as s,l as c,n as l,o as u,p as d,r as f,s as p,t as m}from"./decorate-D780rstG.js";import{t as h}from"./define-Cei0lYwU.js";import{n as g}from"./sheet-BSvH5li8.js";import{n as _}from"./filters-DUpH8cg5.js";import{l as v,n as y}from"./zone-Rb8ClDsN.js";var b=`searches`,x=6,S=200,C=class{constructor(e){this.host=e}async all(){let e=await this.host.preference(b).catch(()=>void 0);return Array.isArray(e)?e.filter(e=>typeof e==`string`&&e.length<=S).slice(0,x):[]}async add(e){let t=[e,...(await this.all()).filter(t=>t.toLowerCase()!==e.toLowerCase())].slice(0,x);return await this.host.setPreference(b,t).catch(()=>void 0),t}async clear(){await this.host.setPreference(b,[]).catch(()=>void 0)}},w=d`
  :host {
    display: block;
  }
  :host([open]) {
    flex: 1;
    min-inline-size: 0;
  }
  search {
    display: block;
    position: relative;
  }
  form {
    display: flex;
    align-items: center;
  }
  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 44px;
    box-sizing: border-box;
    padding-inline: 14px;
    border: 0;
    border-radius: 22px;
    background: color-mix(in srgb, var(--quiet) 14%, var(--surface));
    color: var(--text);
    font: inherit;
    font-size: 1rem;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  p {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding-inline: 16px 8px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  p span {
    white-space: nowrap;
  }
  .read {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    color: var(--text);
    font-weight: 500;
    text-align: start;
  }
  .suggestions {
    position: absolute;
    z-index: 10;
    inset-inline: 0;
    inset-block-start: 100%;
    max-block-size: 70dvh;
    overflow: auto;
    margin-inline: 8px;
    padding-block: 8px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 4px 20px #0004;
  }
  .heading {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 36px;
    padding-inline: 16px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  .text {
    min-block-size: 44px;
    color: var(--link);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    display: flex;
    align-items: center;
    gap: 16px;
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 16px;
    text-align: start;
  }
  li button:hover {
    background: color-mix(in srgb, var(--quiet) 10%, transparent);
  }
  li svg {
    color: var(--quiet);
  }
  [dir="rtl"] .back svg {
    transform: scaleX(-1);
  }
`;function T(e,t,n,r=Date.now()){let{words:i,after:a,before:o}=e,s={after:a?Date.parse(a):null,before:o?Date.parse(o):null};return[i.trim(),E(s,t,n,r)].filter(Boolean).join(`, `)}function E({after:e,before:t},n,r,i){let a=e=>`${D(e,n,r,i)} ${r.time(e)}`;if(e===null)return t===null?``:n.text(`find.until`,{to:a(t)});if(t===null)return n.text(`find.since`,{from:a(e)});let o=r.dayKey(e),{timeZone:s}=r.locale;if(e===v(o,s)&&Math.abs(t-v(y(o,1),s))<1001)return D(e,n,r,i);let c=r.dayKey(t)===o;return n.text(`find.fromTo`,{from:a(e),to:c?r.time(t):a(t)})}function D(e,t,n,r){let i=n.dayKey(e),a=n.dayKey(r);return i===a?t.text(`timeline.today`):i===y(a,-1)?t.text(`timeline.yesterday`):n.day(e)}var O=[`one`,`two`,`three`,`four`],k=class extends a{constructor(...e){super(...e),this.filter={},this.understood=null,this.open=!1,this.last=[],this.#e=null,this.#i=e=>{e.preventDefault();let t=this.field?.value.trim()??``;t===``?this.#s():this.#a(t)},this.#o=()=>{this.open=!1,this.filter.text!==void 0&&g(this,`camvault-filter`,_(this.filter,`text`))},this.#s=()=>{this.filter.text!==void 0&&g(this,`camvault-filter`,_(this.filter,`text`)),this.field&&(this.field.value=``),this.show()},this.#c=e=>{e.stopPropagation(),e.key===`Escape`&&this.#o()},this.#l=e=>{!(e.relatedTarget instanceof Node&&this.renderRoot.contains(e.relatedTarget))&&e.relatedTarget&&!this.filter.text&&!this.field?.value&&(this.open=!1)},this.#u=()=>{this.last=[],this.#d.clear()}}static{this.styles=[f,l,w]}#e;show(){this.open=!0,this.updateComplete.then(()=>this.field?.select()),this.#f().then(e=>{this.last=e})}willUpdate(e){e.has(`env`)&&(this.#e=null),e.has(`filter`)&&this.filter.text&&(this.open=!0)}render(){let{texts:t}=this.env;if(!this.open){let n=t.text(`find.search`);return o`<button class="icon" aria-label=${n} title=${n} @click=${this.show}>${s(e)}</button>`}return o`<search dir=${t.direction} @focusout=${this.#l} @keydown=${this.#c}>
      <form @submit=${this.#i}>${this.#t()}</form>
      ${this.#n()} ${this.#r()}
    </search>`}#t(){let{texts:e}=this.env,t=(t,n,r,i=``)=>o`<button
      type="button"
      class="icon ${i}"
      aria-label=${e.text(t)}
      title=${e.text(t)}
      @click=${r}
    >
      ${s(n)}
    </button>`;return o`${t(`find.endSearch`,n,this.#o,`back`)}
      <input
        type="search"
        name="q"
        dir="auto"
        maxlength="200"
        enterkeyhint="search"
        autocomplete="off"
        aria-label=${e.text(`find.search`)}
        placeholder=${e.text(`find.searchFor`)}
        .value=${this.filter.text??``}
      />
      ${this.filter.text?t(`find.clear`,r,this.#s):c}`}#n(){let{texts:e,format:t}=this.env;if(!this.filter.text||!this.understood)return c;let n=T(this.understood,e,t);return n===``?c:o`<p role="status">
      <span>${e.text(`find.understood`)}</span>
      <button class="read" aria-label=${e.text(`find.without`,{name:n})} @click=${this.#o}>
        ${n}${s(r,16)}
      </button>
    </p>`}#r(){if(this.filter.text)return c;let{texts:n}=this.env,r=(e,t)=>o`<li>
      <button @click=${()=>this.#a(e)}>${s(t,20)}<bdi>${e}</bdi></button>
    </li>`,i=O.map(e=>n.text(`find.examples.${e}`));return o`<div class="suggestions">
      ${this.last.length>0?o`<div class="heading">
              ${n.text(`find.lastSearches`)}<button class="text" @click=${this.#u}>${n.text(`find.forget`)}</button>
            </div>
            <ul>
              ${this.last.map(e=>r(e,t))}
            </ul>`:c}
      <div class="heading">${n.text(`find.forExample`)}</div>
      <ul>
        ${i.map(t=>r(t,e))}
      </ul>
    </div>`}#i;#a(e){this.field?.blur(),g(this,`camvault-filter`,{...this.filter,text:e}),this.#d.add(e).then(e=>{this.last=e})}#o;#s;#c;#l;#u;get#d(){return this.#e??=new C(this.env.host),this.#e}#f(){return this.#d.all()}};m([p({attribute:!1})],k.prototype,`env`,void 0),m([p({attribute:!1})],k.prototype,`filter`,void 0),m([p({attribute:!1})],k.prototype,`understood`,void 0),m([p({type:Boolean,reflect:!0})],k.prototype,`open`,void 0),m([u()],k.prototype,`last`,void 0),m([i(`input`)],k.prototype,`field`,void 0),h(`camvault-search`,k);export{k as CamVaultSearch};