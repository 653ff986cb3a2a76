import{a as e,c as t,d as n,n as r,p as i,r as a,s as o,t as s}from"./decorate-D780rstG.js";import{t as c}from"./define-Cei0lYwU.js";import"./sheet-BSvH5li8.js";var l=[[`older`,[`J`,`↓`]],[`newer`,[`K`,`↑`]],[`back`,[`←`,`→`]],[`frame`,[`,`,`.`]],[`play`,[`Space`]],[`mute`,[`M`]],[`full`,[`F`]],[`protect`,[`P`]],[`download`,[`D`]],[`share`,[`S`]],[`seen`,[`U`]],[`go`,[`G`]],[`search`,[`/`]],[`help`,[`?`]]],u=class extends t{static{this.styles=[a,r,i`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 10px 20px;
        margin: 0;
        align-items: center;
      }
      dt {
        display: flex;
        gap: 6px;
      }
      dd {
        margin: 0;
      }
      kbd {
        min-inline-size: 1.4em;
        padding: 3px 8px;
        border: 1px solid var(--line);
        border-block-end-width: 2px;
        border-radius: 6px;
        font: inherit;
        font-size: 0.875rem;
        text-align: center;
      }
    `]}show(){this.sheet.show()}render(){let{texts:e}=this.env;return n`<camvault-sheet
      .heading=${e.text(`find.help`)}
      .closing=${e.text(`find.close`)}
      .direction=${e.direction}
    >
      <dl dir=${e.direction}>
        ${l.map(([t,r])=>n`<dt>${r.map(t=>n`<kbd>${t===`Space`?e.text(`find.space`):t}</kbd>`)}</dt>
            <dd>${e.text(`find.keys.${t}`)}</dd>`)}
      </dl>
    </camvault-sheet>`}};s([o({attribute:!1})],u.prototype,`env`,void 0),s([e(`camvault-sheet`)],u.prototype,`sheet`,void 0),c(`camvault-help`,u);export{u as CamVaultHelp};