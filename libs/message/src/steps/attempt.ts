/** Which attempt at a reply its content is: `rag.attempt` of its metadata, from 1; a first one need not say so. */
export function attemptOf(metadata: Readonly<Record<string, unknown>> | null): number {
  const { attempt } = (metadata?.['rag'] ?? {}) as { attempt?: unknown };
  return typeof attempt === 'number' ? attempt : 1;
}
