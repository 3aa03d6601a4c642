import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { issueToken } from '#libs/auth';
import { SECRET } from './api-server.js';
import { maskedOutput } from './masked-output.js';

/** A fenced piece of a page. */
interface Fence {
  readonly language: string;
  readonly code: string;
  /** The line of its opening fence, from 1. */
  readonly line: number;
  /** A `json` or `text` fence right behind a `bash` fence is what that step prints. */
  readonly isOutput: boolean;
}

export interface PageRun {
  /** What the steps with an output on the page have printed, in order; ids and times are masked. */
  readonly printed: readonly unknown[];
  /** What the page says that they print, masked alike: `expect(printed).toEqual(promised)`. */
  readonly promised: readonly unknown[];
}

/** Longer than any page takes; a hanging step ends here with what it printed so far. */
const RUN_WITHIN_MS = 90_000;
const END_OF_STEP = '=== end of step';

/**
 * A page of Markdown whose snippets are run, so that it cannot say what is not so.
 *
 * - All `bash` fences run in order as one script (`bash -euo pipefail`, in the repository) against a server of the test,
 *   which should have a database of its own: `startApi({ DATABASE_URL: await ownDatabaseUrl() })`. The server's address
 *   stands in for `http://127.0.0.1:3000`. `npm run --silent token -- alice` gives a token, which is made here: to load a
 *   service for each takes seconds, and the README's spec runs the command itself once.
 * - A `json` or `text` fence right behind a `bash` fence is what that step prints (see {@link maskedOutput}). What a
 *   step without one prints is not looked at; a step that fails ends the run.
 * - Fences of other languages (`js`, `ts`, `yaml`, …) are the spec's: {@link code} hands them out.
 *
 * A spec of a page ends with `expect(page.unexecuted).toEqual([])`.
 */
export class ExecutedPage {
  private readonly done = new Set<Fence>();

  /** @param file the page, from the root of the repository, e.g. `docs/guides/tokens.md` */
  static async read(file: string): Promise<ExecutedPage> {
    return new ExecutedPage(await readFile(file, 'utf8'));
  }

  private constructor(
    readonly markdown: string,
    readonly fences: readonly Fence[] = fencesOf(markdown),
  ) {}

  /** The fences of a language, in order; who takes them runs them. */
  code(language: string): string[] {
    return this.taken(({ language: other, isOutput }) => other === language && !isOutput).map(({ code }) => code);
  }

  /** Runs the `bash` fences; rejects with the output of the step that failed. */
  async run(url: string, environment: Readonly<Record<string, string>> = {}): Promise<PageRun> {
    const steps = this.taken(({ language }) => language === 'bash');
    const script = steps
      .flatMap(({ code }) => [
        withTokens(code.replaceAll('http://127.0.0.1:3000', url)),
        `printf '\\n${END_OF_STEP}\\n'`,
      ])
      .join('\n');
    // Programs that a page leaves running end with it.
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-euo', 'pipefail', '-c', `trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${script}`],
      {
        env: { ...process.env, JWT_SECRET: SECRET, ...environment },
        timeout: RUN_WITHIN_MS,
        maxBuffer: 16 * 1_048_576,
      },
    );
    const outputs = stdout.split(`\n${END_OF_STEP}\n`);
    const pairs = steps.flatMap((step, at) => {
      const [promised] = this.taken((fence) => fence.isOutput && this.stepBefore(fence) === step);
      return promised === undefined ? [] : [{ printed: outputs[at] ?? '', promised: promised.code }];
    });
    return {
      printed: pairs.map(({ printed }) => maskedOutput(printed)),
      promised: pairs.map(({ promised }) => maskedOutput(promised)),
    };
  }

  /** Fences that nobody has run or taken, as `language, line n`. */
  get unexecuted(): string[] {
    return this.fences
      .filter((fence) => !this.done.has(fence))
      .map(({ language, line }) => `${language || 'no language'}, line ${line}`);
  }

  private taken(which: (fence: Fence) => boolean): Fence[] {
    const taken = this.fences.filter(which);
    for (const fence of taken) this.done.add(fence);
    return taken;
  }

  private stepBefore(fence: Fence): Fence | undefined {
    return this.fences[this.fences.indexOf(fence) - 1];
  }
}

function withTokens(code: string): string {
  return code.replaceAll(
    /npm run --silent token -- ([\w-]+)( --service)?/g,
    (_command, subject: string, service?: string) => {
      const isService = service !== undefined;
      return `echo ${issueToken({ secret: SECRET, subject, isService, lifetimeSeconds: 3600 })}`;
    },
  );
}

const OUTPUTS = ['json', 'text'];

function fencesOf(markdown: string): Fence[] {
  let previous: { language: string; end: number } | undefined;
  return [...markdown.matchAll(/^```([^\n`]*)\n([^]*?)^```$/gm)].map(
    ({ 0: all, 1: language = '', 2: code = '', index }) => {
      const between = previous && markdown.slice(previous.end, index).trim();
      const isOutput = OUTPUTS.includes(language) && previous?.language === 'bash' && between === '';
      previous = { language, end: index + all.length };
      return { language, code, line: markdown.slice(0, index).split('\n').length, isOutput };
    },
  );
}
