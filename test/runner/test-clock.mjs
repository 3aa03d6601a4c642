/** Kept back, so that a wait in vain is reported as such and not as a test that took too long. */
const FOR_THE_REPORT_MS = 2_000;

let endsAt = Infinity;

/** When a test or a hook begins, which may take so long. */
export function startClock(timeoutMs) {
  endsAt = performance.now() + timeoutMs - FOR_THE_REPORT_MS;
}

/** How long the test or hook that runs may still wait, in ms; Infinity when a file is being loaded. */
export function timeLeft() {
  return endsAt - performance.now();
}
