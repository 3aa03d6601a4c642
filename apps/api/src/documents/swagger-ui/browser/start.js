import { session } from './session.js';

const place = document.querySelector('#swagger-ui');
const plugins = [session];
if ('demoUser' in place.dataset) plugins.push((await import('./demo-user.js')).demoUser);

globalThis.ui = globalThis.SwaggerUIBundle({
  domNode: place,
  url: new URL('../openapi.json', import.meta.url).href,
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
