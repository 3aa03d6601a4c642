const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '../..');
/** Imports of values: those of types are gone when it runs. */
const IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'|^import '([^']+)'/gm;

/** Whether a file, or what it imports, imports a package that takes long to load, such as Nest. */
exports.loadsPackages = (file, packages) => {
  const met = new Set([file]);
  for (const one of met)
    for (const [, named, bare] of read(one).matchAll(IMPORT)) {
      const specifier = named ?? bare;
      const source = sourceOf(one, specifier);
      if (source !== undefined) met.add(source);
      else if (packages.test(specifier)) return true;
    }
  return false;
};

function sourceOf(from, specifier) {
  if (specifier.startsWith('#libs/')) return path.join(ROOT, 'libs', specifier.slice('#libs/'.length), 'src/index.ts');
  return specifier.startsWith('.') ? path.join(path.dirname(from), specifier).replace(/\.js$/, '.ts') : undefined;
}

const texts = new Map();

function read(file) {
  if (!texts.has(file)) texts.set(file, existsSync(file) ? readFileSync(file, 'utf8') : '');
  return texts.get(file);
}
