// Generates, compiles and runs every SDK against a live server; names as arguments choose some of them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { command, succeed } from './command.mjs';
import { readGuide } from './guide.mjs';
import { Missing, prepare, requireTools } from './languages.mjs';
import { startServer, tokenOf } from './live-server.mjs';
import { SDKS } from './sdks.mjs';
import { compile } from './typescript.mjs';
import { installOwnClient, openSdkFolder, openWorkFolder } from './work-folder.mjs';

const chosen = process.argv.slice(2);
const guide = readGuide();
const WARNING = /\bwarn|\bis deprecated|⚠|✗/i;
const failures = [];

const work = await openWorkFolder();
const server = await startServer();
try {
  const rows = [];
  for (const sdk of SDKS.filter(({ name }) => chosen.length === 0 || chosen.includes(name)))
    rows.push(await tryOut(sdk));
  console.table(rows);
} finally {
  await server.stop();
  await work.close();
}
for (const { name, message } of failures) console.error(`\n${name}: ${message}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function tryOut(sdk) {
  const row = {
    sdk: sdk.name,
    generator: sdk.package,
    version: '',
    files: '',
    warnings: '',
    types: '',
    scenario: '',
    remark: '',
  };
  try {
    await requireTools(sdk.language);
    const { command: line, files } = guide.get(sdk.name) ?? { files: [] };
    const folder = await openSdkFolder(work.folder, { name: sdk.name, files });
    if (sdk.name === 'chat-system-client') row.version = await installOwnClient(folder);
    else {
      row.version = await versionOf(sdk.package);
      row.warnings = await generate(line, folder, sdk.allowed ?? []);
    }
    row.files = await countFiles(folder);
    const environment = await prepare(sdk.language, folder);
    row.types = await compile(folder, sdk);
    row.scenario = await converse(sdk.name, folder, environment);
    row.remark = sdk.remark;
  } catch (error) {
    if (error instanceof Missing) row.scenario = `SKIPPED: ${error.message}`;
    else {
      row.scenario = 'FAILED';
      failures.push({ name: sdk.name, message: error.message });
    }
  }
  console.log(`${row.sdk} ${row.version}: ${row.scenario}`);
  return row;
}

/** @throws Error for every warning that is not allowed */
async function generate(line, folder, allowed) {
  const output = await succeed('bash', ['-euc', line], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', NPM_CONFIG_LOGLEVEL: 'error' },
  });
  const warnings = output.split('\n').filter((text) => WARNING.test(text) && !/\bINFO\b/.test(text));
  const unexplained = warnings.filter((text) => !allowed.some((pattern) => pattern.test(text)));
  if (unexplained.length > 0)
    throw new Error(`warns ${unexplained.length} times:\n${unexplained.slice(0, 10).join('\n')}`);
  return warnings.length === 0 ? 'none' : `${warnings.length} allowed`;
}

async function converse(name, folder, environment) {
  const people = ['alice', 'bob'].map((person) => `${person}-${name}`);
  const args = people.flatMap((person) => [person, tokenOf(person)]);
  const options = { cwd: folder, env: { ...process.env, ...environment }, seconds: 60 };
  const { isFine, output } = await command(process.execPath, ['main.mjs', server.url, ...args], options);
  if (!isFine) throw new Error(output);
  return 'passed';
}

async function versionOf(name) {
  return JSON.parse(await readFile(path.join(work.folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

async function countFiles(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((file) => file.isFile() && /generated|node_modules\/chat-system-client/.test(file.parentPath))
    .length;
}
