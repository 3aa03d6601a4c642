export { asyncApiDocument } from './asyncapi/asyncapi-document.js';
export { CLOSE_CODES, ERROR_CODES, FAILURE_CODES, FIELD_CODES } from './errors/error-codes.js';
export { withErrorTables } from './errors/error-tables.js';
export { GUIDES } from './guides/guide-list.js';
export { serveGuides } from './guides/serve-guides.js';
export { openApiDocument } from './openapi/openapi-document.js';
export { serveDocuments } from './serve-documents.js';
export { serveSwaggerUi } from './swagger-ui/serve-swagger-ui.js';
export { escapeHtml } from './guides/html.js';
