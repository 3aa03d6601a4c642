const MAX_LINES = 100;
const MAX_LENGTH = 4_096;

let lines = [];

/** What the servers of this worker log: the latest lines, for the report of a test that fails meanwhile. */
export const serverLog = {
  write(line) {
    lines.push(line.slice(0, MAX_LENGTH).trimEnd());
    if (lines.length > MAX_LINES) lines.shift();
  },
};

export function clearServerLog() {
  lines = [];
}

/** When a test is over: below why it failed stands what was logged since the one before it. */
export function reportServerLog({ errors }) {
  if (errors.length > 0 && lines.length > 0) {
    const report = new Error('The servers have logged meanwhile:');
    // No place in the source: only the lines.
    report.stack = [report.message, ...lines].join('\n');
    errors.push(report);
  }
  clearServerLog();
}
