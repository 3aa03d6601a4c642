import { Marked, type Tokens } from 'marked';
import type { GuideSource } from './guide-list.js';
import { HeadingNames } from './heading-names.js';
import { highlighted } from './highlighted.js';
import { escapeHtml } from './html.js';
import { linkTarget } from './link-target.js';

export interface Section {
  readonly id: string;
  readonly html: string;
}

export interface GuideContent {
  /** The first line, as plain text. */
  readonly title: string;
  /** The first paragraph: what the page is for. */
  readonly introduction: string;
  /** What follows the title and the introduction. */
  readonly body: string;
  /** Its headings of the second rank. */
  readonly sections: readonly Section[];
}

/** Renders a page: GitHub's Markdown without raw HTML, which is shown as text (comments: not at all). */
export function guideContent({ name, markdown }: GuideSource): GuideContent {
  const names = new HeadingNames();
  const sections: Section[] = [];
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1>${html}</h1>\n`;
        const id = names.next(this.parser.parseInline(tokens, this.parser.textRenderer));
        if (depth === 2) sections.push({ id, html });
        return `<h${depth} id="${id}">${html} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${depth}>\n`;
      },
      link({ href, tokens }) {
        const target = linkTarget(href, name);
        const html = this.parser.parseInline(tokens);
        return target === undefined ? html : `<a href="${escapeHtml(target)}">${html}</a>`;
      },
      code: ({ text, lang = '' }) =>
        `<pre><code class="language-${escapeHtml(lang)}">${highlighted(text, lang)}\n</code></pre>\n`,
      html: ({ text }) => (text.trimStart().startsWith('<!--') ? '' : escapeHtml(text)),
    },
  });
  const [heading, introduction, ...rest] = marked.lexer(markdown).filter(({ type }) => type !== 'space');
  if (heading?.type !== 'heading' || introduction?.type !== 'paragraph')
    throw new Error('a page begins with its title and a paragraph that says what it is for');
  const body = marked
    .parser(rest)
    // What is wider than the page scrolls inside itself, by keyboard too.
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">');
  return { title: (heading as Tokens.Heading).text, introduction: marked.parser([introduction]), body, sections };
}
