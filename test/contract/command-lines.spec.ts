import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SECRET } from '../support/api-server.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';

const RUN = path.join(import.meta.dirname, '../../tools/run.mjs');
const PROGRAMS = {
  start: 'apps/api/src/main',
  token: 'apps/api/src/token',
  migrate: 'apps/api/src/migrate',
  admin: 'apps/api/src/admin',
  worker: 'apps/worker/src/main',
} as const;
type Program = keyof typeof PROGRAMS;
const ALL = Object.keys(PROGRAMS) as Program[];
/** Commands of `admin` are read by it, all others by `commandLine`: one of each is called in every way. */
const RULES = ['token', 'admin'] as const;

describe('a program', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => void (data = await newDataFolder()));
  afterAll(() => data.remove());

  const call = (program: Program, given: readonly string[], environment: Record<string, string> = {}) => {
    const { PATH, HOME } = process.env;
    // Somebody may be mistaken and have it start all the same: not on a port that anybody uses.
    const env = { PATH, HOME, DATA_DIR: path.join(data.folder, 'data'), PORT: '0', ...environment };
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        [RUN, PROGRAMS[program], ...given],
        { cwd: data.folder, env, timeout: 30_000 },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  };

  it.each([
    ...ALL.map((program) => [program, ['--port', '4000']] as const),
    ...RULES.flatMap((program) =>
      [['--port=4000'], ['-p'], ['--', '--x', 'y', 'z']].map((given) => [program, given] as const),
    ),
  ])('%s refuses %j in a sentence or two, and does nothing', async (program, given) => {
    const { code, stdout, stderr } = await call(program, given);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: ');
    expect(stderr).not.toMatch(/^ {4}at |Error:|does not start/m);
    expect(existsSync(path.join(data.folder, 'data'))).toBe(false);
  });

  it.each(['start', 'token', 'migrate', 'worker'] as const)('%s says how a setting is given', async (program) => {
    const { stderr } = await call(program, ['--jwt-secret', 'not-to-be-repeated']);
    expect(stderr).toContain('JWT_SECRET=');
    expect(stderr).not.toContain('not-to-be-repeated');
  });

  it.each([...ALL.map((program) => [program, '--help'] as const), ...RULES.map((program) => [program, '-h'] as const)])(
    '%s explains itself with %s',
    async (program, flag) => {
      const { code, stdout, stderr } = await call(program, [flag]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Usage: /);
    },
  );

  it.each([
    ['nobody', []],
    ['two people', ['alice', 'bob']],
    ['what is no user id', ['x'.repeat(129)]],
    ['the assistant', ['assistant']],
    ['no time', ['alice', '--hours', '0']],
    ['no number', ['alice', '--hours', 'soon']],
    ['too long', ['alice', '--hours', '9000']],
  ])('token makes none for %s', async (_what, given) => {
    const { code, stdout, stderr } = await call('token', given, { JWT_SECRET: SECRET });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: /m);
  });

  it('token makes one that is good for seconds', async () => {
    const { stdout } = await call('token', ['alice', '--hours', '0.001'], { JWT_SECRET: SECRET });
    const claims = JSON.parse(Buffer.from(stdout.split('.')[1]!, 'base64url').toString()) as Record<string, number>;
    expect(claims['exp']! - claims['iat']!).toBe(4);
  });

  it('start finds out that its port is taken before it makes a database', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const { code, stdout, stderr } = await call('start', [], { PORT });
    taken.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`The service does not start.\nPort ${PORT} is taken; set PORT to a free one.\n`);
    expect(existsSync(path.join(data.folder, 'data'))).toBe(false);
  });

  it('start prints a command whose token its own server takes', async () => {
    const { folder, remove } = await newDataFolder();
    const DATA_DIR = path.join(folder, "it's here");
    const service = await ServiceProcess.startAnywhere(folder, { DATA_DIR });
    try {
      const [, command = ''] = /^ {2}A token +(.+)$/m.exec(service.stdout) ?? [];
      const typed = command.replace('npm run --silent token --', `"${process.execPath}" "${RUN}" ${PROGRAMS.token}`);
      const { PATH } = process.env;
      const token = await new Promise<string>((resolve) => {
        execFile('sh', ['-c', typed], { cwd: folder, env: { PATH } }, (_error, stdout) => resolve(stdout.trim()));
      });
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${service.url}/api/v1/chats`, { headers })).status).toBe(200);
    } finally {
      await service.stop();
      await remove();
    }
  });
});
