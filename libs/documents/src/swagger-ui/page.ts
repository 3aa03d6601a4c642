/** Nothing of another origin, nothing inline that runs, in nobody's frame (CSP Level 3). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  /** The path that a proxy removes, or nothing. */
  readonly path: string;
  /** Path that the scripts and styles are below, with a slash at its end. */
  readonly files: string;
  /** Whether the page has a button that authorizes it as the demo user. */
  readonly demoUser: boolean;
  /** Whether the page to chat on is at `/`. */
  readonly withChatPage: boolean;
}

export function swaggerUiPage({ path, files, demoUser, withChatPage }: Page): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Chat System API</title>
    <link rel="icon" type="image/png" href="${files}favicon-32x32.png" sizes="32x32" />
    <link rel="stylesheet" href="${files}swagger-ui.css" />
    <link rel="stylesheet" href="${files}page.css" />
    <link rel="stylesheet" href="${files}narrow.css" media="(width < 40rem)" />
    <script src="${files}swagger-ui-bundle.js" defer></script>
    <script type="module" src="${files}start.js"></script>
  </head>
  <body>
    <nav class="docs-nav" aria-label="Documents">
      ${withChatPage ? `<a href="${path}/">Chat</a>` : ''}
      <a href="${path}/docs/guides">Guides</a>
      <a href="${path}/docs/openapi.json">OpenAPI JSON</a>
      <a href="${path}/docs/openapi.yaml">YAML</a>
      <a href="${path}/docs/asyncapi.json">AsyncAPI</a>
      <a href="${path}/docs/postman.json" download="chat-system-api.postman_collection.json">Postman</a>
    </nav>
    <div id="swagger-ui"${demoUser ? ' data-demo-user' : ''}></div>
    <noscript>This page needs JavaScript. The document itself is at <a href="${path}/docs/openapi.json">/docs/openapi.json</a>.</noscript>
  </body>
</html>
`;
}
