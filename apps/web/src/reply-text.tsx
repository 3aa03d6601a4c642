import type { ShownMessage } from 'chat-system-client';
import { Fragment } from 'react';

export interface Citation {
  readonly n: number;
  readonly chat_id: number;
  readonly message_id: number;
  readonly filename?: string;
  readonly source: 'content' | 'extracted';
  /** In code points of the content, or of the text that was extracted from it. */
  readonly start: number;
  readonly end: number;
  /** Absent when the message was deleted. */
  readonly text?: string;
}

interface ReplyTextProps {
  readonly message: ShownMessage;
  readonly onCitation?: ((citation: Citation) => void) | undefined;
}

/** What the assistant says: paragraphs, quotes, and `[n]` that opens the passage which it cites. */
export function ReplyText({ message, onCitation }: ReplyTextProps) {
  const { content, status, message_metadata } = message;
  const rag = (message_metadata?.['rag'] ?? {}) as { readonly citations?: readonly Citation[] };
  const citations = new Map((rag.citations ?? []).map((citation) => [citation.n, citation]));
  const blocks = content.split(/\n{2,}/).filter((block) => block.trim() !== '');
  return (
    <div className="bubble reply" aria-busy={status === 'SENDING'}>
      {blocks.map((block, index) => {
        const isQuote = block.startsWith('>');
        const text = isQuote ? block.replaceAll(/^> ?/gm, '') : block;
        const Tag = isQuote ? 'blockquote' : 'p';
        return (
          <Tag key={index} dir="auto">
            <Cited text={text} citations={citations} onCitation={onCitation} />
          </Tag>
        );
      })}
      {status === 'SENDING' && (
        <span className="dots" role="status">
          <i />
          <i />
          <i />
          <span className="unseen">The assistant is writing</span>
        </span>
      )}
      {status === 'FAILED' && <p className="stopped">The reply was not finished.</p>}
    </div>
  );
}

interface CitedProps {
  readonly text: string;
  readonly citations: ReadonlyMap<number, Citation>;
  readonly onCitation: ReplyTextProps['onCitation'];
}

function Cited({ text, citations, onCitation }: CitedProps) {
  return text.split(/(\[\d+\])/).map((part, index) => {
    const citation = citations.get(Number(/^\[(\d+)\]$/.exec(part)?.[1]));
    if (citation === undefined) return <Fragment key={index}>{part}</Fragment>;
    const from = citation.filename ?? 'a message';
    return (
      <button
        key={index}
        className="citation"
        aria-label={`Source ${citation.n}: ${from}`}
        title={from}
        onClick={() => onCitation?.(citation)}
      >
        {citation.n}
      </button>
    );
  });
}
