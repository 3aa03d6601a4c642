import { easeDocument } from './ease-document.js';
import { about, foldedRefusals } from './folded.js';
import { proposeIds } from './propose-ids.js';
import { session } from './session.js';
import { wrongId } from './wrong-id.js';

// Its own dark look is a class; it follows the reader's, as the other pages do.
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

const place = document.querySelector('#swagger-ui');
const url = new URL('../openapi.json', import.meta.url).href;
const eased = easeDocument(await (await fetch(url)).json());
const plugins = [session, proposeIds, wrongId, foldedRefusals, about(eased.about)];
if ('demoUser' in place.dataset) plugins.push((await import('./demo-user.js')).demoUser);

globalThis.ui = globalThis.SwaggerUIBundle({
  domNode: place,
  spec: eased.document,
  plugins,
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  syntaxHighlight: { theme: 'nord' },
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 2,
  // Or it would ask validator.swagger.io whether the document is valid.
  validatorUrl: null,
});
