/**
 * Traces show our TypeScript (`--enable-source-maps`), but not that of libraries: reading and keeping their maps took a
 * tenth of the start and 18 MB. Ours have been read when this runs, as the first module of all; those of libraries are
 * read when they run, which is between this and {@link showOwnSources}.
 */
const wanted = process.sourceMapsEnabled;
process.setSourceMapsEnabled(false);

export function showOwnSources(): void {
  process.setSourceMapsEnabled(wanted);
}
