"""How a page looks, on a screen and on paper."""

STYLE = """
:root { color-scheme: light; --ink: #1f262c; --quiet: #5a666f; --line: #d9dfe3;
        --accent: #1f4e5f; --done: #2e6b4f; --late: #a3261f; }
@page { size: A4 landscape; margin: 14mm 13mm 16mm;
        @bottom-right { content: counter(page) " / " counter(pages); color: #5a666f;
                        font: 8pt "Segoe UI", Calibri, Arial, sans-serif; } }
* { box-sizing: border-box; }
body { font: 10pt/1.45 "Segoe UI", Calibri, system-ui, Arial, sans-serif; color: var(--ink);
       background: #fff; margin: 2.5rem auto; max-width: 78rem; padding: 0 2rem;
       overflow-wrap: anywhere; }
header { border-bottom: 2px solid var(--accent); padding-bottom: .7rem; }
.of { color: var(--quiet); margin: 0; }
h1 { font-size: 1.9em; font-weight: 600; line-height: 1.2; margin: .1em 0 0;
     color: var(--accent); }
h2 { font-size: 1.25em; font-weight: 600; margin: 2.2rem 0 .5rem; color: var(--accent); }
h3 { font-size: 1.05em; font-weight: 600; margin: 1.4rem 0 .3rem; }
p { margin: .35em 0; max-width: 60em; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.2rem 0 0; }
.facts div { flex: 1 1 11rem; }
dt, .beneath, .note { color: var(--quiet); font-size: .88em; }
dd { margin: 0; font-size: 1.2em; font-weight: 600; }
dd.note { font-size: .88em; font-weight: 400; line-height: 1.35; text-wrap: balance; }
.wide { overflow-x: auto; margin-top: .4rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 62rem;
        font-variant-numeric: tabular-nums; }
th, td { padding: .42em .9em .42em 0; text-align: left; vertical-align: top;
         border-bottom: 1px solid var(--line); }
th { font-size: .88em; font-weight: 600; color: var(--quiet); vertical-align: bottom;
     border-bottom: 1.5px solid var(--accent); hyphens: auto; }
.number { text-align: right; }
.beneath { display: block; line-height: 1.35; }
.settled td { color: var(--quiet); }
.sum td { font-weight: 600; border-top: 1.5px solid var(--accent); border-bottom: 0; }
.yes { color: var(--done); font-weight: 700; } .no { color: #97a3ab; }
.day { white-space: nowrap; }
.loud { display: block; color: var(--late); font-size: .88em; font-weight: 600; }
.share { display: flex; align-items: center; gap: .7em; padding-right: 1em; white-space: nowrap; }
.share svg { flex: 1; height: 1.1em; min-width: 3em; }
.share span { min-width: 3.4em; text-align: right; }
.all { fill: #e8edf0; } .part { fill: #4f8598; } .goal { fill: var(--accent); }
@media print {
  body { font-size: 8.5pt; margin: 0; max-width: none; padding: 0; }
  .wide { overflow: visible; } table { min-width: 0; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  .sum { break-before: avoid; }
  h1, h2, h3, header { break-after: avoid; } .facts, p { break-inside: avoid; }
}
""".strip()
