import{$ as e,A as t,B as n,C as r,D as i,F as a,J as o,K as s,Q as ee,R as te,T as ne,U as re,V as ie,X as ae,Y as oe,Z as se,at as ce,ct as le,d as ue,et as de,ft as fe,gt as pe,j as c,k as l,lt as me,mt as he,n as ge,nt as _e,o as ve,ot as ye,pt as be,r as xe,rt as Se,st as Ce,t as we,u as Te,ut as Ee,v as De,w as Oe,z as ke}from"./labels-0cNr_5mC.js";import{a as u,c as d,d as f,i as p,l as m,n as h,o as g,p as _,r as v,s as y,t as b,u as x}from"./decorate-D780rstG.js";import{d as Ae,f as je,l as Me,n as Ne,p as Pe,s as S}from"./store-Da-j2hsA.js";import{t as C}from"./define-Cei0lYwU.js";import{n as w}from"./sheet-BSvH5li8.js";import{a as Fe,c as Ie,i as Le,l as Re,n as T,o as ze,r as Be,s as Ve,t as He}from"./pieces-lEOWGrUn.js";function Ue(e,t,n,r){let{texts:i}=e;return f`
    ${t.description?f`<p dir="auto" class="description">${t.description}</p>`:m}
    <ul class="facts">
      ${xe(t.labels).map(e=>f`<li class="label">${p(we(e),18)}${ge(e,i)}</li>`)}
      ${We(t,n,r).map(e=>f`<li class="note">${i.text(`player.note.${e}`,{count:t.unarchived})}</li>`)}
    </ul>
  `}function We(e,t,n){return[[`going_on`,e.ended_at===null],[`incomplete`,t?.condition===`incomplete`],[`waiting`,e.unarchived>0],[`more`,n]].filter(([,e])=>e).map(([e])=>e)}var Ge={ArrowLeft:[`back`,`on`],ArrowRight:[`on`,`back`]},Ke={j:`older`,ArrowDown:`older`,k:`newer`,ArrowUp:`newer`,",":`frame-back`,".":`frame-on`," ":`play`,m:`mute`,f:`fullscreen`,p:`protect`,d:`download`,s:`share`,u:`seen`,z:`zoom`,"<":`slower`,">":`faster`,Escape:`close`},qe=`input, textarea, select, [contenteditable=''], [contenteditable='true']`,Je=`button, a[href], summary`;function Ye(e,t,n){if(e.defaultPrevented||e.ctrlKey||e.metaKey||e.altKey||!Xe(e,t))return null;let r=Ge[e.key]?.[+!!n];if(r)return r;let i=e.key.length===1?e.key.toLowerCase():e.key,a=e.composedPath()[0];return i===` `&&a instanceof Element&&a.closest(Je)?null:Ke[i]??null}function Xe(e,t){let n=e.composedPath(),r=n[0];return r instanceof Element&&r.closest(qe)||n.slice(0,Math.max(0,n.indexOf(t))).some(e=>e instanceof HTMLDialogElement&&e.open)?!1:n.includes(t)||r===document.body||r===document.documentElement}var E=[.5,1,1.5,2,4,8],D={muted:!0,speed:1,autoplay:!1},Ze=`player`;async function Qe(e){let t=await e.preference(Ze).catch(()=>void 0),n=E.find(e=>e===t?.speed)??D.speed;return{muted:t?.muted!==!1,speed:n,autoplay:t?.autoplay===!0}}function $e(e,t){e.setPreference(Ze,t).catch(()=>void 0)}var et=5,tt=class{#e;#t=!1;#n=[];#r;constructor(e,t){this.conductor=e,this.parts=t;let{director:n}=e;this.#r={older:()=>e.stepTo(`older`),newer:()=>e.stepTo(`newer`),back:()=>n.skip(-5),on:()=>n.skip(et),"frame-back":()=>n.step(-1),"frame-on":()=>n.step(1),play:()=>n.playing?n.pause():n.play(),mute:()=>e.like({muted:!e.liking.muted}),fullscreen:()=>this.#s(),protect:()=>t.actions()?.protect(),download:()=>t.actions()?.download(),share:()=>t.actions()?.share(),seen:()=>e.toggleSeen(),slower:()=>this.#o(-1),faster:()=>this.#o(1),zoom:()=>t.player.stage(0)?.stepZoom(),close:()=>t.player.close()}}get canFill(){return document.fullscreenEnabled||`webkitEnterFullscreen`in HTMLVideoElement.prototype}listen(){this.#e=new AbortController,window.addEventListener(`keydown`,e=>this.press(e),{signal:this.#e.signal,capture:!0})}deafen(){this.#e?.abort()}press(e){let{player:t}=this.parts,n=Ye(e,t,t.env.texts.direction===`rtl`);return!n||n===`close`&&document.fullscreenElement?!1:(e.preventDefault(),e.stopImmediatePropagation(),this.command(n),!0)}command(e){this.#r[e]()}liking(e){this.conductor.like(e)}pictureInPicture(){let e=this.parts.player.stage(0)?.video;(document.pictureInPictureElement?document.exitPictureInPicture():e?.requestPictureInPicture())?.catch(()=>this.parts.player.env.host.toast(this.parts.player.env.texts.text(`player.failed.pip`)))}barMoved(e,t){let{director:n}=this.conductor;n.playing&&(this.#t=!0,n.pause()),n.seek(e),t&&this.#t&&(this.#t=!1,n.play())}barLook(e){this.#t=!1,this.conductor.director.look(e)}actionChanged(e){this.conductor.session.put(e)}actionRemoving(e){this.conductor.leave(e)}actionRestored(e){this.parts.player.go(e)}actionSeen(){this.conductor.toggleSeen()}ofTrack(e){return this.#n[e]??=this.#i(e),this.#n[e]}#i(e){let{conductor:t,parts:n}=this;return{stageEnded:()=>t.director.ended(e),stageMeasured:(e,n)=>t.director.measured(e,n),stageSilenced:()=>t.silenced(),stageTapped:()=>this.command(`play`),stageDoubled:e=>this.command(this.#a(e===`left`,`back`,`on`)),stageSwiped:e=>this.command(this.#a(e===`left`,`older`,`newer`)),stageDownload:()=>this.command(`download`),stageSays:e=>n.player.say(e)}}#a(e,t,n){return e===(this.parts.player.env.texts.direction===`ltr`)?t:n}#o(e){let{speed:t}=this.conductor.liking,n=E.map(Number).indexOf(t)+e,r=E[Math.min(E.length-1,Math.max(0,n))];r!==void 0&&this.conductor.like({speed:r})}#s(){let e=this.parts.section();document.fullscreenElement?document.exitFullscreen():document.fullscreenEnabled?e?.requestFullscreen().catch(()=>void 0):(this.parts.player.stage(0)?.video)?.webkitEnterFullscreen?.()}},nt=class{#e=/* @__PURE__ */ new Map;async played(e,t){if(!t||e.unseen===void 0||this.#e.get(O(e))===e.received_at)return!1;let n=!this.#e.has(O(e));if(this.leave(e),n&&!e.unseen)return!1;try{return await t.markSeen({seen:!0,events:[{home:e.home,id:e.id}]}),!0}catch{return!1}}leave(e){this.#e.set(O(e),e.received_at)}forget(){this.#e.clear()}};function O({home:e,id:t}){return`${e} ${t}`}var rt={home:``,id:``},it=[],at=class{#e;#t;#n;#r;#i;#a;constructor(e,t){this.source=e,this.listener=t,this.homes=[],this.opened=[],this.beside=[],this.#t=0,this.#n=!1,this.#r=null,this.#a=new Ie}get first(){return this.opened[0]}get tracks(){return this.opened.map(({captures:e,nudge:t})=>({captures:e,nudge:t}))}start(){this.#e??=this.source().subscribe(e=>this.#d(e))}stop(){this.#e?.(),this.#e=void 0,this.#c()}home(e){return this.homes.find(t=>t.id===e.home)}camera(e){return this.home(e)?.cameras.find(t=>t.id===e.camera)}features(e){return this.home(e)?.features??it}open(e){return this.#a.clear(),this.#o(e)}wake(){this.#r&&this.open(this.#r)}async#o(e){let t=++this.#t;this.#r=null,clearTimeout(this.#i);try{let n=await this.source().open(e);if(t!==this.#t)return;this.opened=[this.#u({...n,nudge:0})],this.beside=[],this.listener.sessionChanged(!0)}catch(n){t===this.#t&&this.#s(e,n)}}#s(e,t){let n=this.#a.next(Re(t));n!==`stop`&&(this.#r=e),typeof n==`object`&&(this.#i=setTimeout(()=>void this.#o(e),n.wait*1e3)),this.opened=[],this.beside=[],this.listener.sessionFailed(t,n!==`stop`)}close(){this.#c(),this.opened=[],this.beside=[],this.listener.sessionChanged(!0)}async add(e){let t=this.#t,n=await this.source().open(e);t!==this.#t||this.opened.some(({event:t})=>k(t,e))||this.#l([...this.opened,{...n,nudge:0}])}drop(e){this.#l(this.opened.filter(({event:t},n)=>n===0||!k(t,e)))}nudge(e,t){this.#l(this.opened.map(n=>k(n.event,e)?{...n,nudge:n.nudge+t}:n))}put(e){let t=t=>({...t,...e}),n=this.opened.map(n=>({...n,event:k(n.event,e)?t(n.event):n.event,also:n.also.map(n=>k(n,e)?t(n):n)}));this.#l(n)}#c(){this.#t+=1,this.#r=null,clearTimeout(this.#i)}#l(e){this.opened=e.map(e=>this.#u(e));let t=e.slice(1).map(({event:e})=>e);(t.length!==this.beside.length||t.some((e,t)=>!k(e,this.beside[t]??rt)))&&(this.beside=t),this.listener.sessionChanged(!1)}#u(e){return e.event.unseen!==void 0||!this.features(e.event).includes(`seen`)?e:{...e,event:{...e.event,unseen:!0}}}#d(e){if(e.type===`homes`){let t=this.#r&&this.home(this.#r)?.available===!1;this.homes=e.homes,t&&this.#r&&this.home(this.#r)?.available&&this.wake(),this.#l(this.opened)}else e.type===`event`?this.#f(e.event)&&this.put(e.event):e.type===`capture`?this.#p(e.capture):e.type===`event_removed`?this.#m(e.event):e.type===`connected`&&this.#h(e.connected)}#f(e){return this.opened.some(({event:t,also:n})=>k(t,e)||n.some(t=>k(t,e)))}#p(e){let t=this.opened.find(({event:t})=>t.home===e.home&&t.id===e.event);t&&this.#l(this.opened.map(n=>n===t?{...n,captures:st(n.captures,e)}:n))}#m(e){let{first:t}=this;if(t&&k(t.event,e))this.listener.sessionRemoved();else if(this.#f(e)){let t=this.opened.filter(({event:t})=>!k(t,e));this.#l(t.map(t=>({...t,also:t.also.filter(t=>!k(t,e))})))}}#h(e){e&&this.#n&&(this.listener.sessionConnected(),this.#g()),this.#n=!e}async#g(){let e=this.#t,t=await Promise.allSettled(this.opened.map(({event:e})=>this.source().open(e)));e===this.#t&&(ot(t[0])?this.listener.sessionRemoved():this.#l(this.opened.map((e,n)=>{let r=t[n];return r?.status===`fulfilled`?{...r.value,nudge:e.nudge}:e})))}};function ot(e){return e?.status===`rejected`&&e.reason instanceof pe&&e.reason.problem===`not_found`}function k(e,t){return e.id===t.id&&e.home===t.home}function st(e,t){let n=e.find(e=>e.id===t.id),r={...t,picture:t.picture??n?.picture??null};return[...e.filter(e=>e.id!==t.id),r].sort((e,t)=>e.captured_at.localeCompare(t.captured_at))}var ct=.8,lt=.06,ut=.15;function dt(e,t){let n=ct*Math.max(1,t);if(!(Math.abs(e)<n))return{seek:!0};if(Math.abs(e)<lt*t)return{seek:!1,rate:t};let r=Math.min(ut,Math.abs(e)/2);return{seek:!1,rate:t*(1-Math.sign(e)*r)}}function ft(e,t,n,r){if(t&&n||e.pause(),!t)return e.present(null,0),!1;if(e.showing!==t.capture.id&&e.present(t.capture,t.at),!e.ready||t.capture.kind===`snapshot`)return e.ready&&n;let i=dt(e.time-t.at,r);return(i.seek||!n)&&e.present(t.capture,t.at),n?(e.setRate(i.seek?r:i.rate),e.play(),!0):!1}var pt=.04,mt=.25,ht=class{constructor(e){this.pieces=e,this.marks=_t(e)}get last(){return this.pieces.length-1}fraction({index:e,offset:t}){let n=this.marks[e],r=this.pieces[e];return!n||!r?0:n.start+n.width*j(t/r.length)}position(e){let t=this.marks.findIndex(t=>e<t.start+t.width),[n,r]=[this.marks[t],this.pieces[t]];return!n||!r?this.#t():{index:t,offset:j((e-n.start)/n.width)*r.length}}moment({index:e,offset:t}){let n=this.pieces[e];return n?n.begin+t*1e3:NaN}at(e){let t=this.pieces.findIndex(t=>e<T(t)),n=this.pieces[t];return n?{index:t,offset:Math.max(0,(e-n.begin)/1e3)}:this.#t()}move(e,t){let{index:n,offset:r}=e;for(r+=t;r<0&&n>0;)--n,r+=this.#e(n);for(;n<this.last&&r>=this.#e(n);)r-=this.#e(n),n+=1;return{index:n,offset:Math.min(Math.max(0,r),this.#e(n))}}carry(e,t){let n=t.pieces[e.index];if(!n)return{index:0,offset:0};let r=n.from+e.offset,i=this.pieces.map((e,t)=>({other:e,index:t})).filter(({other:e})=>gt(e,n)),a=i.findLast(({other:e})=>e.from<=r)??i[0];return a?{index:a.index,offset:Math.min(Math.max(0,r-a.other.from),a.other.length)}:this.at(t.moment(e))}#e(e){return this.pieces[e]?.length??0}#t(){return{index:Math.max(0,this.last),offset:this.#e(this.last)}}};function gt(e,t){return e.track===t.track&&e.capture.id===t.capture.id}function _t(e){let t=e.reduce((e,t)=>e+A(t),0),n=Math.max(1,e.length-1),r=t*Math.min(pt,mt/n),i=0;return e.map((t,n)=>{i+=Math.min(vt(e,n),r);let a={start:i,width:A(t)};return i+=a.width,a}).map(e=>({start:e.start/i,width:e.width/i}))}function A(e){return Math.max(e.length,He/3)}function vt(e,t){let n=e[t],r=e.slice(0,t);return!n||r.length===0?0:Math.max(0,(n.begin-Math.max(...r.map(T)))/1e3)}function j(e){return Math.min(1,Math.max(0,e))}var yt=1,bt=3,xt=class{#e;#t;#n;#r;#i;constructor(e,t){this.screen=e,this.listener=t,this.timeline=new ht([]),this.position={index:0,offset:0},this.playing=!1,this.peek=null,this.#e=[],this.#t=1,this.#n=/* @__PURE__ */ new Map,this.#r=0,this.#i=!1}get piece(){return this.timeline.pieces[this.position.index]}get moment(){return this.peek?Date.parse(this.peek.captured_at):this.timeline.moment(this.position)}get finished(){let{index:e,offset:t}=this.position;return e>=this.timeline.last&&t>=(this.piece?.length??0)-.05}get lengths(){return this.#n}setTracks(e,t){this.#e=e;let n=this.#i;this.#u(t),n&&!t&&this.position.index<this.timeline.last?this.#c():this.#f(t)}setRate(e){this.#t=e;for(let t of this.#l())t.setRate(e)}measured(e,t){Math.abs((this.#n.get(e)??0)-t)<.01||(this.#n.set(e,t),this.#u(!1),this.listener.directorChanged())}play(){let e=this.finished;e&&(this.position={index:0,offset:0}),this.playing=!0,this.#f(e)}pause(){this.#d(),this.playing=!1,this.#f()}seek(e){this.position=e,this.#f(!0)}skip(e){this.seek(this.timeline.move(this.position,e))}step(e){this.#d(),this.playing=!1;let t=this.screen(this.piece?.track??0)?.frame??0;this.skip(e*t+.001)}look({capture:e,track:t}){let n=this.timeline.pieces.findIndex(t=>t.capture.id===e.id);this.playing=!1,n>=0?this.seek({index:n,offset:0}):(this.#f(),this.peek=e,this.screen(t)?.present(e,0),this.listener.directorChanged())}ended(e){this.playing&&this.piece?.track===e&&this.piece.capture.kind===`clip`&&this.#c()}tick(e){let{piece:t}=this,n=t&&this.screen(t.track);t&&n&&(this.playing?(n.stuck?this.#s(n,e):t.capture.kind===`snapshot`?this.#a(t,n,e):this.#o(t,n),this.#m(),this.listener.directorChanged()):this.#m())}#a(e,t,n){if(!t.ready)return;let r=this.position.offset+n;r>=yt&&this.listener.directorSeen(e.track),this.position={...this.position,offset:r},r>=e.length&&this.#c()}#o(e,t){if(!t.ready)return;let n=t.time-e.from;n>this.position.offset&&this.listener.directorSeen(e.track),this.position={...this.position,offset:Math.max(0,Math.min(n,e.length))};let r=this.#n.get(e.capture.id)??1/0;n>=e.length&&e.from+e.length<r-.1&&this.#c()}#s(e,t){e.stuck===`for good`&&(this.#r+=t,this.#r>=bt&&this.#c())}#c(){if(this.position.index<this.timeline.last)this.position={index:this.position.index+1,offset:0},this.playing=!0,this.#f(!0);else{this.position={index:this.timeline.last,offset:this.piece?.length??0},this.playing=!1,this.#i=!0;for(let e of this.#l())e.pause();this.listener.directorChanged(),this.listener.directorFinished()}}#l(){return this.#e.map((e,t)=>this.screen(t)).filter(e=>e!==void 0)}#u(e){let t=this.timeline;this.timeline=new ht(Be(this.#e,this.#n)),this.position=e?{index:0,offset:0}:this.timeline.carry(this.position,t)}#d(){let{piece:e}=this,t=e&&this.screen(e.track);e?.capture.kind===`clip`&&t?.ready&&this.#o(e,t)}#f(e=!1){this.peek=null,this.#r=0,this.#i=!1;let{piece:t,position:n}=this,r=t&&this.screen(t.track);if(t&&r){r.setRate(this.#t);let i=r.showing===t.capture.id&&r.stuck!==`for good`;(e||!i)&&r.present(t.capture,t.from+n.offset),this.playing?r.play():r.pause(),this.#p(t,r)}this.#m(),this.listener.directorChanged()}#p(e,t){let n=this.timeline.pieces.slice(this.position.index+1).find(t=>t.track===e.track),r=n&&n.capture.id!==e.capture.id?n:null;t.prepare(r?.capture??null,r?.from??0)}#m(){let e=this.piece?.track;if(e===void 0)return;let t=this.playing&&this.screen(e)?.ready===!0;this.#e.forEach((n,r)=>{let i=this.screen(r);r!==e&&i&&ft(i,Le(n,this.moment,this.#n),t,this.#t)&&this.listener.directorSeen(r)})}},St=100,Ct=200,wt=class{#e;#t;#n;#r;#i;#a;constructor(e){this.podium=e,this.liking=D,this.stills=[],this.problem=null,this.#e=new nt,this.#r=!1,this.#i=!1,this.#a=null,this.session=new at(()=>e.env.source,this),this.director=new xt(t=>e.stage(t),this)}get connected(){return this.#t!==void 0}connect(){this.#n=new AbortController;let{signal:e}=this.#n;this.session.start(),document.addEventListener(`visibilitychange`,()=>this.#c(),{signal:e}),window.addEventListener(`online`,()=>this.#l(),{signal:e});let t=performance.now();this.#t=setInterval(()=>{let e=performance.now();this.director.tick(Math.min(1,(e-t)/1e3)),t=e},St),this.#s()}disconnect(){clearInterval(this.#t),this.#t=void 0,this.#n?.abort(),this.session.stop(),this.director.playing=!1}async open(e){this.problem=null,this.#a=null,this.#e.forget();let{host:t,texts:n}=this.podium.env;navigator.onLine||t.toast(n.text(`player.trouble.offline`)),this.director.pause(),this.#r=!document.hidden,this.#i=document.hidden,await this.session.open(e)}shut(){this.problem=null,this.director.playing=!1,this.session.close()}async stepTo(e){let t=this.session.first?.event,n=t&&await this.podium.step?.(t,e).catch(()=>null);return n?this.podium.go(n):this.podium.env.host.toast(this.podium.env.texts.text(`player.no_${e}`)),!!n}like(e){this.liking={...this.liking,...e},this.director.setRate(this.liking.speed),$e(this.podium.env.host,this.liking),this.podium.requestUpdate()}silenced(){this.liking={...this.liking,muted:!0},this.podium.requestUpdate()}async leave(e){this.#a=e;for(let t of[`older`,`newer`]){let n=await this.podium.step?.(e,t).catch(()=>null);if(n){this.podium.go(n);return}}this.podium.close()}async toggleSeen(){let{env:e}=this.podium,t=this.session.first?.event;if(!t||!e.source.actions||t.unseen===void 0)return;let n=t.unseen;this.#e.leave(t),this.session.put({...t,unseen:!n}),this.podium.say(e.texts.text(n?`player.seen`:`player.unseen`));try{await e.source.actions.markSeen({seen:n,events:[{home:t.home,id:t.id}]})}catch(r){this.session.put({...t,unseen:n}),e.host.toast(S(e,r,`player.failed.seen`))}}async add(e){let{env:t}=this.podium;await this.session.add(e).catch(e=>t.host.toast(S(t,e,`player.failed.open`)))}sessionChanged(e){e&&(this.problem=null),this.stills=this.session.tracks.flatMap((e,t)=>Fe(e,t)),this.podium.requestUpdate(),this.podium.updateComplete.then(()=>{e&&(this.director.playing=this.#r),document.hidden||this.director.setTracks(this.session.tracks,e),this.director.setRate(this.liking.speed)})}sessionRemoved(){let{first:e}=this.session;this.#a&&e&&k(this.#a,e.event)||this.podium.env.host.toast(this.podium.env.texts.text(`player.removed`)),this.podium.close()}sessionConnected(){this.#l()}sessionFailed(e,t){let n=e instanceof pe&&e.problem===`not_found`,{env:r}=this.podium;this.problem=n?r.texts.text(`player.removed`):t&&navigator.onLine?r.texts.text(`player.trouble.again`):S(r,e,`player.failed.open`),this.podium.say(this.problem),this.podium.requestUpdate()}directorChanged(){this.podium.requestUpdate()}directorSeen(e){let t=this.session.opened[e]?.event;t&&this.#e.played(t,this.podium.env.source.actions).then(e=>{e&&this.session.put({...t,unseen:!1})})}directorFinished(){this.liking.autoplay&&this.#o()}async#o(){let{step:e}=this.podium,t=this.session.first?.event??null,n=t;for(let r=0;t&&e&&r<Ct;r+=1){t=await e(t,`newer`).catch(()=>null);let r=this.session.first?.event;if(!n||!r||!k(n,r)||this.director.playing)return;if(t&&t.unseen!==!1){this.podium.go(t);return}}}async#s(){this.liking=await Qe(this.podium.env.host),this.director.setRate(this.liking.speed),this.podium.requestUpdate()}#c(){if(document.hidden){if(document.pictureInPictureElement)return;this.#i=this.director.playing,this.director.pause();for(let e of this.#u())e.rest()}else this.director.playing=this.director.playing||this.#i,this.#i=!1,this.director.setTracks(this.session.tracks,!1)}#l(){this.session.wake();for(let e of this.#u())e.wake()}#u(){return this.session.opened.map((e,t)=>this.podium.stage(t)).filter(e=>e!==void 0)}},Tt=`button:not(:disabled), select, [tabindex='0']:not(.edge), a[href], textarea`,Et=class{#e=null;constructor(e){this.player=e}remember(){let e=N(document);this.#e=e instanceof HTMLElement&&e!==document.body?e:null}enter(){this.player.shadowRoot?.querySelector(`section`)?.focus({preventScroll:!0})}giveBack(){this.#e?.isConnected&&this.#e.focus({preventScroll:!0}),this.#e=null}renderEdge(e){return f`<div class="edge" tabindex="0" @focus=${()=>this.#t(e)}></div>`}#t(e){(this.player.shadowRoot?M(this.player.shadowRoot):[]).at(e===`first`?0:-1)?.focus()}};function M(e){return[...e.querySelectorAll(`*`)].flatMap(e=>{if(e.matches(`dialog:not([open])`))return[];let t=e.shadowRoot?M(e.shadowRoot):[];return e.matches(Tt)&&e.getClientRects().length?[e,...t]:t})}function N(e){let t=e.activeElement;return t?.shadowRoot&&N(t.shadowRoot)||t}var Dt=_`
  :host { display: block; block-size: 100%; background: var(--surface); overflow: hidden; }
  section { display: flex; flex-direction: column; block-size: 100%; outline: none; background: var(--surface); container-type: inline-size; }
  section.narrow { padding-block: var(--safe-area-inset-top, 0px) var(--safe-area-inset-bottom, 0px); box-sizing: border-box; }
  header { display: flex; align-items: center; padding-inline: 4px; min-block-size: 56px; flex: none; }
  h2 { flex: 1; min-width: 0; margin: 0; padding-inline: 8px; font-size: 16px; font-weight: 600; line-height: 1.25;
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  small { display: block; color: var(--quiet); font-size: 13px; font-weight: 400; overflow: hidden; text-overflow: ellipsis; }
  .turn:dir(rtl) { display: inline-grid; transform: scaleX(-1); }
  .stages { display: grid; gap: 2px; flex: none; background: #000; --high: 58vh; }
  .n2 { --high: 27vh; }
  camvault-stage { aspect-ratio: 16 / 9; max-block-size: var(--high); inline-size: 100%; }
  .steer { flex: none; padding-block-end: 4px; }
  .below { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; }
  .about { padding-inline: 16px; }
  .description { margin: 12px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; padding: 0; list-style: none; font-size: 14px; }
  .label { display: inline-flex; align-items: center; gap: 6px; padding: 2px 10px; border-radius: 12px; background: color-mix(in srgb, var(--text) 8%, transparent); }
  .note { padding-inline-start: 8px; border-inline-start: 3px solid var(--warn); }
  .clocks { margin: 8px 16px; color: var(--quiet); font-size: 13px; }
  .empty { flex: 1; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px; text-align: center; }
  .again { min-block-size: 44px; padding-inline: 20px; border-radius: 22px; background: var(--accent); color: var(--on-accent); }
  .said, .edge { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  section:fullscreen .stages { flex: 1; min-block-size: 0; }
  section:fullscreen camvault-stage { aspect-ratio: auto; max-block-size: none; block-size: 100%; }
  section:fullscreen .below { display: none; }
  @container (min-width: 640px) {
    .n2, .n3, .n4 { grid-template-columns: 1fr 1fr; }
    .n2 { --high: 50vh; }
    .n3, .n4 { --high: 25vh; }
  }
`,Ot=4e3,P=class extends d{static{this.styles=[v,h,_`
      textarea { box-sizing: border-box; inline-size: 100%; min-block-size: 8em; padding: 12px; font: inherit; color: inherit;
        background: var(--page); border: 1px solid var(--line); border-radius: 8px; resize: vertical; }
      footer { display: flex; justify-content: end; gap: 8px; margin-block-start: 12px; }
      footer button { min-block-size: 44px; padding-inline: 20px; border-radius: 22px; }
      .save { background: var(--accent); color: var(--on-accent); }
    `]}async show(){await this.updateComplete,this.field.value=this.event.description??``,this.sheet.show(),await this.sheet.updateComplete,requestAnimationFrame(()=>this.field.focus())}render(){let{texts:e}=this.env;return f`<camvault-sheet
      .heading=${e.text(`player.describe`)}
      .closing=${e.text(`player.close`)}
      .direction=${e.direction}
    >
      <textarea
        maxlength=${Ot}
        dir="auto"
        aria-label=${e.text(`player.describe`)}
        placeholder=${e.text(`player.describe_hint`)}
        @keydown=${this.#e}
      ></textarea>
      <footer>
        <button @click=${()=>this.sheet.close()}>${e.text(`player.cancel`)}</button>
        <button class="save" @click=${this.#t}>${e.text(`player.save`)}</button>
      </footer>
    </camvault-sheet>`}#e(e){e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&this.#t()}async#t(){let{env:e,event:t}=this,n=t.description,r=this.field.value.trim()||null;if(this.sheet.close(),r!==n){this.changed({...t,description:r});try{let n=await e.source.actions?.describe({home:t.home,id:t.id},r);n&&this.changed(n)}catch(r){this.changed({...t,description:n}),e.host.toast(S(e,r,`player.failed.describe`))}}}};b([y({attribute:!1})],P.prototype,`env`,void 0),b([y({attribute:!1})],P.prototype,`event`,void 0),b([y({attribute:!1})],P.prototype,`changed`,void 0),b([u(`camvault-sheet`)],P.prototype,`sheet`,void 0),b([u(`textarea`)],P.prototype,`field`,void 0),C(`camvault-player-describe`,P);async function F(e){try{return await navigator.clipboard.writeText(e),!0}catch{return kt(e)}}function kt(e){let t=document.createElement(`textarea`);t.value=e,t.style.position=`fixed`,t.style.opacity=`0`,(At()??document.body).append(t),t.select();let n=document.execCommand(`copy`);return t.remove(),n}function At(){let e=document.activeElement;for(;e?.shadowRoot?.activeElement;)e=e.shadowRoot.activeElement;return e?.closest(`dialog, camvault-sheet`)??null}function jt(e,{home:t,id:n},r){let{source:i,host:a,texts:o}=e,s=Ne(i).add([{home:t,id:n}],t=>a.toast(S(e,t)));a.toast(o.text(`player.deleted`),{text:o.text(`player.undo`),run:()=>{s(),r()}})}var Mt={expired:`again`,away:`again`,preparing:`again`,undecodable:`download`,unreadable:`download`,unplayable:`download`,codec:`download`,offline:null,gone:null,unauthorized:null};function I(e,t,n){let r=t.again&&t.what!==`preparing`&&t.what!==`offline`?`again`:t.what;return e.text(`player.trouble.${r}`,{codec:R(n?.codecs??null)})}function L(e){return e.again?null:Mt[e.what]}function R(e){return e?/hvc1|hev1|dvh/i.test(e)?`H.265`:/avc/i.test(e)?`H.264`:e.split(`,`)[0]?.trim()??e:`?`}var z=class extends d{constructor(...e){super(...e),this.capture=null}static{this.styles=[v,h,_`
      dl { margin: 0; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .code { font-family: ui-monospace, monospace; font-size: 13px; }
    `]}async show(){await this.updateComplete,this.sheet.show()}render(){let{texts:e}=this.env;return f`<camvault-sheet
      .heading=${e.text(`player.details.title`)}
      .closing=${e.text(`player.close`)}
      .direction=${e.direction}
    >
      <dl>${this.capture?Nt(this.env,this.capture).map(e=>this.#e(e)):m}</dl>
    </camvault-sheet>`}#e([e,t,n]){return t?f`<dt>${this.env.texts.text(`player.details.${e}`)}</dt>
      <dd class=${n?`code`:``} dir=${n?`ltr`:`auto`}>${t}</dd>`:m}};b([y({attribute:!1})],z.prototype,`env`,void 0),b([y({attribute:!1})],z.prototype,`capture`,void 0),b([u(`camvault-sheet`)],z.prototype,`sheet`,void 0);function Nt({texts:e,format:t},n){let r=e=>`${t.day(e)}, ${t.timeWithSeconds(e)}`,{width:i,height:a,duration_s:o,codecs:s}=n;return[[`state`,e.text(`player.state.${n.state}`)],[`condition`,n.condition===`complete`?null:e.text(`player.condition.${n.condition}`)],[`captured`,r(n.captured_at)],[`received`,r(n.received_at)],[`length`,o===null?null:t.length(o)],[`size`,t.size(n.size)],[`resolution`,i&&a?`${i} × ${a}`:null],[`codec`,s?`${R(s)} (${s})`:n.content_type],[`path`,n.original_path,!0],[`key`,n.archive_key,!0],[`sha256`,n.sha256,!0]]}C(`camvault-player-details`,z);var B=class extends d{constructor(...e){super(...e),this.capture=null,this.change=!1}static{this.styles=[v,h,_`
      button { display: flex; align-items: center; gap: 16px; inline-size: 100%; min-block-size: 52px; text-align: start; }
      small { display: block; color: var(--quiet); }
      .delete { color: var(--bad); }
    `]}async show(){await this.updateComplete,this.sheet.show()}render(){let{env:e,event:n,camera:r}=this,{texts:i}=e,a=r?e.host.toCamera(r):null,o=n.unseen!==void 0&&e.source.actions!==null;return f`<camvault-sheet
        .heading=${i.text(`player.more`)}
        .closing=${i.text(`player.close`)}
        .direction=${i.direction}
      >
        ${o?this.#e(n.unseen?`mark_seen`:`mark_unseen`,n.unseen?t:l,()=>this.listener.actionSeen()):m}
        ${e.source.actions?this.#e(`copy_event`,ke,()=>void this.#r()):m}
        ${a?this.#e(`to_camera`,Te,a):m}
        ${this.capture?this.#e(`details.title`,te,()=>void this.details.show()):m}
        ${this.change?this.#t():m}
      </camvault-sheet>
      <camvault-player-details .env=${e} .capture=${this.capture}></camvault-player-details>`}#e(e,t,n){return f`<button
      @click=${()=>{this.sheet.close(),n()}}
    >
      ${p(t)}<span>${this.env.texts.text(`player.${e}`)}</span>
    </button>`}#t(){let{event:e,env:t}=this,n=e.protected?`delete_protected`:e.ended_at===null?`delete_going_on`:null;return f`<button class="delete" ?disabled=${n!==null} @click=${this.#n}>
      ${p(Oe)}
      <span>
        ${t.texts.text(`player.delete`)}
        ${n?f`<small>${t.texts.text(`player.${n}`)}</small>`:m}
      </span>
    </button>`}#n(){let{event:e,listener:t}=this;this.sheet.close(),jt(this.env,e,()=>t.actionRestored(e)),t.actionRemoving(e)}async#r(){let{home:e,id:t}=this.event,n=`/camvault/event/${encodeURIComponent(e)}/${encodeURIComponent(t)}`,r=await F(new URL(n,location.origin).href);this.env.host.toast(this.env.texts.text(r?`player.copied`:`player.failed.copy`))}};b([y({attribute:!1})],B.prototype,`env`,void 0),b([y({attribute:!1})],B.prototype,`event`,void 0),b([y({attribute:!1})],B.prototype,`capture`,void 0),b([y({attribute:!1})],B.prototype,`camera`,void 0),b([y({type:Boolean})],B.prototype,`change`,void 0),b([y({attribute:!1})],B.prototype,`listener`,void 0),b([u(`camvault-sheet`)],B.prototype,`sheet`,void 0),b([u(`camvault-player-details`)],B.prototype,`details`,void 0),C(`camvault-player-menu`,B);var V=class extends d{constructor(...e){super(...e),this.shared=null,this.copied=!1,this.#e=``}static{this.styles=[v,h,_`
      p { margin: 0 0 12px; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .hash { font-family: ui-monospace, monospace; font-size: 13px; }
      footer { display: flex; flex-wrap: wrap; gap: 8px; }
      footer button { display: inline-flex; align-items: center; gap: 8px; min-block-size: 44px; padding-inline: 20px;
        border-radius: 22px; background: var(--accent); color: var(--on-accent); }
    `]}#e;async show(e,t){let{actions:n}=this.env.source;if(n){this.#e=t,this.copied=!1;try{this.shared=await n.share({home:e.home,id:e.id})}catch(e){this.env.host.toast(S(this.env,e,`player.failed.share`));return}await this.updateComplete,this.sheet.show(),`share`in navigator?await this.#n():await this.#r()}}render(){let{shared:e}=this,{texts:t}=this.env;return f`<camvault-sheet
      .heading=${t.text(`player.share`)}
      .closing=${t.text(`player.close`)}
      .direction=${t.direction}
    >
      ${e?this.#t(e):m}
    </camvault-sheet>`}#t({url:e,expires_at:t,sha256:n}){let{texts:i,format:a}=this.env,o=`${a.day(t)}, ${a.time(t)}`;return f`
      <p>${i.text(`player.share_until`,{until:o})}</p>
      <dl>
        <dt>${i.text(`player.link`)}</dt>
        <dd dir="ltr">${e}</dd>
        ${n?f`<dt>${i.text(`player.details.sha256`)}</dt><dd class="hash" dir="ltr">${n}</dd>`:m}
      </dl>
      <footer>
        ${`share`in navigator?f`<button @click=${this.#n}>${p(ce,20)}${i.text(`player.share_by`)}</button>`:m}
        <button @click=${this.#r}>${p(r,20)}${i.text(this.copied?`player.copied`:`player.copy_link`)}</button>
      </footer>
    `}async#n(){this.shared&&await navigator.share({url:this.shared.url,title:this.#e}).catch(()=>void 0)}async#r(){this.copied=this.shared!==null&&await F(this.shared.url),this.env.host.toast(this.env.texts.text(this.copied?`player.copied`:`player.failed.copy`))}};b([y({attribute:!1})],V.prototype,`env`,void 0),b([g()],V.prototype,`shared`,void 0),b([g()],V.prototype,`copied`,void 0),b([u(`camvault-sheet`)],V.prototype,`sheet`,void 0),C(`camvault-player-share`,V);var Pt={none:re,pending:ie,kept:n},H=class extends d{constructor(...e){super(...e),this.capture=null}static{this.styles=[v,h,Ft()]}get#e(){return this.env.source.actions!==null&&this.camera?.may_change===!0}render(){let{env:e,event:t,capture:n,listener:r}=this,a=this.#e;return f`
      <div class="row" role="toolbar" aria-label=${e.texts.text(`player.actions`)}>
        ${this.#t(`download`,i,()=>void this.download(),n===null)}
        ${a?this.#t(`share`,ce,()=>void this.share(),n===null):``}
        ${a?this.#n():``}
        ${a?this.#t(`describe`,Ee,()=>void this.describing.show()):``}
        ${this.#t(`more`,ne,()=>void this.menu.show())}
      </div>
      <camvault-player-share .env=${e}></camvault-player-share>
      <camvault-player-describe .env=${e} .event=${t} .changed=${e=>r.actionChanged(e)}>
      </camvault-player-describe>
      <camvault-player-menu
        .env=${e} .event=${t} .capture=${n} .camera=${this.camera} .change=${a} .listener=${r}
      ></camvault-player-menu>
    `}#t(e,t,n,r=!1){return f`<button @click=${n} ?disabled=${r}>${p(t)}<span>${this.env.texts.text(`player.${e}`)}</span></button>`}#n(){let{protection:e,protected:t}=this.event,n=t&&e===`none`?`pending`:e;return f`<button aria-pressed=${t} class=${n} @click=${()=>void this.protect()}>
      ${p(Pt[n])}<span>${this.env.texts.text(`player.protection.${n}`)}</span>
    </button>`}async download(){let{env:e,capture:t}=this;if(t)try{let n=document.createElement(`a`);n.href=await e.source.download({home:t.home,id:t.id}),n.download=``,this.renderRoot.append(n),n.click(),n.remove()}catch(t){e.host.toast(S(e,t,`player.failed.download`))}}async share(){let{capture:e,camera:t,env:n}=this;e&&this.#e&&await this.sharing.show(e,`${t?.name??``} ${n.format.timeWithSeconds(e.captured_at)}`.trim())}async protect(){let{env:e,event:t,listener:n}=this,{actions:r}=e.source;if(!r||!this.#e)return;let i=!t.protected;n.actionChanged({...t,protected:i,protection:i?`pending`:`none`});try{let[e]=await r.protect([{home:t.home,id:t.id}],i);e&&n.actionChanged(e)}catch(r){n.actionChanged({...this.event,protected:t.protected,protection:t.protection}),e.host.toast(S(e,r,`player.failed.protect`))}}};b([y({attribute:!1})],H.prototype,`env`,void 0),b([y({attribute:!1})],H.prototype,`event`,void 0),b([y({attribute:!1})],H.prototype,`capture`,void 0),b([y({attribute:!1})],H.prototype,`camera`,void 0),b([y({attribute:!1})],H.prototype,`listener`,void 0),b([u(`camvault-player-share`)],H.prototype,`sharing`,void 0),b([u(`camvault-player-describe`)],H.prototype,`describing`,void 0),b([u(`camvault-player-menu`)],H.prototype,`menu`,void 0);function Ft(){return _`
    :host { display: block; }
    .row { display: flex; justify-content: space-around; gap: 4px; padding-inline: 4px; }
    .row button { flex: 1; max-inline-size: 110px; min-inline-size: 0; min-block-size: 60px; display: grid; align-content: center; justify-items: center;
      gap: 4px; border-radius: 12px; font-size: 12px; }
    .row span { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; }
    .row button:hover { background: color-mix(in srgb, var(--text) 8%, transparent); }
    .kept svg { color: var(--good); }
    .pending svg { color: var(--warn); }
  `}C(`camvault-player-actions`,H);var U=class extends d{constructor(...e){super(...e),this.events=[],this.chosen=[],this.full=!1,this.addresses=/* @__PURE__ */ new Map,this.#e=new Ve(()=>this.env.source)}static{this.styles=[v,h,It()]}#e;connectedCallback(){super.connectedCallback(),this.#e.reopen()}disconnectedCallback(){super.disconnectedCallback(),this.#e.free()}willUpdate(e){let t=e.get(`first`);if(t&&!k(t,this.first)&&(this.#e.free(),this.#e.reopen(),this.addresses=/* @__PURE__ */ new Map),e.has(`events`))for(let e of this.events)this.#n(e)}render(){return this.events.length===0?m:f`<h3>${this.env.texts.text(`player.also`)}</h3>
      <ul>${this.events.map(e=>this.#t(e))}</ul>`}#t(e){let t=this.chosen.some(t=>k(t,e)),n=this.addresses.get(`${e.home} ${e.picture}`);return f`<li>
      <button aria-pressed=${t} ?disabled=${this.full&&!t} @click=${()=>this.choose(e)}>
        <span class="picture">${n?f`<img src=${n} alt="" />`:p(fe,32)}${t?f`<i>${p(ue,20)}</i>`:m}</span>
        <span class="name">${this.nameOf(e)}</span>
        <span class="time">${this.env.format.timeWithSeconds(e.started_at)}</span>
      </button>
    </li>`}async#n({home:e,picture:t}){let n=t?await this.#e.get({home:e,id:t},320):null;n&&(this.addresses=new Map([...this.addresses,[`${e} ${t}`,n]]))}};b([y({attribute:!1})],U.prototype,`env`,void 0),b([y({attribute:!1})],U.prototype,`first`,void 0),b([y({attribute:!1})],U.prototype,`events`,void 0),b([y({attribute:!1})],U.prototype,`chosen`,void 0),b([y({type:Boolean})],U.prototype,`full`,void 0),b([y({attribute:!1})],U.prototype,`nameOf`,void 0),b([y({attribute:!1})],U.prototype,`choose`,void 0),b([g()],U.prototype,`addresses`,void 0);function It(){return _`
    :host { display: block; }
    h3 { margin: 8px 16px; font-size: 14px; font-weight: 600; }
    ul { display: flex; gap: 8px; margin: 0; padding: 0 16px 16px; overflow-x: auto; list-style: none; overscroll-behavior-x: contain; }
    button { display: grid; inline-size: 132px; text-align: start; border-radius: 8px; }
    .picture { position: relative; display: grid; place-items: center; aspect-ratio: 16 / 9; border-radius: 8px; overflow: hidden;
      background: #000; color: #888; }
    [aria-pressed="true"] .picture { outline: 3px solid var(--accent); }
    img { width: 100%; height: 100%; object-fit: contain; }
    i { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; display: grid; padding: 2px; border-radius: 50%;
      background: var(--accent); color: var(--on-accent); }
    .name { margin-block-start: 4px; font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .time { font-size: 12px; color: var(--quiet); }
  `}C(`camvault-player-also`,U);var Lt={},Rt=Ae(class extends je{constructor(){super(...arguments),this.ot=Lt}render(e,t){return t()}update(e,[t,n]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((e,t)=>e===this.ot[t]))return x}else if(this.ot===t)return x;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,n)}}),zt=`important`,Bt=` !`+zt,W=Ae(class extends je{constructor(e){if(super(e),e.type!==Pe.ATTRIBUTE||e.name!==`style`||e.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(e){return Object.keys(e).reduce((t,n)=>{let r=e[n];return r==null?t:t+`${n=n.includes(`-`)?n:n.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,`-$&`).toLowerCase()}:${r};`},``)}update(e,[t]){let{style:n}=e.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let e of this.ft)t[e]??(this.ft.delete(e),e.includes(`-`)?n.removeProperty(e):n[e]=null);for(let e in t){let r=t[e];if(r!=null){this.ft.add(e);let t=typeof r==`string`&&r.endsWith(Bt);e.includes(`-`)||t?n.setProperty(e,t?r.slice(0,-11):r,t?zt:``):n[e]=r}}return x}}),Vt=160,G=class extends d{constructor(...e){super(...e),this.at=0,this.sprite=null,this.#e=new Ve(()=>this.env.source)}static{this.styles=_`
    :host { display: block; }
    div { inline-size: 160px; border-radius: 6px; background-repeat: no-repeat; box-shadow: 0 2px 8px #0008; }
  `}#e;connectedCallback(){super.connectedCallback(),this.#e.reopen()}disconnectedCallback(){super.disconnectedCallback(),this.sprite=null,this.#e.free()}updated(e){e.has(`capture`)&&this.#t(this.capture)}render(){let{sprite:e,at:t}=this;if(e?.capture!==this.capture.id)return m;let n=Math.min(e.frames-1,Math.floor(t*e.frames));return f`<div
      style=${W({blockSize:`${e.height}px`,backgroundImage:`url(${e.address})`,backgroundPosition:`${-n*Vt}px 0`})}
    ></div>`}async#t({home:e,id:t}){let n=await this.#e.sprite({home:e,id:t});if(!n||t!==this.capture.id)return;let r=new Image;r.src=n,await r.decode().catch(()=>void 0);let{naturalWidth:i,naturalHeight:a}=r,o=Math.floor(i/Vt);o>0&&(this.sprite={capture:t,address:n,frames:o,height:a})}};b([y({attribute:!1})],G.prototype,`env`,void 0),b([y({attribute:!1})],G.prototype,`capture`,void 0),b([y({type:Number})],G.prototype,`at`,void 0),b([g()],G.prototype,`sprite`,void 0),C(`camvault-player-preview`,G);var K=class extends d{constructor(...e){super(...e),this.stills=[],this.moment=0,this.sprites=()=>!1,this.hovered=null,this.#e=!1}static{this.styles=[v,Ht()]}#e;render(){let e=this.timeline.fraction(this.position),{texts:t}=this.env;return f`
      <div
        class="bar"
        role="slider"
        tabindex="0"
        aria-label=${t.text(`player.bar`)}
        aria-valuemin="0"
        aria-valuemax="1000"
        aria-valuenow=${Math.round(e*1e3)}
        aria-valuetext=${this.#i()}
        @pointerdown=${this.#a}
        @pointermove=${this.#o}
        @pointerup=${this.#s}
        @pointercancel=${this.#s}
        @pointerleave=${()=>{this.hovered=null}}
      >
        ${this.timeline.pieces.map((t,n)=>this.#t(t,n,e))}
        ${Rt([this.timeline,this.stills],()=>this.stills.map(e=>this.#r(e)))}
        <i class="thumb" style=${W({insetInlineStart:q(e)})}></i>
        ${this.hovered===null?m:this.#n(this.hovered)}
      </div>
    `}#t(e,t,n){let r=this.timeline.marks[t];if(!r||e.capture.kind===`snapshot`)return m;let i=Math.min(1,Math.max(0,(n-r.start)/r.width)),a={insetInlineStart:q(r.start),inlineSize:q(r.width)};return f`<i class="piece track${e.track}" style=${W(a)}>
      <i class="played" style=${W({inlineSize:q(i)})}></i>
    </i>`}#n(e){let t=this.timeline.position(e),n=this.timeline.pieces[t.index];return f`<div class="hovered" style=${W({insetInlineStart:q(Math.min(.9,Math.max(.1,e)))})}>
      ${n?.capture.kind===`clip`&&this.sprites(n.capture)?f`<camvault-player-preview .env=${this.env} .capture=${n.capture}
            .at=${(n.from+t.offset)/Math.max(.1,n.from+n.length)}></camvault-player-preview>`:m}
      <output>${this.env.format.timeWithSeconds(this.timeline.moment(t))}</output>
    </div>`}#r(e){let t=this.timeline.fraction(this.timeline.at(e.begin));return f`<i class="tick" style=${W({insetInlineStart:q(t)})}></i>`}#i(){let e=this.timeline.pieces[this.position.index];if(!e)return``;let t=this.timeline.pieces.filter(t=>t.capture.kind===e.capture.kind);return this.env.texts.text(`player.at_${e.capture.kind}`,{time:this.env.format.timeWithSeconds(this.moment),index:t.indexOf(e)+1,count:t.length})}#a(e){e.button===0&&(e.stopPropagation(),this.#e=!0,this.bar.setPointerCapture(e.pointerId),this.#c(e,!1))}#o(e){this.hovered=this.#u(e),this.#e&&this.#c(e,!1)}#s(e){this.#e&&(this.#e=!1,e.pointerType!==`mouse`&&(this.hovered=null),this.#c(e,!0))}#c(e,t){let n=this.#u(e),r=t?this.#l(n):void 0;r?this.listener.barLook(r):this.listener.barMoved(this.timeline.position(n),t)}#l(e){let t=6/Math.max(1,this.bar.clientWidth);return this.stills.find(n=>Math.abs(this.timeline.fraction(this.timeline.at(n.begin))-e)<t)}#u(e){let t=this.bar.getBoundingClientRect(),n=(e.clientX-t.left)/Math.max(1,t.width),r=this.env.texts.direction===`rtl`?1-n:n;return Math.min(1,Math.max(0,r))}};b([y({attribute:!1})],K.prototype,`env`,void 0),b([y({attribute:!1})],K.prototype,`listener`,void 0),b([y({attribute:!1})],K.prototype,`timeline`,void 0),b([y({attribute:!1})],K.prototype,`stills`,void 0),b([y({attribute:!1})],K.prototype,`position`,void 0),b([y({attribute:!1})],K.prototype,`moment`,void 0),b([y({attribute:!1})],K.prototype,`sprites`,void 0),b([g()],K.prototype,`hovered`,void 0),b([u(`.bar`)],K.prototype,`bar`,void 0);function q(e){return`${(e*100).toFixed(3)}%`}function Ht(){return _`
    :host { display: block; touch-action: none; padding-inline: 12px; }
    .bar { position: relative; height: 44px; cursor: pointer; border-radius: 8px; }
    .bar:focus-visible { outline: 2px solid var(--accent); }
    .piece, .tick, .thumb { position: absolute; pointer-events: none; }
    .piece { inset-block: 18px; min-inline-size: 2px; border-radius: 3px; overflow: hidden; background: var(--line);
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 18%, transparent); }
    .piece:not(.track0) { inset-block: 20px; }
    .played { display: block; height: 100%; background: var(--accent); }
    .tick { inset-block: 12px; inline-size: 3px; margin-inline-start: -1.5px; border-radius: 2px; background: var(--text);
      box-shadow: 0 0 0 1px var(--surface); }
    .thumb { inset-block-start: 13px; inline-size: 18px; block-size: 18px; margin-inline-start: -9px; border-radius: 50%;
      background: var(--accent); box-shadow: 0 0 0 2px var(--surface), 0 1px 4px #0006; }
    .hovered { position: absolute; inset-block-end: 38px; display: grid; justify-items: center; gap: 4px; transform: translateX(-50%);
      pointer-events: none; z-index: 1; }
    .hovered:dir(rtl) { transform: translateX(50%); }
    output { padding: 2px 8px; border-radius: 6px; background: var(--text); color: var(--surface); font-size: 13px; white-space: nowrap; }
  `}C(`camvault-player-bar`,K);var Ut=.5,J=class extends d{constructor(...e){super(...e),this.name=``,this.first=!1,this.nudge=0}static{this.styles=[v,h,_`
      :host { position: absolute; inset-block-start: 0; inset-inline: 0; display: flex; align-items: center; min-block-size: 44px; color: #fff;
        background: linear-gradient(#000b, #0000); pointer-events: none; }
      b { flex: 1; min-width: 0; padding-inline: 12px; font-weight: 500; font-size: 14px; white-space: nowrap; overflow: hidden;
        text-overflow: ellipsis; }
      button { pointer-events: auto; }
      button.icon { min-width: 44px; min-height: 44px; }
      output { min-width: 3.5em; text-align: center; font-size: 13px; font-variant-numeric: tabular-nums; }
    `]}render(){if(this.first)return f`<b>${this.name}</b>`;let{format:t}=this.env,n=`${this.nudge>0?`+`:this.nudge<0?`−`:`±`}${t.number(Math.abs(this.nudge))} s`;return f`<b>${this.name}</b>
      ${this.#e(`earlier`,o,()=>this.nudged(-.5))}
      <output dir="ltr">${n}</output>
      ${this.#e(`later`,e,()=>this.nudged(Ut))} ${this.#e(`drop`,De,()=>this.dropped())}`}#e(e,t,n){let r=this.env.texts.text(`player.${e}`,{camera:this.name});return f`<button class="icon" aria-label=${r} title=${r} @pointerdown=${e=>e.stopPropagation()} @click=${n}>${p(t,20)}</button>`}};b([y({attribute:!1})],J.prototype,`env`,void 0),b([y()],J.prototype,`name`,void 0),b([y({type:Boolean})],J.prototype,`first`,void 0),b([y({type:Number})],J.prototype,`nudge`,void 0),b([y({attribute:!1})],J.prototype,`nudged`,void 0),b([y({attribute:!1})],J.prototype,`dropped`,void 0),C(`camvault-player-beside`,J);var Y=class extends d{constructor(...e){super(...e),this.playing=!1,this.steps=!1,this.fullscreen=!1,this.pip=!1}static{this.styles=[v,h,Wt()]}render(){let{liking:e,playing:t,listener:n}=this,r=this.env.texts.direction===`rtl`,i=(e,t)=>p(r?t:e);return f`
      <div class="row main">
        ${this.steps?this.#e(`older`,i(Ce,ye)):m}
        ${this.#e(`back`,i(Se,c))}
        <button class="icon play" aria-label=${this.#r(t?`pause`:`play`)} title=${this.#r(t?`pause`:`play`)}
          @click=${()=>n.command(`play`)}>${p(t?oe:se,32)}</button>
        ${this.#e(`on`,i(c,Se))}
        ${this.steps?this.#e(`newer`,i(ye,Ce)):m}
      </div>
      <div class="row">
        <button class="icon" aria-pressed=${!e.muted} aria-label=${this.#r(`sound`)} title=${this.#r(`sound`)}
          @click=${()=>n.command(`mute`)}>${p(e.muted?he:be)}</button>
        ${this.#e(`frame-back`,i(le,me))} ${this.#e(`frame-on`,i(me,le))}
        ${this.#t()}
        <button class="icon" aria-pressed=${e.autoplay} aria-label=${this.#r(`autoplay`)} title=${this.#r(`autoplay`)}
          @click=${()=>n.liking({autoplay:!e.autoplay})}>${p(ee)}</button>
        ${this.#e(`zoom`,p(s))}
        ${this.pip?f`<button class="icon" aria-label=${this.#r(`pip`)} title=${this.#r(`pip`)}
              @click=${()=>n.pictureInPicture()}>${p(ae)}</button>`:m}
        ${this.fullscreen?this.#e(`fullscreen`,p(a)):m}
      </div>
    `}#e(e,t){let n=this.#r(e);return f`<button class="icon" aria-label=${n} title=${n} @click=${()=>this.listener.command(e)}>${t}</button>`}#t(){let{speed:e}=this.liking;return f`<select aria-label=${this.#r(`speed`)} title=${this.#r(`speed`)} @change=${this.#n}>
      ${E.map(t=>f`<option value=${t} ?selected=${t===e} .selected=${t===e}>${this.env.format.number(t)}×</option>`)}
    </select>`}#n(e){let t=e.target;this.listener.liking({speed:Number(t.value)}),t.blur()}#r(e){return this.env.texts.text(`player.control.${e}`)}};b([y({attribute:!1})],Y.prototype,`env`,void 0),b([y({attribute:!1})],Y.prototype,`listener`,void 0),b([y({attribute:!1})],Y.prototype,`liking`,void 0),b([y({type:Boolean})],Y.prototype,`playing`,void 0),b([y({type:Boolean})],Y.prototype,`steps`,void 0),b([y({type:Boolean})],Y.prototype,`fullscreen`,void 0),b([y({type:Boolean})],Y.prototype,`pip`,void 0);function Wt(){return _`
    :host { display: block; }
    .row { display: flex; justify-content: center; align-items: center; flex-wrap: wrap; }
    .main { gap: 8px; }
    .row button.icon { min-width: 44px; }
    .play { background: var(--accent); color: var(--on-accent); width: 56px; height: 56px; }
    [aria-pressed="true"] { color: var(--accent); }
    select { font: inherit; color: inherit; background: none; border: 0; min-height: 44px; padding-inline: 6px; border-radius: 22px; }
    option { color: #111; background: #fff; }
    @container (min-width: 640px) { :host { display: flex; justify-content: center; gap: 16px; } }
  `}C(`camvault-player-controls`,Y);var Gt=24,X=12,Kt=64,qt=260,Jt=1/3,Yt=class{#e=/* @__PURE__ */ new Map;#t=new AbortController;#n=`none`;#r;constructor(e,t){this.element=e,this.listener=t;let{signal:n}=this.#t,r=(t,r)=>e.addEventListener(t,r,{signal:n});r(`pointerdown`,e=>this.#i(e)),r(`pointermove`,e=>this.#a(e)),r(`pointerup`,e=>this.#c(e)),r(`pointercancel`,e=>this.#l(e)),e.addEventListener(`wheel`,e=>this.#d(e),{signal:n,passive:!1});for(let t of[`touchstart`,`touchmove`,`touchend`])e.addEventListener(t,e=>e.stopPropagation(),{signal:n,passive:!0})}dispose(){clearTimeout(this.#r?.timer),this.#t.abort()}#i(e){if(e.button!==0)return;e.stopPropagation();let t={x:e.clientX,y:e.clientY},n=e.pointerType===`touch`&&(t.x<Gt||t.x>window.innerWidth-Gt);this.#e.set(e.pointerId,{start:t,at:t,edge:n}),this.#e.size===2&&(this.listener.dragged(0),this.#n=`pinch`)}#a(e){let t=this.#e.get(e.pointerId);if(!t)return;let n=t.at,r=this.#f();t.at={x:e.clientX,y:e.clientY},this.#n===`none`&&this.#o(e,t),this.#n===`pinch`&&this.#s(r),this.#n===`pan`&&this.listener.panned({x:t.at.x-n.x,y:t.at.y-n.y}),this.#n===`swipe`&&this.listener.dragged(t.at.x-t.start.x)}#o(e,t){let[n,r]=[Math.abs(t.at.x-t.start.x),Math.abs(t.at.y-t.start.y)];this.listener.enlarged()?this.#n=Math.max(n,r)>X/2?`pan`:`none`:!t.edge&&n>X&&n>r*1.5&&(this.#n=`swipe`),this.#n!==`none`&&this.element.setPointerCapture?.(e.pointerId)}#s(e){let t=this.#f();e>0&&t>0&&this.listener.zoomed(t/e,this.#p())}#c(e){let t=this.#e.get(e.pointerId);if(!t)return;this.#e.delete(e.pointerId);let n=t.at.x-t.start.x;this.#n===`swipe`?(this.listener.dragged(0),Math.abs(n)>=Kt&&this.listener.swiped(n<0?`left`:`right`)):this.#n===`none`&&Math.hypot(n,t.at.y-t.start.y)<X&&this.#u(t.at),this.#e.size===0&&(this.#n=`none`)}#l(e){this.#e.delete(e.pointerId),this.listener.dragged(0),this.#e.size===0&&(this.#n=`none`)}#u(e){let t=this.element.getBoundingClientRect(),n=(e.x-t.left)/t.width,r=n<Jt?`left`:n>.6666666666666667?`right`:`middle`,i=this.#r;if(clearTimeout(i?.timer),this.#r=void 0,i?.place===r){this.listener.doubled(r);return}let a=setTimeout(()=>{this.#r=void 0,this.listener.tapped()},qt);this.#r={timer:a,place:r}}#d(e){let t=this.#m({x:e.clientX,y:e.clientY});e.preventDefault(),e.stopPropagation(),this.listener.zoomed(Math.exp(-e.deltaY/400),t)}#f(){let[e,t]=[...this.#e.values()];return e&&t?Math.hypot(e.at.x-t.at.x,e.at.y-t.at.y):0}#p(){let[e,t]=[...this.#e.values()];return!e||!t?{x:0,y:0}:this.#m({x:(e.at.x+t.at.x)/2,y:(e.at.y+t.at.y)/2})}#m(e){let t=this.element.getBoundingClientRect();return{x:e.x-t.left-t.width/2,y:e.y-t.top-t.height/2}}},Xt=_`
    :host { display: block; position: relative; overflow: hidden; background: #000; color: #fff; touch-action: pan-y; user-select: none; }
    :host([enlarged]) { touch-action: none; cursor: move; }
    .view, img, video { position: absolute; inset: 0; width: 100%; height: 100%; }
    img, video { object-fit: contain; pointer-events: none; }
    [hidden] { display: none; }
    .words { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 12px; padding: 16px;
      text-align: center; background: #000a; text-wrap: pretty; }
    .words p { margin: 0; max-width: 46ch; }
    .quiet { margin: 0; color: #ccc; }
    .act { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding-inline: 16px; border-radius: 22px;
      background: #fff; color: #111; }
    .small { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; background: #000a; color: #fff; }
    .hint { position: absolute; inset-block: 0; margin: auto; height: fit-content; padding: 12px 16px; border-radius: 22px; background: #fff; color: #111; }
    .hint.left { left: 12px; }
    .hint.right { right: 12px; }
    .wait { position: absolute; inset: 0; margin: auto; width: 40px; height: 40px; border-radius: 50%;
      border: 4px solid #fff6; border-block-start-color: #fff; animation: turn 1s linear infinite; }
    @keyframes turn { to { rotate: 1turn; } }
  `,Z={scale:1,x:0,y:0},Zt=8,Qt=[1,2,4];function $t(e,t,n,r){let i=Math.min(Zt,Math.max(1,e.scale*t)),a=i/e.scale;return nn({scale:i,x:n.x-(n.x-e.x)*a,y:n.y-(n.y-e.y)*a},r)}function en(e,t,n){return nn({scale:e.scale,x:e.x+t.x,y:e.y+t.y},n)}function tn(e,t){let n=Qt.find(t=>t>e.scale+.01)??1;return n===1?Z:$t(e,n/e.scale,{x:0,y:0},t)}function nn({scale:e,x:t,y:n},r){let[i,a]=[(e-1)*r.width/2,(e-1)*r.height/2];return e<=1.01?Z:{scale:e,x:rn(t,i),y:rn(n,a)}}function rn(e,t){return Math.min(t,Math.max(-t,e))+0}var Q=class extends d{constructor(...e){super(...e),this.features=[],this.muted=!0,this.steps=!1,this.view=Z,this.drag=0,this.#e=new ze(()=>this.env.source,this),this.#n=``}static{this.styles=[v,h,Xt]}#e;#t;#n;get showing(){return this.#e.capture?.id??null}get ready(){return this.#e.ready}get time(){return this.#e.time}get frame(){return this.#e.frame}get stuck(){let{trouble:e}=this.#e;return e?!e.again&&L(e)!==`again`&&e.what!==`offline`?`for good`:`for now`:null}get video(){return this.#e.front.video}present(e,t){e?.id!==this.showing&&(this.view=Z),this.#e.present(e,t)}prepare(e,t){this.#e.prepare(e,t)}play(){this.#e.play()}pause(){this.#e.pause()}setRate(e){for(let{video:t}of this.#e.reels)t.defaultPlaybackRate=e,t.playbackRate!==e&&(t.playbackRate=e)}wake(){this.#e.wake()}rest(){this.#e.rest()}stepZoom(){this.view=tn(this.view,this.getBoundingClientRect())}connectedCallback(){super.connectedCallback(),this.#t=new Yt(this,this)}disconnectedCallback(){super.disconnectedCallback(),this.#t?.dispose(),this.#e.rest()}willUpdate(e){if(this.#e.features=this.features,e.has(`muted`))for(let{video:e}of this.#e.reels)e.muted=this.muted;this.toggleAttribute(`enlarged`,this.enlarged())}render(){let{reels:e,front:t,stills:n,ready:r}=this.#e,i=`translate(${this.view.x+this.drag}px, ${this.view.y}px) scale(${this.view.scale})`,a=this.#e.capture?.kind===`clip`;return f`
      <div class="view" style=${W({transform:i})}>
        ${n.poster?f`<img src=${n.poster} alt="" draggable="false" />`:m}
        ${e.map(e=>(e.video.hidden=e!==t||!a||!r,e.video))}
        ${n.still?f`<img src=${n.still} alt="" draggable="false" />`:m}
      </div>
      ${this.#r(r)} ${this.#e.small?this.#o():m}
      <slot></slot>
      ${this.drag?this.#a():m}
    `}#r(e){let{trouble:t,capture:n}=this.#e;return t?this.#i():n?e?m:f`<div class="wait" role="progressbar" aria-label=${this.env.texts.text(`player.loading`)}></div>`:f`<p class="words quiet">${this.env.texts.text(`player.nothing_now`)}</p>`}#i(){let{trouble:e,capture:t}=this.#e;if(!e)return m;let n=L(e);return f`<div class="words">
      <p>${I(this.env.texts,e,t)}</p>
      ${n?f`<button class="act" @pointerdown=${an} @click=${{again:()=>this.#e.again(),download:()=>this.listener.stageDownload()}[n]}>
            ${p(n===`again`?_e:i,20)}${this.env.texts.text(`player.${n}`)}
          </button>`:m}
    </div>`}#a(){let{texts:e}=this.env,t=this.drag<0==(e.direction===`ltr`);return f`<p class="hint ${this.drag<0?`right`:`left`}">${e.text(t?`player.control.older`:`player.control.newer`)}</p>`}#o(){return f`<button class="act small" @pointerdown=${an} @click=${()=>this.#e.full()}>
      ${p(de,20)}${this.env.texts.text(`player.full_quality`)}
    </button>`}projectorChanged(){this.requestUpdate();let{trouble:e,capture:t}=this.#e,n=e?I(this.env.texts,e,t):``;n!==this.#n&&this.listener.stageSays(n),this.#n=n}projectorEnded(){this.listener.stageEnded()}projectorMeasured(e,t){this.listener.stageMeasured(e,t)}projectorSilenced(){this.listener.stageSilenced()}enlarged(){return this.view.scale>1}dragged(e){this.drag=this.steps?e:0}swiped(e){this.steps&&this.listener.stageSwiped(e)}tapped(){this.listener.stageTapped()}doubled(e){e===`middle`?this.view=Z:this.listener.stageDoubled(e)}zoomed(e,t){this.view=$t(this.view,e,t,this.getBoundingClientRect())}panned(e){this.view=en(this.view,e,this.getBoundingClientRect())}};b([y({attribute:!1})],Q.prototype,`env`,void 0),b([y({attribute:!1})],Q.prototype,`listener`,void 0),b([y({attribute:!1})],Q.prototype,`features`,void 0),b([y({type:Boolean})],Q.prototype,`muted`,void 0),b([y({type:Boolean})],Q.prototype,`steps`,void 0),b([g()],Q.prototype,`view`,void 0),b([g()],Q.prototype,`drag`,void 0);function an(e){e.stopPropagation()}C(`camvault-stage`,Q);var on=4,sn=2,$=class extends d{constructor(...e){super(...e),this.event=null,this.said=``,this.#e=new wt(this),this.#t=new tt(this.#e,{actions:()=>this.actions,section:()=>this.section,player:this}),this.#n=new Et(this),this.#r=null,this.#p=e=>this.#e.session.features(e).includes(`sprite`),this.#m=e=>this.#e.session.camera(e)?.name??e.camera,this.#h=e=>{let{session:t}=this.#e;t.opened.some((t,n)=>n>0&&k(t.event,e))?t.drop(e):this.#e.add(e)}}static{this.styles=[v,h,Dt]}#e;#t;#n;#r;press(e){return this.#t.press(e)}connectedCallback(){super.connectedCallback(),this.#n.remember(),this.#t.listen(),this.hasUpdated&&(this.#i(),this.updateComplete.then(()=>this.#n.enter()))}firstUpdated(){this.#i(),this.#n.enter()}disconnectedCallback(){super.disconnectedCallback(),this.#t.deafen(),this.#e.disconnect(),this.#r=null,this.#n.giveBack()}updated(e){e.has(`event`)&&this.#e.connected&&this.#a()}#i(){this.#e.connect(),this.#a()}#a(){let{event:e}=this;e&&this.#r&&k(this.#r,e)||(this.#r=e,e?this.#e.open(e):this.#e.shut())}stage(e){return this.renderRoot.querySelectorAll(`camvault-stage`)[e]}go(e){this.event={home:e.home,id:e.id},w(this,`camvault-open`,this.event)}close(){w(this,`camvault-close`,void 0)}say(e){this.said=e}render(){let{env:e}=this,{session:t,problem:n}=this.#e,{first:r}=t,{narrow:i}=e.host;return f`<section
      dir=${e.texts.direction}
      class=${i?`narrow`:``}
      role="region"
      aria-label=${e.texts.text(`player.title`)}
      tabindex="-1"
    >
      ${i?this.#n.renderEdge(`last`):m} ${this.#o(r)}
      ${n?this.#c(n):r?this.#l(r):f`<div class="empty"></div>`}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${i?this.#n.renderEdge(`first`):m}
    </section>`}#o(e){let{texts:t,format:n,host:r}=this.env,i=t.text(`player.close`),{event:a}=e??{},o=a?.unseen!==void 0&&this.env.source.actions!==null;return f`<header>
      <button class="icon" aria-label=${i} title=${i} @click=${this.close}>
        <span class="turn">${p(r.narrow?ve:De)}</span>
      </button>
      <h2>
        ${a?this.#m(a):m}
        ${a?f`<small>${n.day(a.started_at)}, ${n.timeWithSeconds(this.#f(a))}</small>`:m}
      </h2>
      ${a&&o?this.#s(a):m}
    </header>`}#s(e){let n=this.env.texts.text(e.unseen?`player.mark_seen`:`player.mark_unseen`);return f`<button class="icon" aria-label=${n} title=${n} @click=${()=>this.#e.toggleSeen()}>
      ${p(e.unseen?t:l)}
    </button>`}#c(e){return f`<div class="empty">
      <p>${e}</p>
      <button class="again" @click=${()=>this.event&&this.#e.open(this.event)}>${this.env.texts.text(`player.again`)}</button>
    </div>`}#l(e){let{session:t,director:n,stills:r,liking:i}=this.#e,{env:a}=this,o=n.peek??n.piece?.capture??null;return f`
      <div class="stages n${t.opened.length}">
        ${Me(t.opened,(e,t)=>t?`${e.event.home} ${e.event.id}`:``,(e,t)=>this.#u(e,t))}
      </div>
      <div class="steer">
        ${n.timeline.pieces.length?f`<camvault-player-bar
          .env=${a} .listener=${this.#t} .timeline=${n.timeline} .stills=${r} .sprites=${this.#p}
          .position=${n.position} .moment=${n.moment}
        ></camvault-player-bar>`:m}
        <camvault-player-controls
          .env=${a} .listener=${this.#t} .liking=${i} .playing=${n.playing} .steps=${this.step!==void 0}
          .fullscreen=${this.#t.canFill} .pip=${document.pictureInPictureEnabled===!0}
        ></camvault-player-controls>
      </div>
      <div class="below">
        <camvault-player-actions
          .env=${a} .event=${e.event} .capture=${o} .camera=${t.camera(e.event)} .listener=${this.#t}
        ></camvault-player-actions>
        <div class="about">${Ue(a,e.event,o,e.more)}</div>
        ${t.opened.length>1?f`<p class="clocks">${a.texts.text(`player.clocks`)}</p>`:m}
        <camvault-player-also
          .env=${a} .first=${e.event} .events=${e.also} .chosen=${t.beside}
          .full=${t.opened.length>=(a.host.narrow?sn:on)} .nameOf=${this.#m} .choose=${this.#h}
        ></camvault-player-also>
      </div>
    `}#u({event:e,nudge:t},n){let{session:r,liking:i}=this.#e;return f`<camvault-stage
      .env=${this.env}
      .listener=${this.#t.ofTrack(n)}
      .features=${r.features(e)}
      .muted=${i.muted||n>0}
      .steps=${this.step!==void 0}
    >
      ${r.opened.length>1?this.#d(e,t,n):m}
    </camvault-stage>`}#d(e,t,n){let{session:r}=this.#e;return f`<camvault-player-beside
      .env=${this.env} .name=${this.#m(e)} .first=${n===0} .nudge=${t}
      .nudged=${t=>r.nudge(e,t)} .dropped=${()=>r.drop(e)}
    ></camvault-player-beside>`}#f(e){let{moment:t}=this.#e.director;return Number.isNaN(t)?Date.parse(e.started_at):t}#p;#m;#h};b([y({attribute:!1})],$.prototype,`env`,void 0),b([y({attribute:!1})],$.prototype,`event`,void 0),b([y({attribute:!1})],$.prototype,`step`,void 0),b([g()],$.prototype,`said`,void 0),b([u(`section`)],$.prototype,`section`,void 0),b([u(`camvault-player-actions`)],$.prototype,`actions`,void 0),C(`camvault-player`,$);export{$ as Player};