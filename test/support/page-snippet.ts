import { runInThisContext } from 'node:vm';

/**
 * Runs JavaScript of a page as the body of an async function, in which the names of `around` are known. It has the
 * globals of Node, not those of Jest.
 * @param result an expression in the snippet's own names
 */
export function runPageSnippet<Result>(code: string, around: Readonly<Record<string, unknown>>, result: string) {
  const names = Object.keys(around).join(', ');
  const run = runInThisContext(`(async ({ ${names} }) => { ${code}\nreturn ${result}; })`) as (
    names: Readonly<Record<string, unknown>>,
  ) => Promise<Result>;
  return run(around);
}
