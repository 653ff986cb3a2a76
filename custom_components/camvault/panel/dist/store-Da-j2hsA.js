import{a as e,c as t,d as n,f as r,i,l as a,n as o,p as s,r as c,s as l,t as u,u as ee}from"./decorate-D780rstG.js";import{B as d,L as f,M as p,P as m,_t as te,b as h,f as g,ft as _,gt as v,ht as ne,i as re,n as y,p as ie,r as b,t as ae,tt as oe,vt as se,yt as ce}from"./labels-0cNr_5mC.js";import{t as le}from"./define-Cei0lYwU.js";var x=60,S=3600,C=[[`day`,24*S],[`hour`,S],[`minute`,x],[`second`,1]],w=[[`gigabyte`,1e9],[`megabyte`,1e6],[`kilobyte`,1e3],[`byte`,1]],ue=class{#e;#t;#n;#r;#i;#a;#o;#s;#c;#l;#u=/* @__PURE__ */ new Map;constructor(e){this.locale=e;let{language:t,timeZone:n}=e,r=e.hour12===void 0?{timeZone:n}:{timeZone:n,hourCycle:e.hour12?`h12`:`h23`};this.#e=new Intl.DateTimeFormat(t,{...r,hour:`numeric`,minute:`2-digit`}),this.#t=new Intl.DateTimeFormat(t,{...r,timeStyle:`medium`}),this.#n=new Intl.DateTimeFormat(t,{...r,hour:`numeric`}),this.#r=new Intl.DateTimeFormat(t,{timeZone:n,weekday:`long`,day:`numeric`,month:`long`}),this.#i=new Intl.DateTimeFormat(t,{...r,day:`numeric`,month:`short`,hour:`numeric`,minute:`2-digit`}),this.#a=new Intl.DateTimeFormat(t,{timeZone:n,month:`long`,year:`numeric`}),this.#o=new Intl.DateTimeFormat(`en-CA`,{timeZone:n,year:`numeric`,month:`2-digit`,day:`2-digit`}),this.#s=new Intl.RelativeTimeFormat(t,{style:`narrow`,numeric:`auto`}),this.#c=new Intl.NumberFormat(t),this.#l=new Intl.NumberFormat(t,{minimumIntegerDigits:2,useGrouping:!1})}time(e){return this.#e.format(new Date(e))}timeWithSeconds(e){return this.#t.format(new Date(e))}hour(e){return this.#n.format(new Date(e))}day(e){return this.#r.format(new Date(e))}month(e){return this.#a.format(new Date(e))}monthName(e){return this.#d(e,{month:`long`})}weekday(e,t){return this.#d(e,{weekday:t})}dayKey(e){return this.#o.format(new Date(e))}moment(e,t){return this.dayKey(e)===this.dayKey(t)?this.time(e):this.#i.format(new Date(e))}relative(e,t){let n=Math.round((new Date(e).getTime()-t)/1e3),[r,i]=C.find(([,e])=>Math.abs(n)>=e)??[`second`,1];return this.#s.format(Math.trunc(n/i),r)}length(e){let t=Math.max(0,Math.round(e));if(t<x)return this.#f(t,`second`,`narrow`,0);let n=this.#l.format(t%x),r=Math.floor(t%S/x);return t<S?`${this.#c.format(r)}:${n}`:`${this.#c.format(Math.floor(t/S))}:${this.#l.format(r)}:${n}`}size(e){let[t,n]=w.find(([,t])=>e>=t)??[`byte`,1];return this.#f(e/n,t,`short`,+(n>=1e6&&e<n*100))}number(e){return this.#c.format(e)}#d(e,t){let{language:n,timeZone:r}=this.locale;return new Intl.DateTimeFormat(n,{timeZone:r,...t}).format(new Date(e))}#f(e,t,n,r){let i=`${t} ${n} ${r}`,a={style:`unit`,unit:t,unitDisplay:n,maximumFractionDigits:r},o=this.#u.get(i)??new Intl.NumberFormat(this.locale.language,a);return this.#u.set(i,o),o.format(e)}},T=`camvault`,de=5e3,fe=1e4,pe=class{#e;constructor(e,t,n){this.element=e,this.hass=t,this.isNarrow=n}get narrow(){return this.isNarrow()}navigate(e){E(e,!1)}toCamera({device_id:e,entity_id:t}){return e&&this.hass().user?.is_admin?()=>this.navigate(`/config/devices/device/${e}`):t?()=>this.#t(`hass-more-info`,{entityId:t}):null}toast(e,t){let n={message:e,duration:t?fe:de,dismissable:!0,...t?{action:{text:t.text,action:t.run}}:{}};this.#t(`hass-notification`,n)}async preference(e){return(await this.#n())[e]}async setPreference(e,t){let n={...await this.#n(),[e]:t};this.#e=Promise.resolve(n),await this.hass().callWS({type:`frontend/set_user_data`,key:T,value:n})}#t(e,t){this.element().dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}async#n(){this.#e??=this.hass().callWS({type:`frontend/get_user_data`,key:T}).then(({value:e})=>e??{});try{return await this.#e}catch{return this.#e=void 0,{}}}};function E(e,t,n=null){t?history.replaceState(n,``,e):history.pushState(n,``,e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:t}}))}var me=class{#e;#t;#n;constructor(e,t,n){this.ready=n;let r=()=>{if(!this.#t)throw Error(`Home Assistant is not there yet`);return this.#t.hass};this.#n=new pe(()=>e,r,t)}async update(e){let t=ne(e);this.#t=t;let n=this.#e;if(n&&n.connection===e.connection&&se(n,e))return;this.#e=e;let r=te(e),i=await ce(r.language);this.#e===e&&this.ready({source:t.source,texts:i,format:new ue(r),host:this.#n})}};function he(e,t){let n=ge.every(n=>n(e,t));return n&&(e.group||e.text)?e.group&&e.group.home!==t.home?!1:void 0:n}var ge=[({home:e},t)=>e===void 0||e===t.home,({cameras:e},t)=>!e||e.some(({home:e,id:n})=>e===t.home&&n===t.camera),({labels:e},t)=>!e||e.length===0||e.some(e=>t.labels.includes(e)),(e,t)=>!e.protected||t.protected,(e,t)=>!e.unseen||t.unseen!==!1,(e,t)=>!e.unarchived||t.unarchived>0,(e,t)=>!e.clips||t.clips>0,({after:e},t)=>e===void 0||Date.parse(t.started_at)>=Date.parse(e),({before:e},t)=>e===void 0||Date.parse(t.started_at)<Date.parse(e)];function _e(e,t){return JSON.stringify(D(e))===JSON.stringify(D(t))}function D(e){return Object.entries(e).filter(([,e])=>e!==void 0&&e!==!1&&e!==``&&!(Array.isArray(e)&&!e.length)).sort(([e],[t])=>e<t?-1:1)}var O={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},k=e=>(...t)=>({_$litDirective$:e,values:t}),A=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:j}=r,M=e=>e,N=()=>document.createComment(``),P=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new j(r.insertBefore(N(),i),r.insertBefore(N(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=M(e).nextSibling;M(r).insertBefore(e,i),e=t}}}return n},F=(e,t,n=e)=>(e._$AI(t,n),e),I={},L=(e,t=I)=>e._$AH=t,ve=e=>e._$AH,R=e=>{e._$AR(),e._$AA.remove()},z=(e,t,n)=>{let r=/* @__PURE__ */ new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},ye=k(class extends A{constructor(e){if(super(e),e.type!==O.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=ve(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=F(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=F(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=F(i[d],a[m]),P(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=F(i[f],a[p]),P(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=z(o,p,m),u=z(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=P(e,i[d]);F(t,a[p]),c[p]=t}else c[p]=F(n,a[p]),P(e,i[d],n),i[t]=null;p++}else R(i[f]),f--}else R(i[d]),d++;for(;p<=m;){let t=P(e,c[m+1]);F(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&R(e)}return this.ut=o,L(e,c),ee}});function B({home:e,id:t}){return`${e}/${t}`}function V(e,t){let n=Date.parse(t.started_at)-Date.parse(e.started_at);if(n!==0)return n;let[r,i]=[B(e),B(t)];return r<i?1:r>i?-1:0}function be({texts:e},t,n=`list.problem.failed`){let r=t instanceof v?t.problem:`failed`;return r===`failed`?e.text(navigator.onLine?n:`list.problem.offline`):e.text(`list.problem.${r}`)}var H=class{#e=/* @__PURE__ */ new Set;listen(e){let t=()=>e();return this.#e.add(t),()=>this.#e.delete(t)}tell(){for(let e of[...this.#e])e()}},U=150,xe=class extends H{#e=/* @__PURE__ */ new Map;#t=/* @__PURE__ */ new Set;constructor(e){super(),this.source=e}get(e){return this.#e.get(B(e))?.url}want(e){this.#t=new Set(e.map(B));for(let[e,{abort:t}]of this.#e)t&&!this.#t.has(e)&&this.#i(e);for(let t of e)this.#n(t);this.#o()}again(e){let t=B(e);this.#e.get(t)?.url===null&&this.#e.delete(t),this.#t.has(t)&&this.#n(e)}allAgain(){for(let{capture:e,url:t}of[...this.#e.values()])t===null&&this.again(e)}clear(){for(let e of[...this.#e.keys()])this.#a(e);this.#t=/* @__PURE__ */ new Set}#n(e){let t=B(e),n=this.#e.get(t);if(!n)return void this.#r(t,e);this.#e.delete(t),this.#e.set(t,n)}async#r(e,t){let n=new AbortController,r={capture:t,url:void 0,abort:n};this.#e.set(e,r);try{let e=await this.source.picture(t,320,n.signal);if(n.signal.aborted)return;r.url=e&&URL.createObjectURL(e)}catch{if(n.signal.aborted)return;r.url=null}r.abort=void 0,this.tell()}#i(e){this.#e.get(e)?.abort?.abort(),this.#e.delete(e)}#a(e){let t=this.#e.get(e)?.url;this.#i(e),t&&URL.revokeObjectURL(t)}#o(){for(let e of[...this.#e.keys()]){if(this.#e.size<=U)return;this.#t.has(e)||this.#a(e)}}},Se=12e4,Ce={live:{name:`live`,icon:oe,tone:`live`},unreadable:{name:`unreadable`,icon:p,tone:`warn`},incomplete:{name:`incomplete`,icon:re,tone:`warn`},waiting:{name:`waiting`,icon:h,tone:`warn`},protected:{name:`protected`,icon:d,tone:`quiet`}};function W(e,t,n){return[[`live`,e.ended_at===null],[`unreadable`,e.unreadable>0],[`incomplete`,e.incomplete>0],[`waiting`,we(e,t,n)],[`protected`,e.protected]].filter(([,e])=>e).map(([e])=>Ce[e])}function we(e,t,n){return e.unarchived===0||e.ended_at===null||t?.safety.state===`none`?!1:n-Date.parse(e.received_at??e.ended_at)>Se}function G(e,{texts:t,format:n}){if(e.clips>0&&e.content_s!==null)return n.length(e.content_s);if(e.snapshots>0)return t.text(`list.pictures`,{count:e.snapshots});let r=e.ended_at===null?void 0:Date.parse(e.ended_at)-Date.parse(e.started_at);return r===void 0?``:n.length(Math.max(1,r/1e3))}function K(e,t,n,r){let{texts:i,format:a}=r,o=n.map(({name:e,tone:t})=>({text:i.text(`list.badge.${e}`),quiet:t===`quiet`})),s=e.description?void 0:o.find(({quiet:e})=>!e);return[e.unseen?i.text(`list.unseen`):``,a.time(e.started_at),t,G(e,r),e.description??s?.text??``,b(e.labels).map(e=>y(e,i)).join(`, `),...o.filter(e=>e!==s).map(({text:e})=>e)].filter(e=>e!==``).join(` · `)}var Te=s`
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
  .picture.loading {
    animation: wait 1.4s ease-in-out infinite alternate;
  }
  @keyframes wait {
    to {
      background: color-mix(in srgb, var(--text) 4%, var(--page));
    }
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
`,Ee=4,q=class extends t{constructor(...e){super(...e),this.now=0,this.selecting=!1,this.picked=!1,this.current=!1,this.stop=!1}static{this.styles=[c,o,Te]}focus(e){this.button?.focus(e)}render(){let{event:e,env:t}=this,r=this.home?.cameras.find(({id:t})=>t===e.camera)?.name??e.camera,i=W(e,this.home,this.now),o=G(e,t);return n`<button
      dir=${t.texts.direction}
      tabindex=${this.stop?0:-1}
      role=${this.selecting?`checkbox`:a}
      aria-current=${this.current?`true`:a}
      aria-checked=${this.selecting?String(this.picked):a}
      aria-label=${K(e,r,i,t)}
    >
      ${this.#e()}
      <span class="text">
        <span class="first">
          ${e.unseen?n`<span class="dot"></span>`:a}${t.format.time(e.started_at)}
          <span class="labels">${this.#n()}</span>
          <span class="badges">${i.map(e=>this.#r(e))}</span>
        </span>
        <span class="line"><bdi>${r}</bdi>${o?n`<span class="extent">· ${o}</span>`:a}</span>
        ${this.#i(i)}
      </span>
    </button>`}#e(){let{picture:e,event:t}=this,r=e===void 0&&(t.picture!==null||t.ended_at===null),o=t.clips>0?t.playable?_:m:f,s=e?n`<img src=${e} alt="" decoding="async" draggable="false" />`:r?a:i(o,28);return n`<span class="picture ${e?`loaded`:r?`loading`:``}">${s}${this.#t()}</span>`}#t(){return this.selecting?n`<span class="check">${i(this.picked?g:ie,28)}</span>`:a}#n(){let{texts:e}=this.env;return b(this.event.labels).slice(0,Ee).map(t=>n`<span title=${y(t,e)}>${i(ae(t),20)}</span>`)}#r({name:e,icon:t,tone:r}){return n`<span class=${r} title=${this.env.texts.text(`list.badge.${e}`)}>${i(t,18)}</span>`}#i(e){let{description:t}=this.event,r=e.find(({tone:e})=>e!==`quiet`);if(t)return n`<span class="line"><bdi>${t}</bdi></span>`;if(!r)return a;let i=this.env.texts.text(`list.badge.${r.name}`);return n`<span class="line ${r.tone}">${i}</span>`}};u([l({attribute:!1})],q.prototype,`env`,void 0),u([l({attribute:!1})],q.prototype,`event`,void 0),u([l({attribute:!1})],q.prototype,`home`,void 0),u([l({attribute:!1})],q.prototype,`picture`,void 0),u([l({attribute:!1})],q.prototype,`now`,void 0),u([l({type:Boolean})],q.prototype,`selecting`,void 0),u([l({type:Boolean,reflect:!0})],q.prototype,`picked`,void 0),u([l({type:Boolean,reflect:!0})],q.prototype,`current`,void 0),u([l({type:Boolean})],q.prototype,`stop`,void 0),u([e(`button`)],q.prototype,`button`,void 0),le(`camvault-row`,q);var De=class{#e=[];#t;#n=/* @__PURE__ */ new Map;#r=0;constructor(e=3e3){this.most=e}get events(){return this.#t??=this.#e.flatMap(({items:e})=>e),this.#t}get base(){return this.#r}cursor(e){return e===`newer`?this.#e[0]?.newer:this.#e.at(-1)?.older}get(e){return this.#n.get(B(e))}reset(e){this.#e=[],this.#n.clear(),this.#r=0,this.#i(`older`,e)}add(e,t){let n=this.#i(e,t);for(e===`newer`&&(this.#r-=n);this.#e.length>2&&this.#n.size>this.most;)this.#a(e===`newer`?`older`:`newer`)}put(e){let t=this.get(e);if(t&&t.started_at===e.started_at)return this.#o(t,e);t&&this.remove(e);let n=this.#s(e);return n?(n.chunk.items.splice(n.at,0,e),this.#n.set(B(e),e),--this.#r,this.#t=void 0,!0):t!==void 0}remove(e){let t=this.get(e),n=t&&this.#e.find(({items:e})=>e.includes(t));if(t&&n)return n.items.splice(n.items.indexOf(t),1),this.#n.delete(B(e)),this.#r+=1,this.#t=void 0,t}indexOf(e){let{events:t}=this,n=this.get(e);if(n)return t.indexOf(n);let r=t.findIndex(t=>V(e,t)<0);return r<0?t.length:r}#i(e,{items:t,next:n,prev:r}){let i=t.filter(e=>!this.#n.has(B(e)));for(let e of i)this.#n.set(B(e),e);let a={items:i,newer:r,older:n};return e===`newer`?this.#e.unshift(a):this.#e.push(a),this.#t=void 0,i.length}#a(e){let t=e===`newer`?this.#e.shift():this.#e.pop();for(let e of t?.items??[])this.#n.delete(B(e));e===`newer`&&(this.#r+=t?.items.length??0),this.#t=void 0}#o(e,t){let n=this.#e.find(({items:t})=>t.includes(e));return n?.items.splice(n.items.indexOf(e),1,t),this.#n.set(B(t),t),this.#t=void 0,!0}#s(e){let t=this.#e[0],n=this.#e.at(-1);if(t&&n){for(let n of this.#e){let r=n.items.findIndex(t=>V(e,t)<0);if(!(r<0))return n===t&&r===0&&t.newer!==null?void 0:{chunk:n,at:r}}return n.older===null?{chunk:n,at:n.items.length}:void 0}}},J=200,Oe=class{#e;#t;#n;#r;constructor(e){this.#t=/* @__PURE__ */ new Set,this.#n=[],this.#r=/* @__PURE__ */ new Set,this.open=!0,this.#e=new De(e)}get events(){return this.#e.events}get base(){return this.#e.base}get held(){return this.#n.length}get(e){return this.#e.get(e)}indexOf(e){return this.#e.indexOf(e)}cursor(e){return this.#e.cursor(e)??null}meet(e){this.#r=new Set(e.filter(({features:e})=>e.includes(`seen`)).map(({id:e})=>e))}begin(e){this.#n=[],this.#e.reset(this.#l(e))}add(e,t){this.#e.add(e,this.#l(t))}arrive(e,t,n=!1){if(this.#t.has(B(e)))return`ignored`;let r=this.#e.get(e),i=this.#i(e,r??this.#s(e)),a=r!==void 0||n||he(t,i);return a?r?this.#o(i):this.#a(i):a===void 0?`unknown`:`ignored`}release(){let e=this.#n.splice(0);for(let t of e)this.#e.put(t);return e.length>0&&e.length<J}remove(e){let t=this.#n.length;return this.#n=this.#n.filter(t=>B(t)!==B(e)),this.#e.remove(e)!==void 0||this.#n.length<t}update(e){for(let t of e)this.#t.has(B(t))||this.#e.put(this.#i(t,this.get(t)))}hide(e){for(let t of e)this.#t.add(B(t));let t=e.flatMap(e=>this.get(e)??[]);for(let t of e)this.remove(t);return t}unhide(e,t){for(let t of e)this.#t.delete(B(t));this.update(t)}mark(e){for(let t of[...this.events]){let n=e(t);n!==void 0&&n!==t.unseen&&this.#r.has(t.home)&&this.#e.put({...t,unseen:n})}}#i(e,t){if(e.unseen!==void 0||!this.#r.has(e.home))return e;let n=t?.unseen!==void 0&&t.received_at===e.received_at;return{...e,unseen:n?t.unseen??!0:!0}}#a(e){let t=this.events[0];return t!==void 0&&V(t,e)<0||this.open?this.#o(e):(this.#c(e),`held`)}#o(e){return this.#e.put(e)?`shown`:`ignored`}#s(e){return this.#n.find(t=>B(t)===B(e))}#c(e){this.#n=this.#n.filter(t=>B(t)!==B(e)),this.#n.length<J&&this.#n.push(e)}#l(e){return{...e,items:e.items.filter(e=>!this.#t.has(B(e)))}}};function Y(e){return e instanceof v?e:new v(`failed`,String(e))}var ke=1e4,X=/* @__PURE__ */ new WeakMap;function Z(e){let t=X.get(e)??new Ae(e);return X.set(e,t),t}var Ae=class{#e=/* @__PURE__ */ new Set;#t=/* @__PURE__ */ new Set;constructor(e){this.source=e,window.addEventListener(`pagehide`,()=>this.flush())}hideIn(e){return this.#t.add(e),this}add(e,t){let n={refs:[...e],show:this.#n(e),timer:setTimeout(()=>void this.#r(n),ke),failed:t};return this.#e.add(n),()=>{this.#e.delete(n)&&(clearTimeout(n.timer),n.show())}}#n(e){let t=[...this.#t].map(t=>t(e));return e=>{for(let n of t)n(e)}}flush(){for(let e of[...this.#e])this.#r(e)}async#r(e){if(!this.#e.delete(e))return;clearTimeout(e.timer);let t=await this.#i(e.refs);if(t.size!==0){e.show(t);for(let n of new Set(t.values()))e.failed(n)}}async#i(e){let t=await this.#a(e);if(!t||t.problem===`not_found`&&e.length===1)return/* @__PURE__ */ new Map;if(t.problem!==`not_found`)return new Map(e.map(e=>[B(e),t]));let n=await Promise.all(e.map(e=>this.#i([e])));return new Map(n.flatMap(e=>[...e]))}async#a(e){try{await this.source.actions?.remove(e);return}catch(e){return Y(e)}}},je=20,Me=500;async function Ne(e,t){return(await e.events({...t,limit:je}).catch(()=>void 0))?.items??[]}async function Pe(e,t,n){let[r,i]=[n[0],n.at(-1)];if(!r||!i)return;let a=new Date(Date.parse(r.started_at)+1).toISOString(),o={after:i.started_at,before:a,unseen:!0,limit:Me},s=await e.events({...t,...o}).catch(()=>void 0);if(!s)return;let c=new Set(s.items.map(B)),l=s.next===null?void 0:s.items.at(-1);return e=>c.has(B(e))||(l&&V(l,e)<0?void 0:!1)}async function Fe(e,t,n,r){let{items:i}=await e.events({...t,around:n.started_at,limit:10}),a=i.filter(e=>B(e)!==B(n));return r===`older`?a.find(e=>V(n,e)<0)??null:a.filter(e=>V(e,n)<0).at(-1)??null}function Q(e){return e.filter(({available:e})=>e).map(({id:e})=>e).sort().join()}var Ie=class{#e=/* @__PURE__ */ new Map;after(e,t,n){if(this.#e.has(e))return;let r=setTimeout(()=>{this.#e.delete(e),n()},t);this.#e.set(e,r)}clear(){for(let e of this.#e.values())clearTimeout(e);this.#e.clear()}},Le=50,Re=100,ze=300,Be=1e3,$=5e3,Ve=class extends H{#e;#t;#n;#r;#i;#a;#o;constructor(e,t){super(),this.source=e,this.status=`loading`,this.connected=!0,this.filter={},this.understood=null,this.edges={older:`more`,newer:`end`},this.#t=new Ie,this.#i=[],this.#a=0,this.#o=!1,this.#e=new Oe(t),this.deletions=Z(e).hideIn(e=>this.hide(e))}get events(){return this.#e.events}get base(){return this.#e.base}get fresh(){return this.#e.held}follow(){let e=this.source.subscribe(e=>this.#d(e));return()=>{e(),this.#t.clear(),this.#o=!0}}show(e,t){this.filter=e,this.load(t)}jump(e){if(!this.#u(e))return void this.load(e);this.#n={moment:e},this.tell()}toNewest(){if(this.edges.newer!==`end`||this.fresh>0&&!this.#e.release())return void this.load();this.#n=`top`,this.tell()}takeTarget(){let e=this.#n;return this.#n=void 0,e}async load(e,t=!1){let n=++this.#a;t||Object.assign(this,{status:`loading`,error:void 0}),this.#i=[],this.tell();try{let r=e===void 0?{}:{around:new Date(e).toISOString()},i=await this.source.events({...this.filter,...r,limit:Le});if(n!==this.#a)return;this.#s(i),t||(this.#n=e===void 0?`top`:{moment:e})}catch(e){if(n!==this.#a)return;this.#c(e,t)}this.tell()}retry(){this.load(this.#r)}async more(e){let t=this.#e.cursor(e);if(this.status!==`ready`||this.edges[e]===`loading`||!t)return;let n=this.#a;this.edges[e]=`loading`,this.tell();try{let r=await this.source.events({...this.filter,cursor:t,limit:Re});if(n!==this.#a)return;this.#e.add(e,r),this.#l()}catch{if(n!==this.#a)return;this.edges[e]=`failed`,this.#t.after(e,$,()=>void this.more(e))}this.tell()}at(e,t){this.#r=t?void 0:e,this.#e.open=t&&this.edges.newer===`end`,this.#e.open&&this.fresh!==0&&(this.#e.release()?this.tell():this.load(void 0,!0))}async step(e,t){let n=this.#e.get(e);if(!n)return Fe(this.source,this.filter,e,t);t===`newer`&&this.edges.newer===`end`&&this.#e.release()&&this.tell();let r=()=>this.events[this.#e.indexOf(n)+(t===`older`?1:-1)];return r()||await this.more(t),r()??null}update(e){this.#e.update(e),this.tell()}mark(e){this.#e.mark(e),this.tell()}hide(e){let t=this.#e.hide(e);return this.tell(),n=>{this.#e.unhide(e,t.filter(e=>!n||n.has(B(e)))),this.tell()}}#s(e){this.#e.begin(e);for(let e of this.#i.splice(0))this.#p(e);Object.assign(this,{status:`ready`,error:void 0,understood:e.understood}),this.#l(),this.#e.open=this.#r===void 0&&this.edges.newer===`end`}#c(e,t){this.error=Y(e),this.status=t&&this.events.length>0?`ready`:`failed`,this.#t.after(`load`,$,()=>void this.load(this.#r,t||this.events.length>0))}#l(){for(let e of[`older`,`newer`])this.edges[e]=this.#e.cursor(e)===null?`end`:`more`}#u(e){let[t,n]=[this.events[0],this.events.at(-1)];return this.status!==`ready`||!t||!n?!1:(this.edges.newer===`end`||Date.parse(t.started_at)>=e)&&(this.edges.older===`end`||Date.parse(n.started_at)<=e)}#d(e){switch(e.type){case`homes`:this.#f(e.homes);break;case`connected`:this.connected=e.connected,this.#o=!0;break;case`event`:this.#p(e.event);break;case`event_removed`:this.#e.remove(e.event);break;case`seen`:this.#t.after(`seen`,ze,()=>void this.#h())}e.type!==`capture`&&this.tell()}#f(e){let t=Q(this.homes??e)!==Q(e);this.homes=e,this.#e.meet(e),(t||this.#o||this.status===`failed`)&&(this.#o=!1,this.load(this.#r,this.status===`ready`))}#p(e){this.status===`loading`?this.#i.push(e):this.#e.arrive(e,this.filter)===`unknown`&&this.#t.after(`peek`,Be,()=>void this.#m())}async#m(){let e=this.#a,t=await Ne(this.source,this.filter);if(e===this.#a){for(let e of t.toReversed())this.#e.arrive(e,this.filter,!0);this.tell()}}async#h(){let e=await Pe(this.source,this.filter,this.events);e&&this.mark(e)}};export{K as a,B as c,k as d,A as f,E as g,me as h,W as i,ye as l,_e as m,Z as n,xe as o,O as p,q as r,be as s,Ve as t,L as u};