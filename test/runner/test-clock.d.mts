/** How long the test or hook that runs may still wait, in ms; Infinity when a file is being loaded. */
export function timeLeft(): number;
