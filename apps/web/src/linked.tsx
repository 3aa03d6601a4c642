import { Fragment } from 'react';

/** An address in a text, up to the marks that end a sentence. */
const ADDRESS = /(https?:\/\/[^\s<>"]+)/i;

/** A text with links where it names addresses of the web. What stands behind them learns nothing of this page. */
export function Linked({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, nth) => {
    const address = nth % 2 === 1 ? withoutMarks(part) : '';
    if (!URL.canParse(address)) return <Fragment key={nth}>{part}</Fragment>;
    return (
      <Fragment key={nth}>
        <a href={address} target="_blank" rel="noopener noreferrer">
          {address}
        </a>
        {part.slice(address.length)}
      </Fragment>
    );
  });
}

/** Without full stops and brackets that belong to the sentence: a bracket stays when it was opened in the address. */
function withoutMarks(address: string): string {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    const isOpened = last === ')' && address.slice(0, end - 1).includes('(');
    if (isOpened || !/[.,;:!?'"*_)\]}]/.test(last)) break;
  }
  return address.slice(0, end);
}
