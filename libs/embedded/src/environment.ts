/** Where programs and libraries are; Windows needs the rest. */
const NEEDED = /^(PATH|LD_LIBRARY_PATH|SYSTEMROOT|TEMP|TMP)$/i;

/**
 * The environment of PostgreSQL and its tools. It has no secrets, since anyone who can run programs in the database can
 * read it, and nothing that changes the server: PGDATA, PGOPTIONS, PGTZ, the terminal's language.
 */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => NEEDED.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
