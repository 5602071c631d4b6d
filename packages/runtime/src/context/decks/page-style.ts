/** How a page of decks looks: the reader's own colour scheme and fonts. */
export const pageStyle = `:root{color-scheme:light dark;--text:#1d1d27;--quiet:#666673;--line:#dcdce4;--ground:#fff;--shade:#f5f5f8;--accent:#6f2aef;--wrong:#b3261e}
@media (prefers-color-scheme:dark){:root{--text:#e8e8ee;--quiet:#a0a0ad;--line:#3b3b47;--ground:#17171d;--shade:#21212a;--accent:#a78bfa;--wrong:#ff8a80}}
*{box-sizing:border-box}
body{margin:0;padding:16px 24px;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{margin:0 0 12px;font-size:16px;overflow-wrap:anywhere}
input[name=deck]{position:absolute;opacity:0;pointer-events:none}
nav{display:flex;flex-wrap:wrap;border-bottom:1px solid var(--line);margin-bottom:16px}
nav>label{padding:8px 14px;margin-bottom:-1px;border-bottom:2px solid transparent;color:var(--quiet);cursor:pointer;user-select:none}
nav>label:hover{color:var(--text)}
main>section{display:none;overflow-x:auto}
table{border-collapse:collapse;margin:4px 0}
th,td{padding:4px 10px;border:1px solid var(--line);text-align:left;vertical-align:top}
thead th,th[scope=row]{background:var(--shade);font-weight:600}
pre{margin:0;padding:12px;background:var(--shade);overflow-x:auto;font:13px/1.45 ui-monospace,Menlo,Consolas,monospace}
pre.error{color:var(--wrong);white-space:pre-wrap}
ol{margin:0;padding-left:28px}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
p.text{margin:0 0 12px}
.value,.number{font-variant-numeric:tabular-nums}
.number{text-align:right;white-space:nowrap}
.note,.type{color:var(--quiet)}
.timeline{width:100%}
.timeline .bar{width:60%}
.bar>div{height:20px;overflow:hidden}
.bar i{display:block;height:12px;margin-top:4px;border-radius:2px;background:var(--accent)}`;
