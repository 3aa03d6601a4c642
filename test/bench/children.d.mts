/** Runs a benchmark, and leaves nothing behind. */
export function measure(work: () => Promise<void>): Promise<void>;
