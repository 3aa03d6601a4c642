import { unzipSync } from 'fflate';
import { Unreadable } from './unreadable.js';

const MAX_ENTRIES = 10_000;
/** Bytes of all wanted entries together. */
const MAX_EXPANDED = 64 * 1024 * 1024;

/**
 * The wanted entries of a ZIP archive. An entry is inflated into as many bytes as its directory claims and no more, so
 * that the claims bound what is taken, true or not; one that claims too little comes cut off.
 * @throws Unreadable `too_large`; another error where the archive is broken
 */
export function unzip(archive: Uint8Array, isWanted: (name: string) => boolean): Record<string, Uint8Array> {
  let entries = 0;
  let expanded = 0;
  return unzipSync(archive, {
    filter: ({ name, size, originalSize }) => {
      if (++entries > MAX_ENTRIES) throw tooLarge();
      if (!isWanted(name)) return false;
      expanded += Math.max(size, originalSize);
      if (expanded > MAX_EXPANDED) throw tooLarge();
      return true;
    },
  });
}

function tooLarge(): Unreadable {
  return new Unreadable('too_large', 'The file is too large once it is unpacked.');
}
