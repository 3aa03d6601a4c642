import { convert, type HtmlToTextOptions } from 'html-to-text';

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

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, ellipsis: '', maxInputLength: Number.MAX_SAFE_INTEGER },
  formatters: {
    /** A row is a line, so that what belongs together is found together. */
    row: (row, walk, builder) => {
      const cells = row.children.filter(({ name }) => name === 'td' || name === 'th');
      builder.openBlock({ leadingLineBreaks: 1 });
      for (const [nth, cell] of cells.entries()) {
        if (nth > 0) builder.addInline(' | ');
        walk(cell.children, builder);
      }
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
  selectors: [
    ...NO_TEXT.map((selector) => ({ selector, format: 'skip' })),
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'blockquote', format: 'block' },
    { selector: 'hr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'tr', format: 'row' },
    { selector: 'td > p', format: 'inline' },
    { selector: 'th > p', format: 'inline' },
  ],
};

/** What a page says: paragraphs, lists and rows; without addresses of links, pictures, scripts and styles. */
export function readHtml(html: string): string {
  return convert(html, OPTIONS);
}
