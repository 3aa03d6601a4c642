import type { DomNode, FormatCallback } from 'html-to-text';

/** Elements that make a cell more than a value: a table that only arranges a page has them. */
const LARGE = new Set([
  'table',
  'ul',
  'ol',
  'dl',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'form',
  'article',
  'section',
]);
/** Words on both sides of these are two. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'svg']);

const MAX_DEPTH = 100;

/** A row is a line, so that what belongs together is found together; of a table that arranges a page, a cell is a block. */
export const row: FormatCallback = ({ children }, walk, builder) => {
  const cells = children.filter(({ name }) => name === 'td' || name === 'th');
  if (cells.some((cell) => isLarge(cell, 0))) {
    for (const cell of cells) {
      builder.openBlock({ leadingLineBreaks: 1 });
      walk(cell.children, builder);
      builder.closeBlock({ trailingLineBreaks: 1 });
    }
    return;
  }
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline(
    cells
      .map((cell) =>
        lineOf(cell, 0)
          .replaceAll(/[ \t\r\n\f]+/g, ' ')
          .trim(),
      )
      .join(' | '),
    {
      noWordTransform: true,
    },
  );
  builder.closeBlock({ trailingLineBreaks: 1 });
};

/** A term and what it means are a line: `Price: 3.00`. */
export const definitions: FormatCallback = ({ children }, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  let isOpen = false;
  const close = () => {
    if (isOpen) builder.closeBlock({ trailingLineBreaks: 1 });
    isOpen = false;
  };
  const items = children.flatMap((child) => (child.name === 'div' ? child.children : [child]));
  for (const [nth, item] of items.entries()) {
    if (item.name !== 'dt' && item.name !== 'dd') continue;
    const before = items.slice(0, nth).findLast(({ name }) => name === 'dt' || name === 'dd')?.name;
    if (item.name === 'dt' || before !== 'dt') {
      close();
      builder.openBlock({ leadingLineBreaks: 1 });
      isOpen = true;
    } else builder.addInline(': ');
    walk(item.children, builder);
  }
  close();
  builder.closeBlock({ trailingLineBreaks: 2 });
};

function isLarge({ name, children }: DomNode, depth: number): boolean {
  if (LARGE.has(name ?? '')) return true;
  return depth < MAX_DEPTH && (children ?? []).some((child) => isLarge(child, depth + 1));
}

function lineOf({ type, name = '', data = '', children }: DomNode, depth: number): string {
  if (type === 'text') return data;
  if (UNSEEN.has(name) || depth > MAX_DEPTH) return '';
  const inside = (children ?? []).map((child) => lineOf(child, depth + 1)).join('');
  return INLINE.has(name) ? inside : ` ${inside} `;
}
