import { convert, type HtmlToTextOptions } from 'html-to-text';
import { definitions, row } from './html-lines.js';

/** Deeper elements are left out: reading goes down recursively. */
const MAX_DEPTH = 500;

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const NO_TEXT = [
  'script',
  'style',
  'template',
  'noscript',
  'img',
  'svg',
  'iframe',
  'audio',
  'video',
  'canvas',
  'object',
];

/** Elements that begin a new line, and that the library does not know. */
const BLOCKS =
  'address caption center details dialog dir fieldset figcaption figure hgroup legend menu option search summary'.split(
    ' ',
  );

/** Of saved pages: what leads elsewhere, and what asks for consent. */
const AROUND = [
  'nav',
  '[role="navigation"]',
  '[role="menu"]',
  '[role="menubar"]',
  '[role="search"]',
  '[hidden]',
  ...['cookie', 'consent', 'gdpr', 'onetrust'].flatMap((word) => [`[id*="${word}"]`, `[class*="${word}"]`]),
  '[class*="skip-link"]',
  '[class*="breadcrumb"]',
];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, ellipsis: '', maxInputLength: Number.MAX_SAFE_INTEGER },
  formatters: {
    row,
    definitions,
    value: ({ attribs: { type = 'text', value = '' } = {} }, _walk, builder) => {
      if (SHOWN_INPUTS.has(type.toLowerCase())) builder.addInline(value);
    },
  },
  selectors: [
    ...NO_TEXT.map((selector) => ({ selector, format: 'skip' })),
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    ...BLOCKS.map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'blockquote', format: 'block' },
    { selector: 'hr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'tr', format: 'row' },
    { selector: 'dl', format: 'definitions' },
    { selector: 'input', format: 'value' },
    { selector: 'td > p', format: 'inline' },
    { selector: 'th > p', format: 'inline' },
  ],
};

const SHOWN_INPUTS = new Set([
  'text',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
]);

/** The same without what surrounds the text of a page. */
const PAGE_OPTIONS: HtmlToTextOptions = {
  ...OPTIONS,
  selectors: [...(OPTIONS.selectors ?? []), ...AROUND.map((selector) => ({ selector, format: 'skip' }))],
};

/** A whole page, as a browser saves it. */
const PAGE = /<(?:html|body|!doctype)\b/i;

/**
 * What a page says: paragraphs, lists and rows; without menus, banners, addresses of links, pictures, scripts and
 * styles.
 */
export function readHtml(html: string): string {
  if (!PAGE.test(html.slice(0, 10_000))) return convert(html, OPTIONS);
  const text = convert(html, PAGE_OPTIONS);
  return /\S/.test(text) ? text : convert(html, OPTIONS);
}
