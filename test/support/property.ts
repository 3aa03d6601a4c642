import fc from 'fast-check';

const SEED = 20_260_101;

/** Time for looking for a counterexample and making it small, in ms; what is found by then is reported. */
const BOUND = 40_000;

/** For Jest: longer than the search. */
export const PROPERTY_TIMEOUT = 60_000;

/**
 * Checks a property on as many inputs, the same ones every time; a failure names its seed, path and smallest input.
 * `PROPERTY_SEED` asks for other inputs, `PROPERTY_RUNS` for so many times more of them.
 */
export async function holds<Input>(
  runs: number,
  inputs: fc.Arbitrary<Input>,
  property: (input: Input) => Promise<void>,
): Promise<void> {
  const seed = Number(process.env['PROPERTY_SEED'] ?? SEED);
  const numRuns = runs * Number(process.env['PROPERTY_RUNS'] ?? 1);
  let latest = Promise.resolve();
  const followed = fc.asyncProperty(inputs, (input) => (latest = property(input)));
  try {
    await fc.assert(followed, { seed, numRuns, interruptAfterTimeLimit: BOUND });
  } finally {
    // When the time is up, fast-check leaves a run behind: it ends before its servers are closed.
    await latest.catch(() => undefined);
  }
}
