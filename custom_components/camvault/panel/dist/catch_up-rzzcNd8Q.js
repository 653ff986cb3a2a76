import{a as e,c as t,d as n,i as r,l as i,n as a,p as o,r as s,s as c,t as l}from"./decorate-D780rstG.js";import{t as u}from"./define-Cei0lYwU.js";import{n as d}from"./sheet-BSvH5li8.js";import{r as f,t as p}from"./homes-DgunCyyv.js";import{B as m,W as h,Y as g,Z as _,gt as v,n as ee,ot as te,st as ne,t as re,v as ie}from"./labels-0cNr_5mC.js";import{n as ae,o as y,r as b,t as x}from"./pieces-lEOWGrUn.js";import{s as S}from"./store-Da-j2hsA.js";var C=30;function w(e,t,r){let{place:i}=t.supply.queue;if(r>C)return n`<div class="segments" aria-hidden="true"><i style="--share:${i/r}"></i></div>`;let a=Array.from({length:Math.max(1,r)},(e,t)=>t);return n`<div class="segments" aria-hidden="true">
    ${a.map(e=>e===i?n`<i class="now"></i>`:n`<i style="--share:${+(e<i)}"></i>`)}
  </div>`}function T(e,t,i,a,o){let{texts:s}=e,{event:c}=i,l=s.text(`catchUp.close`);return n`<header>
    <div class="about" role="status">${c?E(e,t,c,i,a):s.text(`catchUp.title`)}</div>
    <button class="icon" aria-label=${l} title=${l} @click=${()=>o.close()}>${r(ie)}</button>
  </header>`}function E(e,t,i,a,o){let{texts:s,format:c}=e,l=s.text(`catchUp.of`,{place:a.supply.queue.place+1,total:o});return n`<b>${p(t,{home:i.home,id:i.camera})}</b>
    <span class="labels">
      ${i.labels.map(e=>{let t=ee(e,s);return n`<span role="img" aria-label=${t} title=${t}>${r(re(e),18)}</span>`})}
    </span>
    <span class="when">${c.moment(i.started_at,Date.now())} · ${l}</span>`}function D(e,t){let{reels:a,front:o,stills:s,ready:c,capture:l}=t.projector,{strip:u,frame:d}=t.act,f=s.still??s.poster,p=t.phase===`loading`||t.phase===`playing`&&!c&&!u&&!t.notice.text;return n`${f?n`<img src=${f} alt="" draggable="false" />`:i}
    ${a.map(e=>(e.video.hidden=e!==o||l?.kind!==`clip`||!c||u!==null,e.video))}
    ${u?n`<div class="strip" style="background-image:url(${u.url});--frames:${u.frames};--frame:${d};--shape:${u.shape}"></div>`:i}
    ${p?n`<div class="wait" role="progressbar" aria-label=${e.texts.text(`catchUp.loading`)}></div>`:i}
    ${t.paused?n`<div class="paused">${r(g,56)}</div>`:i}
    ${t.event?.description?n`<p class="description"><bdi>${t.event.description}</bdi></p>`:i}
    <p class="notice" role="status">${t.notice.text}</p>`}function O(e,t,a,o){let{texts:s,format:c}=e,l=t.event?.protected??!1,u=(e,t,i,a={})=>n`<button
      class="icon ${a.kind??``}"
      ?disabled=${a.disabled??!1}
      aria-label=${s.text(`catchUp.${e}`)}
      title=${s.text(`catchUp.${e}`)}
      @click=${i}
    >
      ${r(t,28)}
    </button>`,d=t.supply.queue.place===0,f=t.act.step?.rate??1;return n`<footer>
    <span class="rate">${f>1?`${c.number(Math.round(f*10)/10)}×`:i}</span>
    ${u(`previous`,ne,()=>o.previous(),{disabled:d,kind:`turn`})}
    ${u(t.paused?`play`:`pause`,t.paused?_:g,()=>o.pause())}
    ${u(`next`,te,()=>o.next(),{kind:`turn`})}
    ${a?u(l?`unprotect`:`protect`,l?m:h,()=>void o.protect(!l)):n`<span class="rate"></span>`}
  </footer>`}function k(e,t,r){let{texts:a}=e,{count:o}=t.marks;return n`<div class="ending">
    <div role="status">
      ${t.refused?i:n`<h2>${a.text(t.marks.left>0?`catchUp.through`:`catchUp.allSeen`)}</h2>`}
      ${o>0?n`<p>${a.text(`catchUp.marked`,{count:o})}</p>`:i}
      ${t.marks.left>0?n`<p>${a.text(`catchUp.unplayed`,{count:t.marks.left})}</p>`:i}
      <p>${t.notice.text}</p>
    </div>
    <div class="buttons">
      ${o>0?n`<button class="text" @click=${()=>void r.undo()}>${a.text(`catchUp.undo`)}</button>`:i}
      <button class="text main" autofocus @click=${()=>r.close()}>${a.text(`catchUp.done`)}</button>
    </div>
  </div>`}var A=250,j=12,M=60,N=class{#e;#t;#n;constructor(e,t){this.meant=e,this.rightToLeft=t,this.#e=null,this.#n=!1,this.down=e=>{e.button!==0||this.#e||(e.currentTarget.setPointerCapture(e.pointerId),this.#e={x:e.clientX,y:e.clientY,id:e.pointerId},this.#t=setTimeout(()=>{this.#n=!0,this.meant.held(!0)},A))},this.up=e=>{let t=this.#e;if(!t||t.id!==e.pointerId)return;let n=this.#n;this.#r();let[r,i]=[e.clientX-t.x,e.clientY-t.y];if(Math.abs(i)>M&&Math.abs(i)>Math.abs(r))return this.meant.swiped(i<0?`up`:`down`);if(n||Math.hypot(r,i)>j)return;let a=e.currentTarget.getBoundingClientRect(),o=(e.clientX-a.left)/Math.max(1,a.width);this.meant.tapped(this.rightToLeft()?1-o:o)},this.cancel=()=>this.#r()}#r(){clearTimeout(this.#t),this.#e=null,this.#n&&this.meant.held(!1),this.#n=!1}},P=o`
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
`,F=class{#e;#t=0;#n=0;#r=null;#i=null;get share(){return this.#n>0?Math.min(1,1-this.#a()/this.#n):0}get set(){return this.#i!==null}start(e,t,n=!0){this.clear(),this.#t=e,this.#n=e,this.#i=t,n&&this.go()}hold(){clearTimeout(this.#e),this.#t=this.#a(),this.#r=null}go(){this.#i&&this.#r===null&&(this.#r=performance.now(),this.#e=setTimeout(()=>{let e=this.#i;this.clear(),e?.()},this.#t))}clear(){clearTimeout(this.#e),this.#r=null,this.#i=null,this.#n=0}#a(){return this.#r===null?this.#t:Math.max(0,this.#t-(performance.now()-this.#r))}},I=160;async function L(e,t){let n=await e.sprite(t).catch(()=>null);if(!n)return null;let r=URL.createObjectURL(n),i=new Image;i.src=r;try{await i.decode();let e=Math.max(1,Math.round(i.naturalWidth/I));return{url:r,frames:e,shape:i.naturalWidth/e/i.naturalHeight}}catch{return URL.revokeObjectURL(r),null}}var R=1500,z=1e3,B=5e3,V=250,H=class{#e;#t;#n;#r;#i;#a;#o;#s;#c;constructor(e,t,n){this.source=e,this.projector=t,this.listener=n,this.strip=null,this.#e=new F,this.#t=new F,this.#n=[],this.#r=0,this.#i=!0,this.#a=null,this.#o=!1,this.#s=!0,this.#c=0}get step(){return this.#s?null:this.#n[this.#r]??null}get following(){return this.#n[this.#r+1]?.capture??null}get share(){let e=this.#n.reduce((e,{seconds:t})=>e+t,0),t=this.#n.slice(0,this.#r).reduce((e,{seconds:t})=>e+t,0),{step:n}=this;if(!n||e<=0)return 0;let r=n.capture.kind===`clip`?this.projector.time/n.rate:0,i=this.#e.set?this.#e.share*n.seconds:Math.min(r,n.seconds);return Math.min(1,(t+i)/e)}get frame(){return this.strip?Math.min(this.strip.frames-1,Math.floor(this.#e.share*this.strip.frames)):0}start(e){this.#m(),this.#n=e,this.#r=0,this.#s=!1,this.#l()}hold(){this.#i=!1,this.#e.hold(),this.#t.hold(),this.projector.pause()}go(){this.#i=!0,this.#e.go(),this.#t.go(),this.step&&!this.strip&&!this.#o&&this.projector.play()}stop(){this.#m(),this.#s=!0,this.projector.pause()}projected(){let{step:e}=this,{trouble:t,ready:n,stills:r}=this.projector;!e||this.#o||this.strip||(t&&!t.again?this.#d():n&&this.#a===null?this.#u(e):r.poster&&this.listener.actChanged())}ended(){this.step&&!this.strip&&!this.#o&&this.#p()}#l(){let{step:e}=this;if(!e)return;let t=this.#c;this.#t.start(B,()=>void this.#f(t),this.#i),this.projector.present(e.capture,0);for(let{video:t}of this.projector.reels)t.defaultPlaybackRate=e.rate,t.playbackRate=e.rate;this.#i&&this.projector.play(),this.listener.actChanged(),this.projected()}#u(e){this.#a=performance.now(),this.#t.clear(),e.capture.kind===`clip`?this.listener.actSeen():this.#e.start(R,()=>this.#p(),this.#i),this.listener.actChanged()}#d(){this.#o=!0,this.#t.clear(),this.listener.actUnplayable(),this.#e.start(R,()=>this.#p(),this.#i)}async#f(e){let{step:t}=this;if(!t||!navigator.onLine)return;let{home:n,id:r}=t.capture,i=t.capture.kind===`clip`?await L(this.source,{home:n,id:r}):null;if(e!==this.#c||this.#a!==null)i&&URL.revokeObjectURL(i.url);else{if(this.projector.pause(),!i)return this.#d();this.strip=i,this.listener.actSeen(),this.#e.start(Math.max(R,i.frames*V),()=>this.#p(),this.#i),this.listener.actChanged()}}#p(){this.#m(),this.#r+=1,this.#s=this.#r>=this.#n.length,this.#s?this.listener.actDone():this.#l()}#m(){this.#a!==null&&performance.now()-this.#a>=z&&this.step?.capture.kind===`snapshot`&&this.listener.actSeen(),this.#c+=1,this.#a=null,this.#o=!1,this.#e.clear(),this.#t.clear(),this.strip&&URL.revokeObjectURL(this.strip.url),this.strip=null}},oe={not_found:`gone`,unauthorized:`refused`,invalid:`refused`,outdated:`refused`,offline:`offline`};function U(e){return(e instanceof v?oe[e.problem]:void 0)??(navigator.onLine?`away`:`offline`)}var W=4e3,G=1e4,K=8,q=100,se=class{#e=/* @__PURE__ */ new Map;#t=/* @__PURE__ */ new Set;#n=[];#r=0;#i;#a=Promise.resolve();constructor(e){this.actions=e}get count(){return this.#r+this.#e.size}get told(){return this.#r}get left(){return this.#t.size}leave({home:e,id:t}){this.#t.add(`${e} ${t}`)}add({home:e,id:t}){this.#t.delete(`${e} ${t}`),this.actions&&(this.#e.set(`${e} ${t}`,{home:e,id:t}),this.#e.size>=K?this.flush():this.#i??=setTimeout(()=>void this.flush(),W))}flush(){return clearTimeout(this.#i),this.#i=void 0,this.#a=this.#a.then(()=>this.#o()),this.#a}async undo(){this.stop(),await this.#a,this.#e.clear();for(let e=this.#n.at(-1);e;e=this.#n.at(-1))await e(),this.#n.pop();this.#r=0}stop(){clearTimeout(this.#i),this.#i=void 0}async#o(){let e=[...this.#e].slice(0,q);if(e.length!==0&&this.actions){for(let[t]of e)this.#e.delete(t);this.#r+=e.length;try{this.#n.push(await this.actions.markSeen({seen:!0,events:e.map(([,e])=>e)}))}catch{this.#r-=e.length;for(let[t,n]of e)this.#e.set(t,n);this.#i??=setTimeout(()=>void this.flush(),G)}}}},ce=3e3,le=class{#e;constructor(e){this.changed=e,this.text=``,this.#e=new F}say(e){this.text=e,this.#e.start(ce,()=>{this.text=``,this.changed()}),this.changed()}stay(e){this.#e.clear(),this.text=e,this.changed()}over(){this.#e.set||(this.text=``)}stop(){this.#e.clear()}},ue=6,de=class{#e=/* @__PURE__ */ new Map;constructor(e){this.source=e}get({home:e,id:t,received_at:n}){let r=`${e} ${t} ${n}`,i=this.#e.get(r);if(i)return i;let a=this.source.open({home:e,id:t});this.#e.set(r,a),a.catch(()=>this.#e.delete(r));let o=this.#e.keys().next().value;return this.#e.size>ue&&o!==void 0&&this.#e.delete(o),a}},fe=60,pe=4,me=10,he=2,ge=4,J=10;function Y(e){return Math.min(me,Math.max(pe,fe/Math.max(1,e)))}function X(e,t){let n=b([{captures:e,nudge:0}],/* @__PURE__ */ new Map),r=n.filter(({capture:e})=>e.kind===`clip`),i=r.reduce((e,{length:t})=>e+t,0),a=Math.min(ge,Math.max(he,i/t)),o=n.filter(e=>e.capture.kind===`snapshot`&&!_e(e,r)),s=Math.max(1,Math.floor((t-i/a)/x)),c=/* @__PURE__ */ new Set([...r,...ve(o,s)]);return n.filter(e=>c.has(e)).map(({capture:e,length:t})=>e.kind===`clip`?{capture:e,rate:a,seconds:t/a}:{capture:e,rate:1,seconds:x})}function _e(e,t){return t.some(t=>e.begin>t.begin-J*1e3&&e.begin<ae(t)+J*1e3)}function ve(e,t){if(e.length<=t)return[...e];if(t===1)return e.slice(0,1);let n=(e.length-1)/(t-1);return Array.from({length:t},(t,r)=>e[Math.round(r*n)]).filter(e=>e!==void 0)}var ye=class{#e=[];#t=0;get current(){return this.#e[this.#t]??null}get upcoming(){return this.#e[this.#t+1]??null}get place(){return this.#t}get length(){return this.#e.length}get left(){return this.#e.length-this.#t}offer(e){for(let t of e){let e=this.#e.findLastIndex(e=>Z(e,t)),n=this.#e[e];n&&e>=this.#t?this.#e[e]=t:(!n||(t.received_at??``)>(n.received_at??``))&&this.#e.push(t)}}update(e){this.#e=this.#e.map((t,n)=>Z(t,e)&&n>=this.#t?e:t)}remove(e){let t=this.current!==null&&Z(this.current,e),n=this.#e.slice(0,this.#t).filter(t=>Z(t,e)).length;return this.#e=this.#e.filter(t=>!Z(t,e)),this.#t-=n,t}forward(){this.#t=Math.min(this.#t+1,this.#e.length)}back(){this.#t=Math.max(0,this.#t-1)}};function Z(e,t){return e.home===t.home&&e.id===t.id}var be=50,xe=10,Q=3e3,Se=class{#e;#t;#n;#r;#i;constructor(e,t,n){this.source=e,this.filter=t,this.listener=n,this.queue=new ye,this.#t=null,this.#n=``,this.#i=null}get more(){return this.#e!==null}start(){this.#i??=this.source.subscribe(e=>this.#c(e))}stop(){clearTimeout(this.#r),this.#i?.(),this.#i=null}async ahead(){!this.more||this.queue.left>xe||(this.#t??=this.#a().finally(()=>{this.#t=null}),await this.#t)}async fresh(e){let t=this.#n&&!e?{after:this.#n}:{},{items:n}=await this.source.events({...this.#o(),...t});this.#s(n)}async#a(){let e=this.#e?{cursor:this.#e}:{},{items:t,next:n}=await this.source.events({...this.#o(),...e});this.#e=n,this.#s(t)}#o(){return{...this.filter,unseen:!0,order:`asc`,limit:be}}#s(e){this.queue.offer(e);for(let{started_at:t}of e)t>this.#n&&(this.#n=t);this.listener.supplyChanged()}#c(e){e.type===`connected`&&e.connected&&this.listener.supplyConnected(),e.type===`event`&&this.#l(e.event),e.type===`event_removed`&&(this.queue.remove(e.event)?this.listener.supplyLost():this.listener.supplyChanged())}#l(e){this.queue.update(e),this.listener.supplyChanged(),this.more||!e.unseen||e.started_at<this.#n||(this.#r??=setTimeout(()=>{this.#r=void 0,this.fresh(!1).catch(()=>void 0)},Q))}},Ce=5e3,we=class{#e;#t;#n;#r;#i;constructor(e,t,n,r){this.env=e,this.homes=n,this.changed=r,this.phase=`loading`,this.paused=!1,this.refused=!1,this.#t=new F,this.#n=null,this.#r=0,this.#i=!1,this.notice=new le(r),this.projector=new y(()=>e.source,this),this.act=new H(e.source,this.projector,this),this.supply=new Se(e.source,t,this),this.marks=new se(e.source.actions),this.#e=new de(e.source);for(let{video:e}of this.projector.reels)e.muted=!0}get event(){return this.supply.queue.current}start(){this.supply.start(),this.#a()}stop(){this.#r+=1,this.act.stop(),this.supply.stop(),this.notice.stop(),this.#t.clear(),this.projector.dispose(),this.marks.flush().then(()=>this.marks.stop())}next(){this.phase!==`ended`&&(this.act.stop(),this.supply.queue.forward(),this.#a())}previous(){this.act.stop(),this.supply.queue.back(),this.#a()}hold(){this.paused=!0,this.act.hold(),this.changed()}go(){this.paused=!1,this.act.go(),this.changed()}wake(){this.projector.wake(),this.phase===`waiting`&&this.#a()}projectorChanged(){let{trouble:e}=this.projector;this.phase===`playing`&&this.act.projected(),e?.again&&e.what===`offline`?this.notice.stay(this.env.texts.text(`catchUp.offline`)):e||this.notice.over(),this.changed()}projectorEnded(){this.act.ended()}projectorMeasured(){this.changed()}projectorSilenced(){this.changed()}actSeen(){let{event:e}=this;!e||this.#i||(this.#i=!0,this.marks.add(e))}actUnplayable(){let{trouble:e}=this.projector;this.notice.say(this.env.texts.text(e&&!e.again?`catchUp.unplayable`:`catchUp.slow`))}actDone(){let{event:e}=this;e&&!this.#i&&this.marks.leave(e),this.next()}actChanged(){let e=this.act.following??this.#n;e&&this.projector.prepare(e,0),this.changed()}supplyChanged(){this.phase===`ended`&&this.event&&this.#a(),this.changed()}supplyLost(){this.notice.say(this.env.texts.text(`catchUp.gone`)),this.act.stop(),this.#a()}supplyConnected(){this.wake()}async#a(){let e=++this.#r;this.#t.clear(),this.#i=!1,this.#n=null,this.phase=`loading`,this.changed();try{this.event?this.supply.ahead().catch(()=>void 0):await this.#o();let{event:t}=this;if(e!==this.#r)return;if(!t)return this.#f();let n=await this.#e.get(t);e===this.#r&&this.#s(t,n)}catch(t){e===this.#r&&this.#l(t)}}async#o(){await this.supply.ahead(),this.event||(await this.marks.flush(),await this.supply.fresh(!0))}#s(e,t){this.phase=`playing`;let n=this.homes().find(({id:t})=>t===e.home);this.projector.features=n?.features??[];let r=X(t.captures,Y(this.supply.queue.length));if(r.length===0){this.#d(e,`catchUp.nothing`);return}this.paused&&this.act.hold(),this.act.start(r);let{upcoming:i}=this.supply.queue;i&&this.#e.get(i).then(e=>this.#c(e),()=>void 0)}#c({captures:e}){let[t]=X(e,Y(this.supply.queue.length));this.#n=t?.capture??null,t&&!this.act.following&&this.projector.prepare(t.capture,0)}#l(e){let{event:t}=this,n=U(e);n===`offline`||n===`away`?this.#u(`catchUp.${n}`):t?n===`refused`?this.#d(t,`catchUp.refused`):(this.supply.queue.remove(t),this.supplyLost()):this.#f(S(this.env,e))}#u(e){this.phase=`waiting`,this.notice.stay(this.env.texts.text(e)),this.#t.start(Ce,()=>this.wake()),this.changed()}#d(e,t){this.marks.leave(e),this.notice.say(this.env.texts.text(t)),this.next()}#f(e=``){this.phase=`ended`,this.refused=e!==``,e&&this.notice.stay(e),this.projector.rest(),this.changed()}},Te=1/3,$=class extends t{constructor(...e){super(...e),this.filter={},this.homes=[],this.#e=null,this.#t=0,this.#n=!1,this.#r=new N({tapped:e=>e<Te?this.previous():this.next(),held:e=>e?this.#e?.hold():this.#e?.go(),swiped:e=>e===`up`?void this.protect(!0):this.close()},()=>this.env.texts.direction===`rtl`),this.#l=e=>{e.preventDefault(),this.close()},this.#u=e=>{if(e.stopPropagation(),e.ctrlKey||e.metaKey||e.altKey)return;let t=e.composedPath()[0]instanceof HTMLButtonElement&&(e.key===` `||e.key===`Enter`),n=this.env.texts.direction===`rtl`,r={ArrowRight:()=>n?this.previous():this.next(),ArrowLeft:()=>n?this.next():this.previous(),ArrowUp:()=>void this.protect(!0),p:()=>void this.protect(!this.#e?.event?.protected)," ":()=>this.pause()},i=Object.hasOwn(r,e.key)?r[e.key]:void 0;i&&!t&&(e.preventDefault(),i())},this.#d=()=>{document.hidden&&(this.#e?.hold(),this.#e?.marks.flush())},this.#f=()=>this.#e?.wake()}static{this.styles=[s,a,P]}#e;#t;#n;#r;connectedCallback(){super.connectedCallback(),this.#n=!1,document.addEventListener(`visibilitychange`,this.#d),window.addEventListener(`online`,this.#f),this.hasUpdated&&this.#i()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`visibilitychange`,this.#d),window.removeEventListener(`online`,this.#f),cancelAnimationFrame(this.#t),this.#e?.stop(),this.#e=null}firstUpdated(){this.#i()}render(){let{texts:e}=this.env,t=this.#e;return n`<dialog
      dir=${e.direction}
      aria-label=${e.text(`catchUp.title`)}
      @cancel=${this.#l}
      @keydown=${this.#u}
    >
      ${t?this.#a(t):i}
    </dialog>`}next(){this.#e?.next()}previous(){this.#e?.previous()}pause(){this.#e?.paused?this.#e.go():this.#e?.hold()}async protect(e){let t=this.#e,{texts:n,source:r}=this.env;if(!t?.event||!this.#s(t))return;let{home:i,id:a}=t.event;try{let o=await r.actions?.protect([{home:i,id:a}],e)??[];for(let e of o)t.supply.queue.update(e);t.notice.say(n.text(e?`catchUp.protected`:`catchUp.unprotected`))}catch{t.notice.say(n.text(`catchUp.notProtected`))}}async undo(){let e=this.#e;if(!e)return;let t=e.marks.count;try{await e.marks.undo(),e.notice.say(this.env.texts.text(`catchUp.undone`,{count:t}))}catch{e.notice.say(this.env.texts.text(`catchUp.notUndone`))}}close(){this.#n||(this.#n=!0,this.dialog.close(),d(this,`camvault-close`,void 0))}#i(){this.dialog.close(),this.dialog.showModal(),this.#e=new we(this.env,this.filter,()=>this.homes,()=>this.requestUpdate()),this.#e.start(),this.#c(),this.requestUpdate()}#a(e){let{env:t}=this,r=this.#o(e);return e.phase===`ended`?n`${T(t,this.homes,e,r,this)}${k(t,e,this)}`:n`${w(t,e,r)}${T(t,this.homes,e,r,this)}
      <div
        class="stage"
        @pointerdown=${this.#r.down}
        @pointerup=${this.#r.up}
        @pointercancel=${this.#r.cancel}
      >
        ${D(t,e)}
      </div>
      ${O(t,e,this.#s(e),this)}`}#o(e){let{queue:t,more:n}=e.supply,r=Object.keys(this.filter).some(e=>e!==`unseen`),i=n&&!r?(f(this.homes)??0)+e.marks.told:0;return Math.max(t.length,i)}#s({event:e}){let t=this.homes.find(({id:t})=>t===e?.home)?.cameras.find(({id:t})=>t===e?.camera);return this.env.source.actions!==null&&(t?.may_change??!1)}#c(){this.now?.style.setProperty(`--share`,String(this.#e?.act.share??0)),this.#e?.act.strip&&this.requestUpdate(),this.#t=requestAnimationFrame(()=>this.#c())}#l;#u;#d;#f};l([c({attribute:!1})],$.prototype,`env`,void 0),l([c({attribute:!1})],$.prototype,`filter`,void 0),l([c({attribute:!1})],$.prototype,`homes`,void 0),l([e(`dialog`)],$.prototype,`dialog`,void 0),l([e(`.now`)],$.prototype,`now`,void 0),u(`camvault-catch-up`,$);export{$ as CamVaultCatchUp};