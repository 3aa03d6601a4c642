// jest --filter: what `npm run test:unit` runs when it is not told which files.
const { areNamed, isUnit } = require('./slow-specs.cjs');

module.exports = (files) => ({ filtered: files.filter((file) => areNamed || isUnit(file)) });
