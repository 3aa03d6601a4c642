import { spawn } from 'node:child_process';

/** Runs a command to its end, or for so many seconds; what it says on both outputs, and whether all was well. */
export function command(program, args, { seconds = 120, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    const timer = setTimeout(() => {
      output += `\nended after ${seconds} s`;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, seconds * 1000);
    const end = (isFine) => {
      clearTimeout(timer);
      resolve({ isFine, output });
    };
    child.on('error', ({ message }) => {
      output += message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** @throws Error with all that it said */
export async function succeed(program, args, options) {
  const { isFine, output } = await command(program, args, options);
  if (!isFine) throw new Error(`${program} ${args.join(' ')}\n${output}`);
  return output;
}
