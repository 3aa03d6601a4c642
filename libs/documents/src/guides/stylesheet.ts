/** The look of the pages, as a constant: the compiler copies no assets. */
export const STYLESHEET = `:root {
  --text: #1f2933;
  --quiet: #52606d;
  --accent: #0b6bcb;
  --background: #fff;
  --border: #d9e0e7;
  --code: #f5f7fa;
  --string: #0a6640;
  --word: #7a2fb5;
  --name: #a3410b;
  --number: #0b5cad;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e9ee; --quiet: #a3b0bd; --accent: #6fb3ff; --background: #14181d; --border: #333c46; --code: #1e242b; --string: #7fd7a4; --word: #d3a6ff; --name: #ffb38a; --number: #8ec5ff; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: var(--text); background: var(--background); font: 1rem/1.6 system-ui, sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover, main p a, main li a, main td a { text-decoration: underline; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.5rem; padding: 0.5rem max(1.25rem, calc((100vw - 63.5rem) / 2)); border-bottom: 1px solid var(--border); }
.top a { display: inline-block; padding: 0.5rem 0; }
.top nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.home { color: var(--text); font-weight: 650; }
.search { position: relative; flex: 1 1 12rem; max-width: 20rem; margin-left: auto; }
.search[hidden] { display: none; }
.search input { width: 100%; padding: 0.4rem 0.75rem; border: 1px solid var(--border); border-radius: 1rem; color: inherit; background: var(--code); font: inherit; font-size: 0.875rem; }
.search input::placeholder { color: var(--quiet); opacity: 1; }
.search input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.hits { display: none; position: absolute; top: calc(100% + 0.5rem); right: 0; z-index: 2; width: min(32rem, calc(100vw - 2.5rem)); max-height: min(32rem, 75vh); overflow-y: auto; padding: 0.5rem; border: 1px solid var(--border); border-radius: 10px; background: var(--background); box-shadow: 0 8px 30px rgb(0 0 0 / 18%); }
.open .hits { display: block; }
.hits output { display: block; padding: 0.25rem 0.5rem; font-size: 0.8125rem; color: var(--quiet); }
.hits ul { margin: 0; padding: 0; list-style: none; }
.hits li { margin: 0; }
.hits a { display: block; padding: 0.5rem; border-radius: 6px; color: var(--text); }
.hits a:hover, .hits a:focus-visible { background: var(--code); text-decoration: none; }
.hits b { display: block; font-weight: 600; color: var(--accent); }
.hits span { display: block; font-size: 0.8125rem; color: var(--quiet); overflow-wrap: anywhere; }
.columns { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
main { min-width: 0; max-width: 46rem; padding: 1.5rem 0 3rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 1rem; font-size: 2rem; letter-spacing: -0.015em; }
h2 { margin: 2.75rem 0 0.75rem; font-size: 1.4rem; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.125rem; }
.anchor { color: var(--accent); font-weight: 400; opacity: 0; }
:is(h2, h3, h4):hover .anchor, .anchor:focus { opacity: 1; }
p, ul, ol, pre, .wide { margin: 0 0 1rem; }
ul, ol { padding-left: 1.4rem; }
li { margin: 0.25rem 0; }
code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--code); font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { padding: 0.875rem 1rem; font-size: 0.8125rem; line-height: 1.55; overflow-x: auto; border: 1px solid var(--border); border-radius: 6px; background: var(--code); }
pre code { padding: 0; background: none; font-size: inherit; line-height: inherit; }
pre:has(> .language-json), pre:has(> .language-text) { margin-top: -0.5rem; background: var(--background); }
.hljs-comment { color: var(--quiet); font-style: italic; }
:is(.hljs-string, .hljs-regexp, .hljs-section) { color: var(--string); }
:is(.hljs-keyword, .hljs-literal, .hljs-built_in) { color: var(--word); }
:is(.hljs-attr, .hljs-attribute, .hljs-variable, .hljs-property) { color: var(--name); }
:is(.hljs-number, .hljs-title) { color: var(--number); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--border); text-align: left; vertical-align: top; }
th { font-weight: 650; white-space: nowrap; }
td:first-child code { white-space: nowrap; }
td { min-width: 5rem; }
td:nth-child(n + 3):last-child { min-width: 12rem; }
.contents { margin: 1.5rem 0; padding: 0.5rem 1rem; border: 1px solid var(--border); border-radius: 6px; }
summary { cursor: pointer; color: var(--quiet); }
.contents ul { margin: 0.5rem 0; }
.index h2 { margin-top: 2rem; font-size: 1.2rem; }
.index p { color: var(--quiet); }
.pages { padding: 1rem 0 2rem; border-top: 1px solid var(--border); }
.pages ul { margin: 0; padding: 0; list-style: none; }
.pages li { margin: 0; }
.pages a { display: block; padding: 0.35rem 0; color: var(--quiet); }
.pages a:hover, .pages [aria-current] { color: var(--accent); }
.pages [aria-current] { font-weight: 650; }
@media (max-width: 40rem) {
  .top nav { gap: 0 1rem; font-size: 0.9375rem; }
  .search { flex-basis: 100%; max-width: none; margin: 0.25rem 0 0.5rem; }
  .hits { width: 100%; }
  td:first-child { min-width: 7rem; overflow-wrap: anywhere; }
  td:first-child code { white-space: normal; }
}
@media (min-width: 60rem) {
  .columns { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 3rem; }
  main { grid-column: 2; grid-row: 1; padding-top: 2rem; }
  .pages { grid-column: 1; grid-row: 1; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-top: 2rem; border-top: 0; }
}
.neighbours { display: flex; justify-content: space-between; gap: 1rem; margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--border); }
.neighbours [rel=prev]::before { content: '← '; }
.neighbours [rel=next]::after { content: ' →'; }
.with-copy { position: relative; margin: 0 0 1rem; }
.with-copy pre { margin: 0; }
.copy { position: absolute; top: 0.5rem; right: 0.5rem; padding: 0.2rem 0.6rem; border: 1px solid var(--border); border-radius: 4px; background: var(--background); color: var(--quiet); font: inherit; font-size: 0.8125rem; cursor: pointer; }
.copy:hover, .copy:focus-visible { color: var(--accent); }
@media print {
  .copy, .neighbours, .top, .pages, .contents, .anchor { display: none; }
  pre { white-space: pre-wrap; }
}
`;

/** A speech bubble. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b6bcb" d="M6 4h20a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/></svg>
`;
