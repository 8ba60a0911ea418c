"""How the exported page looks: on a screen, light or dark, and on paper."""

from typing import Final

STYLE: Final = """\
:root {
  color-scheme: light dark;
  --text: #1b1b1b; --quiet: #595959; --line: #d0d0d0; --paper: #fff; --link: #0b4f9e;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --quiet: #a8a8a8; --line: #444; --paper: #161616; --link: #8ab8ff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 44rem; background: var(--paper); color: var(--text);
  font: 1rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4, dt, nav, .where, .record { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 0; padding-bottom: .25rem; border-bottom: 2px solid var(--text); }
h3 { font-size: 1.05rem; margin: 2rem 0 0; color: var(--quiet); }
h4 { font-size: 1.1rem; line-height: 1.3; margin: 0; }
h4 a { color: inherit; text-decoration: none; }
h4 a:hover, h4 a:focus { text-decoration: underline; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
p, ul, ol, blockquote, pre { margin: .5rem 0; }
ul, ol { padding-left: 1.4rem; }
blockquote { padding-left: 1rem; border-left: 3px solid var(--line); }
pre { white-space: pre-wrap; }
dl { margin: 1rem 0; }
dd { margin: 0 0 .4rem; }
.about, .record { font-size: .875rem; }
.about div { display: grid; grid-template-columns: 6.5rem 1fr; }
.about dt { font-weight: 600; }
.about dd { grid-column: 2; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; font-size: .875rem; }
article { margin: 1rem 0 1.75rem; }
article:target { outline: 2px solid var(--link); outline-offset: .5rem; }
.where { margin: .1rem 0 .5rem; color: var(--quiet); font-size: .9rem; }
.place { font-weight: 600; }
.record { margin: .6rem 0 0; color: var(--quiet); line-height: 1.45; }
.record div { display: flex; gap: .6rem; }
.record dt { flex: 0 0 4.8rem; }
.record dd { margin: 0; }
aside { padding-left: 1rem; border-left: 3px solid var(--line); }
sup { line-height: 0; font-size: .72em; }
.address { display: none; }
[role="doc-endnotes"] { font-size: .9rem; }
@media print {
  :root { --text: #000; --quiet: #333; --line: #999; --paper: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, [role="doc-backlink"] { display: none; }
  a { text-decoration: none; }
  .address { display: inline; color: var(--quiet); }
  h2, h3, h4 { break-after: avoid; }
  h4, .where, .record, li { break-inside: avoid; }
}
"""
