import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { issueToken } from '#libs/auth';
import { commandLine, readSettings, SettingsError, WronglyCalled } from '#libs/config';
import { isUserId } from '#libs/http';
import { failStart } from './fail-start.js';
import { signingSecret } from './resources.js';

const USAGE = `Usage: npm run --silent token -- <user id> [--service] [--hours <0.001-8760>]

Prints an access token for development, signed with JWT_SECRET, or with the secret in DATA_DIR. Call it with the settings
that the server was started with. It is good for 24 hours unless --hours says otherwise.

  --service   for a back end, which may act for everybody
`;

const { subject, isService, hours } = commandLine(USAGE, () => {
  const options = { service: { type: 'boolean' }, hours: { type: 'string', default: '24' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [subject, ...more] = positionals;
  const hours = Number(values.hours);
  if (subject === undefined) throw new WronglyCalled('Whose token? Name a user id, e.g. alice.');
  if (more.length > 0) throw new WronglyCalled('A token is for one user id: put quotes around one with spaces.');
  if (!isUserId(subject))
    throw new WronglyCalled('That is not a user id: 1-128 characters, and the word assistant is taken.');
  if (!(hours >= 0.001 && hours <= 8760)) throw new WronglyCalled('--hours is a number from 0.001 to 8760.');
  return { subject, hours, isService: values.service === true };
});

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = readSettings(process.env);
  const secret = await signingSecret(settings);
  if (secret === undefined) throw new SettingsError('There is nothing to sign a token with: set JWT_SECRET.');
  const token = issueToken({
    secret,
    subject,
    isService,
    lifetimeSeconds: Math.ceil(hours * 3600),
    issuer: settings.JWT_ISSUER,
    audience: settings.JWT_AUDIENCE,
    userClaim: settings.JWT_USER_CLAIM,
  });
  process.stdout.write(`${token}\n`);
} catch (error) {
  failStart(error, 'No token was made.');
}
