import type { MessageView } from './message-view.js';

/** What became of a cited message. */
export type Fate = 'edited' | 'deleted';

/**
 * The same in SQL, of message `m`, null where there is none; the values are SQL expressions, too. A chat that is deleted is
 * cited nowhere else; within it the citations stay, as it may be restored.
 */
export const fateSql = (of: {
  readonly isElsewhere: string;
  readonly isChatDeleted: string;
  /** Whether the reply does not show the edit yet. */
  readonly isEditNews: string;
}): string => `CASE
      WHEN m.id IS NULL OR m.deleted_at IS NOT NULL OR (${of.isElsewhere} AND ${of.isChatDeleted}) THEN 'deleted'
      WHEN m.edited_at IS NOT NULL AND ${of.isEditNews} THEN 'edited' END`;

interface Cited {
  readonly n: number;
  readonly chat_id: number;
  readonly message_id: number;
}
type Citation = Cited & Readonly<Record<string, unknown>>;
type Reply = Pick<MessageView, 'content' | 'message_metadata'>;

/** What the assistant's reply says that it cites. */
export function citationsOf({ message_metadata: metadata }: Reply): readonly Citation[] {
  const { citations } = (metadata?.['rag'] ?? {}) as { citations?: unknown };
  return Array.isArray(citations) ? (citations as Citation[]) : [];
}

/**
 * The reply without the texts of messages that were edited or deleted since; undefined when it has none of them. What is
 * not known to be a model's own words loses its quoted lines, too: their markers stay.
 */
export function withoutTexts<R extends Reply>(reply: R, fateOf: (citation: Cited) => Fate | undefined): R | undefined {
  const lost = new Set<number>();
  const citations = citationsOf(reply).map((citation) => {
    const fate = fateOf(citation);
    if (fate === undefined || citation['deleted'] === true || citation[fate] === true) return citation;
    lost.add(citation.n);
    const { filename, edited: _, ...rest } = citation;
    return fate === 'deleted'
      ? { ...rest, text: '', deleted: true }
      : { ...rest, ...(filename !== undefined && { filename }), text: '', edited: true };
  });
  if (lost.size === 0) return undefined;
  const rag = reply.message_metadata!['rag'] as { readonly mode?: string };
  const content = rag.mode === 'model' ? reply.content : withoutQuotes(reply.content, lost);
  return { ...reply, content, message_metadata: { ...reply.message_metadata, rag: { ...rag, citations } } };
}

/** A quote is a paragraph `> the text [n]`; of quotes with these numbers only the marker is left. */
function withoutQuotes(content: string, numbers: ReadonlySet<number>): string {
  const [before = '', ...quotes] = content.split('\n\n> ');
  const kept = quotes.map((quote) => {
    const [marker, n] = /\[(\d+)\]$/.exec(quote) ?? [];
    return marker !== undefined && numbers.has(Number(n)) ? marker : quote;
  });
  return [before, ...kept].join('\n\n> ');
}
