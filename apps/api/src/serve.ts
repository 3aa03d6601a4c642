import { showOwnSources } from './own-source-maps.js';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { commandLine, readSettings } from '#libs/config';
import { checkPort } from './check-port.js';
import { collectStart } from './collect-start.js';
import { createApi } from './create-app.js';
import { makeDemoWorld } from './demo/make-demo-world.js';
import { failStart } from './fail-start.js';
import { help } from './help.js';
import { keepDatabase } from './keep-database.js';
import { openDatabase, signingSecret } from './resources.js';
import { shutDownOnSignal } from './shut-down.js';
import { welcome } from './welcome.js';

showOwnSources();
const { values: called } = commandLine(help(), () => parseArgs({ options: { demo: { type: 'boolean' } } }));
try {
  const given = { ...process.env };
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = readSettings(process.env);
  await checkPort(settings);
  const database = await openDatabase(settings);
  try {
    const jwtSecret = await signingSecret(settings);
    const { app, drain } = await createApi({ settings, databaseUrl: database.url, jwtSecret });
    keepDatabase(database);
    const { LAME_DUCK_SECONDS, SHUTDOWN_SECONDS } = settings;
    const patience = { lameDuckMs: LAME_DUCK_SECONDS * 1000, graceMs: SHUTDOWN_SECONDS * 1000 };
    shutDownOnSignal({ app, drain, database, ...patience });
    await collectStart();
    await app.listen(settings.PORT, settings.HOST);
    if (called.demo === true) await makeDemoWorld(app, settings, jwtSecret);
    const { address } = app.getHttpServer().address() as AddressInfo;
    if (!settings.isProduction && jwtSecret !== undefined)
      process.stdout.write(welcome({ url: await app.getUrl(), address, jwtSecret, given }));
  } catch (error) {
    await database.stop();
    throw error;
  }
} catch (error) {
  failStart(error);
}
