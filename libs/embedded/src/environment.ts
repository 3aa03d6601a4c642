/** Where programs and libraries are; Windows needs the rest. */
const NEEDED = /^(PATH|LD_LIBRARY_PATH|SYSTEMROOT|TEMP|TMP)$/i;

/**
 * What PostgreSQL and its tools get of our environment: nothing that is secret, since whoever may run programs in the
 * database reads it, and nothing that changes the server: PGDATA, PGOPTIONS, PGTZ, the terminal's language.
 */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => NEEDED.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
