import { lstat, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

interface Link {
  source: string;
  target: string;
}

const notWritable = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * npm packages cannot contain symbolic links. The package's install script makes the links of the shared libraries,
 * unless scripts are switched off (`ignore-scripts`, `allowScripts`). So we make the missing ones ourselves.
 * @returns false when links are missing and we may not write to the folder
 */
export async function linkLibraries(packageRoot: string): Promise<boolean> {
  const listed = await readFile(path.join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as Link[])
    if (!(await link(path.join(packageRoot, source), path.join(packageRoot, target)))) return false;
  return true;
}

async function link(source: string, target: string): Promise<boolean> {
  if (await lstat(target).catch(() => null)) return true;
  try {
    await symlink(path.relative(path.dirname(target), source), target);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (notWritable.has(code)) return false;
    throw error;
  }
}
