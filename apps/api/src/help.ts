import { settingSpecs } from '#libs/config';

/** What `npm start -- --help` prints: how to start, and every setting with its description. */
export function help(): string {
  const settings = Object.entries(settingSpecs).map(([name, { desc = '', default: usual }]) => {
    const isSaid = usual !== undefined && usual !== '' && !(Array.isArray(usual) && usual.length === 0);
    return `  ${name}\n      ${desc}${isSaid ? ` (${String(usual)})` : ''}`;
  });
  return `Usage: npm start (or npm run demo: with the demo world made at once)
       PORT=4000 npm start

Starts the Chat System API, by default with an embedded PostgreSQL, at http://127.0.0.1:3000. The guides are at /docs/guides.

  npm run --silent token -- alice   prints an access token for development
  npm run worker                    writes replies and reads files, beside servers with WORKER=off

There are no options but --help and --demo. Settings come from the environment, in front of the command, or from a file .env:

${settings.join('\n')}
`;
}
