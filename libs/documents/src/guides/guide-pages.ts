import { type GuideContent, guideContent } from './guide-content.js';
import { readGuides } from './guide-list.js';
import { escapeHtml } from './html.js';
import { searchSections } from './search-sections.js';

export interface ServedFile {
  readonly type: string;
  readonly body: string;
}

interface Guide extends GuideContent {
  readonly name: string;
}

interface Around {
  /** Whether the page to chat on is at `/`. */
  readonly withChatPage: boolean;
}

/** Everything below `/docs/guides` by its path there: the index (''), pages, their Markdown, and what is searched. */
export async function guidePages(around: Around): Promise<ReadonlyMap<string, ServedFile>> {
  const sources = await readGuides();
  const guides = sources.map((source) => ({ name: source.name, ...guideContent(source) }));
  const sections = guides.flatMap((guide) => searchSections(guide.name, linkText(guide.name, guide.title), guide));
  return new Map([
    ['', page(guides, undefined, around)],
    ['search.json', { type: 'application/json; charset=utf-8', body: JSON.stringify(sections) }],
    ...guides.map((guide) => [guide.name, page(guides, guide, around)] as const),
    ...sources.map(
      ({ name, markdown }) => [`${name}.md`, { type: 'text/markdown; charset=utf-8', body: markdown }] as const,
    ),
  ]);
}

function page(guides: readonly Guide[], shown: Guide | undefined, { withChatPage }: Around): ServedFile {
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(shown?.title ?? 'Guides')} · Chat System API</title>
<link rel="stylesheet" href="/docs/guides/guides.css">
<link rel="icon" href="/docs/guides/icon.svg">
<script type="module" src="/docs/guides/guides.js"></script>
</head>
<body>
<header class="top">
<a class="home" href="/docs/guides">Chat System API</a>
<nav aria-label="Documentation">${withChatPage ? '<a href="/">Chat</a>' : ''}${TOP}</nav>
<search class="search" hidden>
<input type="search" placeholder="Search the guides  /" aria-label="Search the guides" autocomplete="off" spellcheck="false">
<div class="hits"><output></output><ul></ul></div>
</search>
</header>
<div class="columns">
<main>
${shown === undefined ? index(guides) : `${article(shown)}${neighbours(guides, shown)}`}
</main>
<nav class="pages" aria-label="Guides">
<ul>
${guides.map((guide) => pageLink(guide, shown)).join('\n')}
</ul>
</nav>
</div>
</body>
</html>
`,
  };
}

const TOP = [
  ['/docs/guides', 'Guides'],
  ['/docs', 'API reference'],
  ['/docs/asyncapi.json', 'AsyncAPI'],
]
  .map(([href, text]) => `<a href="${href}">${text}</a>`)
  .join('');

function pageLink({ name, title }: Guide, shown: Guide | undefined): string {
  const current = name === shown?.name ? ' aria-current="page"' : '';
  return `<li><a href="/docs/guides/${name}"${current}>${escapeHtml(linkText(name, title))}</a></li>`;
}

/** The README's own title is the product's. */
function linkText(name: string, title: string): string {
  return name === 'readme' ? 'README' : title;
}

function article(guide: Guide): string {
  return `<h1>${escapeHtml(guide.title)}</h1>\n${guide.introduction}${contents(guide)}${guide.body}`;
}

/** The pages before and after this one, in the order of the list. */
function neighbours(guides: readonly Guide[], shown: Guide): string {
  const at = guides.indexOf(shown);
  const link = (guide: Guide | undefined, rel: string) =>
    guide === undefined
      ? '<span></span>'
      : `<a rel="${rel}" href="/docs/guides/${guide.name}">${escapeHtml(linkText(guide.name, guide.title))}</a>`;
  return `<nav class="neighbours" aria-label="Previous and next">${link(guides[at - 1], 'prev')}${link(guides[at + 1], 'next')}</nav>`;
}

function contents({ sections }: Guide): string {
  if (sections.length < 3) return '';
  const links = sections.map(({ id, html }) => `<li><a href="#${id}">${html}</a></li>`).join('\n');
  return `<details class="contents"><summary>On this page</summary>\n<ul>\n${links}\n</ul>\n</details>\n`;
}

function index(guides: readonly Guide[]): string {
  const entries = guides.map(
    ({ name, title, introduction }) =>
      `<h2><a href="/docs/guides/${name}">${escapeHtml(linkText(name, title))}</a></h2>\n${introduction}`,
  );
  return `<h1>Guides</h1>\n<p>How to build on the Chat System API, a page for each thing. Every command and every answer on these pages is run as a test of the service.</p>\n<div class="index">\n${entries.join('\n')}</div>`;
}
