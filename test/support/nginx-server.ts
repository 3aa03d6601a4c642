import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ExecutedPage } from './executed-page.js';
import { freePort } from './free-port.mjs';
import { until } from './until.js';

/** Debian keeps it where only root looks. */
const PATH = `${process.env['PATH']}:/usr/sbin`;

export const hasNginx = spawnSync('nginx', ['-v'], { env: { PATH } }).status === 0;

/** nginx with the configuration of the guide to deploying, before two servers. */
export class NginxServer {
  /** @param ports of the two servers */
  static async start(folder: string, ports: readonly [string, string]): Promise<NginxServer> {
    const port = await freePort();
    const [guide = ''] = (await ExecutedPage.read('docs/guides/deploying.md')).code('nginx');
    const site = guide
      .replace('127.0.0.1:3000', `127.0.0.1:${ports[0]}`)
      .replace('127.0.0.1:3001', `127.0.0.1:${ports[1]}`)
      .replace('listen 80;', `listen 127.0.0.1:${port};`);
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const temporary = kinds.map((kind) => `${kind}_temp_path ${path.join(folder, kind)};`).join('\n');
    const file = path.join(folder, 'nginx.conf');
    await writeFile(file, `events {}\nhttp {\naccess_log off;\n${temporary}\n${site}}\n`);
    const nginx = new NginxServer(folder, file, `http://127.0.0.1:${port}`);
    await until(() => nginx.isUp());
    return nginx;
  }

  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly folder: string,
    file: string,
    readonly url: string,
  ) {
    const alone = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${this.log};`;
    this.child = spawn('nginx', ['-p', folder, '-c', file, '-e', this.log, '-g', alone], {
      env: { PATH },
      stdio: 'ignore',
    });
    this.ended = once(this.child, 'close');
  }

  /** What it has to say of its servers. */
  errors(): Promise<string> {
    return readFile(this.log, 'utf8');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }

  private get log(): string {
    return path.join(this.folder, 'nginx-errors.log');
  }

  private async isUp(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`nginx ended: ${await this.errors()}`);
    return fetch(this.url).then(
      () => true,
      () => false,
    );
  }
}
