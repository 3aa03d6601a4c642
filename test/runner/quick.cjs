// jest --filter: what `npm test` runs when it is not told which files.
const { areNamed, isSlow } = require('./slow-specs.cjs');

module.exports = (files) => ({ filtered: files.filter((file) => areNamed || !isSlow(file)) });
