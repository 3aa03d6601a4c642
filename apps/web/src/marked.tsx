import { Fragment } from 'react';

/** Characters before the first hit, and in all. */
const [BEFORE, MOST] = [40, 180];

/** A piece of a text around the first hit of a query, with all hits in it marked. */
export function Marked({ text, query }: { text: string; query: string }) {
  const terms = query.split(/\s+/).filter((term) => term !== '');
  const pattern = new RegExp(
    `(${terms.map((term) => term.replaceAll(/[$()*+.?[\\\]^{|}-]/g, String.raw`\$&`)).join('|')})`,
    'iu',
  );
  const at = terms.length === 0 ? 0 : Math.max(0, text.search(pattern));
  const from = at <= BEFORE ? 0 : at - BEFORE;
  const piece = `${from === 0 ? '' : '…'}${text.slice(from, from + MOST)}${text.length > from + MOST ? '…' : ''}`;
  const parts = terms.length === 0 ? [piece] : piece.split(new RegExp(pattern, 'giu'));
  return (
    <span className="found-text" dir="auto">
      {parts.map((part, nth) =>
        nth % 2 === 1 ? <mark key={nth}>{part}</mark> : <Fragment key={nth}>{part}</Fragment>,
      )}
    </span>
  );
}
