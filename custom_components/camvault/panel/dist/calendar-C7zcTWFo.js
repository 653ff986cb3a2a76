import{g as e,h as t,m as n}from"./labels-0cNr_5mC.js";import{a as r,c as i,d as a,i as o,l as s,n as c,o as l,p as u,r as d,s as f,t as p}from"./decorate-D780rstG.js";import{t as m}from"./define-Cei0lYwU.js";import{n as h}from"./sheet-BSvH5li8.js";import{a as g,c as _,i as v,l as y,n as b,r as x,s as S,u as C}from"./zone-Rb8ClDsN.js";import{t as w}from"./density-CVWP5GqK.js";var T=u`
  .quick {
    display: flex;
    gap: 8px;
  }
  .chip {
    min-block-size: 44px;
    padding-inline: 18px;
    border: 1px solid var(--line);
    border-radius: 22px;
  }
  .chip[aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block: 8px;
  }
  .title {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 44px;
    padding-inline: 12px;
    font-weight: 500;
  }
  [dir="rtl"] .turn svg {
    transform: scaleX(-1);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 12px;
    margin-block-start: 12px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--line);
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  input {
    inline-size: 7em;
    block-size: 44px;
    box-sizing: border-box;
    padding-inline: 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--page);
    color: var(--text);
    font: inherit;
    font-size: 1rem;
  }
  input[aria-invalid="true"] {
    border-color: var(--bad);
  }
  .go {
    flex: 1;
    min-block-size: 44px;
    padding-inline: 16px;
    border-radius: 22px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 500;
  }
  #wrong {
    flex-basis: 100%;
    margin: 0;
    color: var(--bad);
    font-size: 0.8125rem;
  }
  #wrong:empty {
    display: none;
  }
`,E=/^(\d{1,2})(?:\s*[:.,h]\s*(\d{2})|(\d{2}))?\s*(?:([ap])\.?\s?m?\.?|uhr|h)?$/iu,D=[1632,1776,2406];function O(e){let t=E.exec(k(e).trim());if(!t)return null;let n=Number(t[1]),r=Number(t[2]??t[3]??0),i=t[4]?.toLowerCase();return r>59||n>23||i&&(n<1||n>12)?null:(i?n%12+(i===`p`?12:0):n)*60+r}function k(e){return e.replace(/\p{Nd}/gu,e=>{let t=e.codePointAt(0)??0,n=D.find(e=>t>=e&&t<e+10);return n===void 0?e:String(t-n)})}var A={events:0,unseen:0},j=4;function M(e,t){let n=_(e),r=(C(n)-t+7)%7,i=[];for(let e=b(n,-r);_(e)<=n;e=b(e,7)){let t=[0,1,2,3,4,5,6].map(t=>b(e,t));i.push(t.map(e=>_(e)===n?e:null))}return i}function N(e,t){return B(e,e=>v(z(e),t))}function P(e,t){return B(e,e=>_(v(z(e),t)))}function F(e,t){return e<=0?0:Math.max(1,Math.ceil(j*e/Math.max(t,e)))}function I(e){return Math.max(0,...[...e.values()].map(({events:e})=>e))}function L(e,{key:t,shiftKey:n},r,i){let a=i?-1:1,o=(C(e)-r+7)%7,s=n?12:1,c={ArrowLeft:()=>b(e,-a),ArrowRight:()=>b(e,a),ArrowUp:()=>b(e,-7),ArrowDown:()=>b(e,7),Home:()=>b(e,-o),End:()=>b(e,6-o),PageUp:()=>x(e,-s),PageDown:()=>x(e,s)};return Object.hasOwn(c,t)?c[t]?.()??null:null}function R(e,t,n){return e<t?t:e>n?n:e}function z({start:e,end:t}){return(Date.parse(e)+Date.parse(t))/2}function B(e,t){let n=/* @__PURE__ */ new Map;for(let r of e){let{events:e,unseen:i}=n.get(t(r))??A;n.set(t(r),{events:e+r.events,unseen:i+(r.unseen??0)})}return n}var V=u`
  :host {
    display: block;
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 2px;
    table-layout: fixed;
  }
  th {
    block-size: 28px;
    font-size: 0.75rem;
    font-weight: 500;
    color: var(--quiet);
  }
  td[role] {
    position: relative;
    block-size: 44px;
    padding: 0;
    border-radius: 10px;
    text-align: center;
    cursor: pointer;
    user-select: none;
  }
  [data-heat="1"] {
    background: color-mix(in srgb, var(--accent) 10%, transparent);
  }
  [data-heat="2"] {
    background: color-mix(in srgb, var(--accent) 20%, transparent);
  }
  [data-heat="3"] {
    background: color-mix(in srgb, var(--accent) 32%, transparent);
  }
  [data-heat="4"] {
    background: color-mix(in srgb, var(--accent) 46%, transparent);
  }
  [aria-disabled="true"] {
    opacity: 0.35;
    cursor: default;
  }
  [aria-current="date"] span {
    font-weight: 700;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  [aria-selected="true"],
  .months [aria-pressed="true"] {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  td:focus-visible {
    outline: 2px solid var(--text);
    outline-offset: 1px;
  }
  i {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-start: calc(50% - 3px);
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--accent);
    box-shadow: 0 0 0 1.5px var(--surface);
  }
  .months {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 8px;
  }
  .months button {
    position: relative;
    display: grid;
    align-content: center;
    min-block-size: 64px;
    border-radius: 10px;
    text-align: center;
  }
  small {
    color: var(--quiet);
    min-block-size: 1.2em;
  }
`,H=class extends i{constructor(...e){super(...e),this.day=``,this.first=``,this.last=``,this.amounts=/* @__PURE__ */ new Map,this.#i=e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;(e.key===`Enter`||e.key===` `)&&this.#r(this.day);let{locale:t}=this.env.format,n=L(this.day,e,t.firstWeekday,this.env.texts.direction===`rtl`);(n!==null||e.key===`Enter`||e.key===` `)&&(e.preventDefault(),n!==null&&(this.#a(R(n,this.first,this.last)),this.focus()))}}static{this.styles=[d,V]}focus(){this.updateComplete.then(()=>this.renderRoot.querySelector(`[tabindex='0']`)?.focus())}render(){let{format:e,texts:t}=this.env,{firstWeekday:n,timeZone:r}=e.locale,i=M(this.day,n),o=i.find(e=>e.every(e=>e!==null))??[],s=I(this.amounts);return a`<table role="grid" dir=${t.direction} aria-label=${e.month(this.#n(this.day))} @keydown=${this.#i}>
      <thead>
        <tr>
          ${o.map(t=>{let n=S(t??this.day,720,r);return a`<th scope="col" abbr=${e.weekday(n,`long`)}>${e.weekday(n,`narrow`)}</th>`})}
        </tr>
      </thead>
      <tbody>
        ${i.map(e=>a`<tr>${e.map(e=>e?this.#e(e,s):a`<td></td>`)}</tr>`)}
      </tbody>
    </table>`}#e(e,t){let{format:n}=this.env,r=e===this.day,i=e<this.first||e>this.last,o=this.amounts.get(e)??A;return a`<td
      role="gridcell"
      tabindex=${r?0:-1}
      aria-selected=${r}
      aria-disabled=${i}
      aria-current=${e===this.last?`date`:s}
      aria-label=${this.#t(e,o)}
      data-heat=${F(o.events,t)}
      @click=${()=>this.#r(e)}
    >
      <span>${n.number(Number(e.slice(8)))}</span>${o.unseen>0?a`<i></i>`:s}
    </td>`}#t(e,{events:t,unseen:n}){let{format:r,texts:i}=this.env;return[r.day(this.#n(e)),i.text(`timeline.events`,{count:t}),...n>0?[i.text(`find.unseenCount`,{count:n})]:[]].join(`, `)}#n(e){return S(e,720,this.env.format.locale.timeZone)}#r(e){e<this.first||e>this.last||(e===this.day?this.dispatchEvent(new CustomEvent(`go`)):this.#a(e))}#i;#a(e){this.dispatchEvent(new CustomEvent(`day`,{detail:e}))}};p([f({attribute:!1})],H.prototype,`env`,void 0),p([f()],H.prototype,`day`,void 0),p([f()],H.prototype,`first`,void 0),p([f()],H.prototype,`last`,void 0),p([f({attribute:!1})],H.prototype,`amounts`,void 0),m(`camvault-month`,H);var U=class extends i{constructor(...e){super(...e),this.day=``,this.amounts=/* @__PURE__ */ new Map}static{this.styles=[d,c,V]}render(){let e=this.day.slice(0,4),t=I(this.amounts),n=Array.from({length:12},(t,n)=>`${e}-${String(n+1).padStart(2,`0`)}-01`);return a`<div class="months" role="group" aria-label=${e} dir=${this.env.texts.direction}>
      ${n.map(e=>this.#e(e,this.amounts.get(e)??A,t))}
    </div>`}#e(e,{events:t,unseen:n},r){let{format:i,texts:o}=this.env,c=S(e,720,i.locale.timeZone);return a`<button
      ?disabled=${t===0}
      aria-pressed=${e===_(this.day)}
      data-heat=${F(t,r)}
      @click=${()=>this.dispatchEvent(new CustomEvent(`month`,{detail:e}))}
    >
      <span>${i.monthName(c)}</span>
      <small>${t>0?o.text(`timeline.events`,{count:t}):s}</small>
      ${n>0?a`<i></i>`:s}
    </button>`}};p([f({attribute:!1})],U.prototype,`env`,void 0),p([f()],U.prototype,`day`,void 0),p([f({attribute:!1})],U.prototype,`amounts`,void 0),m(`camvault-year`,U);var W=`2000-01-01`,G=class extends i{constructor(...e){super(...e),this.filter={},this.day=W,this.first=W,this.years=!1,this.wrong=!1,this.amounts=/* @__PURE__ */ new Map,this.#e=``,this.#t=null,this.#u=e=>{this.#c(b(x(e.detail,1),-1)),this.years=!1,this.grid?.focus()},this.#d=e=>{e.preventDefault(),this.#f()},this.#f=()=>{let e=this.time?.value.trim()??``,t=e===``?null:O(e);if(e!==``&&t===null){this.wrong=!0,this.time?.focus();return}let n=t===null?g(this.day,this.#o)-1e3:S(this.day,t,this.#o);h(this,`camvault-jump`,{moment:Math.min(n,Date.now())}),this.sheet.close()},this.#p=()=>{this.#t?.(),this.#t=null}}static{this.styles=[d,c,T]}#e;#t;show(e=Date.now()){this.day=R(v(e,this.#o),W,this.#s),this.years=!1,this.wrong=!1,this.#e=``,this.time&&(this.time.value=``),this.#t??=w.of(this.env.source).watch(()=>void this.#g()),this.#m(),this.updateComplete.then(()=>{this.sheet.show(),this.grid?.focus()})}disconnectedCallback(){super.disconnectedCallback(),this.#p()}willUpdate(){this.#t&&this.#h().key!==this.#e&&this.#g()}render(){let{texts:e}=this.env;return a`<camvault-sheet
      .heading=${e.text(`find.calendar`)}
      .closing=${e.text(`find.close`)}
      .direction=${e.direction}
      @close=${this.#p}
    >
      <div class="body" dir=${e.direction}>${this.#n()} ${this.#r()} ${this.#i()} ${this.#a()}</div>
    </camvault-sheet>`}#n(){let e=(e,t)=>a`<button
      class="chip"
      aria-pressed=${this.day===t&&!this.years}
      @click=${()=>this.#l(t)}
    >
      ${this.env.texts.text(e)}
    </button>`;return a`<div class="quick">
      ${e(`timeline.today`,this.#s)} ${e(`timeline.yesterday`,b(this.#s,-1))}
    </div>`}#r(){let{format:r,texts:i}=this.env,s=this.years?this.day.slice(0,4):r.month(S(this.day,720,this.#o)),c=this.years?12:1,l=e=>e.slice(0,this.years?4:7),u=(e,t,n,r)=>a`<button
      class="icon turn"
      ?disabled=${!r}
      aria-label=${i.text(e)}
      title=${i.text(e)}
      @click=${()=>this.#c(x(this.day,n))}
    >
      ${o(t)}
    </button>`,d=this.years?`Year`:`Month`;return a`<div class="header">
      ${u(`find.previous${d}`,t,-c,l(this.day)>l(this.first))}
      <button class="title" aria-expanded=${this.years} @click=${()=>this.years=!this.years}>
        <span aria-live="polite">${s}</span>${o(n,20)}
      </button>
      ${u(`find.next${d}`,e,c,l(this.day)<l(this.#s))}
    </div>`}#i(){return this.years?a`<camvault-year .env=${this.env} .day=${this.day} .amounts=${this.amounts} @month=${this.#u}></camvault-year>`:a`<camvault-month
      .env=${this.env}
      .day=${this.day}
      .first=${this.first}
      .last=${this.#s}
      .amounts=${this.amounts}
      @day=${e=>this.#c(e.detail)}
      @go=${this.#f}
    ></camvault-month>`}#a(){let{format:e,texts:t}=this.env,n=e.time(S(this.day,875,this.#o));return a`<form @submit=${this.#d}>
      <label>
        ${t.text(`find.time`)}
        <input
          name="time"
          autocomplete="off"
          enterkeyhint="go"
          dir="ltr"
          placeholder=${n}
          aria-invalid=${this.wrong}
          aria-describedby="wrong"
          @input=${()=>this.wrong=!1}
        />
      </label>
      <button class="go">${t.text(`find.go`,{day:e.day(S(this.day,720,this.#o))})}</button>
      <p id="wrong" role="alert">${this.wrong?t.text(`find.wrongTime`,{example:n}):s}</p>
    </form>`}get#o(){return this.env.format.locale.timeZone}get#s(){return v(Date.now(),this.#o)}#c(e){this.day=R(e,this.first,this.#s)}#l(e){this.years=!1,this.#c(e),this.time?.focus()}#u;#d;#f;#p;async#m(){let{text:e,...t}=this.filter;try{let{items:e}=await this.env.source.events({...t,order:`asc`,limit:1});this.first=e[0]?v(Date.parse(e[0].started_at),this.#o):this.#s}catch{this.first=W}}#h(){let{years:e}=this,t=e?`${this.day.slice(0,4)}-01-01`:_(this.day),n={start:y(t,this.#o),end:y(x(t,e?12:1),this.#o)};return{years:e,bounds:n,key:JSON.stringify([this.filter,n,e])}}async#g(){let{key:e,bounds:t,years:n}=this.#h();e!==this.#e&&(this.amounts=/* @__PURE__ */ new Map),this.#e=e;try{let r=await w.of(this.env.source).spans(this.filter,`day`,t),i=(n?P:N)(r,this.#o);e===this.#e&&(this.amounts=i)}catch{}}};p([f({attribute:!1})],G.prototype,`env`,void 0),p([f({attribute:!1})],G.prototype,`filter`,void 0),p([l()],G.prototype,`day`,void 0),p([l()],G.prototype,`first`,void 0),p([l()],G.prototype,`years`,void 0),p([l()],G.prototype,`wrong`,void 0),p([l()],G.prototype,`amounts`,void 0),p([r(`camvault-sheet`)],G.prototype,`sheet`,void 0),p([r(`input`)],G.prototype,`time`,void 0),p([r(`camvault-month`)],G.prototype,`grid`,void 0),m(`camvault-calendar`,G);export{G as CamVaultCalendar};