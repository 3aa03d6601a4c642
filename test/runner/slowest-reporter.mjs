const SHOWN = 10;

/** Says at the end which files took longest: where a suite has become slow. */
export default class SlowestReporter {
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length <= 1) return;
    const taken = ({ perfStats }) => perfStats.end - perfStats.start;
    const slowest = testResults.toSorted((a, b) => taken(b) - taken(a)).slice(0, SHOWN);
    const line = (file) => `${(taken(file) / 1000).toFixed(1).padStart(7)} s  ${file.testFilePath}\n`;
    process.stderr.write(`\nThe slowest of ${testResults.length} files:\n${slowest.map(line).join('')}`);
  }
}
