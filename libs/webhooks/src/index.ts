export { WebhookAdmin } from './webhook-admin.js';
export { WebhookAdminModule } from './webhook-admin.module.js';
export { WebhookMetrics } from './webhook-metrics.js';
export { WebhooksModule } from './webhooks.module.js';
