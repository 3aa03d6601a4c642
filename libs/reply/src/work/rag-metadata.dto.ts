import type { TokenMeter } from '../writing/token-meter.js';
import type { Citation, Written } from '../writing/writer.js';

/** The version of how passages are found; what was found with another one may differ. */
const RETRIEVAL_VERSION = 1;

interface Timings {
  readonly retrievalMs: number;
  readonly firstTokenMs: number | undefined;
  readonly totalMs: number;
}

/** What a finished reply says of itself in `message_metadata`; times in ms. */
export function ragMetadata(
  written: Written,
  attempt: number,
  { inputTokens, outputTokens, isEstimated }: TokenMeter['usage'],
  timings: Timings,
): Record<string, unknown> {
  const { mode, model, citations, isTruncated, isUnexplained } = written;
  return {
    rag: {
      mode,
      ...(model !== undefined && { model }),
      attempt,
      retrieval_version: RETRIEVAL_VERSION,
      citations: citations.map(citation),
      ...(isTruncated === true && { truncated: true }),
      ...(mode === 'model' && {
        usage: { input_tokens: inputTokens, output_tokens: outputTokens, ...(isEstimated && { estimated: true }) },
      }),
      timings: {
        retrieval_ms: Math.round(timings.retrievalMs),
        ...(timings.firstTokenMs !== undefined && { first_token_ms: Math.round(timings.firstTokenMs) }),
        total_ms: Math.round(timings.totalMs),
        ...(isUnexplained === true && { finish: 'unknown' }),
      },
    },
  };
}

/** What a reply says of the part that there is, while it is written and when it breaks off. */
export function partMetadata(
  citations: readonly Citation[],
  attempt: number,
  mode: Written['mode'],
): Record<string, unknown> {
  return { rag: { mode, attempt, citations: citations.map(citation) } };
}

function citation({ n, chatId, messageId, filename, source, start, end, text, score }: Citation) {
  return {
    n,
    chat_id: chatId,
    message_id: messageId,
    ...(filename !== undefined && { filename }),
    source,
    start,
    end,
    text,
    score: Math.round(score * 1000) / 1000,
  };
}
