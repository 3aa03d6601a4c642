import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { issueToken } from '#libs/auth';
import { readSettings, SettingsError } from '#libs/config';
import { failStart } from './fail-start.js';
import { signingSecret } from './resources.js';

const USAGE = 'npm run token -- <user id> [--service] [--hours <1-8760>]';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const options = { service: { type: 'boolean' }, hours: { type: 'string', default: '24' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [subject] = positionals;
  const hours = Number(values.hours);
  if (subject === undefined || positionals.length > 1 || !(hours >= 1 && hours <= 8760))
    throw new Error(`Usage: ${USAGE}`);
  const settings = readSettings(process.env);
  const secret = await signingSecret(settings);
  if (secret === undefined) throw new SettingsError('There is nothing to sign a token with: set JWT_SECRET.');
  const token = issueToken({
    secret,
    subject,
    isService: values.service === true,
    lifetimeSeconds: hours * 3600,
    issuer: settings.JWT_ISSUER,
    audience: settings.JWT_AUDIENCE,
    userClaim: settings.JWT_USER_CLAIM,
  });
  process.stdout.write(`${token}\n`);
} catch (error) {
  failStart(error);
}
