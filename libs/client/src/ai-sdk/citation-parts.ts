import type { SourceDocumentUIPart } from 'ai';
import type { Message } from '../generated/api.js';

/** As documented: `[n]` in the content, with the passage that it stands for. */
interface Citation {
  readonly n: number;
  readonly chat_id: number;
  readonly message_id: number;
  readonly filename?: string;
  readonly start: number;
  readonly end: number;
  readonly text?: string;
}

/** What a reply cites: of each passage where it is, and its text, under `providerMetadata.chatSystem`. */
export function citationParts({ message_metadata }: Message): SourceDocumentUIPart[] {
  const { citations = [] } = (message_metadata?.['rag'] ?? {}) as { readonly citations?: readonly Citation[] };
  return citations.map(({ n, chat_id, message_id, filename, start, end, text }) => ({
    type: 'source-document',
    sourceId: String(n),
    mediaType: 'text/plain',
    title: filename ?? `Message ${message_id}`,
    ...(filename !== undefined && { filename }),
    providerMetadata: { chatSystem: { n, chat_id, message_id, start, end, ...(text !== undefined && { text }) } },
  }));
}
