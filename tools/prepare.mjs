// npm start: what is not built, or not as the sources are, and nothing else. Types are checked by `npm run build`.
import { bundle } from './bundle.mjs';
import freshBuild from './fresh-build.mjs';
import { buildPage } from './web.mjs';

try {
  await freshBuild();
  await bundle();
  await buildPage();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
