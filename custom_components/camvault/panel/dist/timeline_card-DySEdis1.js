import{a as e,c as t,d as n,i as r,l as i,n as a,o,p as s,r as c,s as l,t as u}from"./decorate-D780rstG.js";import{a as d,c as f,d as p,f as m,h,i as g,l as _,m as v,o as y,s as b,t as x,u as S}from"./store-Da-j2hsA.js";import{t as C}from"./define-Cei0lYwU.js";import{n as w,t as ee}from"./config-Bl8V0lyR.js";import{L as T,Z as E,ft as D,g as O,n as k,r as A,t as j}from"./labels-0cNr_5mC.js";function M(e,t,n){let r=(e.cameras??[]).map(e=>({entity:e,camera:P(e,t,n)})),i=L(r.flatMap(({camera:e})=>e??[])),a=e.group?I(e.group):void 0,o={...i.length?{cameras:i}:{},...a?{group:a}:{},...e.labels?.length?{labels:e.labels}:{},...e.unseen_only?{unseen:!0}:{}},s=r.filter(({camera:e})=>!e).map(({entity:e})=>e);return{filter:s.length>0&&i.length===0?void 0:o,name:F(i,a,t),path:N(o),unknown:s}}function N({cameras:e=[],group:t,labels:n=[],unseen:r}){let i=new URLSearchParams;for(let{home:t,id:n}of e)i.append(`camera`,`${t}:${n}`);t&&i.append(`group`,`${t.home}:${t.id}`);for(let e of n)i.append(`label`,e);return r&&i.append(`unseen`,`1`),i.size?`/camvault?${i}`:`/camvault`}function P(e,t,{entities:n}){let r=n?.[e]?.device_id;for(let n of t){let t=n.cameras.find(({entity_id:t,device_id:n})=>t===e||r!=null&&n===r);if(t)return{home:n.id,id:t.id}}}function F(e,t,n){let r=e=>n.find(({id:t})=>t===e.home),[i]=e;if(i&&e.length===1)return r(i)?.cameras.find(({id:e})=>e===i.id)?.name;if(t&&e.length===0)return r(t)?.groups.find(({id:e})=>e===t.id)?.name}function I(e){let[t=``,n=``]=e.split(/:(.*)/);return{home:t,id:n}}function L(e){return e.filter((t,n)=>e.findIndex(e=>e.home===t.home&&e.id===t.id)===n)}var R=p(class extends m{constructor(){super(...arguments),this.key=i}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(S(e),this.key=t),n}}),z=class extends t{constructor(...e){super(...e),this.state=`loading`,this.#n=()=>{this.dialog?.close()},this.#r=()=>{this.event=void 0},this.#i=e=>{this.player?.press(e),e.stopPropagation()},this.#a=e=>{e.stopPropagation(),this.event=e.detail},this.#o=e=>{if(e.target!==this.dialog||!this.dialog)return;let t=this.dialog.getBoundingClientRect();(e.clientX<t.left||e.clientX>t.right||e.clientY<t.top||e.clientY>t.bottom)&&this.#n()}}static{this.styles=[c,a,s`
      dialog {
        inline-size: min(1100px, 94vw);
        block-size: min(860px, 92dvh);
        max-inline-size: 100vw;
        max-block-size: 100dvh;
        box-sizing: border-box;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--page);
        color: var(--text);
      }
      dialog::backdrop {
        background: #000a;
      }
      @media (max-width: 599px), (max-height: 499px) {
        dialog {
          inline-size: 100vw;
          block-size: 100dvh;
          border-radius: 0;
          padding: var(--safe-area-inset-top, env(safe-area-inset-top, 0)) 0
            var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
        }
      }
      camvault-player {
        block-size: 100%;
      }
      p {
        padding: 24px;
      }
    `]}open(e){this.event={home:e.home,id:e.id},this.#t(),this.updateComplete.then(()=>{this.isConnected&&!this.dialog?.open&&this.dialog?.showModal()})}render(){return this.event?n`<dialog
      dir=${this.env.texts.direction}
      aria-label=${this.env.texts.text(`card.player`)}
      @close=${this.#r}
      @camvault-close=${this.#n}
      @camvault-open=${this.#a}
      @pointerdown=${this.#o}
      @keydown=${this.#i}
    >
      ${this.#e()}
    </dialog>`:i}#e(){if(this.state===`ready`)return n`<camvault-player .env=${this.env} .event=${this.event} .step=${this.step}></camvault-player>`;let{texts:e}=this.env;return this.state===`loading`?n`<p role="status">${e.text(`card.loading`)}</p>`:n`<p role="alert">${e.text(`card.noPlayer`)}</p>
      <button class="icon" @click=${this.#n}>${e.text(`card.close`)}</button>`}async#t(){if(this.state!==`ready`){this.state=`loading`;try{await import(`./player-DWK6TqsM.js`),this.state=`ready`}catch{this.state=`failed`}}}#n;#r;#i;#a;#o};u([l({attribute:!1})],z.prototype,`env`,void 0),u([l({attribute:!1})],z.prototype,`step`,void 0),u([o()],z.prototype,`event`,void 0),u([o()],z.prototype,`state`,void 0),u([e(`dialog`)],z.prototype,`dialog`,void 0),u([e(`camvault-player`)],z.prototype,`player`,void 0),C(`camvault-card-player`,z);var B=2;function V(e,{texts:t,format:a},o=``){let s=A(e.labels).slice(0,B);return n`<span class="caption">
    ${e.unseen?n`<span class="dot"></span>`:i}
    <span class="time">${a.moment(e.started_at,Date.now())}</span>
    ${s.map(e=>n`<span title=${k(e,t)}>${r(j(e),16)}</span>`)}
    ${o&&n`<bdi>${o}</bdi>`}
  </span>`}function H(e,t){return t?.cameras.find(({id:t})=>t===e.camera)?.name??e.camera}var U=s`
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
`,W=class extends t{constructor(...e){super(...e),this.named=!1}static{this.styles=[c,a,U]}#e;disconnectedCallback(){super.disconnectedCallback(),this.#n(void 0),this.#e=void 0}willUpdate(e){let{home:t,picture:n}=this.event;n!==null&&n!==this.#e&&(this.#e=n,this.#t({home:t,id:n}))}render(){let{event:e,env:t}=this,a=H(e,this.home),o=g(e,this.home,Date.now());return n`<button dir=${t.texts.direction} aria-label=${d(e,a,o,t)}>
      ${this.url?n`<img src=${this.url} alt="" draggable="false" />`:i}
      ${e.playable&&e.clips>0?n`<span class="play">${r(E,32)}</span>`:i}
      ${V(e,t,this.named?a:``)}
    </button>`}async#t(e){let t=await this.env.source.picture(e,640).catch(()=>null);this.#e===e.id&&(t?this.#n(URL.createObjectURL(t)):this.#e=void 0)}#n(e){this.url&&URL.revokeObjectURL(this.url),this.url=e}};u([l({attribute:!1})],W.prototype,`env`,void 0),u([l({attribute:!1})],W.prototype,`event`,void 0),u([l({attribute:!1})],W.prototype,`home`,void 0),u([l({type:Boolean})],W.prototype,`named`,void 0),u([o()],W.prototype,`url`,void 0),C(`camvault-poster`,W);function G({store:e,homes:t,late:n,unknown:r,filter:i}){let[a]=r;return a===void 0?!t||!e?{text:n?`card.late`:`card.loading`,values:{}}:e.connected?K(t,i)??q(e,t,i):{text:`card.offline`,values:{}}:{text:`card.unknown`,values:{entity:a}}}function K(e,t){let n=new Set([...t?.cameras??[],...t?.group?[t.group]:[]].map(({home:e})=>e)),r=e.find(e=>!e.available&&(n.size===0||n.has(e.id)));return r&&{text:`card.away`,values:{name:r.name}}}function q(e,t,n){if(!(e.events.length>0))return e.status===`loading`?{text:`card.loading`,values:{}}:e.status===`failed`?{text:`card.failed`,values:{},remedy:`retry`,failure:e.error}:t.every(e=>e.cameras.length===0)?{text:`card.noCamera`,values:{},remedy:`add`}:{text:n?.unseen?`card.allSeen`:`card.nothing`,values:{}}}var J=class extends t{constructor(...e){super(...e),this.named=!1}static{this.styles=[c,a,U]}render(){let{event:e,env:t,picture:a}=this,o=H(e,this.home),s=g(e,this.home,Date.now()),c=e.clips>0?D:T,l=a===void 0&&e.picture!==null;return n`<button dir=${t.texts.direction} aria-label=${d(e,o,s,t)}>
      ${a?n`<img src=${a} alt="" decoding="async" draggable="false" />`:l?i:r(c,28)}
      ${V(e,t,this.named?o:``)}
    </button>`}};u([l({attribute:!1})],J.prototype,`env`,void 0),u([l({attribute:!1})],J.prototype,`event`,void 0),u([l({attribute:!1})],J.prototype,`home`,void 0),u([l({type:Boolean})],J.prototype,`named`,void 0),u([l({attribute:!1})],J.prototype,`picture`,void 0),C(`camvault-tile`,J);var Y=s`
  :host {
    display: block;
    block-size: 100%;
    container-type: inline-size;
    --columns: 2;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    min-block-size: 44px;
    padding-inline: 16px 8px;
    color: var(--text);
    text-decoration: none;
  }
  .title svg {
    flex: none;
    color: var(--quiet);
  }
  .title:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius);
  }
  [dir="rtl"] .title svg {
    transform: scaleX(-1);
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 1rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h3 {
    margin: 0;
    padding: 8px 12px 4px;
    font-size: 0.82rem;
    font-weight: 500;
    color: var(--quiet);
  }
  .note {
    margin: 0;
    padding: 8px 16px 12px;
    color: var(--quiet);
    font-size: 0.9rem;
  }
  .note button {
    min-block-size: 44px;
    padding-inline: 12px;
    color: var(--link);
    font-weight: 500;
  }
  .list,
  .grid {
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list {
    flex: 1 1 calc(var(--rows) * 78px);
    padding-block-end: 8px;
  }
  camvault-row {
    position: relative;
    margin-block-end: 8px;
  }
  .grid {
    --gap: 4px;
    flex: 1 1 calc(var(--rows) * (100cqi / var(--columns) * 9 / 16));
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    align-content: start;
    gap: var(--gap);
    padding: 0 8px 8px;
  }
  .grid > div {
    aspect-ratio: 16 / 9;
  }
  camvault-tile {
    block-size: 100%;
  }
  .strip {
    display: flex;
    flex: 1 1 140px;
    gap: 8px;
    min-block-size: 64px;
    padding: 0 12px 12px;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 12px;
    scrollbar-width: none;
    touch-action: pan-x pan-y;
  }
  .strip > div {
    flex: none;
    block-size: 100%;
    aspect-ratio: 16 / 9;
    scroll-snap-align: start;
  }
  camvault-poster {
    flex: 1 1 auto;
    block-size: calc((100cqi - 24px) * 9 / 16);
    margin-inline: 12px;
  }
  :host([layout="camera"]) .strip {
    flex: none;
    block-size: 76px;
    padding-block-start: 8px;
  }
  @container (min-width: 480px) {
    ha-card {
      --columns: 3;
    }
  }
  @container (min-width: 760px) {
    ha-card {
      --columns: 4;
    }
  }
`,X=30,Z=class extends t{constructor(...e){super(...e),this.late=!1,this.unknown=[],this.path=`/camvault`,this.heading=``,this.layout=ee,this.rows=1,this.#n=[],this.#m=async(e,t)=>await this.#e?.step(e,t)??null,this.#h=e=>{e.ctrlKey||e.metaKey||e.shiftKey||e.button!==0||(e.preventDefault(),this.env.host.navigate(this.path))}}static{this.styles=[c,a,Y]}#e;#t;#n;connectedCallback(){super.connectedCallback(),this.#e&&this.#_()}disconnectedCallback(){super.disconnectedCallback(),this.#y(),this.#t?.clear()}willUpdate(e){let{filter:t}=this;if(!t)return;this.#e?.source!==this.env.source&&this.#g(this.env.source);let n=e.get(`filter`);!e.has(`filter`)||n&&v(n,t)||this.#e?.show(t)}updated(){let e=this.#d().filter(e=>e.picture!==null);this.#t?.want(e.map(e=>({home:e.home,id:e.picture??``})))}render(){let{homes:e,late:t,unknown:r,filter:a}=this,o=G({store:this.#e,homes:e,late:t,unknown:r,filter:a});return n`<ha-card dir=${this.env.texts.direction} style="--rows:${this.rows}">
        ${this.#r()}
        ${o?this.#i(o):i}
        ${this.#d().length>0?this.#o():i}
      </ha-card>
      <camvault-card-player .env=${this.env} .step=${this.#m}></camvault-card-player>`}#r(){return this.heading===``?i:n`<a class="title" href=${this.path} @click=${this.#h}>
      <h2><bdi>${this.heading}</bdi></h2>
      ${r(O)}
    </a>`}#i({text:e,values:t,remedy:r,failure:i}){let a=b(this.env,i);return n`<p class="note" role="status">${this.env.texts.text(e,{reason:a,...t})}${this.#a(r)}</p>`}#a(e){let{texts:t,host:r}=this.env;return e===`retry`?n`<button @click=${()=>this.#e?.retry()}>${t.text(`card.retry`)}</button>`:e===`add`?n`<button @click=${()=>r.navigate(`/config/integrations/integration/camvault`)}>${t.text(`card.add`)}</button>`:i}#o(){if(this.layout===`list`)return n`<div class="list" role="list">${this.#s()}</div>`;let[e]=this.#d(),t=e&&this.layout===`camera`?this.#l(e):i;return n`${t}
      <div class=${this.layout===`grid`?`grid`:`strip`} role="list">
        ${_(this.#d(),f,e=>this.#c(e))}
      </div>`}#s(){let e=Date.now(),t=this.env.format.dayKey(e);return _(this.#d(),f,r=>{let a=this.env.format.dayKey(r.started_at),o=a===t?i:n`<h3>${this.#u(r,e)}</h3>`;return t=a,n`${o}<div role="listitem"><camvault-row
            .env=${this.env}
            .event=${r}
            .home=${this.homes?.find(({id:e})=>e===r.home)}
            .picture=${this.#f(r)}
            .now=${e}
            .stop=${!0}
            @click=${()=>this.#p(r)}
          ></camvault-row></div>`})}#c(e){return n`<div role="listitem"><camvault-tile
        .env=${this.env}
        .event=${e}
        .home=${this.homes?.find(({id:t})=>t===e.home)}
        .named=${this.filter?.cameras?.length!==1}
        .picture=${this.#f(e)}
        @click=${()=>this.#p(e)}
      ></camvault-tile></div>`}#l(e){return R(e.home,n`<camvault-poster
        .env=${this.env}
        .event=${e}
        .home=${this.homes?.find(({id:t})=>t===e.home)}
        .named=${this.filter?.cameras?.length!==1}
        @click=${()=>this.#p(e)}
      ></camvault-poster>`)}#u(e,t){let{format:n,texts:r}=this.env;return n.dayKey(e.started_at)===n.dayKey(t-864e5)?r.text(`timeline.yesterday`):n.day(e.started_at)}#d(){return this.#e?.events.slice(0,X)??[]}#f(e){return e.picture===null?null:this.#t?.get({home:e.home,id:e.picture})}#p(e){this.player.open(e)}#m;#h;#g(e){this.#y(),this.#t?.clear(),this.#e=new x(e),this.#t=new y(e),this.filter&&this.#e.show(this.filter),this.isConnected&&this.#_()}#_(){let[e,t]=[this.#e,this.#t];if(!e||!t||this.#n.length>0)return;let n=()=>this.requestUpdate();this.#n=[e.listen(n),t.listen(n),e.follow(),this.#v()]}#v(){return this.env.source.subscribe(e=>{e.type===`capture`&&e.capture.thumbnail&&this.#t?.again(e.capture),e.type===`connected`&&e.connected&&this.#t?.allAgain()})}#y(){for(let e of this.#n.splice(0))e()}};u([l({attribute:!1})],Z.prototype,`env`,void 0),u([l({attribute:!1})],Z.prototype,`homes`,void 0),u([l({type:Boolean})],Z.prototype,`late`,void 0),u([l({attribute:!1})],Z.prototype,`filter`,void 0),u([l({attribute:!1})],Z.prototype,`unknown`,void 0),u([l()],Z.prototype,`path`,void 0),u([l()],Z.prototype,`heading`,void 0),u([l({reflect:!0})],Z.prototype,`layout`,void 0),u([l({type:Number})],Z.prototype,`rows`,void 0),u([e(`camvault-card-player`)],Z.prototype,`player`,void 0),C(`camvault-card-view`,Z);var Q=600,te=5e3,$=class extends t{constructor(...e){super(...e),this.late=!1,this.#e=new h(this,()=>innerWidth<Q,e=>this.#i(e)),this.#t={}}static{this.styles=s`
    :host,
    camvault-card-view {
      display: block;
      block-size: 100%;
    }
  `}#e;#t;#n;#r;set hass(e){this.#e.update(e);let t=this.#t.entities===e.entities;this.#t=e,t||this.#s()}connectedCallback(){super.connectedCallback(),this.#n=setTimeout(()=>{this.late=!0},te),this.#a()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#n),this.#o()}willUpdate(e){e.has(`config`)&&this.#s()}render(){let{env:e,config:t,wanted:r}=this;if(!e||!t)return i;let a=t.layout??`list`;return n`<camvault-card-view
      .env=${e}
      .homes=${this.homes}
      .late=${this.late}
      .filter=${r?.filter}
      .unknown=${r?.unknown??[]}
      .path=${r?.path??`/camvault`}
      .heading=${t.title??r?.name??e.texts.text(`card.title`)}
      .layout=${a}
      .rows=${t.rows??w[a]}
    ></camvault-card-view>`}#i(e){let t=this.env?.source!==e.source;this.env=e,t&&(this.#o(),this.#a())}#a(){this.env&&this.isConnected&&(this.#r??=this.env.source.subscribe(e=>{e.type===`homes`&&(this.homes=e.homes,this.#s())}))}#o(){this.#r?.(),this.#r=void 0}#s(){this.config&&this.homes&&(this.wanted=M(this.config,this.homes,this.#t))}};u([l({attribute:!1})],$.prototype,`config`,void 0),u([o()],$.prototype,`env`,void 0),u([o()],$.prototype,`homes`,void 0),u([o()],$.prototype,`wanted`,void 0),u([o()],$.prototype,`late`,void 0),C(`camvault-card`,$);