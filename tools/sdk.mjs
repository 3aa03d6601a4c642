// npm run sdk [-- types | pack | python FOLDER]: what clients are made of; without a name, the types of libs/client.
import { chosen, node, programOf } from './commands.mjs';

const TYPES = [
  'apps/api/openapi.json',
  '--immutable',
  '--root-types',
  '--root-types-no-schema-prefix',
  '--default-non-nullable=false',
  '--output=libs/client/src/generated/api.ts',
];

const PARTS = {
  types: (...argv) => node(programOf('openapi-typescript'), ...TYPES, ...argv),
  pack: (...argv) => node('libs/client/pack.mjs', ...argv),
  python: (...argv) => node('test/sdks/python-client.mjs', ...argv),
};

const [name = 'types', ...argv] = process.argv.slice(2);
chosen(PARTS, name, 'sdk')(...argv);
