import{a as e,c as t,d as n,i as r,l as i,n as a,o,p as s,r as c,s as l,t as u}from"./decorate-D780rstG.js";import{c as d,g as ee,h as te,l as ne,m as f,o as re,r as p,s as m,t as ie}from"./store-Da-j2hsA.js";import{t as h}from"./define-Cei0lYwU.js";import{n as g,t as _}from"./sheet-BSvH5li8.js";import{B as ae,E as oe,G as se,H as ce,N as le,O as ue,S as de,W as fe,Z as pe,_ as me,a as he,c as ge,dt as _e,g as ve,ht as ye,i as be,it as xe,k as Se,l as Ce,m as we,n as Te,q as Ee,s as De,t as v,u as Oe,v as ke,w as Ae,x as je,y as Me}from"./labels-0cNr_5mC.js";import{n as Ne,r as Pe}from"./homes-DgunCyyv.js";import{a as Fe,c as Ie,d as Le,f as Re,i as ze,l as y,o as b,r as x,s as S,t as Be,u as C}from"./filters-DUpH8cg5.js";import{t as w}from"./density-CVWP5GqK.js";import{a as Ve,c as He,i as T,l as E,n as D,o as Ue,r as We,s as Ge,t as O}from"./zone-Rb8ClDsN.js";var Ke=s`
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
`,k=class extends t{constructor(...e){super(...e),this.homes=[],this.filter={},this.only=null,this.#c=()=>{if(this.only===null)return this.#l({});let{cameras:e,...t}=this.filter;this.#l(t)}}static{this.styles=[c,a,Ke,s`
      h3 {
        margin: 20px 0 4px;
        font-size: 0.875rem;
        font-weight: 500;
        color: var(--quiet);
      }
      h3:first-child {
        margin-block-start: 0;
      }
      .text {
        min-block-size: 44px;
        padding-inline: 12px;
        color: var(--link);
        font-weight: 500;
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 44px;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 20px;
        block-size: 20px;
        accent-color: var(--accent);
      }
      .home {
        font-weight: 500;
      }
      .home ~ label {
        margin-inline-start: 24px;
      }
    `]}show(e=null){this.only=e,this.sheet.show()}render(){let{texts:e}=this.env,t=this.only===null;return n`<camvault-sheet
      .heading=${e.text(t?`find.filter`:`find.cameras`)}
      .closing=${e.text(`find.close`)}
      .direction=${e.direction}
    >
      <button slot="actions" class="text" @click=${this.#c}>${e.text(`find.clear`)}</button>
      <div dir=${e.direction}>
        ${t?this.#e():i} ${t?this.#t():i} ${t?this.#n():i}
        ${t?this.#r():i} ${this.#i()}
      </div>
    </camvault-sheet>`}#e(){let{texts:e}=this.env,t=b(this.filter,this.homes,e);return t.length===0?i:this.#o(`find.combined`,t.map(({name:t,without:i})=>n`<button
          class="chip"
          aria-pressed="true"
          aria-label=${e.text(`find.without`,{name:t})}
          @click=${()=>this.#l(i)}
        >
          ${t}${r(ke,18)}
        </button>`))}#t(){let e=Be.filter(e=>e!==`unseen`||Pe(this.homes)!==null),{texts:t}=this.env;return this.#o(`find.only`,e.map(e=>this.#s(t.text(`find.${e}`),this.filter[e]??!1,()=>y(this.filter,e))))}#n(){let e=Fe(this.homes,this.filter),{texts:t}=this.env,n=e.map(e=>this.#s(Te(e,t),this.filter.labels?.includes(e)??!1,()=>Re(this.filter,e),v(e)));return n.length>0?this.#o(`find.labels`,n):i}#r(){let e=this.homes.flatMap(e=>e.groups.map(({id:t,name:n})=>{let r={home:e.id,id:t};return this.#s(Ne(this.homes,e,n),S(this.filter.group,r),()=>C(this.filter,r))}));return e.length>0?this.#o(`find.groups`,e):i}#i(){return n`${this.only===null?n`<h3>${this.env.texts.text(`find.cameras`)}</h3>`:i}
    ${this.homes.map(e=>n`<div role="group" aria-label=${e.name}>${this.#a(e)}</div>`)}`}#a(e){let t=e.cameras.filter(({id:t})=>x(this.filter,{home:e.id,id:t})).length,r=(e,t,r,i,a)=>n`<label class=${a}
        ><input type="checkbox" .checked=${t} .indeterminate=${r} @change=${()=>this.#l(i())} />${e}</label
      >`,a=t===e.cameras.length&&t>0;return n`${this.homes.length>1?r(e.name,a,t>0&&!a,()=>Le(this.filter,e),`home`):i}
    ${e.cameras.map(t=>{let n={home:e.id,id:t.id};return r(t.name,x(this.filter,n),!1,()=>Ie(this.filter,n),`camera`)})}`}#o(e,t){let r=this.env.texts.text(e);return n`<h3>${r}</h3>
      <div class="row wrap" role="group" aria-label=${r}>${t}</div>`}#s(e,t,a,o){return n`<button class="chip" aria-pressed=${t} @click=${()=>this.#l(a())}>
      ${o?r(o,18):i}${e}
    </button>`}#c;#l(e){g(this,`camvault-filter`,e)}};u([l({attribute:!1})],k.prototype,`env`,void 0),u([l({attribute:!1})],k.prototype,`homes`,void 0),u([l({attribute:!1})],k.prototype,`filter`,void 0),u([o()],k.prototype,`only`,void 0),u([e(`camvault-sheet`)],k.prototype,`sheet`,void 0),h(`camvault-filter-sheet`,k);var qe={protected:ae,unarchived:je,clips:le},A=999,j=class extends t{constructor(...e){super(...e),this.homes=[],this.filter={}}static{this.styles=[c,a,Ke]}render(){let{texts:e}=this.env,t=b(this.filter,this.homes,e).length,a=e.text(`find.filters`,{count:t});return n`<div class="bar" dir=${e.direction}>
        <div class="row" role="group" aria-label=${e.text(`find.show`)}>
          ${this.#e()}${this.#a(e.text(`find.all`),ze(this.filter),()=>({}))}
          ${Fe(this.homes,this.filter).map(e=>this.#t(e))} ${this.#n()} ${this.#r()}
          ${this.#i(`protected`)} ${this.#i(`unarchived`)}
        </div>
        <button class="icon tune" aria-haspopup="dialog" aria-label=${a} title=${a} @click=${()=>this.sheet.show()}>
          ${r(_e)}${t>0?n`<span class="count" aria-hidden="true">${t}</span>`:i}
        </button>
      </div>
      <camvault-filter-sheet .env=${this.env} .homes=${this.homes} .filter=${this.filter}></camvault-filter-sheet>`}#e(){let{texts:e,format:t}=this.env,a=Pe(this.homes);if(a===null)return i;let o=a>A?`${t.number(A)}+`:t.number(a),s=e.text(`find.catchUp`,{count:a});return n`<span class="pair">
      <button class="chip" aria-pressed=${this.filter.unseen??!1} @click=${()=>this.#o(y(this.filter,`unseen`))}>
        ${e.text(`find.unseen`)}${a>0?n` <b>${o}</b>`:i}
      </button>
      ${a>0?n`<button class="chip play" aria-label=${s} title=${s} @click=${()=>g(this,`camvault-catch-up`,void 0)}>
            ${r(pe,20)}
          </button>`:i}
    </span>`}#t(e){let t=this.filter.labels?.includes(e)??!1;return this.#a(Te(e,this.env.texts),t,()=>Re(this.filter,e),v(e))}#n(){return this.homes.flatMap(e=>e.groups.map(({id:t,name:n})=>{let r={home:e.id,id:t};return this.#a(Ne(this.homes,e,n),S(this.filter.group,r),()=>C(this.filter,r),xe)}))}#r(){if(this.homes.every(e=>e.cameras.length===0))return i;let{texts:e}=this.env,t=this.filter.cameras?.length??0;return n`<button class="chip" aria-haspopup="dialog" aria-pressed=${t>0} @click=${()=>this.sheet.show(`cameras`)}>
      ${r(Oe,18)}${t>0?e.text(`find.someCameras`,{count:t}):e.text(`find.cameras`)}${r(we,18)}
    </button>`}#i(e){return this.#a(this.env.texts.text(`find.${e}`),this.filter[e]??!1,()=>y(this.filter,e),qe[e])}#a(e,t,a,o){return n`<button class="chip" aria-pressed=${t} @click=${()=>this.#o(a())}>
      ${o?r(o,18):i}${e}
    </button>`}#o(e){g(this,`camvault-filter`,e)}};u([l({attribute:!1})],j.prototype,`env`,void 0),u([l({attribute:!1})],j.prototype,`homes`,void 0),u([l({attribute:!1})],j.prototype,`filter`,void 0),u([e(`camvault-filter-sheet`)],j.prototype,`sheet`,void 0),h(`camvault-chips`,j);var Je=[`failing`,`away`,`none`,`waiting`,`safe`];function Ye(e){let t=e=>Je.indexOf(e.safety.state);return[...e].sort((e,n)=>t(e)-t(n)||n.safety.backlog-e.safety.backlog)}function Xe(e){let[t]=e;if(!t||e.some(({safety:e})=>e.state!==`safe`))return null;let n=t=>e.reduce((e,{safety:n})=>e+n[t],0),r=e.map(({safety:e})=>e.last_verified_at).filter(e=>e!==null).sort().at(-1)??null;return{...t,safety:{...t.safety,today:n(`today`),today_safe:n(`today_safe`),last_verified_at:r}}}function M(e,t,n,r){let i=Qe[e.safety.state](e.safety,{texts:t,format:n,now:r});return{home:e.name,cause:e.safety.cause,...i}}function Ze(e,t){let n=e.flatMap(({safety:e})=>[e.last_verified_at,e.next_try_at]).filter(e=>e!==null).map(e=>Math.abs(Date.parse(e)-t)),r=Math.min(...n);return Number.isFinite(r)?r<9e4?1e3:2e4:r}var Qe={none:(e,{texts:t})=>({tone:`warn`,text:t.text(`find.safety.none`),ticking:``}),safe:(e,t)=>({tone:`good`,text:t.texts.text(`find.safety.${e.today>0?`safe`:`nothing`}`,{count:e.today}),ticking:$e(e.last_verified_at,t)}),waiting:(e,t)=>{let n={safe:e.today_safe,today:e.today,count:e.backlog};return{tone:`quiet`,text:t.texts.text(`find.safety.waiting`,n),ticking:``}},failing:(e,t)=>({tone:`bad`,text:[t.texts.text(`find.safety.failing${e.failing_since?`Since`:``}`,{count:e.backlog,since:e.failing_since?t.format.moment(e.failing_since,t.now):``}),e.reason??t.texts.text(`find.safety.unknown`)].join(` · `),ticking:et(e.next_try_at,t)}),away:({failing_since:e,last_verified_at:t},{texts:n,format:r,now:i})=>{let a=e?`awaySince`:t?`awayLast`:`away`,o=e??t;return{tone:`bad`,text:n.text(`find.safety.${a}`,{since:o?r.moment(o,i):``}),ticking:``}}};function $e(e,{format:t,now:n}){return e?t.relative(Math.min(Date.parse(e),n),n):``}function et(e,{texts:t,format:n,now:r}){if(!e)return``;let i=Date.parse(e);return i<=r?t.text(`find.safety.trying`):t.text(`find.safety.nextTry`,{when:n.relative(i,r)})}var tt=s`
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
`,nt={good:Me,quiet:de,warn:he,bad:be},N=class extends t{constructor(...e){super(...e),this.homes=[],this.open=!1,this.#i=()=>{document.hidden||this.requestUpdate()}}static{this.styles=[c,a,tt]}#e;connectedCallback(){super.connectedCallback(),document.addEventListener(`visibilitychange`,this.#i),this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`visibilitychange`,this.#i),clearTimeout(this.#e)}updated(){clearTimeout(this.#e);let e=Ze(this.homes,Date.now());this.isConnected&&!document.hidden&&Number.isFinite(e)&&(this.#e=setTimeout(()=>this.requestUpdate(),e))}render(){let{texts:e,format:t}=this.env,r=Ye(this.homes).map(n=>M(n,e,t,Date.now())),[a]=r;if(!a)return i;let o=r.length>1;return n`<div role="status" dir=${e.direction}>${o?this.#t(a):this.#n(a,!1)}</div>
      ${this.open&&o?n`<ul dir=${e.direction}>${r.map(e=>n`<li>${this.#n(e,!0)}</li>`)}</ul>`:i}`}#t(e){let t=Xe(this.homes),i=t?M(t,this.env.texts,this.env.format,Date.now()):e;return n`<button class=${i.tone} aria-expanded=${this.open} @click=${()=>this.open=!this.open}>
      ${this.#r(i,!t)}<span class=${this.open?`turn up`:`turn`}>${r(we,20)}</span>
    </button>`}#n(e,t){let{cause:i}=e;return i===null?n`<div class="line ${e.tone}">${this.#r(e,t)}</div>`:n`<button class=${e.tone} @click=${()=>this.env.host.navigate(i)}>
      ${this.#r(e,t)}<span class="on">${r(ve,20)}</span>
    </button>`}#r({home:e,tone:t,text:a,ticking:o},s){return n`<span class="tone">${r(nt[t],20)}</span><span class="words"
        >${s?n`<b>${e}</b>: `:i}${a}<span aria-live="off">${o?` · ${o}`:i}</span></span
      >`}#i};u([l({attribute:!1})],N.prototype,`env`,void 0),u([l({attribute:!1})],N.prototype,`homes`,void 0),u([o()],N.prototype,`open`,void 0),h(`camvault-safety`,N);var rt=O/4,it=[0,3,6,9,12,15,18,21],P=[1,5,10,15,20,25,30];function at(e,t,n){let r=T(e,n);if(t===`quarter`)return{by:t,zone:n,start:E(r,n),end:Ve(r,n)};let i=He(r);return{by:t,zone:n,start:E(i,n),end:E(We(i,1),n)}}function F(e,t){let n=(e.end-t)/(e.end-e.start);return Math.min(1,Math.max(0,n))}function ot(e,t,n){let r=Math.min(1,Math.max(0,t)),i=e.end-r*(e.end-e.start),a=Math.floor(i/6e4)*6e4;return Math.min(Math.max(a,e.start),e.end-6e4,Math.max(n,e.start))}function I(e,t){return e.filter(e=>Date.parse(e.start)<=t&&t<Date.parse(e.end)).reduce((e,t)=>e+t.events,0)}function st(e,t,n,r){let i=Math.max(1,...t.map(({events:e})=>e)),a={all:``,unseen:``};for(let o of t){if(o.events<=0)continue;let t=(Date.parse(o.start)+Date.parse(o.end))/2;if(t<e.start||t>=e.end)continue;let s=L(F(e,t)*r),c=2+(n-2)*Math.sqrt(o.events/i),l=c*Math.min(1,(o.unseen??0)/o.events);a.all+=`M${n} ${s}H${L(n-c)}`,l>0&&(a.unseen+=`M${n} ${s}H${L(n-Math.max(2,l))}`)}return a}function ct(e,t){let n=T(e.start,e.zone);return e.by===`quarter`?it.map(t=>Ge(n,t*60,e.zone)).map(n=>({at:F(e,n),text:t.hour(n)})):P.map(t=>E(D(n,t-1),e.zone)).filter(t=>t<e.end).map((n,r)=>({at:F(e,n+12*O),text:t.number(P[r]??0)}))}function lt(e,t,n,r){let[i,a]=e.by===`quarter`?[rt,3*O]:[1,7],o=n=>e.by===`quarter`?t+n:ut(e,t,n),s={ArrowUp:()=>o(i),ArrowRight:()=>o(i),ArrowDown:()=>o(-i),ArrowLeft:()=>o(-i),PageUp:()=>o(a),PageDown:()=>o(-a),Home:()=>e.start,End:()=>e.end-6e4},c=Object.hasOwn(s,n)?s[n]:void 0;return c?Math.min(c(),r):null}function ut(e,t,n){return Ge(D(T(t,e.zone),n),Ue(t,e.zone),e.zone)}function L(e){return Math.round(e*10)/10}var dt=120,ft=class{#e=/* @__PURE__ */ new Map;#t=0;#n;constructor(e){this.shown=e}ask(e,t,n){let r=++this.#t;clearTimeout(this.#n),this.#n=setTimeout(()=>{this.#r(e,t,n).then(e=>r===this.#t&&this.shown(e),()=>r===this.#t&&this.shown(null))},dt)}end(){this.#t++,clearTimeout(this.#n);for(let e of this.#e.values())URL.revokeObjectURL(e);this.#e.clear(),this.shown(null)}async#r(e,t,n){let r=this.#t,{items:i}=await e.events({...t,around:new Date(n).toISOString(),limit:6}),a=pt(i,n);if(!a?.picture)return null;let o=this.#e.get(a.picture);if(o)return o;let s=await e.picture({home:a.home,id:a.picture},320);if(!s||r!==this.#t)return null;let c=URL.createObjectURL(s);return this.#e.set(a.picture,c),c}};function pt(e,t){let n=e=>Math.abs(Date.parse(e.started_at)-t);return e.reduce((e,t)=>!e||n(t)<n(e)?t:e,void 0)}var mt=s`
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
`,ht=30,gt=80,_t=class{#e;#t;#n;constructor(e){this.meant=e,this.#e=/* @__PURE__ */ new Map,this.#t=null,this.#n=0,this.down=e=>{e.button===0&&(e.currentTarget.setPointerCapture(e.pointerId),this.#e.set(e.pointerId,e.clientY),this.#e.size===1&&this.meant.at(R(e)),this.#e.size===2&&(this.#t=this.#r(),this.meant.cancelled()))},this.move=e=>{if(!this.#e.has(e.pointerId))return;if(this.#e.set(e.pointerId,e.clientY),this.#t===null)return this.meant.at(R(e));let t=this.#r()-this.#t;Math.abs(t)<ht||(this.#t+=t,this.meant.zoom(t>0))},this.up=e=>{!this.#e.delete(e.pointerId)||this.#e.size>0||(this.#t===null&&this.meant.done(),this.#t=null)},this.cancel=e=>{this.#e.delete(e.pointerId),this.#e.size===0&&(this.#t=null),this.meant.cancelled()},this.wheel=e=>{e.preventDefault(),this.#n=Math.sign(e.deltaY)===Math.sign(this.#n)?this.#n+e.deltaY:e.deltaY,Math.abs(this.#n)<gt||(this.meant.zoom(this.#n<0),this.#n=0)}}#r(){let[e=0,t=0]=this.#e.values();return Math.abs(e-t)}};function R(e){let t=e.currentTarget.getBoundingClientRect();return t.height>0?(e.clientY-t.top)/t.height:0}var z=32,B=1e3,V=class extends t{constructor(...e){super(...e),this.filter={},this.moment=null,this.by=`quarter`,this.dragged=null,this.url=null,this.drawn={all:``,unseen:``},this.#e={by:`quarter`,start:0,end:1,zone:`UTC`},this.#t=[],this.#n=[],this.#r=``,this.#a=null,this.#o=new ft(e=>{this.url=e}),this.#s=new _t({at:e=>this.#m(e),done:()=>this.#h(),cancelled:()=>this.#g(),zoom:e=>this.#_(e?`quarter`:`day`)}),this.#v=e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;let t=lt(this.#e,this.#d(),e.key,Date.now());t!==null&&(e.preventDefault(),e.stopPropagation(),this.moment=t,clearTimeout(this.#i),this.#i=setTimeout(()=>this.#y(t),200))}}static{this.styles=[c,a,mt]}#e;#t;#n;#r;#i;#a;#o;#s;connectedCallback(){super.connectedCallback(),this.#r=``,this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#i),this.#a?.(),this.#a=null,this.#g()}willUpdate(e){e.has(`env`)&&e.get(`env`)!==void 0&&(this.#a?.(),this.#a=null,this.#r=``),this.isConnected&&(this.#a??=w.of(this.env.source).watch(()=>void this.#f()));let t=at(this.#d(),this.by,this.env.format.locale.timeZone),n=JSON.stringify([t,this.filter]);n!==this.#r&&(this.#r=n,this.#e=t,this.#t=ct(t,this.env.format),this.#p([]),this.#f())}render(){let{texts:e}=this.env,t=this.#d(),r=F(this.#e,t);return n`<div class="box" dir=${e.direction}>
      <div
        class="bars"
        role="slider"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${e.text(`find.scrubber`)}
        aria-valuemin="0"
        aria-valuemax=${Math.round((this.#e.end-this.#e.start)/6e4)}
        aria-valuenow=${Math.round((t-this.#e.start)/6e4)}
        aria-valuetext=${this.#u(t)}
        @keydown=${this.#v}
        @wheel=${this.#s.wheel}
        @pointerdown=${this.#s.down}
        @pointermove=${this.#s.move}
        @pointerup=${this.#s.up}
        @pointercancel=${this.#s.cancel}
      >
        <svg viewBox="0 0 ${z} ${B}" preserveAspectRatio="none" aria-hidden="true">
          <path class="all" d=${this.drawn.all}></path>
          <path class="unseen" d=${this.drawn.unseen}></path>
        </svg>
        ${this.#t.map(({at:e,text:t})=>n`<span class="mark" style="--place:${e}">${t}</span>`)}
        <span class="line" style="--place:${r}"></span>
        ${this.dragged===null?i:this.#l(t,r)}
      </div>
      ${this.#c()}
    </div>`}#c(){let e=this.by===`day`,t=this.env.texts.text(e?`find.showDay`:`find.showMonth`);return n`<button class="icon" aria-label=${t} title=${t} @click=${()=>this.#_(e?`quarter`:`day`)}>
      ${r(e?me:Ce,20)}
    </button>`}#l(e,t){let{format:r,texts:a}=this.env;return n`<div class="bubble" style="--place:${t}">
      ${this.url?n`<img src=${this.url} alt="" draggable="false" />`:i}
      <b>${this.by===`quarter`?r.time(e):r.day(e)}</b>
      <span>${a.text(`timeline.events`,{count:I(this.#n,e)})}</span>
    </div>`}#u(e){let{format:t,texts:n}=this.env,r=n.text(`timeline.events`,{count:I(this.#n,e)}),i=this.by===`quarter`?`find.at`:`find.on`;return n.text(i,{day:t.day(e),time:t.time(e),events:r})}#d(){return this.dragged??this.moment??Date.now()}async#f(){let e=this.#r,{by:t,start:n,end:r}=this.#e;try{let i=await w.of(this.env.source).spans(this.filter,t,{start:n,end:r});e===this.#r&&this.#p(i)}catch{}}#p(e){this.#n=e,this.drawn=st(this.#e,e,z,B)}#m(e){this.dragged=ot(this.#e,e,Date.now()),this.#o.ask(this.env.source,this.filter,this.dragged)}#h(){let e=this.dragged;this.#g(),e!==null&&(this.#y(e),this.by=`quarter`)}#g(){this.dragged=null,this.#o.end()}#_(e){this.#g(),this.by=e}#v;#y(e){this.moment=e,g(this,`camvault-jump`,{moment:e})}};u([l({attribute:!1})],V.prototype,`env`,void 0),u([l({attribute:!1})],V.prototype,`filter`,void 0),u([l({attribute:!1})],V.prototype,`moment`,void 0),u([o()],V.prototype,`by`,void 0),u([o()],V.prototype,`dragged`,void 0),u([o()],V.prototype,`url`,void 0),u([o()],V.prototype,`drawn`,void 0),h(`camvault-scrubber`,V);var vt=936e5,yt=[`text`,`protected`,`unarchived`,`clips`,`unseen`],bt=class{#e={};#t=/* @__PURE__ */ new Map;#n=/* @__PURE__ */ new Set;constructor(e,t,n){this.source=e,this.dayKey=t,this.changed=n}of(e,t,n){n!==this.#e&&this.#r(n);let r=`${e} ${t.id}`;return!this.#n.has(r)&&!yt.some(e=>n[e])&&(this.#n.add(r),this.#i(e,t.started_at)),this.#t.get(e)}#r(e){this.#e=e,this.#t.clear(),this.#n.clear()}async#i(e,t){let n=this.#e,r=e=>new Date(Date.parse(t)+e).toISOString(),i={...n,by:`hour`,after:r(-936e5),before:r(vt)},a=await this.source.density(i).catch(()=>[]);if(n!==this.#e||a.length===0)return;let o=a.filter(({start:t})=>this.dayKey(t)===e);this.#t.set(e,o.reduce((e,{events:t})=>e+t,0)),this.changed()}},H=class{constructor(e,t){this.env=e,this.store=t}may(e){let t=this.store.homes??[],n=e=>t.find(({id:t})=>t===e.home)?.cameras.find(({id:t})=>t===e.camera);return this.env.source.actions!==null&&e.every(e=>n(e)?.may_change??!1)}async protect(e,t){let{actions:n}=this.env.source;await this.#n(async()=>{this.store.update(await n?.protect([...e],t)??[]),this.#t(t?`list.protected`:`list.unprotected`,e.length,()=>void this.protect(e,!t))})}async mark(e,t){let n=new Set(e.map(d)),r=e.map(({home:e,id:t})=>({home:e,id:t}));await this.#e({seen:t,events:r},e=>n.has(d(e)),e.length)}async markDay(e,t){let n=this.env.format.locale.timeZone,r=xt(this.store.filter,E(e,n),Ve(e,n)),i=new Set(t.map(d));await this.#e({seen:!0,filter:r},e=>i.has(d(e)),void 0)}async markAll(){await this.#e({seen:!0,filter:xt(this.store.filter,void 0,Date.now())},()=>!0,void 0)}remove(e){let t=e.filter(e=>!e.protected&&e.ended_at!==null),n=e.length-t.length,r=t.length>0&&this.store.deletions.add(t,e=>this.#r(e));r?this.#t(n>0?`list.someDeleted`:`list.deleted`,t.length,r):this.#t(`list.problem.kept`,n,void 0)}async#e(e,t,n){await this.#n(async()=>{let r=await this.env.source.actions?.markSeen(e);this.store.mark(n=>t(n)?!e.seen:void 0);let i=n===void 0?`list.daySeen`:e.seen?`list.markedSeen`:`list.markedUnseen`;this.#t(i,n??0,r&&(()=>void this.#n(r)))})}#t(e,t,n){let{host:r,texts:i}=this.env,a=i.text(e,{count:t});n?r.toast(a,{text:i.text(`list.undo`),run:n}):r.toast(a)}async#n(e){try{await e()}catch(e){this.#r(e)}}#r(e){this.env.host.toast(m(this.env,e))}};function xt({unseen:e,...t},n,r){let i=[n,t.after&&Date.parse(t.after)].filter(e=>typeof e==`number`),a=t.before===void 0?r:Math.min(r,Date.parse(t.before)),o=i.length>0?{after:new Date(Math.max(...i)).toISOString()}:{};return{...t,...o,before:new Date(a).toISOString()}}function St(e,t,r,a,o){let{texts:s}=a,c=t[e.first],l=t.slice(e.first,e.first+e.count).some(e=>e.unseen),u=c?Ct(e.key,c.started_at,a):``;return n`<div class="header">
    <h2>${u}</h2>
    ${r===void 0?i:n`<span class="count">${s.text(`timeline.events`,{count:r})}</span>`}
    ${l&&o?n`<button aria-label=${s.text(`list.markDay`,{day:u})} @click=${o}>
            ${s.text(`list.markSeen`)}
          </button>`:i}
  </div>`}function Ct(e,t,{texts:n,format:r}){let i=r.dayKey(Date.now());return e===i?n.text(`timeline.today`):e===D(i,-1)?n.text(`timeline.yesterday`):r.day(t)}var wt=`/config/integrations/integration/camvault`;function Tt(e,t,n){let{texts:r,host:i}=e,a=e=>({text:r.text(e),run:()=>i.navigate(wt)}),o={text:r.text(`list.retry`),run:()=>t.retry()};if(t.status===`failed`)return U(e,`failed`,m(e,t.error),o);let s=t.homes??[];if(s.length===0)return U(e,`noGateway`,void 0,a(`list.openSettings`));if(s.every(({available:e})=>!e))return U(e,`away`,void 0,a(`list.openSettings`));if(s.every(({cameras:e})=>e.length===0))return U(e,`noCamera`,void 0,a(`list.addCamera`));if(f(t.filter,{}))return U(e,`nothingYet`);let c={text:r.text(`list.clearFilter`),run:()=>g(n,`camvault-filter`,{})};return U(e,f(t.filter,{unseen:!0})?`allSeen`:`nothingFound`,void 0,c)}function U({texts:e},t,r,i){return n`<div class="note" role="status">
    <h2>${e.text(`list.empty.${t}.title`)}</h2>
    <p>${r??e.text(`list.empty.${t}.text`)}</p>
    ${i?n`<button class="filled" @click=${i.run}>${i.text}</button>`:``}
  </div>`}var Et=12;function Dt(){return n`<div aria-hidden="true" style="padding-block-start:44px">${Array.from({length:Et},W)}</div>`}function Ot(e,t){let{texts:r}=e,i=t.edges.older;return i===`more`||i===`loading`?n`<div aria-hidden="true">${W()}${W()}</div>`:i===`end`?n`<div class="end">${r.text(`list.end`)}</div>`:n`<div class="end" role="status">
    <span>${r.text(`list.notLoaded`)}</span>
    <button class="filled" @click=${()=>void t.more(`older`)}>${r.text(`list.retry`)}</button>
  </div>`}function W(){return n`<div class="skeleton"><i></i><i></i></div>`}var kt={j:{move:`by`,rows:1},ArrowDown:{move:`by`,rows:1},k:{move:`by`,rows:-1},ArrowUp:{move:`by`,rows:-1},PageDown:{move:`by`,rows:6},PageUp:{move:`by`,rows:-6},Home:{move:`to`,end:`first`},End:{move:`to`,end:`last`},Enter:{act:`open`},x:{act:`pick`},Escape:{act:`clear`},Delete:{act:`remove`},p:{act:`protect`},u:{act:`seen`}};function At(e){let{key:t,ctrlKey:n,metaKey:r,altKey:i}=e;if(!i)return n||r?t===`a`?{act:`pickAll`}:void 0:kt[t.length===1?t.toLowerCase():t]}var jt=450,Mt=10,Nt=class{#e;#t={x:0,y:0};#n=!1;constructor(e){this.held=e}down(e){if(this.cancel(),this.#n=!1,e.pointerType===`mouse`)return;this.#t={x:e.clientX,y:e.clientY};let t=e.target;this.#e=setTimeout(()=>{this.#n=!0,this.held(t)},jt)}move(e){Math.hypot(e.clientX-this.#t.x,e.clientY-this.#t.y)>Mt&&this.cancel()}cancel(){clearTimeout(this.#e)}takesClick(){let e=this.#n;return this.#n=!1,e}},G=class e{constructor(e,t){this.picked=e,this.last=t}static{this.NONE=new e(/* @__PURE__ */ new Map,void 0)}static all(t){let n=t[0];return n?e.NONE.toggle(n).extend(t.at(-1)??n,t):e.NONE}get size(){return this.picked.size}has(e){return this.picked.has(d(e))}toggle({home:t,id:n}){let r=new Map(this.picked);return r.delete(d({home:t,id:n}))||r.set(d({home:t,id:n}),{home:t,id:n}),r.size===0?e.NONE:new e(r,{home:t,id:n})}extend(t,n){let r=e=>e?n.findIndex(t=>d(t)===d(e)):-1,i=[r(this.last),r(t)].filter(e=>e>=0),a=new Map(this.picked);for(let{home:e,id:t}of n.slice(Math.min(...i),Math.max(...i)+1))a.set(d({home:e,id:t}),{home:e,id:t});return new e(a,{home:t.home,id:t.id})}of(e){return e.filter(e=>this.has(e))}},Pt=class{#e;constructor(e){this.listing=e,this.selection=G.NONE,this.selecting=!1,this.#e=new Nt(e=>this.pick(this.listing.eventAt(e))),this.down=e=>this.#e.down(e),this.move=e=>this.#e.move(e),this.up=()=>this.#e.cancel(),this.menu=e=>{e.pointerType!==`mouse`&&e.preventDefault()},this.click=e=>{let t=this.listing.eventAt(e.target);t&&!this.#e.takesClick()&&(this.active=t,e.shiftKey&&this.selection.size>0?this.select(this.selection.extend(t,this.listing.events())):e.ctrlKey||e.metaKey||this.selecting?this.pick(t):this.listing.open(t))},this.key=e=>{let t=At(e),n=e.composedPath()[0].closest?.(`button`)&&!this.listing.eventAt(e.composedPath()[0]??null);!t||n&&`act`in t&&t.act===`open`||`act`in t&&t.act===`clear`&&!this.selecting||(e.preventDefault(),e.stopPropagation(),this.#t(t))}}pick(e){e&&(this.active=e,this.select(this.selection.toggle(e)))}select(e){this.selection=e,this.selecting=e.size>0,this.listing.changed()}place(){let{active:e}=this;return e?this.listing.events().findIndex(t=>d(t)===d(e)):-1}#t(e){`move`in e?this.#o(e.move===`by`?this.place()+e.rows:e.end):this.#n(e.act)}#n(e){let t=this.listing.events(),n=t[this.place()];e===`clear`?this.select(G.NONE):e===`pickAll`?this.select(G.all(t)):e===`pick`||e===`open`&&this.selecting?this.pick(n):e===`open`?this.#r(n):this.#a(e,this.#i(n))}#r(e){e&&this.listing.open(e)}#i(e){return this.selection.size>0?this.selection.of(this.listing.events()):e?[e]:[]}#a(e,t){let n=this.listing.bulk();if(e===`seen`)return void n.mark(t,t.some(({unseen:e})=>e));if(n.may(t)){if(e===`protect`)return void n.protect(t,t.some(e=>!e.protected));n.remove(t),this.select(G.NONE)}}#o(e){let t=this.listing.events(),n=t.length-1,r=e===`first`?0:e===`last`?n:Math.min(Math.max(e,0),n);this.active=t[r],this.active&&this.listing.reach(r)}},Ft=s`
  :host {
    display: block;
    position: relative;
    block-size: 100%;
    min-block-size: 0;
    background: var(--page);
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overflow-x: hidden;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .content {
    position: relative;
  }
  .day {
    position: absolute;
    inset-inline: 0;
    pointer-events: none;
    z-index: 1;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 44px;
    padding-inline: 12px 4px;
    background: var(--page);
    pointer-events: auto;
  }
  h2 {
    margin: 0;
    font-size: 0.9rem;
    font-weight: 500;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .count {
    color: var(--quiet);
    font-size: 0.82rem;
    white-space: nowrap;
  }
  .header button {
    min-block-size: 44px;
    padding-inline: 8px;
    margin-inline-start: auto;
    color: var(--link);
    font-size: 0.82rem;
    font-weight: 500;
    white-space: nowrap;
    border-radius: var(--radius);
  }
  .end {
    display: grid;
    place-items: center;
    gap: 4px;
    min-block-size: 72px;
    padding: 8px 16px 24px;
    text-align: center;
    color: var(--quiet);
    font-size: 0.85rem;
  }
  .skeleton {
    display: grid;
    grid-template-columns: 124px 1fr;
    gap: 12px;
    block-size: 70px;
    margin: 0 12px 10px;
  }
  .skeleton i {
    border-radius: 10px;
    background: color-mix(in srgb, var(--text) 9%, var(--page));
    animation: wait 1.2s ease-in-out infinite alternate;
  }
  .skeleton i + i {
    block-size: 34px;
    align-self: center;
    max-inline-size: 180px;
  }
  @keyframes wait {
    to {
      opacity: 0.4;
    }
  }
  .note {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 48px 24px;
    text-align: center;
    color: var(--quiet);
  }
  .note h2 {
    color: var(--text);
    font-size: 1.05rem;
    white-space: normal;
  }
  .note p {
    margin: 0;
    max-inline-size: 36ch;
  }
  .filled {
    min-block-size: 44px;
    padding-inline: 20px;
    border-radius: 22px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 500;
  }
  .pill {
    position: absolute;
    inset-block-start: 52px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    display: flex;
    align-items: center;
    gap: 6px;
    z-index: 2;
    box-shadow: 0 2px 10px #0005;
  }
`,It=3,Lt=90,Rt=class{#e;#t=[];#n={top:0,at:0};#r;constructor(e){this.changed=e}start(e){let t=new re(e);this.#e=t;let n=[t.listen(this.changed),e.subscribe(e=>{e.type===`capture`&&e.capture.thumbnail&&t.again(e.capture),e.type===`connected`&&e.connected&&t.allAgain()})];return()=>{for(let e of n)e();t.clear()}}stop(){clearTimeout(this.#r)}picture(e){let t=zt(e);return t?this.#e?.get(t):void 0}at(e,t){let n=performance.now(),r=Math.abs(t-this.#n.top)/Math.max(1,n-this.#n.at);this.#n={top:t,at:n},this.#t=e,clearTimeout(this.#r),r>It?this.#r=setTimeout(()=>this.#i(),Lt):this.#i()}#i(){this.#e?.want(this.#t.flatMap(e=>zt(e)??[]))}};function zt(e){return e.picture===null?void 0:{home:e.home,id:e.picture}}var K=class extends t{constructor(...e){super(...e),this.events=[]}static{this.styles=[c,a,s`
      :host {
        position: absolute;
        inset-block-end: calc(8px + var(--safe-area-inset-bottom, 0px));
        inset-inline: 8px;
        z-index: 3;
        display: flex;
        align-items: center;
        border-radius: 28px;
        background: var(--surface);
        box-shadow: 0 2px 14px #0006;
      }
      span {
        flex: 1;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `]}render(){let{events:e,bulk:t}=this,{texts:r}=this.env,a=e.some(e=>e.unseen),o=e.some(e=>!e.protected),s=e.length>0&&t.may(e),c=e.some(e=>e.unseen!==void 0);return n`${this.#e(`clear`,ke,()=>void 0)}
      <span role="status">${r.text(`list.picked`,{count:e.length})}</span>
      ${c?this.#e(a?`markSeen`:`markUnseen`,a?ue:Se,()=>t.mark(e,a)):i}
      ${this.#e(o?`protect`:`unprotect`,o?fe:ce,()=>t.protect(e,o),s)}
      ${this.#e(`delete`,Ae,()=>t.remove(e),s)}`}#e(e,t,i,a=!0){let o=this.env.texts.text(`list.${e}`);return n`<button class="icon" aria-label=${o} title=${o} ?disabled=${!a} @click=${()=>{i(),this.dispatchEvent(new CustomEvent(`done`))}}>
      ${r(t)}
    </button>`}};u([l({attribute:!1})],K.prototype,`env`,void 0),u([l({attribute:!1})],K.prototype,`events`,void 0),u([l({attribute:!1})],K.prototype,`bulk`,void 0),h(`camvault-selection-bar`,K);function Bt(e,t){return t.fresh===0?i:n`<button class="pill filled" dir=${e.texts.direction} @click=${()=>t.toNewest()}>
    ${r(De,20)}<span role="status">${e.texts.text(`list.fresh`,{count:t.fresh})}</span>
  </button>`}function Vt(e,t,r){return r.selecting?n`<camvault-selection-bar
    dir=${e.texts.direction}
    .env=${e}
    .bulk=${new H(e,t)}
    .events=${r.selection.of(t.events)}
    @done=${()=>r.select(G.NONE)}
  ></camvault-selection-bar>`:i}var q=80,Ht=class{constructor(e){this.days=e;let t=e.at(-1);this.height=t?t.top+t.height:0}topOf(e){let t=this.#e(t=>t.first<=e);return t?t.top+44+(e-t.first)*q:0}indexAt(e){let t=this.#e(t=>t.top<=e)??this.days[0];if(!t)return 0;let n=Math.floor((e-t.top-44+10)/q);return t.first+Math.min(Math.max(n,0),t.count-1)}daysBetween(e,t){return this.days.filter(n=>n.top<t&&n.top+n.height>e)}#e(e){let[t,n]=[0,this.days.length];for(;t<n;){let r=t+n>>1,i=this.days[r];i&&e(i)?t=r+1:n=r}return this.days[t-1]}};function Ut(e,t){let n=[];e.forEach((e,r)=>{let i=t(e),a=n.at(-1);a?.key===i?a.count+=1:n.push({key:i,first:r,count:1,top:0,height:0})});let r=0;for(let e of n)e.top=r,e.height=44+e.count*q,r+=e.height;return new Ht(n)}function Wt(e){let t=/* @__PURE__ */ new WeakMap;return n=>{let r=t.get(n)??e(n.started_at);return t.set(n,r),r}}var Gt=480,J=1/3;function Kt(e,t,n,r){return t===0?{from:0,to:0}:{from:e.indexAt(n-Gt),to:Math.min(t,e.indexAt(n+r+Gt)+1)}}function qt(e,t,n){return e.indexAt(t+Math.min(t,n*J))}function Jt(e,t,n){let r=e.topOf(t)+35;return Math.max(0,r<n*J*2?r/2:r-n*J)}function Yt(e,t,n,r){let i=e.indexAt(n+r),a=t[i];return a&&{event:a,offset:e.topOf(i)-n}}function Xt(e,t){let n=n=>Math.abs(Date.parse(e[n]?.started_at??``)-t),r=e.findIndex(e=>Date.parse(e.started_at)<=t);return r<0?Math.max(0,e.length-1):r>0&&n(r-1)<n(r)?r-1:r}var Zt=8,Qt=class{constructor(){this.layout=new Ht([]),this.range={from:0,to:0},this.top=0,this.height=800,this.#e=!1,this.#t=[],this.#r=()=>``}#e;#t;#n;#r;get atTop(){return this.top<=Zt}get moment(){let e=this.#t[qt(this.layout,this.top,this.height)];return e&&Date.parse(e.started_at)}format(e){this.#r=Wt(e),this.#t=[]}show(e,t){let n=e!==this.#t;n&&(this.layout=Ut(e,this.#r)),this.#t=e;let r=this.top;t===`top`?this.top=0:t?this.top=Jt(this.layout,Xt(e,t.moment),this.height):n&&!this.atTop&&(this.top=this.#a()),this.#e||=t!==void 0||this.top!==r,this.#i()}go(e){this.top=e,this.#e=!0,this.#i()}takeMove(){let e=this.#e;return this.#e=!1,e?this.top:void 0}scrolled(e,t){this.top=e,t>0&&(this.height=t);let n=this.range;return this.#i(),n.from!==this.range.from||n.to!==this.range.to}topFor(e){let t=this.layout.topOf(e);return e===0?0:t<this.top+44?t-44:Math.max(this.top,t+70-this.height)}room(e){return e===`newer`?this.top:this.layout.height-this.top-this.height}#i(){this.range=Kt(this.layout,this.#t.length,this.top,this.height),this.#n=Yt(this.layout,this.#t,this.top,44)}#a(){let e=this.#n;if(!e)return this.top;let t=d(e.event),n=this.#t.findIndex(e=>d(e)===t),r=n>=0?n:Xt(this.#t,Date.parse(e.event.started_at));return Math.max(0,this.layout.topOf(r)-e.offset)}},$t=3e4,en=3e3,Y=class extends t{constructor(...e){super(...e),this.follows=!1,this.now=Date.now(),this.#e=new Qt,this.#t=new Pt({events:()=>this.store.events,eventAt:e=>e instanceof p?e.event:void 0,bulk:()=>new H(this.env,this.store),open:e=>g(this,`camvault-open`,{home:e.home,id:e.id}),reach:e=>this.#v(e),changed:()=>this.requestUpdate()}),this.#n=new Rt(()=>this.requestUpdate()),this.#i=[],this.#o=1,this.#g=()=>{this.scroller&&this.#m()&&(this.#e.scrolled(this.scroller.scrollTop,this.scroller.clientHeight)?this.requestUpdate():this.#_())}}static{this.styles=[c,a,Ft]}#e;#t;#n;#r;#i;#a;#o;#s;#c;connectedCallback(){super.connectedCallback();let e=setInterval(()=>{this.now=Date.now()},$t),t=new ResizeObserver(()=>this.#g());t.observe(this),this.#i=[()=>clearInterval(e),()=>t.disconnect(),()=>this.#n.stop()],this.store&&this.#h()}disconnectedCallback(){super.disconnectedCallback();for(let e of this.#i.splice(0))e();this.#a?.()}select(){this.#t.selecting=!0,this.requestUpdate()}get atTop(){return this.#e.atTop}focusOn(e){this.#y(e),this.#c=`row`,this.requestUpdate()}key(e){this.#t.key(e)}willUpdate(e){e.has(`store`)&&this.isConnected&&this.#h(),e.has(`env`)&&this.#p(),this.store.status===`ready`&&this.#e.show(this.store.events,this.store.takeTarget()),e.has(`current`)&&this.current&&this.#y(this.current),this.#b()&&(this.#c??=`list`)}updated(){let{scroller:e}=this,t=this.#m()?this.#e.takeMove():void 0;t!==void 0&&(e.scrollTop=t);let n=this.#c===`row`?this.#x():void 0;this.#c&&(n??e).focus({preventScroll:!0}),this.#c=void 0,this.#_()}render(){let{env:e,store:t}=this,r=t.status===`loading`;return n`<div class="scroller" dir=${e.texts.direction} tabindex="-1" aria-busy=${r}
        @scroll=${this.#g} @keydown=${this.#t.key}>
        ${r?Dt():this.#m()?this.#l():Tt(e,t,this)}
      </div>
      ${Bt(e,t)} ${Vt(e,t,this.#t)}`}#l(){let{layout:e,top:t,height:r,range:i}=this.#e,a=e.daysBetween(t-r,t+2*r),o=Array.from({length:i.to-i.from},(e,t)=>i.from+t);this.#o=Math.max(this.#o,o.length);let{base:s}=this.store,c=e=>((e+s)%this.#o+this.#o)%this.#o,{down:l,move:u,up:d,click:ee,menu:te}=this.#t;return n`<div class="content" style="block-size:${e.height}px">
        ${ne(a,({key:e})=>e,e=>this.#u(e))}
        <div role="feed" aria-label=${this.env.texts.text(`list.events`)} @click=${ee} @contextmenu=${te}
          @pointerdown=${l} @pointermove=${u} @pointerup=${d} @pointercancel=${d}>
          ${ne(o,c,e=>this.#f(e))}
        </div>
      </div>
      ${Ot(this.env,this.store)}`}#u(e){let{env:t,store:r}=this,i=r.events.slice(e.first,e.first+e.count),a=t.source.actions?()=>void new H(t,r).markDay(e.key,i):void 0;return n`<div class="day" style="inset-block-start:${e.top}px;block-size:${e.height}px">
      ${St(e,r.events,this.#d(e),t,a)}
    </div>`}#d(e){let{edges:t,events:n}=this.store,r=(e.first>0||t.newer===`end`)&&(e.first+e.count<n.length||t.older===`end`),i=n[e.first];return r||!i?e.count:this.#r?.of(e.key,i,this.store.filter)}#f(e){let t=this.store.events[e];if(!t)return i;let{selection:r,selecting:a,active:o}=this.#t,s=d(t),c=o?d(o)===s:e===this.#e.range.from;return n`<camvault-row role="article" aria-posinset=${e+1} aria-setsize="-1"
      style="transform:translateY(${this.#e.layout.topOf(e)}px)"
      .env=${this.env} .event=${t} .home=${this.store.homes?.find(({id:e})=>e===t.home)}
      .picture=${this.#n.picture(t)} .now=${this.now} .selecting=${a} .stop=${c}
      .picked=${r.has(t)} .current=${this.current!==void 0&&d(this.current)===s}
    ></camvault-row>`}#p(){let e=e=>this.env.format.dayKey(e);this.#e.format(e),this.#r=new bt(this.env.source,e,()=>this.requestUpdate())}#m(){return this.store.status===`ready`&&this.store.events.length>0}#h(){this.#a?.();let{source:e}=this.store,t=[this.store.listen(()=>this.requestUpdate()),this.#n.start(e)];this.#a=()=>{for(let e of t)e()}}#g;#_(){if(!this.#m())return;let{moment:e,atTop:t,range:n}=this.#e;this.store.at(e,t),this.#n.at(this.store.events.slice(n.from,n.to),this.#e.top);for(let e of[`older`,`newer`])this.store.edges[e]===`more`&&this.#e.room(e)<en&&this.store.more(e);e!==void 0&&e!==this.#s&&(this.#s=e,g(this,`camvault-moment`,{moment:e}))}#v(e){this.#e.go(this.#e.topFor(e)),this.#c=`row`,this.requestUpdate();let t=this.store.events[e];this.follows&&t&&g(this,`camvault-open`,{home:t.home,id:t.id})}#y(e){let t=this.store.events.findIndex(t=>d(t)===d(e));t<0||(this.#t.active=e,this.#e.go(this.#e.topFor(t)))}#b(){let e=this.renderRoot.activeElement;if(!(e instanceof p))return!1;let{from:t,to:n}=this.#e.range;return!this.store.events.slice(t,n).some(t=>d(t)===d(e.event))}#x(){let{active:e}=this.#t;return[...this.renderRoot.querySelectorAll(`camvault-row`)].map(e=>e).find(t=>e&&d(t.event)===d(e))}};u([l({attribute:!1})],Y.prototype,`env`,void 0),u([l({attribute:!1})],Y.prototype,`store`,void 0),u([l({attribute:!1})],Y.prototype,`current`,void 0),u([l({type:Boolean})],Y.prototype,`follows`,void 0),u([o()],Y.prototype,`now`,void 0),u([e(`.scroller`)],Y.prototype,`scroller`,void 0),h(`camvault-list`,Y);var tn=s`
  :host {
    position: relative;
    display: flex;
    align-items: center;
    flex: none;
    min-block-size: calc(var(--header-height, 56px) + var(--safe-area-inset-top, 0px));
    box-sizing: border-box;
    padding-block-start: var(--safe-area-inset-top, 0px);
    padding-inline: 4px;
    background: var(--app-header-background-color, var(--surface));
    color: var(--app-header-text-color, var(--text));
    border-block-end: var(--app-header-border-bottom, 1px solid var(--line));
  }
  /* A search takes the room of the title. */
  h1:has(~ camvault-search[open]) {
    display: none;
  }
  h1 {
    flex: 1;
    margin: 0 8px;
    font-size: 1.25rem;
    font-weight: 400;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .menu {
    position: absolute;
    inset-block-start: calc(var(--header-height, 56px) + var(--safe-area-inset-top, 0px) - 4px);
    inset-inline-end: 8px;
    z-index: 6;
    min-inline-size: 220px;
    padding-block: 8px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 4px 24px #0005;
  }
  .menu button {
    display: block;
    inline-size: 100%;
    min-block-size: 48px;
    padding-inline: 16px;
    text-align: start;
  }
  .menu button:hover {
    background: color-mix(in srgb, var(--text) 6%, transparent);
  }
`,nn=/* #__PURE__ */ Object.assign({"../shared/parts/catch_up/catch_up.ts":()=>import(`./catch_up-rzzcNd8Q.js`),"../shared/parts/find/calendar.ts":()=>import(`./calendar-C7zcTWFo.js`),"../shared/parts/find/help.ts":()=>import(`./help-C-dY_5hV.js`),"../shared/parts/find/search.ts":()=>import(`./search-Cxatj2cL.js`),"../shared/parts/player/player.ts":()=>import(`./player-DWK6TqsM.js`)}),rn=1e4,X=/* @__PURE__ */ new Map;function Z(e,{host:t,texts:n}){let r=X.get(e);if(r)return r;let i=Promise.resolve(nn[`../shared/parts/${e}.ts`]?.()).then(()=>void 0,()=>{t.toast(n.text(`panel.notLoaded`),{text:n.text(`panel.reload`),run:()=>location.reload()}),setTimeout(()=>X.delete(e),rn)});return X.set(e,i),i}function an(e,t,r){let i=e=>()=>{r(),e.run()};return n`<div class="menu" role="menu" aria-label=${e.text(`panel.menu`)} @keydown=${e=>{let t=[...e.currentTarget.querySelectorAll(`button`)],n=t.indexOf(e.target),i={ArrowDown:1,ArrowUp:-1}[e.key];if(i)t[(n+i+t.length)%t.length]?.focus();else if(e.key===`Escape`)r();else return;e.preventDefault(),e.stopPropagation()}}
    @focusout=${e=>{e.currentTarget.contains(e.relatedTarget)||r()}}>
    ${t.map(e=>n`<button role="menuitem" @click=${i(e)}>${e.text}</button>`)}
  </div>`}var Q=class extends t{constructor(...e){super(...e),this.narrow=!1,this.filter={},this.understood=null,this.open=!1,this.searches=!1,this.#r=()=>{this.open=!this.open,this.open&&this.updateComplete.then(()=>this.renderRoot.querySelector(`.menu button`)?.focus())},this.#i=()=>{this.open=!1,this.more?.focus()},this.#a=async()=>{await this.#c(),await this.updateComplete,this.#l(`camvault-search`)?.show()},this.#o=async()=>{await Z(`find/calendar`,this.env),this.#l(`camvault-calendar`)?.show(this.moment)},this.#s=async()=>{await Z(`find/help`,this.env),this.#l(`camvault-help`)?.show()}}static{this.styles=[c,a,tn]}key({key:e,ctrlKey:t,metaKey:n,altKey:r}){if(t||n||r)return!1;let i={"/":this.#a,g:this.#o,"?":this.#s}[e];return i&&setTimeout(i),i!==void 0}render(){let{texts:e}=this.env;return this.filter.text&&!this.searches&&this.#c(),n`${this.#e()}
      <h1>${e.text(`panel.title`)}</h1>
      ${this.searches?n`<camvault-search .env=${this.env} .filter=${this.filter} .understood=${this.understood}></camvault-search>`:this.#t(`search`,se,this.#a)}
      ${this.#t(`calendar`,ge,this.#o)}
      <button class="icon more" aria-haspopup="menu" aria-expanded=${this.open} title=${e.text(`panel.menu`)}
        aria-label=${e.text(`panel.menu`)} @click=${this.#r}>${r(oe)}</button>
      ${this.open?an(e,this.#n(),this.#i):i}
      <camvault-calendar .env=${this.env} .filter=${this.filter}></camvault-calendar>
      <camvault-help .env=${this.env}></camvault-help>`}#e(){let{hass:e}=this.session;return customElements.get(`ha-menu-button`)?n`<ha-menu-button .hass=${e} .narrow=${this.narrow}></ha-menu-button>`:this.#t(`openMenu`,Ee,()=>this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0,detail:{}})))}#t(e,t,i){let a=this.env.texts.text(`panel.${e}`);return n`<button class="icon" aria-label=${a} title=${a} @click=${i}>${r(t)}</button>`}#n(){let{texts:e,host:t}=this.env,{store:n}=this.session,r=new H(this.env,n),i=(t,n)=>({text:e.text(`panel.${t}`),run:n});return[i(`newest`,()=>n.toNewest()),i(`select`,()=>this.dispatchEvent(new CustomEvent(`select`))),...n.homes?.some(({unseen:e})=>e)?[i(`markAllSeen`,()=>void r.markAll())]:[],i(`help`,this.#s),i(`settings`,()=>t.navigate(`/config/integrations/integration/camvault`))]}#r;#i;#a;#o;#s;async#c(){await Z(`find/search`,this.env),this.searches=customElements.get(`camvault-search`)!==void 0}#l(e){return customElements.get(e)?this.renderRoot.querySelector(e):null}};u([l({attribute:!1})],Q.prototype,`env`,void 0),u([l({attribute:!1})],Q.prototype,`session`,void 0),u([l({type:Boolean})],Q.prototype,`narrow`,void 0),u([l({attribute:!1})],Q.prototype,`filter`,void 0),u([l({attribute:!1})],Q.prototype,`moment`,void 0),u([l({attribute:!1})],Q.prototype,`understood`,void 0),u([o()],Q.prototype,`open`,void 0),u([o()],Q.prototype,`searches`,void 0),u([e(`.more`)],Q.prototype,`more`,void 0),h(`camvault-panel-bar`,Q);var on=`/camvault`,sn=[`unseen`,`protected`,`unarchived`,`clips`],cn=/^\/event\/([^/]+)\/([^/]+)\/?$/;function ln(e,t){let n=e.startsWith(`/camvault`)?e.slice(9):e,r=new URLSearchParams(t),i=Date.parse(r.get(`at`)??``),[,a,o]=cn.exec(n)??[];return{filter:dn(r),at:Number.isNaN(i)?void 0:i,open:a&&o?hn(a,o):void 0,catchUp:/^\/catchup\/?$/.test(n)}}function un({filter:e,at:t,open:n,catchUp:r}){let i=fn(e);t!==void 0&&i.set(`at`,new Date(t).toISOString());let a=n&&`/event/${encodeURIComponent(n.home)}/${encodeURIComponent(n.id)}`,o=i.toString();return`${on}${a??(r?`/catchup`:``)}${o?`?${o}`:``}`}function dn(e){let t=e=>e.length>0?e:void 0,n=t=>{let n=e.get(t);return n&&!Number.isNaN(Date.parse(n))?n:void 0},r={home:e.get(`home`)||void 0,cameras:t(e.getAll(`camera`).flatMap(e=>pn(e)??[])),group:pn(e.get(`group`)??``),labels:t(e.getAll(`label`).filter(e=>e!==``)),text:e.get(`q`)||void 0,after:n(`after`),before:n(`before`),...Object.fromEntries(sn.map(t=>[t,e.get(t)===`1`||void 0]))};return Object.fromEntries(Object.entries(r).filter(([,e])=>e!==void 0))}function fn(e){let t=new URLSearchParams,n=(e,n)=>{n&&t.append(e,n)};n(`home`,e.home);for(let t of e.cameras??[])n(`camera`,mn(t));n(`group`,e.group&&mn(e.group));for(let t of e.labels??[])n(`label`,t);n(`q`,e.text);for(let t of sn)n(t,e[t]?`1`:void 0);return n(`after`,e.after),n(`before`,e.before),t}function pn(e){let[t,...n]=e.split(`:`),r=n.join(`:`);return t&&r?{home:t,id:r}:void 0}function mn({home:e,id:t}){return`${e}:${t}`}function hn(e,t){try{return{home:decodeURIComponent(e),id:decodeURIComponent(t)}}catch{return}}var gn=class{constructor(e){this.changed=e,this.place=ln(location.pathname,location.search)}start(){let e=()=>this.#n();return window.addEventListener(`location-changed`,e),window.addEventListener(`popstate`,e),this.#n(),()=>{window.removeEventListener(`location-changed`,e),window.removeEventListener(`popstate`,e)}}replace(e){this.#t({...this.place,...e},!0,this.#e)}note(e){e!==this.place.at&&_n()&&(this.place={...this.place,at:e},history.replaceState(history.state,``,un(this.place)))}cover(e){let t=this.place.open!==void 0||this.place.catchUp;this.#t({...this.place,...e},t,t?this.#e:this.#e+1)}uncover(){this.#e>0?history.back():this.replace({open:void 0,catchUp:!1})}get#e(){return history.state?.camvaultDepth??0}#t(e,t,n){let r=un(e);r!==location.pathname+location.search&&ee(r,t,{...t?history.state:{},camvaultDepth:n})}#n(){if(!_n())return;let e=this.place;this.place=ln(location.pathname,location.search),this.changed(e)}};function _n(){return location.pathname===`/camvault`||location.pathname.startsWith(`/camvault/`)}var vn=s`
  :host {
    display: block;
    block-size: 100%;
    background: var(--page);
  }
  .page {
    display: flex;
    flex-direction: column;
    position: relative;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
    padding-inline: var(--safe-area-inset-left, 0px) var(--safe-area-inset-right, 0px);
  }
  .hint {
    margin: 0;
    padding: 8px 16px;
    color: var(--warn);
    font-size: 0.85rem;
  }
  .main {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  camvault-list {
    flex: 1;
    min-inline-size: 0;
  }
  camvault-scrubber {
    flex: none;
    inline-size: 44px;
  }
  .cover {
    position: absolute;
    inset: 0;
    z-index: 5;
    background: var(--page);
  }
  .page.wide camvault-list {
    flex: 0 0 400px;
  }
  .page.wide camvault-scrubber {
    border-inline-end: 1px solid var(--line);
  }
  .pane {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }
  .choose {
    display: grid;
    place-items: center;
    align-content: center;
    gap: 12px;
    flex: 1;
    padding: 24px;
    text-align: center;
    color: var(--quiet);
  }
  .choose h2 {
    margin: 0;
    color: var(--text);
    font-size: 1.1rem;
    font-weight: 500;
  }
  .choose p {
    margin: 0;
  }
  .filled {
    min-block-size: 44px;
    padding-inline: 20px;
    border-radius: 22px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 500;
  }
`,yn=class{constructor(e){this.shared=e,this.started=!1,this.store=new ie(e.source)}get source(){return this.shared.source}get hass(){return this.shared.hass}},bn=/* @__PURE__ */ new WeakMap;function xn(e){let t=ye(e),n=bn.get(t)??new yn(t);return bn.set(t,n),n}var Sn=900,Cn=600,$=class extends t{constructor(...e){super(...e),this.narrow=!1,this.wide=!1,this.#n=[],this.#i=new gn(e=>this.#p(e)),this.#g=e=>{if(e.defaultPrevented||!this.#e||e.composedPath()[0]!==document.body)return;let{open:t,catchUp:n}=this.#i.place;this.bar?.key(e)||t||n||this.list?.key(e)}}static{this.styles=[c,a,vn]}#e;#t;#n;#r;#i;set hass(e){let t=xn(e);t!==this.#e&&this.#u(t),this.#t?.update(e),this.bar?.requestUpdate()}connectedCallback(){super.connectedCallback();let e=new ResizeObserver(([e])=>{this.wide=(e?.contentRect.width??0)>=Sn});e.observe(this),window.addEventListener(`keydown`,this.#g),this.#n=[()=>e.disconnect(),()=>window.removeEventListener(`keydown`,this.#g),this.#i.start(),_(this,`camvault-open`,({home:e,id:t})=>this.#i.cover({open:{home:e,id:t},catchUp:!1})),_(this,`camvault-close`,()=>this.#i.uncover()),_(this,`camvault-filter`,e=>this.#i.replace({filter:e,at:void 0})),_(this,`camvault-jump`,({moment:e})=>this.#e?.store.jump(e)),_(this,`camvault-moment`,({moment:e})=>this.#h(e)),_(this,`camvault-catch-up`,()=>this.#i.cover({open:void 0,catchUp:!0}))],this.#e&&this.#d(this.#e)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#r);for(let e of this.#n.splice(0))e()}willUpdate(e){let{open:t,catchUp:n}=this.#i.place;t&&this.env&&Z(`player/player`,this.env),n&&this.env&&Z(`catch_up/catch_up`,this.env),e.has(`wide`)&&this.requestUpdate()}render(){let{env:e}=this,t=this.#e;if(!e||!t)return i;let{place:r}=this.#i,{store:a}=t,o=a.homes??[],s=r.catchUp||r.open!==void 0&&!this.wide;return n`<div class="page ${this.wide?`wide`:``}" role="main" dir=${e.texts.direction}>
      <camvault-panel-bar .env=${e} .session=${t} .narrow=${this.narrow} .filter=${r.filter}
        .moment=${this.moment} .understood=${a.understood} ?inert=${s}
        @select=${()=>this.list?.select()}></camvault-panel-bar>
      <camvault-chips .env=${e} .homes=${o} .filter=${r.filter} ?inert=${s}></camvault-chips>
      <camvault-safety .env=${e} .homes=${o} ?inert=${s}></camvault-safety>
      ${this.#a(e,o)}
      <div class="main">
        <camvault-list .env=${e} .store=${a} .current=${r.open} ?follows=${this.wide} ?inert=${s}
        ></camvault-list>
        <camvault-scrubber .env=${e} .filter=${r.filter} .moment=${this.moment??null} ?inert=${s}
        ></camvault-scrubber>
        ${this.wide?n`<div class="pane">${this.#o(e,t,r)}</div>`:i}
      </div>
      ${this.#s(e,t,r)}
    </div>`}#a({texts:e},t){return t.filter(({available:e,features:t})=>e&&!t.includes(`timeline`)).map(({name:t})=>n`<p class="hint" role="status">${e.text(`panel.outdated`,{name:t})}</p>`)}#o(e,t,r){return r.open?this.#c(e,t,r):n`<div class="choose">${e.texts.text(`panel.choose`)}</div>`}#s(e,t,r){return r.catchUp?n`<camvault-catch-up class="cover" .env=${e} .filter=${r.filter} .homes=${t.store.homes??[]}
      ></camvault-catch-up>`:!r.open||this.wide?i:n`<div class="cover" role="dialog" aria-modal="true" aria-label=${e.texts.text(`panel.player`)}>
      ${this.#c(e,t,r)}
    </div>`}#c(e,t,{open:r}){let{store:i}=t;return i.homes&&!i.homes.some(({id:e})=>e===r?.home)?this.#l(e):n`<camvault-player .env=${e} .event=${r} .step=${(e,t)=>i.step(e,t)}></camvault-player>`}#l({texts:e}){return n`<div class="choose" role="alert">
      <h2>${e.text(`panel.unknownHome.title`)}</h2>
      <p>${e.text(`panel.unknownHome.text`)}</p>
      <button class="filled" @click=${()=>this.#i.uncover()}>${e.text(`panel.unknownHome.back`)}</button>
    </div>`}#u(e){this.#e=e,this.#t=new te(this,()=>!this.wide,e=>{this.env=e}),this.isConnected&&this.#d(e)}#d(e){let{store:t}=e,{filter:n,at:r}=this.#i.place;this.#n.push(t.listen(()=>this.requestUpdate()),t.follow());let i=e.started&&f(t.filter,n);e.started=!0,i?r===void 0?t.toNewest():t.jump(r):t.show(n,r),this.#f(e)}async#f({source:e,store:t}){let{open:n,at:r}=this.#i.place;if(!n||r!==void 0)return;let i=await e.open(n).catch(()=>void 0);i&&this.#i.place.open?.id===n.id&&t.jump(Date.parse(i.event.started_at))}#p(e){let{filter:t,open:n}=this.#i.place;this.#e&&!f(e.filter,t)&&this.#m(this.#e,t),this.requestUpdate();let r=n?void 0:e.open;r&&this.updateComplete.then(()=>this.list?.focusOn(r))}#m(e,t){e.store.show(t,this.#i.place.at)}#h(e){this.moment=e,clearTimeout(this.#r),this.#r=setTimeout(()=>this.#i.note(this.list?.atTop?void 0:e),Cn)}#g};u([l({type:Boolean})],$.prototype,`narrow`,void 0),u([o()],$.prototype,`env`,void 0),u([o()],$.prototype,`wide`,void 0),u([o()],$.prototype,`moment`,void 0),u([e(`camvault-list`)],$.prototype,`list`,void 0),u([e(`camvault-panel-bar`)],$.prototype,`bar`,void 0),h(`camvault-panel`,$);export{$ as CamVaultPanel};