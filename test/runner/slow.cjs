// jest --filter: the rest, for CI, which has run `npm test` before.
const { isSlow } = require('./slow-specs.cjs');

module.exports = (files) => ({ filtered: files.filter(isSlow) });
